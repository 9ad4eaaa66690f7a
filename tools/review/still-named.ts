import { isObject, type Json, type JsonObject, objectOf } from "../planning/json";
import { byCodePoint, type FindingOfStack } from "./groups";
import type { PlanInput } from "./input";
import type { ResourceChange } from "./plan";
import { joined, name, say, type SafeText } from "./text";

/** Shorter names, and words, stand in too many other texts. */
const SHORTEST = 8;
const IS_NAME = /[-_./:]/;
const IDENTITIES = ["arn", "name", "bucket", "identifier", "cluster_identifier", "function_name", "domain"];
const ARN = /arn:[\w-]+:[\w-]*:[\w-]*:\d*:[\w+=,.@:/-]+/g;
const PIECES = /[\w-][\w.-]*|(?<![\w/])\/(?!\/)[\w./-]+/g;
/** What people read, and what says nothing of where a request goes. */
const WORDS: ReadonlySet<string> = new Set(["tags", "tags_all", "description", "comment"]);
/** Of one resource; a name that stands in more places is told with these. */
const MOST = 20;

interface Gone {
  readonly stack: string;
  readonly address: string;
}

interface Named extends Gone {
  readonly attribute: string;
}

/**
 * Resources that go while configurations of other stacks still say their names or ARNs: no reference tells of those. Values are only
 * compared, never shown. Linear in the size of the plans.
 */
export function stillNamed(
  plans: readonly PlanInput[],
  showAddress: (input: PlanInput, address: string) => SafeText,
): FindingOfStack[] {
  const gone = namesThatGo(plans);
  if (gone.size === 0) return [];
  const found = new Map<Gone, Map<string, Named>>();
  for (const input of plans)
    for (const { address, values } of staying(input))
      for (const [attribute, value] of Object.entries(values))
        if (!WORDS.has(attribute))
          for (const one of mentions(value, gone)) {
            if (one.stack === input.stack) continue;
            const places = found.get(one) ?? new Map<string, Named>();
            const place = { stack: input.stack, address, attribute };
            found.set(one, places.set(JSON.stringify(place), place));
          }
  const inputs = new Map(plans.map((input) => [input.stack, input]));
  const shown = ({ stack, address }: Gone): SafeText => {
    const input = inputs.get(stack);
    return input === undefined ? say`` : showAddress(input, address);
  };
  return [...found].map(([one, places]) => findingOf(one, [...places.values()], shown));
}

function findingOf(one: Gone, places: readonly Named[], shown: (of: Gone) => SafeText): FindingOfStack {
  const sorted = [...places].sort(
    (a, b) => byCodePoint(a.stack, b.stack) || byCodePoint(a.address, b.address),
  );
  const lines = sorted
    .slice(0, MOST)
    .map((place) => say`${name(place.attribute)} of ${shown(place)} in ${name(place.stack)}`);
  const more = places.length > MOST ? [say`and ${places.length - MOST} more`] : [];
  const stacks = [...new Set(sorted.map(({ stack }) => name(stack)))];
  const address = shown(one);
  return {
    rule: "still-named",
    level: "warn",
    title: say`${address} is destroyed, and is still named in ${joined(stacks, ", ")}`,
    details: [...lines, ...more],
    cause: null,
    address,
    stack: name(one.stack),
  };
}

/** By name and ARN; without those that something has that stays. */
function namesThatGo(plans: readonly PlanInput[]): Map<string, Gone> {
  const gone = new Map<string, Gone>();
  for (const { stack, plan } of plans)
    for (const resource of (plan?.resource_changes ?? []).filter(goes)) {
      const one = { stack, address: resource.address };
      for (const identity of identitiesIn(objectOf(resource.change.before))) gone.set(identity, one);
    }
  if (gone.size === 0) return gone;
  for (const input of plans) for (const identity of identitiesThatStay(input)) gone.delete(identity);
  return gone;
}

function goes({ mode, deposed, change }: ResourceChange): boolean {
  return mode !== "data" && deposed === undefined && change.actions.join() === "delete";
}

function identitiesThatStay(input: PlanInput): string[] {
  return [...staying(input)].flatMap(({ values }) =>
    "arn" in values || input.written !== undefined
      ? IDENTITIES.flatMap((attribute) => {
          const value = values[attribute];
          return typeof value === "string" && attribute !== "bucket" ? [value] : [];
        })
      : [],
  );
}

/** Of what has a name of its own: parts of another resource, such as its policy, have no ARN. */
function identitiesIn(values: JsonObject): string[] {
  if (!("arn" in values)) return [];
  return IDENTITIES.flatMap((attribute) => {
    const value = values[attribute];
    return typeof value === "string" && value.length >= SHORTEST && IS_NAME.test(value) ? [value] : [];
  });
}

interface Staying {
  readonly address: string;
  readonly values: JsonObject;
}

/** What there is after the apply: planned, or written where nothing had to be planned. */
function* staying({ plan, written }: PlanInput): Generator<Staying> {
  for (const { address, mode, change } of plan?.resource_changes ?? [])
    if (mode !== "data" && isObject(change.after)) yield { address, values: change.after };
  for (const [type, resources] of Object.entries(objectOf(written?.["resource"])))
    for (const [id, values] of Object.entries(objectOf(resources)))
      yield { address: `${type}.${id}`, values: objectOf(values) };
}

function* mentions(value: Json | undefined, gone: ReadonlyMap<string, Gone>): Generator<Gone> {
  if (typeof value === "string") yield* mentionsInText(value, gone);
  else if (Array.isArray(value)) for (const inner of value as readonly Json[]) yield* mentions(inner, gone);
  else if (isObject(value)) for (const key in value) yield* mentions(value[key], gone);
}

function* mentionsInText(text: string, gone: ReadonlyMap<string, Gone>): Generator<Gone> {
  if (text.length < SHORTEST) return;
  for (const [arn] of text.matchAll(ARN)) {
    const one = gone.get(arn.replace(/[/:]$/, ""));
    if (one !== undefined) yield one;
  }
  for (const [piece] of text.matchAll(PIECES)) {
    const one = gone.get(piece) ?? gone.get(piece.replace(/\.s3[.-].*$/, ""));
    if (one !== undefined) yield one;
  }
}
