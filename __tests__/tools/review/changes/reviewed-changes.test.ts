import { corpus, CORPUS_NAMES } from "../corpus";
import { changeOf, HIDE_ALL, inputOf, linesOf, reviewOf, SHOW_ALL, update } from "./reviewing";
import { reviewedChanges } from "../../../../tools/review/changes/reviewed-changes";

test("an update says what changes from what to what, with units", () => {
  expect(linesOf(changeOf(corpus("update"), "aws_db_instance.main"))).toEqual([
    "+ allow_major_version_upgrade: true",
    "~ apply_immediately: false -> true",
    "~ backup_retention_period: 35 days -> 1 day",
    "~ deletion_protection: true -> false",
    '~ engine_version: "16.4" -> "17.2"',
    '~ instance_class: "db.m7g.large" -> "db.m7g.xlarge"',
    "~ multi_az: true -> false",
  ]);
});

test("a replacement says its order, its cause, and first what forces it", () => {
  const subnet = changeOf(corpus("replace"), "aws_subnet.private");
  expect(subnet).toMatchObject({
    action: "replace",
    order: "create-first",
    cause: "cidr_block cannot be changed in place",
    noise: null,
  });
  const [first, ...rest] = linesOf(subnet);
  expect(first).toBe('~ cidr_block: "10.0.0.0/20" -> "10.0.16.0/20" forces');
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.filter((line) => !line.endsWith(" computed"))).toEqual([]);
  expect(changeOf(corpus("replace"), "aws_db_instance.main").order).toBe("delete-first");
});

test("what is not known because of another resource is no computed attribute", () => {
  const lines = linesOf(changeOf(corpus("replace"), "aws_lb.public"));
  expect(lines.find((line) => line.includes("subnets"))).toMatch(/-> \(known after apply\)$/);
  expect(lines.find((line) => line.includes("dns_name"))).toMatch(/\(known after apply\) computed$/);
});

test("a deletion shows few telling attributes", () => {
  const database = changeOf(corpus("delete"), "aws_db_instance.main");
  expect(database).toMatchObject({ action: "delete", cause: "it is no longer in the configuration" });
  expect(linesOf(database)).toEqual([
    '- identifier: "mindscape-main"',
    '- engine: "postgres"',
    '- instance_class: "db.m7g.large"',
    "- allocated_storage: 100 GiB",
    "- publicly_accessible: false",
  ]);
});

test("forgetting, moving, importing and deposed objects are told apart", () => {
  expect(changeOf(corpus("forget"), "aws_s3_bucket.assets").action).toBe("forget");
  const moved = corpus("moved");
  expect(changeOf(moved, "aws_sqs_queue.jobs")).toMatchObject({
    action: "move",
    previousAddress: "aws_sqs_queue.old",
    noise: "moved",
    attributes: [],
  });
  expect(changeOf(moved, "aws_dynamodb_table.sessions")).toMatchObject({
    action: "update",
    previousAddress: "aws_dynamodb_table.old",
    noise: null,
  });
  const imported = changeOf(corpus("import-existing"), "aws_sqs_queue.jobs");
  expect(imported.action).toBe("import");
  expect(linesOf(imported)).toContain('~ tags.Owner: "nobody" -> "platform"');
  expect(changeOf(corpus("deposed"), "aws_launch_template.nodes")).toMatchObject({
    action: "delete",
    deposed: true,
    cause: "an old object that an earlier replacement left over",
  });
});

test("tags, computed attributes and reads are noise, and nothing else is", () => {
  expect(changeOf(corpus("tags-only"), "aws_sqs_queue.jobs").noise).toBe("tags-only");
  expect(changeOf(corpus("data-read"), "data.aws_iam_policy_document.late").noise).toBe("read");
  expect(changeOf(corpus("update"), "aws_db_instance.main").noise).toBeNull();
  expect(changeOf(corpus("user-data"), "aws_launch_template.nodes").noise).toBeNull();
  const resource = update(
    "aws_x",
    { a: 1, version_id: "x" },
    { a: 1 },
    { after_unknown: { version_id: true } },
  );
  const configuration = {
    root_module: { resources: [{ address: "aws_x.this", expressions: { a: { constant_value: 1 } } }] },
  };
  expect(reviewOf({ resource_changes: [resource], configuration }).changes[0]?.noise).toBe("computed-only");
  expect(reviewOf({ resource_changes: [resource] }).changes[0]?.noise).toBeNull();
});

test("inside of an argument that somebody wrote, what is not known is no computed attribute", () => {
  const resource = update(
    "aws_x",
    { tags: { a: "1" } },
    { tags: {} },
    { after_unknown: { tags: { a: true } } },
  );
  const expressions = { tags: { references: ["aws_y.z"] } };
  const configuration = { root_module: { resources: [{ address: "aws_x.this", expressions }] } };
  const [change] = reviewOf({ resource_changes: [resource], configuration }).changes;
  expect(change?.attributes).toMatchObject([{ path: "tags.a", computed: false }]);
});

test("drift of what only the provider decides is noise", () => {
  const resource_drift = [update("aws_x", { a: 1, version_id: "1" }, { a: 1, version_id: "2" })];
  const resources = [{ address: "aws_x.this", expressions: { a: { constant_value: 1 } } }];
  const [found] = reviewOf({ resource_drift, configuration: { root_module: { resources } } }).drift;
  expect(found).toMatchObject({
    noise: "computed-only",
    cause: "changed outside of Terraform, in nothing that the configuration says",
  });
});

test("drift says what the apply makes of it", () => {
  const { drift } = reviewOf(corpus("drift"));
  expect(drift.map(({ address, cause }) => [address, cause])).toEqual([
    ["aws_dynamodb_table.gone", "deleted outside of Terraform; this apply creates it again"],
    ["aws_sqs_queue.changed", "changed outside of Terraform; will be reverted by this apply"],
    ["aws_sqs_queue.tolerated", "changed outside of Terraform; this apply leaves it so"],
    ["aws_ssm_parameter.password", "changed outside of Terraform; will be reverted by this apply"],
  ]);
});

test("unchanged resources are no changes", () => {
  expect(reviewOf(corpus("no-changes"))).toEqual({ changes: [], drift: [] });
});

test("an action that nobody knows is shown as such", () => {
  const resource = { ...update("aws_x", {}, {}), change: { actions: ["hibernate"] as never } };
  const [change] = reviewOf({ resource_changes: [resource] }).changes;
  expect(change).toMatchObject({
    action: "no-op",
    noise: null,
    cause: "Terraform plans hibernate, which this review does not know",
  });
});

test("an update of nothing but sensitivity says so", () => {
  const resource = update(
    "aws_x",
    { a: "x" },
    { a: "x" },
    { before_sensitive: {}, after_sensitive: { a: true } },
  );
  expect(reviewOf({ resource_changes: [resource] }).changes[0]?.attributes[0]).toMatchObject({
    path: "(sensitivity)",
    after: "which values are sensitive changes; the values stay",
  });
});

test("a plan of an old Terraform without any optional field is read", () => {
  const bare = { address: "aws_x.this", mode: "managed", type: "aws_x", name: "this" } as const;
  const changes = [
    { ...bare, change: { actions: ["delete", "create"] as const } },
    { ...bare, change: { actions: ["create"] as const, after: null } },
    { ...bare, change: { actions: ["delete"] as const } },
  ];
  expect(reviewOf({ resource_changes: changes }).changes.map(({ action }) => action)).toEqual([
    "replace",
    "create",
    "delete",
  ]);
  expect(reviewedChanges({ ...inputOf({}), status: "failed" }, SHOW_ALL)).toEqual({ changes: [], drift: [] });
});

test.each(CORPUS_NAMES)("%s: no value passes the masker by", (plan) => {
  const input = inputOf(corpus(plan));
  const { changes, drift } = reviewedChanges(input, HIDE_ALL);
  const allowed = /^(?:[[\]{},: ]|\(hidden\)|\d+ more|\(known after apply\)|which values are .*)*$/;
  for (const { attributes } of [...changes, ...drift])
    for (const { before, after } of attributes) {
      expect(before ?? "").toMatch(allowed);
      expect(after ?? "").toMatch(allowed);
    }
});

test("the same plan gives the same review", () => {
  expect(reviewOf(corpus("iam-policy"))).toEqual(reviewOf(corpus("iam-policy")));
});
