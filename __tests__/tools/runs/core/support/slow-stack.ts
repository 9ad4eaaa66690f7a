import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { planEnvironment } from "../../../../../tools/planning/child-environment";

export const APPLY = ["apply", "-json", "-auto-approve", "-input=false"];
export const ENVIRONMENT = planEnvironment(process.env);
const POLL_MILLISECONDS = 20;

/** A folder with a slow resource and one after it; `proceed` is what the slow one waits for. */
export function slowStack(folder: string): { readonly started: () => boolean; readonly proceed: () => void } {
  // It ends with the folder, too.
  const wait = "touch started; while [ -e main.tf.json ] && [ ! -e proceed ]; do sleep 0.05; done";
  writeFileSync(
    path.join(folder, "main.tf.json"),
    JSON.stringify({
      resource: {
        terraform_data: {
          slow: { provisioner: { "local-exec": [{ command: wait }] } },
          after: { depends_on: ["terraform_data.slow"] },
        },
      },
    }),
  );
  execFileSync("terraform", ["init", "-input=false"], { cwd: folder, env: ENVIRONMENT, stdio: "pipe" });
  return {
    started: () => existsSync(path.join(folder, "started")),
    proceed: () => writeFileSync(path.join(folder, "proceed"), ""),
  };
}

/** A `terraform` that notes every signal in its folder, and goes on until it may proceed. */
export function stubbornTerraform(folder: string): {
  readonly env: NodeJS.ProcessEnv;
  readonly has: (file: string) => boolean;
  readonly lines: (file: string) => string[];
  readonly proceed: () => void;
} {
  const script = [
    "#!/bin/sh",
    "trap 'echo INT >> signals' INT",
    "{ echo $$; ps -o pgid= -p $$; } > starting && mv starting started",
    "while [ -e terraform ] && [ ! -e proceed ]; do sleep 0.05; done",
    "sleep 0.2",
  ];
  writeFileSync(path.join(folder, "terraform"), script.join("\n"), { mode: 0o755 });
  const at = (file: string): string => path.join(folder, file);
  return {
    env: { ...ENVIRONMENT, PATH: `${folder}:${ENVIRONMENT["PATH"] ?? ""}` },
    has: (file) => existsSync(at(file)),
    lines: (file) => readFileSync(at(file), "utf8").trimEnd().split("\n"),
    proceed: () => writeFileSync(at("proceed"), ""),
  };
}

/** What the state of a folder holds, each with whether it is complete. */
export function resourcesIn(folder: string): Record<string, string> {
  const state = JSON.parse(readFileSync(path.join(folder, "terraform.tfstate"), "utf8")) as {
    resources: { name: string; instances: { status?: string }[] }[];
  };
  return Object.fromEntries(
    state.resources.map(({ name, instances }) => [name, instances[0]?.status ?? "complete"]),
  );
}

export function isLocked(folder: string): boolean {
  return existsSync(path.join(folder, ".terraform.tfstate.lock.info"));
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(POLL_MILLISECONDS);
}
