import { isObject, objectOf, type Json } from "../../planning/json";
import type { ResourceChange } from "../plan";
import { keyOf } from "./values";

/** What one side of a suspected rename says: attribute and value, of attributes that a configuration could have written. */
export type Facts = ReadonlyMap<string, string>;

/** What one thing has and another may not: changing it makes another thing of it. */
const IDENTITIES: ReadonlySet<string> = new Set(
  `name bucket identifier cluster_identifier cluster_id replication_group_id function_name family domain_name repository alias
  name_prefix key role_name user_name group_name db_name policy_name rule_name cidr_block statement_id user_id`.split(
    /\s+/,
  ),
);

/** Follow from others, or say nothing of the thing. */
const IGNORED: ReadonlySet<string> = new Set(["id", "arn", "tags_all", "timeouts", "region"]);

/** Known attributes of a creation. */
export function factsOfCreation({ change }: ResourceChange): Facts {
  const unknown = objectOf(change.after_unknown);
  return factsOf(change.after, (key) => !hasUnknown(unknown[key]));
}

export function factsOfDeletion({ change }: ResourceChange): Facts {
  return factsOf(change.before, () => true);
}

function factsOf(values: Json | undefined, isKnown: (key: string) => boolean): Facts {
  const facts = new Map<string, string>();
  for (const [key, value] of Object.entries(objectOf(values)))
    if (!IGNORED.has(key) && isKnown(key) && !isEmpty(value)) facts.set(key, keyOf(value));
  return facts;
}

function hasUnknown(flag: Json | undefined): boolean {
  if (flag === true) return true;
  if (Array.isArray(flag)) return flag.some(hasUnknown);
  return isObject(flag) && Object.values(flag).some(hasUnknown);
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

export interface Likeness {
  /** Share of the attributes of the new one that the old one has too, 0 to 1. */
  readonly share: number;
  /** Equal attributes that say more than yes or no. */
  readonly telling: number;
  /** Names that differ: keeping the thing means keeping them. */
  readonly renamed: readonly string[];
}

export function likenessOf(old: Facts, young: Facts): Likeness {
  let equal = 0;
  let telling = 0;
  const renamed: string[] = [];
  for (const [key, value] of young) {
    if (old.get(key) === value) {
      equal++;
      if (isTelling(value)) telling++;
    } else if (IDENTITIES.has(key) && old.has(key)) renamed.push(key);
  }
  return { share: young.size === 0 ? 0 : equal / young.size, telling, renamed: renamed.sort() };
}

export function isTelling(value: string): boolean {
  return value.length > 3 && value !== "true" && value !== "false";
}
