import { ACCESS_NAMES } from "./name-limits/access";
import { COMPUTING_NAMES } from "./name-limits/computing";
import type { NameLimit } from "./name-limits/name-limit";
import { STORES_NAMES } from "./name-limits/stores";
import { TRAFFIC_NAMES } from "./name-limits/traffic";
import { WATCHING_NAMES } from "./name-limits/watching";

export type { NameLimit } from "./name-limits/name-limit";

/** By `<Terraform type>.<attribute>`; the policies hold every synthesized resource against it. */
export const NAME_LIMITS = {
  ...ACCESS_NAMES,
  ...COMPUTING_NAMES,
  ...STORES_NAMES,
  ...TRAFFIC_NAMES,
  ...WATCHING_NAMES,
} as const satisfies Record<string, NameLimit>;

export type NamedAttribute = keyof typeof NAME_LIMITS;

/** What is wrong with `value` as the attribute's physical name, or undefined. */
export function problemOfName(attribute: NamedAttribute, value: string): string | undefined {
  const limit: NameLimit = NAME_LIMITS[attribute];
  if (value.length < limit.min || value.length > limit.max) {
    return `${attribute} "${value}" has ${value.length} characters; allowed are ${limit.min}-${limit.max}`;
  }
  return limit.pattern.test(value)
    ? undefined
    : `${attribute} "${value}" is refused; allowed are ${limit.allowed}`;
}
