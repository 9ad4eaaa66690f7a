import { setTimeout as sleep } from "node:timers/promises";
import { bootstrap } from "../../../../../tools/runs/bootstrap/bootstrap";
import { messageOf } from "../../../../../tools/planning/errors";
import { listenToInterruptions } from "../../../../../tools/runs/core/signals";
import type { Step } from "../../../../../tools/runs/bootstrap/steps";

/** What `child.ts` is told. */
export interface Told {
  readonly synthDirectory: string;
  readonly plansDirectory: string;
  /** Sent to itself after this step, or when Terraform begins to make something of this type. */
  readonly stop: { readonly signal: NodeJS.Signals; readonly step?: Step; readonly making?: string };
}

/** A bootstrap in a process of its own, which ends in the middle. */
async function main(): Promise<void> {
  const { stop, ...where } = JSON.parse(process.argv[2] ?? "") as Told;
  const interruptions = listenToInterruptions();
  try {
    await bootstrap({
      ...where,
      kind: "emulated",
      environmentName: "trial",
      stacks: [],
      interruptions,
      approve: async () => true,
      onStep: async ({ step }) => {
        if (step !== stop.step) return;
        process.kill(process.pid, stop.signal);
        while (!interruptions.first.aborted) await sleep(10);
      },
      onEvent: (event) => {
        if (event.type !== "message" || event.message.type !== "apply_start") return;
        const making = stop.making !== undefined && event.message["@message"].startsWith(stop.making);
        if (making && !interruptions.first.aborted) process.kill(process.pid, stop.signal);
      },
    });
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = interruptions.exitCode() ?? 1;
  } finally {
    interruptions.end();
  }
}

void main();
