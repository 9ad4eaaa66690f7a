import { MAINTENANCE } from "../../config/maintenance";

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
