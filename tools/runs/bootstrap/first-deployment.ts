import { objectOf } from "../../planning/json";
import type { SynthesizedStack } from "../../planning/synthesis";
import { parseStackId } from "../../stack-name";
import type { AwsAccess } from "../aws/access";
import { stateAddressOf, stateAt } from "../aws/state-store";
import { chooseStacks, type Chosen } from "../core/chosen";
import { readsOf } from "../plan/reads";

/** Stacks that can be planned together, once those of the rounds before are applied. */
export type Round = readonly string[];

/** How an environment whose states are there comes to life; only what is not there yet. */
export interface FirstDeployment {
  /** Stacks that have no state yet. */
  readonly missing: readonly string[];
  /** The layers that make everybody else's rights, for administrators. */
  readonly administrators: readonly Round[];
  /** The zone, before anything can be reached by name. */
  readonly dns: readonly Round[];
  readonly rest: readonly Round[];
  /** Variables without a value of their own, with the stacks that ask for them. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
  /** Addresses that get a message from AWS, which somebody has to confirm. */
  readonly subscribers: readonly string[];
  /** Zones that a parent has to point at. */
  readonly zones: readonly string[];
}

const STATE = "state";
const ADMINISTRATORS: readonly string[] = ["base", "access"];
const DNS: readonly string[] = ["dns"];

/** The order as the stacks' dependencies say it, without the stacks that have a state. */
export async function firstDeployment(
  access: AwsAccess,
  synthDirectory: string,
  environment: string,
): Promise<FirstDeployment> {
  const chosen = chooseStacks(synthDirectory, { environments: [environment], stacks: [] });
  const stacks = [...chosen.stacks.values()].filter(({ id }) => layerOf(id) !== STATE);
  const found = await Promise.all(
    stacks.map(async (stack) => ((await hasState(access, stack)) ? [] : [stack])),
  );
  return orderOf(chosen, found.flat());
}

/** As above, for stacks that are known to be missing. */
export function orderOf(chosen: Chosen, missing: readonly SynthesizedStack[]): FirstDeployment {
  const phase = (layers: (layer: string) => boolean): SynthesizedStack[] =>
    missing.filter(({ id }) => layers(layerOf(id)));
  const early = [...ADMINISTRATORS, ...DNS];
  return {
    missing: missing.map(({ id }) => id),
    administrators: roundsOf(
      chosen,
      phase((layer) => ADMINISTRATORS.includes(layer)),
    ),
    dns: roundsOf(
      chosen,
      phase((layer) => DNS.includes(layer)),
    ),
    rest: roundsOf(
      chosen,
      phase((layer) => !early.includes(layer)),
    ),
    variables: variablesOf(missing),
    subscribers: subscribersOf(missing),
    zones: attributesOf(missing, "aws_route53_zone", ({ name }) => name),
  };
}

async function hasState(access: AwsAccess, { configuration }: SynthesizedStack): Promise<boolean> {
  return (await stateAt(access, stateAddressOf(configuration))).kind === "present";
}

/**
 * A stack is planned once the states that it reads are there: a round after theirs, and no earlier than what it comes
 * after.
 */
function roundsOf({ all }: Chosen, stacks: readonly SynthesizedStack[]): Round[] {
  const within = new Map(stacks.map((stack) => [stack.id, stack]));
  const known = new Map<string, number>();
  const roundOf = (id: string): number => {
    const stack = within.get(id);
    if (stack === undefined) return 0;
    const earlier = known.get(id);
    if (earlier !== undefined) return earlier;
    const read = new Set([...readsOf(stack, all).values()].map(({ producer }) => producer));
    const before = stack.dependencies
      .filter((other) => within.has(other))
      .map((other) => roundOf(other) + (read.has(other) ? 1 : 0));
    const own = Math.max(0, ...before);
    known.set(id, own);
    return own;
  };
  const rounds: string[][] = [];
  for (const id of within.keys()) (rounds[roundOf(id)] ??= []).push(id);
  return rounds;
}

function variablesOf(stacks: readonly SynthesizedStack[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { id, configuration } of stacks) {
    for (const [name, variable] of Object.entries(configuration.variables)) {
      if (objectOf(variable)["default"] === undefined) (found[name] ??= []).push(id);
    }
  }
  return found;
}

function subscribersOf(stacks: readonly SynthesizedStack[]): string[] {
  return attributesOf(stacks, "aws_sns_topic_subscription", ({ protocol, endpoint }) =>
    protocol === "email" ? endpoint : undefined,
  );
}

/** Different values, in the order in which they come. */
function attributesOf(
  stacks: readonly SynthesizedStack[],
  type: string,
  pick: (body: SynthesizedStack["configuration"]["root"]) => unknown,
): string[] {
  const values = stacks.flatMap(({ configuration }) =>
    configuration.resources.filter((resource) => resource.type === type).map(({ body }) => pick(body)),
  );
  return [...new Set(values.filter((value) => typeof value === "string"))];
}

function layerOf(id: string): string {
  return parseStackId(id).layer;
}
