import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPORTED_EXIT_CODE, TASKS } from "../../../modules/maintenance/tasks";
import { run } from "./run";

const GROUPS = { "logs describe-log-groups": [{ logGroups: [] }], "s3api list-buckets": [{ Buckets: [] }] };
const today = new Date().toISOString().slice(0, 10);
const freezes = (from: string, to: string) => ({ FREEZES: JSON.stringify([{ from, to, why: "a launch" }]) });

test("a failed task ends as AWS's watch expects of one that told so itself", () => {
  const common = readFileSync(join(__dirname, "../../../modules/maintenance/scripts/common.py"), "utf8");
  expect(common).toContain(`REPORTED = ${REPORTED_EXIT_CODE}\n`);
  const { code, report } = run("log-rotation", {
    ...GROUPS,
    "logs describe-log-groups": [{ logGroups: [{ logGroupName: "/for/ever" }] }],
  });
  expect(code).toBe(REPORTED_EXIT_CODE);
  expect(report?.Subject).toBe("here: log-rotation failed");
});

test("a failure that cannot be told ends otherwise, so that AWS tells", () => {
  const { code } = run("log-rotation", {
    ...GROUPS,
    "sns publish": [{ refused: ["KMSAccessDenied", "no"] }],
  });
  expect(code).toBe(1);
});

test.each(TASKS)("%s does nothing on a date that is frozen, and tells why", (task) => {
  const { code, calls, report } = run(task, {}, freezes(today, today));
  expect(code).toBe(0);
  expect(calls.map(([name]) => name)).toEqual(["sns publish"]);
  expect(report?.Message).toContain("a launch");
});

test("other dates are not frozen", () => {
  const { calls } = run("log-rotation", GROUPS, freezes("2001-01-01", "2001-12-31"));
  expect(calls.map(([name]) => name)).toContain("logs describe-log-groups");
});

test("a task that hangs is ended, and tells", () => {
  const { code, report } = run(
    "log-rotation",
    GROUPS,
    { MINUTES: "-1.48" },
    { aws: `case "$1" in logs) sleep 20 ;; *) echo "[\\"$1 $2\\", $6, {}]" >> "$CALLS" ;; esac` },
  );
  expect(code).toBe(REPORTED_EXIT_CODE);
  expect(report?.Message).toContain("the time is up");
});
