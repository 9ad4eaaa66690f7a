import { isObject, type Json } from "../../../planning/json";
import { isOn } from "../facts";
import { same } from "../shown";

/** When a change makes a protection weaker. `before` and `after` are all values that are set where a row looks. */
export interface Comparison {
  readonly isWeaker: (before: readonly Json[], after: readonly Json[]) => boolean;
  /** A value that protects, and one that does not: what an unknown value, or the one of a creation, is compared with. */
  readonly strong: Json;
  readonly weak: Json;
}

/** How much a value protects: more is better. Undefined: cannot be compared. */
type Strength = (value: Json | undefined) => number | undefined;

/** A chain is as strong as its weakest link: of several blocks the weakest counts. */
function byStrength(strength: Strength, strong: Json, weak: Json): Comparison {
  const weakest = (values: readonly Json[]): number => {
    const strengths = values.length === 0 ? [strength(undefined)] : values.map(strength);
    return strengths.includes(undefined) ? NaN : Math.min(...(strengths as number[]));
  };
  return { isWeaker: (before, after) => weakest(after) < weakest(before), strong, weak };
}

/** Switched off; not being said is off as well. */
export const off = byStrength((value) => Number(isOn(value)), true, false);
/** Switched off, where not being said means on. */
export const offUnlessSaid = byStrength((value) => Number(value === undefined || isOn(value)), true, false);
/** Switched on, where on is what is dangerous. */
export const on = byStrength((value) => Number(!isOn(value)), false, true);
/** The same, where not being said means on. */
export const onUnlessDenied = byStrength((value) => Number(value === false), false, true);

/** A smaller number; `absent` is what AWS takes where none is said, `forever` the number that means without end. */
export function lower(options: { absent?: number; forever?: number } = {}): Comparison {
  const { absent = 0, forever } = options;
  const strength: Strength = (value) => {
    const amount = value === undefined ? absent : Number(value);
    if (Number.isNaN(amount)) return undefined;
    return amount === forever ? Infinity : amount;
  };
  return byStrength(strength, 30, 1);
}

/** A smaller number, but not to nothing: that is another row's. */
export function lowerNotZero(options: { absent?: number } = {}): Comparison {
  const { isWeaker, strong, weak } = lower(options);
  return { isWeaker: (before, after) => Number(after[0] ?? 0) > 0 && isWeaker(before, after), strong, weak };
}

/** From some to nothing at all. */
export const toZero = byStrength((value) => (Number(value ?? 0) > 0 ? 1 : 0), 7, 0);

/** Further down in a list that begins with the strongest; not being said is `absent`. */
export function below(ranks: readonly string[], absent: string): Comparison {
  const strength: Strength = (value) => {
    const rank = ranks.indexOf(typeof value === "string" ? value : value === undefined ? absent : "");
    return rank === -1 ? undefined : -rank;
  };
  return byStrength(strength, ranks[0] ?? null, ranks.at(-1) ?? null);
}

/** `NONE`, or nothing, instead of anything else. */
export const noneIsWeakest = byStrength(
  (value) => Number(value !== undefined && value !== "NONE"),
  "AWS_IAM",
  "NONE",
);

/** Set before, not set after. */
export const removed = byStrength((value) => (isNothing(value) ? 0 : 1), "set", null);

/** Set before, set to something else after. */
export const changed: Comparison = {
  isWeaker: (before, after) => !isNothing(before[0]) && !isNothing(after[0]) && !same(before[0], after[0]),
  strong: "one",
  weak: "another",
};

/** A list that lost something. */
export const fewer: Comparison = {
  isWeaker: (before, after) => {
    const kept = new Set(members(after));
    return members(before).some((member) => !kept.has(member));
  },
  strong: ["one", "another"],
  weak: ["one"],
};

/** A list that gained something. */
export const more: Comparison = {
  isWeaker: (before, after) => fewer.isWeaker(after, before),
  strong: ["one"],
  weak: ["one", "another"],
};

function members(values: readonly Json[]): string[] {
  return values
    .flatMap((value) => (Array.isArray(value) ? (value as Json[]) : [value]))
    .map((it) => JSON.stringify(it));
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** The oldest TLS that a policy's name stands for: `TLSv1.2_2021`, `TLS_1_2`, `1.2`, `Policy-Min-TLS-1-0-2019-07`. */
export const olderTls = byStrength(oldestTls, "TLSv1.2_2021", "TLSv1");

// Load balancers' policies name the oldest version after the newest: TLS13-1-2 takes 1.2 and 1.3. Those without a version take 1.0.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
const LOAD_BALANCER = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-([0-3])/;
const WITH_VERSION = /1[._-]([0-3])(?!\d)/;
const WITHOUT_VERSION = /^(ELBSecurityPolicy-(2015|2016|FS-2018)|TLSv1(_|$))/;

function oldestTls(value: Json | undefined): number | undefined {
  if (value === undefined) return 0;
  if (typeof value !== "string") return undefined;
  const named = LOAD_BALANCER.exec(value) ?? WITH_VERSION.exec(value);
  if (named) return Number(named[1]);
  if (value === "SSLv3") return -1;
  return WITHOUT_VERSION.test(value) ? 0 : undefined;
}
