/** What a node is for: the key of a label that every node carries, and of the taint that keeps others away. */
export const WORKLOAD = "mindscape.io/workload";

/**
 * `system` runs everything that names no place; `api` and `burst` only what tolerates them: the API and daemons. The API's
 * pods tolerate both and prefer `api`.
 */
export type Workload = "system" | "api" | "burst";

/** For controllers that must not follow the API onto machines that come and go. */
export const ON_SYSTEM_NODES: Readonly<Record<string, string>> = { [WORKLOAD]: "system" };

/** The value is the taint's; undefined for the one group that is nobody's own. */
export function taintOf(workload: Workload): { key: string; value: string; effect: string } | undefined {
  return workload === "system" ? undefined : { key: WORKLOAD, value: workload, effect: "NO_SCHEDULE" };
}
