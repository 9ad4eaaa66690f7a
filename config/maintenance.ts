import { type TimeOfDay, type Weekday, minutesOf, timeAt } from "./time-of-week";

/** A span of one day of each week, in UTC. */
export interface WeeklyWindow {
  readonly day: Weekday;
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** A span of every day, in UTC. */
export interface DailyWindow {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** Where a store was born: the first region of its environment, or the second. */
export type Birth = "home" | "other";

export const MAINTENANCE_TASKS = [
  "dependency-updates",
  "database-optimization",
  "security-patches",
  "log-rotation",
] as const;
export type MaintenanceTask = (typeof MAINTENANCE_TASKS)[number];

/** When a task begins in its region's hour, and how many minutes it may take. */
export interface TaskTime {
  readonly minute: number;
  readonly minutes: number;
}

/** Dates, both included, on which our own tasks leave everything as it is. */
export interface Freeze {
  /** `YYYY-MM-DD`, UTC. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export interface MaintenancePlan {
  readonly window: WeeklyWindow;
  /** Automated backups and snapshots of RDS and ElastiCache lie beside AWS's own updates. */
  readonly regions: Readonly<
    Record<Birth, { readonly updates: WeeklyWindow; readonly backups: DailyWindow }>
  >;
  /** When AWS Backup begins. */
  readonly vault: { readonly daily: TimeOfDay; readonly monthly: TimeOfDay };
  readonly tasks: Readonly<Record<MaintenanceTask, TaskTime>>;
  readonly freezes: readonly Freeze[];
}

/**
 * Sunday 02:00-04:00 UTC is the owner's window. The regions take an hour of it each, so that no update hits both at once;
 * an hour is the shortest that ElastiCache accepts. The copies come first: a newer minor version of PostgreSQL reads what an
 * older one wrote, while the reverse is not promised.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/maintenance-window.html
 * https://www.postgresql.org/docs/17/warm-standby.html#STANDBY-PLANNING
 *
 * In each hour the database is tidied and the add-ons are raised first; patches, which replace machines and restart
 * databases, have the rest; the proof about logs only looks.
 */
export const MAINTENANCE_PLAN: MaintenancePlan = {
  window: { day: "sun", from: "02:00", to: "04:00" },
  regions: {
    home: {
      updates: { day: "sun", from: "03:00", to: "04:00" },
      backups: { from: "04:30", to: "05:30" },
    },
    other: {
      updates: { day: "sun", from: "02:00", to: "03:00" },
      backups: { from: "05:30", to: "06:30" },
    },
  },
  vault: { daily: "08:00", monthly: "10:00" },
  tasks: {
    "dependency-updates": { minute: 0, minutes: 15 },
    "database-optimization": { minute: 0, minutes: 15 },
    "security-patches": { minute: 15, minutes: 40 },
    "log-rotation": { minute: 50, minutes: 5 },
  },
  freezes: [],
};

/** One region's hour in the formats of the services that keep to it. */
export interface MaintenanceWindows {
  /** `ddd:hh:mm-ddd:hh:mm`, of databases, caches and accelerators. */
  readonly weekly: string;
  /** `hh:mm-hh:mm`, when automated backups and snapshots are taken: never inside `weekly`. */
  readonly backup: string;
  /** Of Systems Manager, for a maintenance window. */
  readonly systemsManager: {
    readonly schedule: string;
    readonly timezone: string;
    readonly durationHours: number;
    /** Hours before the end in which nothing is started any more. */
    readonly cutoffHours: number;
  };
  /** EventBridge Scheduler's, of each of our own tasks. */
  readonly schedules: Readonly<Record<MaintenanceTask, { readonly cron: string; readonly timezone: string }>>;
}

const TIMEZONE = "UTC";

/** The windows of each region, for every service that has one. */
export function compile({ regions, tasks }: MaintenancePlan): Readonly<Record<Birth, MaintenanceWindows>> {
  const windowsOf = ({ updates, backups }: MaintenancePlan["regions"][Birth]): MaintenanceWindows => ({
    weekly: `${updates.day}:${updates.from}-${updates.day}:${updates.to}`,
    backup: `${backups.from}-${backups.to}`,
    systemsManager: {
      schedule: weeklyCron(updates.day, updates.from),
      timezone: TIMEZONE,
      durationHours: Math.floor((minutesOf(updates.to) - minutesOf(updates.from)) / 60),
      cutoffHours: 0,
    },
    schedules: Object.fromEntries(
      MAINTENANCE_TASKS.map((task) => {
        const begins = timeAt(minutesOf(updates.from) + tasks[task].minute);
        return [task, { cron: weeklyCron(updates.day, begins), timezone: TIMEZONE }];
      }),
    ) as MaintenanceWindows["schedules"],
  });
  return { home: windowsOf(regions.home), other: windowsOf(regions.other) };
}

/**
 * Six fields, the last of them the year; a day of the week leaves the day of the month open.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html
 */
function weeklyCron(day: Weekday, time: TimeOfDay): string {
  return `cron(${minuteAndHour(time)} ? * ${day.toUpperCase()} *)`;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html#backup-frequency */
export function vaultCrons({ daily, monthly }: MaintenancePlan["vault"]): { daily: string; monthly: string } {
  return {
    daily: `cron(${minuteAndHour(daily)} * * ? *)`,
    monthly: `cron(${minuteAndHour(monthly)} 1 * ? *)`,
  };
}

function minuteAndHour(time: TimeOfDay): string {
  const minutes = minutesOf(time);
  return `${minutes % 60} ${Math.floor(minutes / 60)}`;
}

export const MAINTENANCE = compile(MAINTENANCE_PLAN);
export const VAULT_CRONS = vaultCrons(MAINTENANCE_PLAN.vault);
