import { configuration } from "../config/environments";

/** Environments that exist, whether or not they have stacks. */
export const ENVIRONMENTS: readonly string[] = [
  ...configuration.environments.map(({ name }) => name),
  "organization",
];
export const ALL_ENVIRONMENTS = "all";

/** Places in the order in which people think of them: home, the other region, global. */
export const PLACES: readonly string[] = [
  ...new Set(configuration.environments.flatMap(({ regions }) => regions.map(({ name }) => name))),
  "global",
];

/** What a stack's id says: `<environment>-<region or global>-<layer>`. */
export interface StackName {
  readonly environment: string;
  /** A region, or `global`. */
  readonly place: string;
  readonly layer: string;
}

// Regions contain dashes; layers and environments may not contain what looks like one.
const STACK_ID = /^([a-z0-9]+)-(global|[a-z]{2}(?:-[a-z]+)+-\d)-(.+)$/;

/** Takes a stack id of the project's form apart; undefined for other names. */
export function stackNameOf(id: string): StackName | undefined {
  const [, environment, place, layer] = STACK_ID.exec(id) ?? [];
  if (environment === undefined || place === undefined || layer === undefined) return undefined;
  return { environment, place, layer };
}

/** Takes a stack id apart; an id of another form belongs to the environment before its first dash. */
export function parseStackId(id: string): StackName {
  const own = stackNameOf(id);
  if (own !== undefined) return own;
  const [first = id, ...rest] = id.split("-");
  return { environment: first, place: "global", layer: rest.join("-") || id };
}
