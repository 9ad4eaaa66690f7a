import { z } from "zod";
import { MAINTENANCE_TASKS, type MaintenancePlan, type TaskTime, type WeeklyWindow } from "../maintenance";
import type { Problem } from "../shape";
import { daily, minutesOf, overlaps, type Span, type TimeOfDay, weekly } from "../time-of-week";

// ElastiCache and DAX; RDS takes half of it.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/maintenance-window.html
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_CreateCluster.html
const SHORTEST_UPDATES = 60;
// ElastiCache's snapshots; RDS takes half of it.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
const SHORTEST_BACKUPS = 60;
// A vault's backup reads its stores for a while after it began.
const VAULT_MINUTES = 60;
const BIRTHS = ["home", "other"] as const;
const AT = "maintenance";

/** Windows that AWS would refuse, or in which both regions, or an update and a backup, would meet. */
export function maintenanceProblems(plan: MaintenancePlan): Problem[] {
  const times = timeProblems(plan);
  // What is no time cannot be compared.
  if (times.length > 0) return times;
  return [
    ...BIRTHS.flatMap((birth) => windowProblems(plan, birth)),
    ...meetingProblems(plan),
    ...backupProblems(plan),
    ...MAINTENANCE_TASKS.flatMap((task) => taskProblems(plan, task)),
    ...plan.freezes.flatMap(freezeProblems),
  ];
}

function timeProblems({ window, regions, vault }: MaintenancePlan): Problem[] {
  const spans = {
    window,
    ...Object.fromEntries(
      BIRTHS.flatMap((birth) => [
        [`regions.${birth}.updates`, regions[birth].updates],
        [`regions.${birth}.backups`, regions[birth].backups],
      ]),
    ),
  } as Record<string, { from: TimeOfDay; to: TimeOfDay }>;
  const times = {
    ...Object.fromEntries(
      Object.entries(spans).flatMap(([path, { from, to }]) => [
        [`${path}.from`, from],
        [`${path}.to`, to],
      ]),
    ),
    "vault.daily": vault.daily,
    "vault.monthly": vault.monthly,
  } as Record<string, TimeOfDay>;
  const malformed = Object.entries(times)
    .filter(([, time]) => !isTime(time))
    .map(([path, time]) => problem(path, `"${time}" is no time of a day; write hh:mm, in UTC`));
  if (malformed.length > 0) return malformed;
  return Object.entries(spans)
    .filter(([, { from, to }]) => minutesOf(to) <= minutesOf(from))
    .map(([path, { from, to }]) =>
      problem(path, `${from}-${to} ends before it begins; keep it within one day`),
    );
}

function isTime(time: TimeOfDay): boolean {
  try {
    return minutesOf(time) >= 0;
  } catch {
    return false;
  }
}

function windowProblems({ window, regions }: MaintenancePlan, birth: (typeof BIRTHS)[number]): Problem[] {
  const { updates } = regions[birth];
  const [outer, inner] = [weekly(window), weekly(updates)];
  const path = `regions.${birth}.updates`;
  const length = inner.to - inner.from;
  return [
    ...(inner.from >= outer.from && inner.to <= outer.to
      ? []
      : [problem(path, `${text(updates)} is not within the owner's ${text(window)}; move it inside`)]),
    ...(length >= SHORTEST_UPDATES
      ? []
      : [problem(path, `has ${length} minutes; AWS takes ${SHORTEST_UPDATES} at least`)]),
  ];
}

function meetingProblems({ regions: { home, other } }: MaintenancePlan): Problem[] {
  if (!overlaps(weekly(home.updates), weekly(other.updates))) return [];
  const found = `${text(home.updates)} overlaps regions.other.updates ${text(other.updates)}`;
  return [problem("regions.home.updates", `${found}; give each region its own hour`)];
}

/** RDS and ElastiCache refuse a backup inside the updates of the same instance; one beside the other region's does no harm. */
function backupProblems({ regions, vault }: MaintenancePlan): Problem[] {
  const own = BIRTHS.flatMap((birth) => {
    const { updates, backups } = regions[birth];
    const path = `regions.${birth}.backups`;
    const length = minutesOf(backups.to) - minutesOf(backups.from);
    const written = `${backups.from}-${backups.to}`;
    return [
      ...(length >= SHORTEST_BACKUPS
        ? []
        : [problem(path, `has ${length} minutes; AWS takes ${SHORTEST_BACKUPS} at least`)]),
      ...(meets(updates, daily(backups))
        ? [problem(path, `${written} lies inside the updates ${text(updates)}; move it outside`)]
        : []),
    ];
  });
  const vaults = (["daily", "monthly"] as const).flatMap((which) => {
    const from = minutesOf(vault[which]);
    const spans = daily({ from: "00:00", to: "00:00" }).map(({ from: midnight }) => ({
      from: midnight + from,
      to: midnight + from + VAULT_MINUTES,
    }));
    return BIRTHS.filter((birth) => meets(regions[birth].updates, spans)).map((birth) =>
      problem(
        `vault.${which}`,
        `${vault[which]} lies inside the updates ${text(regions[birth].updates)}, or within an hour before; move it outside`,
      ),
    );
  });
  return [...own, ...vaults];
}

function meets(updates: WeeklyWindow, spans: readonly Span[]): boolean {
  return spans.some((span) => overlaps(weekly(updates), span));
}

/** The shorter of the regions' windows decides for both. */
function taskProblems(
  { regions, tasks }: MaintenancePlan,
  task: (typeof MAINTENANCE_TASKS)[number],
): Problem[] {
  const lengths = BIRTHS.map((birth) => weekly(regions[birth].updates)).map(({ from, to }) => to - from);
  const shortest = Math.min(...lengths);
  const { minute, minutes }: TaskTime = tasks[task];
  if (minute >= 0 && minutes > 0 && minute + minutes <= shortest) return [];
  const found = `begins at minute ${minute} and takes ${minutes}`;
  return [problem(`tasks.${task}`, `${found}; it has to end within its region's ${shortest} minutes`)];
}

function freezeProblems({ from, to }: MaintenancePlan["freezes"][number], index: number): Problem[] {
  const path = `freezes[${index}]`;
  const dates = [from, to];
  if (!dates.every((date) => z.iso.date().safeParse(date).success)) {
    return [problem(path, `"${from}" to "${to}" are no dates; write YYYY-MM-DD`)];
  }
  return from <= to ? [] : [problem(path, `ends on ${to}, before it begins on ${from}`)];
}

function text({ day, from, to }: WeeklyWindow): string {
  return `${day} ${from}-${to}`;
}

function problem(path: string, words: string): Problem {
  return { path: `${AT}.${path}`, problem: words };
}
