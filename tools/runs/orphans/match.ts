import { objectOf } from "../../planning/json";
import type { Tags } from "../aws/resource";
import type { Attributes } from "./probe";
import { NAMES_OF } from "./untagged-types";
import type { Values } from "./values";

/** Something that exists and that no state knows. */
export interface Found {
  readonly arn: string;
  readonly type: string;
  readonly importId: string;
  readonly tags: Tags;
  readonly attributes: Attributes;
}

/** Addresses without a resource, by type. */
export type Missing = ReadonlyMap<string, readonly string[]>;

export interface Matches {
  readonly byArn: ReadonlyMap<string, string>;
  /** Why something has no address, by ARN. */
  readonly unmatched: ReadonlyMap<string, string>;
}

/**
 * Which address each of `found` belongs to: by its name, else by everything else that the configuration says of it. What is found
 * of one helps to find the next, as the group of a rule. Never two at one address.
 */
export function match(found: readonly Found[], missing: Missing, values: Values): Matches {
  const byArn = new Map<string, string>();
  for (let before = -1; before !== byArn.size;) {
    before = byArn.size;
    const taken = new Set(byArn.values());
    const open = found.filter(({ arn }) => !byArn.has(arn));
    const wanted = open.map((one) => [one, candidates(one, missing, values, taken)] as const);
    for (const [one, addresses] of wanted) {
      const [address] = addresses;
      if (address === undefined || addresses.length > 1) continue;
      if (wanted.some(([other, all]) => other !== one && all.includes(address))) continue;
      byArn.set(one.arn, address);
      values.add(address, withIdentity(one));
    }
  }
  const taken = new Set(byArn.values());
  const rest = found.filter(({ arn }) => !byArn.has(arn));
  const told = rest.map((one) => [one.arn, whyNot(one, missing, values, taken)] as const);
  return { byArn, unmatched: new Map(told) };
}

function whyNot(
  { type, arn, ...rest }: Found,
  missing: Missing,
  values: Values,
  taken: ReadonlySet<string>,
): string {
  const free = (missing.get(type) ?? []).filter((address) => !taken.has(address));
  if (free.length === 0)
    return `every ${type} of the stack is in its state: this is one too many; delete it, once nobody uses it`;
  const possible = candidates({ type, arn, ...rest }, missing, values, taken);
  if (possible.length === 0)
    return `it is like none of ${free.join(", ")}; look at it, and import it by hand or delete it`;
  return `it may be ${possible.join(" or ")}, or there are several of the kind: decide, and add the import block by hand or delete it`;
}

function candidates(found: Found, missing: Missing, values: Values, taken: ReadonlySet<string>): string[] {
  const free = (missing.get(found.type) ?? []).filter((address) => !taken.has(address));
  const likeness = free.map((address) => [address, likenessOf(found, address, values)] as const);
  const named = likeness.filter(([, { names, othersName }]) => names > 0 && !othersName);
  const same = named.filter(([, { differs }]) => !differs);
  const chosen = same.length > 0 ? same : named;
  if (chosen.length > 0) return chosen.map(([address]) => address);
  return likeness.filter(([, { differs }]) => !differs).map(([address]) => address);
}

interface Likeness {
  /** How many names are the same. */
  readonly names: number;
  /** It has another name. */
  readonly othersName: boolean;
  readonly differs: boolean;
}

function likenessOf(found: Found, address: string, values: Values): Likeness {
  const compared = comparisons(found, address, values);
  const names = compared.filter(({ isName }) => isName);
  return {
    names: names.filter(({ equal }) => equal).length,
    othersName: names.some(({ equal }) => !equal),
    differs: compared.some(({ equal }) => !equal),
  };
}

interface Comparison {
  readonly isName: boolean;
  readonly equal: boolean;
}

/** What is known of both: attributes, and tags of its own. */
function comparisons({ attributes, tags }: Found, address: string, values: Values): Comparison[] {
  const body = values.body(address);
  const ofAttributes = Object.entries(body).flatMap(([attribute, value]) => {
    const equal = isEqual(attribute, values.textOf(value), attributes);
    return equal === undefined ? [] : [{ isName: isNameAttribute(attribute), equal }];
  });
  const ofTags = Object.entries(objectOf(body["tags"])).flatMap(([key, value]) => {
    const text = values.textOf(value);
    return text === undefined ? [] : [{ isName: key === "Name", equal: tags[key] === text }];
  });
  return [...ofAttributes, ...ofTags];
}

/** Undefined if one of the two is unknown. */
function isEqual(attribute: string, text: string | undefined, attributes: Attributes): boolean | undefined {
  if (text === undefined) return undefined;
  const prefixed = attribute.endsWith("_prefix")
    ? attributes.get(attribute.replace(/_prefix$/, ""))
    : undefined;
  if (prefixed !== undefined) return prefixed.startsWith(text);
  const actual = attributes.get(attribute);
  return actual === undefined ? undefined : actual === text;
}

function isNameAttribute(attribute: string): boolean {
  return (NAMES_OF as readonly string[]).includes(attribute.replace(/_prefix$/, ""));
}

/** What others may refer to of it, besides what is configured. */
function withIdentity({ arn, importId, attributes }: Found): Attributes {
  return new Map([
    ...attributes,
    ["id", importId],
    ["key_id", importId],
    ["zone_id", importId],
    ["arn", arn],
  ]);
}
