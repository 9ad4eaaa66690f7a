import { isMap, isNothing, isScalar, keyOf, type Value, type ValueObject } from "./values";

/** Which element of one list belongs to which of the other. */
export interface Matched {
  /** Index before and after, of elements that differ. */
  readonly changed: readonly (readonly [number, number])[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** Elements that are equal, in another order: so the list is no set. */
  readonly reordered: boolean;
  /** Members that tell the elements apart, if they have such. */
  readonly identity: readonly string[] | null;
}

/** Terraform writes sets as lists: elements are matched by what they are, not by where they stand. */
export function matchElements(before: readonly Value[], after: readonly Value[]): Matched {
  const { removed, added, reordered } = withoutEqual(before, after);
  const identity = identityOf(before, after);
  const pairs = identity
    ? byIdentity(identity, { before, removed }, { after, added })
    : byPlace(removed, added, before, after);
  const paired = { before: new Set(pairs.map(([at]) => at)), after: new Set(pairs.map(([, at]) => at)) };
  return {
    changed: pairs,
    removed: removed.filter((at) => !paired.before.has(at)),
    added: added.filter((at) => !paired.after.has(at)),
    reordered,
    identity,
  };
}

function withoutEqual(before: readonly Value[], after: readonly Value[]) {
  const places = new Map<string, number[]>();
  before.forEach((element, at) => {
    const key = keyOf(element);
    const list = places.get(key);
    if (list) list.push(at);
    else places.set(key, [at]);
  });
  for (const list of places.values()) list.reverse();
  const kept = new Set<number>();
  const added: number[] = [];
  let last = -1;
  let reordered = false;
  after.forEach((element, at) => {
    const place = places.get(keyOf(element))?.pop();
    if (place === undefined) return added.push(at);
    kept.add(place);
    if (place < last) reordered = true;
    last = place;
    return undefined;
  });
  return { removed: [...before.keys()].filter((at) => !kept.has(at)), added, reordered };
}

/** Members by which people tell blocks and JSON objects apart, the surest first. */
const IDENTITIES: readonly (readonly string[])[] = [
  ["Sid"],
  ["sid"],
  ["namespace", "name"],
  ["name"],
  ["Name"],
  ["key"],
  ["id"],
  ["Id"],
  ["ID"],
  ["rule_number"],
  ["rule_no"],
  ["priority"],
  ["device_name"],
  ["path_pattern"],
  ["origin_id"],
  ["containerPort"],
  ["container_name"],
  ["domain_name"],
  ["cidr_block"],
  ["protocol", "from_port", "to_port"],
  ["type"],
];

/** The first of them are names of statements. */
const SIDS = 2;

/** Longer ones are texts, not names. */
const MAX_IDENTITY = 80;

function identityOf(before: readonly Value[], after: readonly Value[]): readonly string[] | null {
  if (before.length === 0 || after.length === 0) return null;
  if (![...before, ...after].every(isMap)) return null;
  // A block that there is once needs no name; a statement's name is said all the same.
  const single = before.length === 1 && after.length === 1;
  const found = (single ? IDENTITIES.slice(0, SIDS) : IDENTITIES).find(
    (members) => isUnique(members, before) && isUnique(members, after),
  );
  return found ?? null;
}

function isUnique(members: readonly string[], elements: readonly Value[]): boolean {
  const seen = new Set<string>();
  for (const element of elements) {
    if (!isMap(element) || !members.every((member) => isIdentifying(element[member]))) return false;
    seen.add(identity(members, element));
  }
  return seen.size === elements.length;
}

function isIdentifying(value: Value | undefined): boolean {
  return (
    isScalar(value) && typeof value !== "boolean" && value !== "" && String(value).length <= MAX_IDENTITY
  );
}

function identity(members: readonly string[], element: ValueObject): string {
  return members.map((member) => keyOf(element[member])).join();
}

function byIdentity(
  members: readonly string[],
  { before, removed }: { readonly before: readonly Value[]; readonly removed: readonly number[] },
  { after, added }: { readonly after: readonly Value[]; readonly added: readonly number[] },
): [number, number][] {
  const places = new Map(removed.map((at) => [identity(members, before[at] as ValueObject), at]));
  return added.flatMap((at) => {
    const place = places.get(identity(members, after[at] as ValueObject));
    return place === undefined ? [] : [[place, at] as [number, number]];
  });
}

/** Beyond it, elements are matched by their order only. */
const MAX_COMPARED = 24;

/** Without names: the most alike of a few, else one after the other; plain values only where the list has no other. */
function byPlace(
  removed: readonly number[],
  added: readonly number[],
  before: readonly Value[],
  after: readonly Value[],
): [number, number][] {
  if (before.length === 1 && after.length === 1 && removed.length === 1) return [[0, 0]];
  const old = removed.filter((at) => isComposite(before[at]));
  const young = added.filter((at) => isComposite(after[at]));
  if (old.length === young.length) return old.map((at, index) => [at, young[index] ?? at]);
  if (old.length > MAX_COMPARED || young.length > MAX_COMPARED) return [];
  const scored = old.flatMap((from) =>
    young.map((to) => ({ from, to, likeness: likenessOf(before[from], after[to]) })),
  );
  scored.sort((a, b) => b.likeness - a.likeness || a.from - b.from || a.to - b.to);
  const taken = { from: new Set<number>(), to: new Set<number>() };
  const pairs: [number, number][] = [];
  for (const { from, to, likeness } of scored) {
    if (likeness < 0.5 || taken.from.has(from) || taken.to.has(to)) continue;
    taken.from.add(from);
    taken.to.add(to);
    pairs.push([from, to]);
  }
  return pairs;
}

function isComposite(value: Value | undefined): boolean {
  return isMap(value) || Array.isArray(value);
}

/** Share of the members that are set and equal, 0 to 1. */
function likenessOf(a: Value | undefined, b: Value | undefined): number {
  if (!isMap(a) || !isMap(b)) return 0;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => !isNothing(a[key]) || !isNothing(b[key]),
  );
  const equal = keys.filter((key) => keyOf(a[key]) === keyOf(b[key]));
  return keys.length === 0 ? 0 : equal.length / keys.length;
}
