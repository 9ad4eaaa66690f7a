import type { Pattern } from "../paths";
import { AUTHENTICATION } from "./authentication";
import { AVAILABILITY } from "./availability";
import { BACKUPS } from "./backups";
import { DELETION } from "./deletion";
import { ENCRYPTION } from "./encryption";
import { EXPOSURE } from "./exposure";
import { FIREWALLS } from "./firewalls";
import { GUARDS } from "./guards";
import { RETENTION } from "./retention";
import type { Guard, Weakening } from "./row";
import { TRANSPORT } from "./transport";
import { WATCHING } from "./watching";

export const WEAKENINGS: readonly Weakening[] = [
  ...DELETION,
  ...BACKUPS,
  ...RETENTION,
  ...ENCRYPTION,
  ...EXPOSURE,
  ...TRANSPORT,
  ...AUTHENTICATION,
  ...FIREWALLS,
  ...AVAILABILITY,
  ...WATCHING,
];

const OF_ANY = WEAKENINGS.filter(({ types }) => types === "*");
const ROWS = new Map<string, readonly Weakening[]>();
for (const row of WEAKENINGS)
  for (const type of row.types === "*" ? [] : row.types) ROWS.set(type, [...(ROWS.get(type) ?? []), row]);
for (const [type, own] of ROWS) ROWS.set(type, [...own, ...OF_ANY.filter(({ path }) => !knows(own, path))]);

const GUARD_BY_TYPE = new Map(GUARDS.flatMap((guard) => guard.types.map((type) => [type, guard] as const)));

/** What can make a resource of this type weaker: its own rows, and those of any type that it has no row for. */
export function weakeningsOf(type: string): readonly Weakening[] {
  return ROWS.get(type) ?? OF_ANY;
}

export function guardOf(type: string): Guard | undefined {
  return GUARD_BY_TYPE.get(type);
}

function knows(rows: readonly Weakening[], path: Pattern): boolean {
  return rows.some((row) => row.path === path);
}
