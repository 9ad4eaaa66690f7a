import path from "node:path";
import { installationEnvironment } from "./child-environment";
import { mockAccessKey, offlineOverride } from "./override";
import { digestPlan, type PlanDocument } from "./plan-document";
import { PLAN_FILE, PlanFailedError, findStubs } from "./plan-stack";
import { readNeeded, type PlanningOptions } from "./planner";
import { providerRequirements } from "./providers/requirements";
import { accountOf } from "./resource-attributes";
import { withRuntime, type Runtime } from "./runtime";
import type { SynthesizedStack } from "./synthesis";
import { layOutWorkFolder } from "./work-folder";

/** One stack planned by Terraform alone; wall times in seconds. */
export interface PlainPlan {
  readonly id: string;
  readonly digest: string;
  readonly seconds: { readonly init: number; readonly plan: number; readonly show: number };
}

export interface PlainPlans {
  readonly plans: readonly PlainPlan[];
  /** Highest memory of all children together, in bytes; 0 where the system does not tell. */
  readonly peakBytes: number;
}

/**
 * What `planOffline` is measured against: `terraform init`, `plan` and `show -json` in the same work folders, one after
 * another, with nothing shared. It reads the stub states that `planOffline` left, so that must have run before.
 * Takes the same options (`concurrency` is not used) and rejects when Terraform fails.
 */
export async function planPlainly(options: PlanningOptions): Promise<PlainPlans> {
  const caller = options.environment ?? process.env;
  return withRuntime(
    options,
    () => readNeeded(options),
    async (runtime, stacks) => {
      runtime.memory.start();
      const plans: PlainPlan[] = [];
      for (const stack of stacks.values()) plans.push(await planOne(runtime, stack, stacks, caller));
      return { plans, peakBytes: runtime.memory.peakBytes };
    },
  );
}

async function planOne(
  runtime: Runtime,
  stack: SynthesizedStack,
  all: ReadonlyMap<string, SynthesizedStack>,
  caller: NodeJS.ProcessEnv,
): Promise<PlainPlan> {
  const { id, configuration } = stack;
  const folder = path.join(runtime.workDirectory, id);
  const override = offlineOverride(id, configuration, findStubs(runtime, stack, all));
  layOutWorkFolder(folder, stack, { override, providers: [] });
  runtime.responder.expect(mockAccessKey(id), { stack: id, account: accountOf(configuration) });
  // 100 is the usual garbage collection of Go programs.
  const environment = {
    ...installationEnvironment(caller),
    GOGC: "100",
    ...runtime.awsEnvironment,
    ...runtime.installer.cliConfiguration(
      providerRequirements(configuration),
      path.join(folder, ".terraform"),
    ),
  };
  const timed = async (...args: string[]): Promise<{ seconds: number; stdout: Buffer }> => {
    const started = performance.now();
    const { code, stdout, stderr } = await runtime.terraform.run(folder, args, environment);
    if (code !== 0) throw new PlanFailedError(`terraform ${args[0]} of ${id}: ${stderr.trim()}`);
    return { seconds: (performance.now() - started) / 1000, stdout };
  };
  const init = await timed("init", "-input=false", "-no-color");
  const plan = await timed("plan", "-input=false", "-lock=false", "-no-color", `-out=${PLAN_FILE}`);
  const show = await timed("show", "-json", PLAN_FILE);
  const digest = digestPlan(JSON.parse(show.stdout.toString("utf8")) as PlanDocument);
  return { id, digest, seconds: { init: init.seconds, plan: plan.seconds, show: show.seconds } };
}
