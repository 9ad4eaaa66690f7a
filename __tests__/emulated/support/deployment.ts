import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TERRAFORM_VERSION } from "../../../config/versions";
import { awsEnvironment, planEnvironment } from "../../../tools/planning/child-environment";
import type { JsonObject } from "../../../tools/planning/json";
import { offlineOverride, STATE_FILE } from "../../../tools/planning/override";
import { Processes } from "../../../tools/planning/processes";
import { ProviderInstaller } from "../../../tools/planning/providers/installation";
import { providerRequirements } from "../../../tools/planning/providers/requirements";
import { producers } from "../../../tools/planning/remote-states";
import { readManifest, readStacks, type SynthesizedStack } from "../../../tools/planning/synthesis";
import { Terraform } from "../../../tools/planning/terraform";
import { layOutWorkFolder } from "../../../tools/planning/work-folder";
import { CANNOT_KEEP, FORGETS, FORGETS_WHAT_IS_FIXED, ONLY_AWAITED } from "./gaps";
import { emulated } from "./selection";

/** Unlike an offline plan's provider, it asks whose account it works in, and refuses another than the configuration's. */
const EMULATED = { s3_use_path_style: true, max_retries: 5, skip_requesting_account_id: false };

interface Change {
  readonly address: string;
  readonly type: string;
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
  /** `<address> <actions> <attributes>`: what a second plan wants, beside what the emulator is known to forget. */
  readonly secondPlan: readonly string[];
  /** Everything that Terraform wrote: state, plans, their JSON. */
  readonly written: readonly string[];
}

interface Tools {
  readonly terraform: Terraform;
  readonly installer: ProviderInstaller;
}

/** Applies synthesized stacks to the emulator, each from a byte-identical copy with an override file beside it. */
export class Deployment {
  private readonly processes = new Processes();
  private readonly stacks: ReadonlyMap<string, SynthesizedStack>;
  private tools: Promise<Tools> | undefined;

  constructor(
    synthDirectory: string,
    private readonly workDirectory: string,
    private readonly endpoint: string,
  ) {
    this.stacks = readStacks(readManifest(synthDirectory).values());
  }

  async stop(): Promise<void> {
    await this.processes.stop();
  }

  /** Deploys each stack after those of the others that it depends on; the emulator lets several wait at the same time. */
  async deployAll(ids: readonly string[]): Promise<Map<string, Deployed>> {
    const started = new Map<string, Promise<Deployed>>();
    const start = (id: string): Promise<Deployed> => {
      const before = this.stacks.get(id)?.dependencies.filter((other) => ids.includes(other)) ?? [];
      const deployed =
        started.get(id) ?? Promise.all(before.map(start)).then(async () => await this.deploy(id));
      started.set(id, deployed);
      return deployed;
    };
    const all = await Promise.all(ids.map(async (id) => [id, await start(id)] as const));
    return new Map(all);
  }

  /** Plans, applies what the emulator can make, and plans again. Rejects with Terraform's words if that fails. */
  async deploy(id: string): Promise<Deployed> {
    const stack = this.stacks.get(id);
    if (stack === undefined) throw new Error(`${id} is no stack`);
    const folder = join(this.workDirectory, id);
    const run = await this.prepare(stack, folder);
    const applied = emulated(stack.configuration, this.outputsOf(stack));
    const targets = applied.map((address) => `-target=${address}`);
    await run("plan", "-input=false", "-no-color", "-out=first.tfplan", ...targets);
    const first = await run("show", "-json", "first.tfplan");
    await run("apply", "-input=false", "-no-color", "-parallelism=30", "first.tfplan");
    await run("plan", "-input=false", "-no-color", "-out=second.tfplan", ...targets);
    const second = await run("show", "-json", "second.tfplan");
    const { resource_changes: changes = [] } = JSON.parse(second) as { resource_changes?: Change[] };
    const managed = stack.configuration.resources.filter(({ mode }) => mode === "managed");
    return {
      applied,
      leftOut: managed
        .map(({ type, name }) => `${type}.${name}`)
        .filter((address) => !applied.includes(address)),
      secondPlan: changes.flatMap(unexpected),
      written: [readFileSync(join(folder, STATE_FILE), "utf8"), first, second],
    };
  }

  private async prepare(
    stack: SynthesizedStack,
    folder: string,
  ): Promise<(...args: string[]) => Promise<string>> {
    this.tools ??= this.locateTools();
    const { terraform, installer } = await this.tools;
    const required = providerRequirements(stack.configuration);
    const providers = await Promise.all(required.map((provider) => installer.install(provider)));
    layOutWorkFolder(folder, stack, { override: this.override(stack), providers });
    const run = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await terraform.run(folder, args, awsEnvironment(this.endpoint));
      if (code !== 0) throw new Error(`terraform ${args[0]} of ${stack.id}: ${stderr.trim()}`);
      return stdout.toString("utf8");
    };
    await run("init", "-input=false", "-no-color", ...this.pluginArguments(folder));
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

  /** The providers are already linked into the folder. */
  private pluginArguments(folder: string): string[] {
    return [`-plugin-dir=${join(folder, ".terraform/providers")}`];
  }

  private override(stack: SynthesizedStack): JsonObject {
    const states = new Map(
      this.producersOf(stack).map(([name, producer]) => [
        name,
        join(this.workDirectory, producer, STATE_FILE),
      ]),
    );
    const override = offlineOverride(stack.id, stack.configuration, states);
    const providers = (override["provider"] as { aws: JsonObject[] }).aws;
    return {
      ...override,
      provider: {
        aws: providers.map((provider) => ({ ...withoutAccount(provider), ...EMULATED })),
      },
      ...resourceOverrides(stack),
    };
  }

  private producersOf(stack: SynthesizedStack): [name: string, producer: string][] {
    return [...producers(stack.configuration, this.stacks.values())].flatMap(([name, producer]) =>
      producer === undefined ? [] : [[name, producer] as [string, string]],
    );
  }

  private outputsOf(stack: SynthesizedStack): (remoteState: string, output: string) => boolean {
    const outputs = new Map(
      this.producersOf(stack).map(([name, producer]) => [
        name,
        outputsIn(join(this.workDirectory, producer, STATE_FILE)),
      ]),
    );
    return (remoteState, output) => outputs.get(remoteState)?.has(output) === true;
  }
}

/** The configuration's account stays allowed, and no other. */
function withoutAccount(provider: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(provider).filter(([name]) => name !== "allowed_account_ids"));
}

function outputsIn(state: string): ReadonlySet<string> {
  if (!existsSync(state)) throw new Error(`${state} does not exist: deploy that stack first`);
  const { outputs } = JSON.parse(readFileSync(state, "utf8")) as { outputs: JsonObject };
  return new Set(Object.keys(outputs));
}

/** What the emulator needs to be different; empty if nothing does. */
function resourceOverrides({ configuration }: SynthesizedStack): JsonObject {
  const overrides: Record<string, Record<string, JsonObject>> = {};
  for (const { mode, type, name, body } of configuration.resources) {
    const override = mode === "managed" ? overrideOf(type, body) : undefined;
    if (override !== undefined) (overrides[type] ??= {})[name] = override;
  }
  return Object.keys(overrides).length > 0 ? { resource: overrides } : {};
}

function overrideOf(type: string, body: JsonObject): JsonObject | undefined {
  const fixed = FORGETS_WHAT_IS_FIXED[type];
  if (fixed !== undefined) return { lifecycle: { ignore_changes: [...fixed] } };
  if (type in ONLY_AWAITED) return { count: 0 };
  const lost = CANNOT_KEEP[type];
  if (lost !== undefined && lost in body) return { [lost]: null };
  if (type !== "aws_s3_bucket_policy") return undefined;
  // The emulator does not know `aws:SecureTransport` and would refuse every request.
  const document = JSON.parse(body["policy"] as string) as { Statement: { Effect: string }[] };
  const statements = document.Statement.filter(({ Effect }) => Effect === "Allow");
  return { policy: JSON.stringify({ ...document, Statement: statements }) };
}

function unexpected({ address, type, change }: Change): string[] {
  if (change.actions.every((action) => action === "no-op" || action === "read")) return [];
  const { before, after, after_unknown: unknown } = change;
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changed = [...names].filter(
    (name) => unknown[name] === true || JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
  );
  const surprising = changed.filter((name) => FORGETS[type]?.includes(name) !== true);
  const replaced = change.actions.join() !== "update";
  if (surprising.length === 0 && !replaced) return [];
  return [`${address} ${change.actions.join("+")} ${surprising.join(",")}`];
}
