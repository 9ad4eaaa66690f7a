import { EXPLANATIONS } from "../../config/alerts";
import { configuration } from "../../config/environments";
import { compositeAlarms, contract, environmentOf, keyOf, metricAlarms, namesOf } from "../support/alarms";
import { changedSynthesis } from "../support/changed-synthesis";
import { synthesis } from "../support/synthesis";

const real = synthesis();
const HOME = "production-us-west-2";
const OTHER = "production-us-east-2";
const causes: readonly string[] = EXPLANATIONS["stores-page"].causes;
const alarmed = real.stacks.filter(
  (id) => id.endsWith("-monitoring") && environmentOf(id).monitoring !== "basic",
);

test.each(alarmed)("%s tells of each alarm exactly once", (id) => {
  const stack = real.json(id);
  const composites = [...compositeAlarms(stack).values()];
  const telling = composites.filter(({ tells }) => tells.length > 0);
  const leaves = metricAlarms(real, [id]);
  for (const leaf of leaves) {
    expect([leaf.name, leaf.attributes["alarm_actions"]]).toEqual([leaf.name, undefined]);
    const tellers = telling.filter(({ children }) => children.includes(leaf.name)).map(({ name }) => name);
    const { incident, severity } = contract[keyOf(leaf)]!;
    const prefix = namesOf(id).alarmPrefix;
    // What takes everything down tells apart from the rest of its incident; a read replica wakes nobody.
    const told = causes.some((key) => leaf.name === `${prefix}${key}`)
      ? "stores-page"
      : `${incident}-${leaf.name.includes("-replica-") ? "ticket" : severity}`;
    expect([leaf.name, tellers]).toEqual([leaf.name, [`${prefix}${told}`]]);
  }
  for (const { name, attributes, tells, children } of telling) {
    expect([name, attributes["ok_actions"]]).toEqual([name, tells]);
    expect(tells).toHaveLength(1);
    expect(children.length).toBeLessThanOrEqual(100);
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    expect(children.map((child) => `ALARM("${child}")`).join(" OR ").length).toBeLessThanOrEqual(10_240);
    expect(String(attributes["alarm_description"]).length).toBeLessThanOrEqual(1024);
  }
});

test.each(alarmed)("%s wakes somebody only for the region that serves, and only where somebody is", (id) => {
  const { monitoring, activeRegion } = environmentOf(id);
  const wakes = monitoring === "full-with-alerts" && id.includes(activeRegion);
  for (const { name, tells } of compositeAlarms(real.json(id)).values()) {
    if (tells.length === 0) continue;
    const severity = wakes && name.endsWith("-page") ? "page" : "ticket";
    expect([name, tells[0]!.split(":").at(-1)]).toEqual([name, `${namesOf(id).alarmPrefix}${severity}`]);
  }
});

test("after a failover the other region wakes, and home does not", () => {
  const environments = configuration.environments.map((environment) =>
    environment.name === "production" ? { ...environment, activeRegion: "us-east-2" as const } : environment,
  );
  const failedOver = changedSynthesis({ configuration: { ...configuration, environments } });
  expect(failedOver.errors).toBe("");
  const topic = (id: string): string | undefined =>
    compositeAlarms(failedOver.json(`${id}-monitoring`))
      .get("mindscape-production-service-page")
      ?.tells[0]?.split(":")
      .at(-1);
  expect([topic(HOME), topic(OTHER)]).toEqual(["mindscape-production-ticket", "mindscape-production-page"]);
  // Neither the files' copy nor the backups are where they were.
  const keys = (id: string) => new Set(metricAlarms(failedOver, [`${id}-monitoring`]).map(keyOf));
  expect(keys(HOME)).not.toContain("backup-missed");
  expect(keys(HOME)).not.toContain("replication-files");
  expect(keys(OTHER)).toContain("backup-missed");
});

test.each(alarmed)("%s keeps silent only what a louder alarm tells", (id) => {
  const composites = compositeAlarms(real.json(id));
  const prefix = namesOf(id).alarmPrefix;
  const chains = [...composites.values()].map(({ name, suppressor }) => [
    name.slice(prefix.length),
    suppressor?.slice(prefix.length),
  ]);
  expect(Object.fromEntries(chains.filter(([, suppressor]) => suppressor !== undefined))).toEqual({
    "service-page": "stores-page",
    "service-ticket": "service-page",
    "batch-ticket": "stores-page",
    "database-ticket": "database-page",
    "cache-ticket": "stores-page",
  });
  // Whatever keeps a page silent pages for nothing else: ringing already for something smaller, it would not be heard.
  const cause = composites.get(`${prefix}stores-page`)!;
  expect(cause.children).toEqual(causes.map((key) => `${prefix}${key}`));
  expect(cause.tells).toHaveLength(1);
  expect(cause.suppressor).toBeUndefined();
});
