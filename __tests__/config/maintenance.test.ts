import { configuration } from "../../config/environments";
import { maintenanceProblems } from "../../config/checks/maintenance";
import {
  compile,
  MAINTENANCE,
  MAINTENANCE_PLAN,
  type MaintenancePlan,
  VAULT_CRONS,
} from "../../config/maintenance";
import { problemsOf } from "../../config/validate";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const minutes = (time: string): number => {
  const [hours, rest] = time.split(":").map(Number) as [number, number];
  return hours * 60 + rest;
};

/** Minutes of the week that `ddd:hh:mm-ddd:hh:mm` or, each day, `hh:mm-hh:mm` covers. */
function covered(window: string): { readonly from: number; readonly to: number }[] {
  const weekly = /^(\w{3}):(\d\d:\d\d)-(\w{3}):(\d\d:\d\d)$/.exec(window);
  if (weekly !== null) {
    const [, first, start, last, end] = weekly as unknown as [string, string, string, string, string];
    return [
      { from: DAYS.indexOf(first) * 1440 + minutes(start), to: DAYS.indexOf(last) * 1440 + minutes(end) },
    ];
  }
  const [start, end] = window.split("-").map(minutes) as [number, number];
  return DAYS.map((_, day) => ({ from: day * 1440 + start, to: day * 1440 + end }));
}

const windows = Object.entries(MAINTENANCE);

test.each(windows)(
  "%s: maintenance lies in the owner's Sunday 02:00-04:00 UTC, an hour or longer (R22)",
  (_, one) => {
    const [{ from, to }] = covered(one.weekly) as [{ from: number; to: number }];
    expect(from).toBeGreaterThanOrEqual(120);
    expect(to).toBeLessThanOrEqual(240);
    expect(to - from).toBeGreaterThanOrEqual(60);
  },
);

test.each(windows)(
  "%s: no backup begins or ends during maintenance, as RDS and ElastiCache demand",
  (_, one) => {
    const [weekly] = covered(one.weekly) as [{ from: number; to: number }];
    const backups = covered(one.backup);
    expect(backups).toHaveLength(7);
    // ElastiCache takes an hour at least, RDS half of one.
    for (const { from, to } of backups) {
      expect(to - from).toBeGreaterThanOrEqual(60);
      expect(from >= weekly.to || to <= weekly.from).toBe(true);
    }
  },
);

test("AWS never touches both regions at once, and copies before what they copy", () => {
  const [home, other] = [covered(MAINTENANCE.home.weekly)[0]!, covered(MAINTENANCE.other.weekly)[0]!];
  expect(other.to).toBeLessThanOrEqual(home.from);
});

const HOME = MAINTENANCE_PLAN.regions.home;
const OTHER = MAINTENANCE_PLAN.regions.other;
const sunday = (from: `${number}:${number}`, to: `${number}:${number}`) =>
  ({ day: "sun", from, to }) as const;

describe("one hour in every service's words", () => {
  const compiled = compile({
    ...MAINTENANCE_PLAN,
    regions: { ...MAINTENANCE_PLAN.regions, home: { ...HOME, updates: sunday("01:30", "03:30") } },
    tasks: { ...MAINTENANCE_PLAN.tasks, "log-rotation": { minute: 45, minutes: 5 } },
  }).home;

  test("RDS, ElastiCache and DAX", () => {
    expect(compiled.weekly).toBe("sun:01:30-sun:03:30");
  });

  test("EventBridge Scheduler, in UTC whatever the summer says", () => {
    expect(compiled.schedules["log-rotation"]).toEqual({ cron: "cron(15 2 ? * SUN *)", timezone: "UTC" });
  });

  test("Systems Manager", () => {
    expect(compiled.systemsManager).toEqual({
      schedule: "cron(30 1 ? * SUN *)",
      timezone: "UTC",
      durationHours: 2,
      cutoffHours: 0,
    });
  });

  test("AWS Backup", () => {
    expect(VAULT_CRONS).toEqual({ daily: "cron(0 8 * * ? *)", monthly: "cron(0 10 1 * ? *)" });
  });
});

test("the plan has no problem, and the configuration asks", () => {
  expect(maintenanceProblems(MAINTENANCE_PLAN)).toEqual([]);
  expect(problemsOf(configuration).filter(({ path }) => path.startsWith("maintenance"))).toEqual([]);
});

type Regions = MaintenancePlan["regions"];
const regions = (changed: Partial<Regions>): Partial<MaintenancePlan> => ({
  regions: { ...MAINTENANCE_PLAN.regions, ...changed },
});
const updates = (from: `${number}:${number}`, to: `${number}:${number}`) => ({
  home: { ...HOME, updates: sunday(from, to) },
});

test.each<[string, Partial<MaintenancePlan>, string]>([
  [
    "both regions at once",
    { ...regions(updates("02:30", "03:30")) },
    "maintenance.regions.home.updates sun 02:30-03:30 overlaps regions.other.updates sun 02:00-03:00; give each region its own hour",
  ],
  [
    "an hour outside of the owner's window",
    regions(updates("03:30", "04:30")),
    "maintenance.regions.home.updates sun 03:30-04:30 is not within the owner's sun 02:00-04:00; move it inside",
  ],
  [
    "another day",
    regions({ home: { ...HOME, updates: { day: "mon", from: "03:00", to: "04:00" } } }),
    "maintenance.regions.home.updates mon 03:00-04:00 is not within the owner's sun 02:00-04:00; move it inside",
  ],
  [
    "backups during updates",
    regions({ other: { ...OTHER, backups: { from: "02:30", to: "03:30" } } }),
    "maintenance.regions.other.backups 02:30-03:30 lies inside the updates sun 02:00-03:00; move it outside",
  ],
  [
    "backups that ElastiCache would refuse",
    regions({ other: { ...OTHER, backups: { from: "05:30", to: "06:00" } } }),
    "maintenance.regions.other.backups has 30 minutes; AWS takes 60 at least",
  ],
  [
    "a vault's backup during updates",
    { vault: { daily: "01:30", monthly: "10:00" } },
    "maintenance.vault.daily 01:30 lies inside the updates sun 02:00-03:00, or within an hour before; move it outside",
  ],
  [
    "a task that reaches out of its hour",
    { tasks: { ...MAINTENANCE_PLAN.tasks, "security-patches": { minute: 30, minutes: 40 } } },
    "maintenance.tasks.security-patches begins at minute 30 and takes 40; it has to end within its region's 60 minutes",
  ],
  [
    "no time",
    regions({ home: { ...HOME, updates: sunday("3:00", "04:00") } }),
    'maintenance.regions.home.updates.from "3:00" is no time of a day; write hh:mm, in UTC',
  ],
  [
    "a window that ends before it begins",
    regions(updates("23:00", "01:00")),
    "maintenance.regions.home.updates 23:00-01:00 ends before it begins; keep it within one day",
  ],
  [
    "a freeze without a date",
    { freezes: [{ from: "2026-12-24", to: "soon", why: "holidays" }] },
    'maintenance.freezes[0] "2026-12-24" to "soon" are no dates; write YYYY-MM-DD',
  ],
  [
    "a freeze that ends before it begins",
    { freezes: [{ from: "2026-12-24", to: "2026-12-01", why: "holidays" }] },
    "maintenance.freezes[0] ends on 2026-12-01, before it begins on 2026-12-24",
  ],
])("%s is one clear error", (_, changed, error) => {
  const problems = maintenanceProblems({ ...MAINTENANCE_PLAN, ...changed });
  expect(problems.map(({ path, problem }) => `${path} ${problem}`)).toEqual([error]);
});

test("an hour that AWS would find too short is one clear error", () => {
  const short = maintenanceProblems({
    ...MAINTENANCE_PLAN,
    ...regions(updates("03:00", "03:30")),
    tasks: Object.fromEntries(
      Object.keys(MAINTENANCE_PLAN.tasks).map((task) => [task, { minute: 0, minutes: 5 }]),
    ) as MaintenancePlan["tasks"],
  });
  expect(short).toEqual([
    { path: "maintenance.regions.home.updates", problem: "has 30 minutes; AWS takes 60 at least" },
  ]);
});
