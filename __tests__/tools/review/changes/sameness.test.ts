import { createHash } from "node:crypto";
import { reviewedChanges } from "../../../../tools/review/changes/reviewed-changes";
import type { ResourceChange } from "../../../../tools/review/plan";
import { HIDE_ALL, inputOf, maskerFor, update } from "./reviewing";

function sameness(stack: string, ...resources: ResourceChange[]): string[] {
  const input = inputOf({ resource_changes: resources }, stack);
  return reviewedChanges(input, maskerFor(input)).changes.map((change) => change.sameness);
}

interface Where {
  readonly environment: string;
  readonly region: string;
  readonly account: string;
  readonly subnet: string;
}

/** One stack's form of a change whose meaning is the same everywhere. */
function inRegion({ environment, region, account, subnet }: Where, secret = "hunter"): ResourceChange {
  const arn = `arn:aws:sqs:${region}:${account}:mindscape-${environment}`;
  const before = {
    arn,
    subnet,
    policy: JSON.stringify({ Resource: arn, Zone: `${region}a` }),
    password: `${secret}-${region}`,
  };
  const after = {
    ...before,
    subnet: `${subnet.slice(0, -1)}0`,
    policy: JSON.stringify({ Resource: "*" }),
    password: secret,
  };
  return update("aws_x", before, after);
}

const home = sameness(
  "production-us-west-2-data",
  inRegion({
    environment: "production",
    region: "us-west-2",
    account: "111122223333",
    subnet: "subnet-0123456789abcdef1",
  }),
);

test("a change is the same in another region, account and environment", () => {
  const other = inRegion({
    environment: "production",
    region: "us-east-2",
    account: "111122223333",
    subnet: "subnet-fedcba98765432101",
  });
  expect(sameness("production-us-east-2-data", other)).toEqual(home);
  const staging = inRegion({
    environment: "staging",
    region: "us-west-2",
    account: "444455556666",
    subnet: "subnet-aaaabbbbccccdddd1",
  });
  expect(sameness("staging-us-west-2-data", staging)).toEqual(home);
});

test("it is another one with another value, action or address, and with another hidden value", () => {
  const resource = inRegion({
    environment: "production",
    region: "us-west-2",
    account: "111122223333",
    subnet: "subnet-0123456789abcdef1",
  });
  const stack = "production-us-west-2-data";
  const { change } = resource;
  const others = [
    { ...resource, address: "aws_x.that" },
    { ...resource, change: { ...change, actions: ["delete", "create"] as const } },
    { ...resource, change: { ...change, after: { ...(change.after as object), size: 5 } } },
    inRegion(
      {
        environment: "production",
        region: "us-west-2",
        account: "111122223333",
        subnet: "subnet-0123456789abcdef1",
      },
      "other",
    ),
  ];
  for (const other of others) expect(sameness(stack, other)).not.toEqual(home);
});

test("creations that differ in what is not shown are not the same", () => {
  const create = (rare: string, password: boolean): ResourceChange => ({
    ...update("aws_x", {}, { name: "a", rarely_shown: { deep: rare } }),
    change: {
      actions: ["create"],
      before: null,
      after: { name: "a", rarely_shown: { deep: rare } },
      after_unknown: { password },
    },
  });
  for (const unknown of [false, true])
    expect(sameness("s", create("x", unknown))).not.toEqual(sameness("s", create("y", unknown)));
  expect(sameness("s", create("x", false))).toEqual(sameness("s", create("x", false)));
});

/** One stack's form of a database that goes, with all that AWS has given to it. */
function gone(region: string, made: number, own: object = {}): ResourceChange {
  const name = `mindscape-production-${region}`;
  const hex = createHash("sha256").update(String(made)).digest("hex");
  const arn = `arn:aws:rds:${region}:111122223333:db:${name}`;
  const before = {
    arn,
    id: `db-${hex.slice(0, 26).toUpperCase()}`,
    identifier: name,
    db_name: name.replaceAll("-", "_"),
    address: `${name}.${hex.slice(0, 12)}.${region}.rds.amazonaws.com`,
    hosted_zone_id: `Z${hex.slice(0, 13).toUpperCase()}`,
    latest_restorable_time: `2026-11-0${made}T10:00:0${made}Z`,
    secret: `arn:aws:secretsmanager:${region}:111122223333:secret:${name}/db-aB3dE${made}`,
    target: `arn:aws:elasticloadbalancing:${region}:111122223333:targetgroup/${name}/${hex.slice(0, 16)}`,
    vpc_security_group_ids: [`sg-${hex.slice(0, 17)}`],
    engine_version: "16.4",
    password: "hunter",
    ...own,
  };
  const change = { actions: ["delete"] as const, before, after: null };
  return { ...update("aws_db_instance", {}, {}), change };
}

test("a deletion is the same in another region, whatever AWS has given to what goes", () => {
  const told = (region: string, made: number, own?: object): string[] =>
    sameness(`production-${region}-data`, gone(region, made, own));
  const here = told("us-west-2", 1);
  expect(told("us-east-2", 2)).toEqual(here);
  expect(told("us-east-2", 2, { engine_version: "17.1" })).not.toEqual(here);
  expect(told("us-east-2", 2, { password: "other" })).not.toEqual(here);
  expect(told("us-east-2", 2, { identifier: "mindscape-production-other" })).not.toEqual(here);
});

test("a deletion of long texts takes no longer for it", () => {
  const before = { a: "a".repeat(1_000_000), b: "a.-".repeat(300_000), c: `:secret:${"-a".repeat(300_000)}` };
  const start = process.cpuUsage();
  sameness("production-us-west-2-data", gone("us-west-2", 1, before));
  expect(process.cpuUsage(start).user).toBeLessThan(1_500_000);
});

test("other keys give other values: nobody can try guesses on a secret", () => {
  const [one] = home;
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  const input = inputOf({
    resource_changes: [
      inRegion({
        environment: "production",
        region: "us-west-2",
        account: "111122223333",
        subnet: "subnet-0123456789abcdef1",
      }),
    ],
  });
  const masker = { ...HIDE_ALL, show: () => ({ text: "(hidden #other)" as never, hidden: true }) };
  expect(reviewedChanges(input, masker).changes[0]?.sameness).not.toBe(one);
});
