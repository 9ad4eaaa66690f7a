import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TERRAFORM_VERSION } from "../../../config/versions";
import { Emulation } from "../../../tools/emulation/emulation";
import { addressOf } from "../../../tools/emulation/selection";
import { MOCK_KEYS } from "../../../tools/emulation/server";
import { awsEnvironment, planEnvironment } from "../../../tools/planning/child-environment";
import { type Json, type JsonObject, objectOf } from "../../../tools/planning/json";
import { OVERRIDE_FILE } from "../../../tools/planning/override";
import { Processes } from "../../../tools/planning/processes";
import { ProviderInstaller } from "../../../tools/planning/providers/installation";
import { providerRequirements } from "../../../tools/planning/providers/requirements";
import { readManifest, readStacks, type SynthesizedStack } from "../../../tools/planning/synthesis";
import { Terraform } from "../../../tools/planning/terraform";
import { layOutWorkFolder } from "../../../tools/planning/work-folder";
import { makeStateBuckets } from "./state-buckets";

interface Change {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    readonly after_unknown: JsonObject;
  };
}

/** What a stack became in the emulator. */
export interface Deployed {
  /** Addresses that were applied, and those that the emulator cannot make. */
  readonly applied: readonly string[];
  readonly leftOut: readonly string[];
  /** `<address> <actions> <attributes>`: what a second plan wants; Terraform itself says whether that is nothing. */
  readonly secondPlan: readonly string[];
  /** Everything that Terraform wrote: state, plans, their JSON. */
  readonly written: readonly string[];
}

interface Tools {
  readonly terraform: Terraform;
  readonly installer: ProviderInstaller;
}

type Run = (allowed: readonly number[], ...args: string[]) => Promise<{ code: number; text: string }>;

/** Applies synthesized stacks to the emulator, each from a byte-identical copy with an override file beside it. */
export class Deployment {
  private readonly processes = new Processes();
  private readonly stacks: ReadonlyMap<string, SynthesizedStack>;
  private readonly emulation: Emulation;
  private readonly runs = new Map<string, Run>();
  private tools: Promise<Tools> | undefined;

  constructor(
    synthDirectory: string,
    private readonly workDirectory: string,
    private readonly endpoint: string,
  ) {
    this.stacks = readStacks(readManifest(synthDirectory).values());
    this.emulation = new Emulation(this.stacks);
  }

  async stop(): Promise<void> {
    await this.processes.stop();
  }

  /** Deploys each stack after those of the others that it depends on; the emulator lets several wait at the same time. */
  async deployAll(ids: readonly string[]): Promise<Map<string, Deployed>> {
    await makeStateBuckets(
      this.endpoint,
      ids.map((id) => this.stack(id)),
    );
    const started = new Map<string, Promise<Deployed>>();
    const start = (id: string): Promise<Deployed> => {
      const before = this.stack(id).dependencies.filter((other) => ids.includes(other));
      const deployed =
        started.get(id) ?? Promise.all(before.map(start)).then(async () => await this.deploy(id));
      started.set(id, deployed);
      return deployed;
    };
    const all = await Promise.all(ids.map(async (id) => [id, await start(id)] as const));
    return new Map(all);
  }

  /** Plans, applies what the emulator can make, and plans again. Rejects with Terraform's words if that fails. */
  private async deploy(id: string): Promise<Deployed> {
    const stack = this.stack(id);
    const emulated = this.emulation.of(id);
    if ("reason" in emulated) throw new Error(`${id}: ${emulated.reason}`);
    const run = await this.prepare(stack, emulated.override);
    const wanted = emulated.targets.map((address) => `-target=${address}`);
    await run([0], "plan", "-input=false", "-no-color", "-out=first.tfplan", ...wanted);
    const first = await run([0], "show", "-json", "first.tfplan");
    await run([0], "apply", "-input=false", "-no-color", "-parallelism=30", "first.tfplan");
    const again = ["plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=second.tfplan"];
    const { code } = await run([0, 2], ...again, ...wanted);
    const second = await run([0], "show", "-json", "second.tfplan");
    const state = await run([0], "state", "pull");
    const applied = this.emulation.addresses(id);
    return {
      applied,
      leftOut: managed(stack).filter((address) => !applied.includes(address)),
      secondPlan: code === 0 ? [] : changesIn(second.text).map(describe),
      written: [state.text, first.text, second.text],
    };
  }

  /**
   * `<type> <attribute>`: what a plan of all that was deployed wants if Terraform ignores nothing for the emulator's sake.
   * Resources of `careful` types stay as they are: their replacement cannot even be planned.
   */
  async forgotten(careful: readonly string[]): Promise<Set<string>> {
    const changes = await Promise.all(
      [...this.runs].map(async ([id, run]) => {
        const emulated = this.emulation.of(id);
        if ("reason" in emulated) return [];
        const override = JSON.stringify(ignoringNothing(emulated.override, careful));
        writeFileSync(join(this.workDirectory, id, OVERRIDE_FILE), override);
        const wanted = emulated.targets.map((address) => `-target=${address}`);
        await run([0], "plan", "-input=false", "-no-color", "-lock=false", "-out=third.tfplan", ...wanted);
        return changesIn((await run([0], "show", "-json", "third.tfplan")).text);
      }),
    );
    return new Set(
      changes.flat().flatMap(({ address, names }) => names.map((name) => `${address.split(".")[0]} ${name}`)),
    );
  }

  private async prepare(stack: SynthesizedStack, override: JsonObject): Promise<Run> {
    this.tools ??= this.locateTools();
    const { terraform, installer } = await this.tools;
    const folder = join(this.workDirectory, stack.id);
    const required = providerRequirements(stack.configuration);
    const providers = await Promise.all(required.map((provider) => installer.install(provider)));
    layOutWorkFolder(folder, stack, { override, providers });
    const environment = { ...awsEnvironment(this.endpoint), ...MOCK_KEYS };
    const run: Run = async (allowed, ...args) => {
      const { code, stdout, stderr } = await terraform.run(folder, args, environment);
      if (code === null || !allowed.includes(code))
        throw new Error(`terraform ${args[0]} of ${stack.id}: ${stderr.trim()}`);
      return { code, text: stdout.toString("utf8") };
    };
    this.runs.set(stack.id, run);
    // The providers are already linked into the folder.
    const plugins = `-plugin-dir=${join(folder, ".terraform/providers")}`;
    await run([0], "init", "-input=false", "-no-color", plugins);
    return run;
  }

  private async locateTools(): Promise<Tools> {
    const terraform = await Terraform.locate(this.processes, planEnvironment(process.env), TERRAFORM_VERSION);
    const directory = join(this.workDirectory, ".providers");
    return {
      terraform,
      installer: new ProviderInstaller(terraform, directory, process.env, () => undefined),
    };
  }

  private stack(id: string): SynthesizedStack {
    const stack = this.stacks.get(id);
    if (stack === undefined) throw new Error(`${id} is no stack`);
    return stack;
  }
}

function managed({ configuration }: SynthesizedStack): string[] {
  return configuration.resources.filter(({ mode }) => mode === "managed").map(addressOf);
}

function describe({ address, actions, names }: Wanted): string {
  return `${address} ${actions.join("+")} ${names.join(",")}`;
}

interface Wanted {
  readonly address: string;
  readonly actions: readonly string[];
  /** Attributes that would be different. */
  readonly names: readonly string[];
}

function changesIn(plan: string): Wanted[] {
  const { resource_changes: changes = [] } = JSON.parse(plan) as { resource_changes?: Change[] };
  return changes.flatMap(({ address, change }) => {
    const { actions, before, after, after_unknown: unknown } = change;
    if (actions.every((action) => action === "no-op" || action === "read")) return [];
    const all = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    const names = [...all].filter(
      (name) => unknown[name] === true || JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
    );
    return [{ address, actions, names }];
  });
}

function ignoringNothing(override: JsonObject, careful: readonly string[]): JsonObject {
  const types = Object.entries(objectOf(override["resource"])).map(([type, named]) => {
    const kept = (body: JsonObject): [string, Json | undefined][] =>
      Object.entries(body).filter(([name]) => name !== "lifecycle" || careful.includes(type));
    const bodies = Object.entries(objectOf(named)).map(
      ([name, body]) => [name, kept(objectOf(body))] as const,
    );
    return [
      type,
      Object.fromEntries(bodies.map(([name, body]) => [name, Object.fromEntries(body)])),
    ] as const;
  });
  // Terraform takes no empty one.
  return types.length === 0 ? override : { ...override, resource: Object.fromEntries(types) };
}
