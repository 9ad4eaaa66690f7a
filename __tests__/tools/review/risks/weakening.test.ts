import type { Json } from "../../../../tools/planning/json";
import { RISK_RULES } from "../../../../tools/review/risks/rules";
import { GUARDS } from "../../../../tools/review/risks/weakening/guards";
import { WEAKENINGS } from "../../../../tools/review/risks/weakening/rows";
import { corpus } from "../corpus";
import { change, found, foundIn, placed, planOf } from "./plans";

const ROWS = WEAKENINGS.flatMap((row) =>
  (row.types === "*" ? ["acme_anything"] : row.types).map((type) => [type, row.path, row] as const),
);
const rules = (all: ReturnType<typeof foundIn>): string[] => all.map(({ rule }) => rule);

test.each(ROWS)("%s %s: told when it gets weaker, and not the other way", (type, path, row) => {
  const { strong, weak } = row.weaker;
  const strongest = placed(path, strong);
  const weakest = placed(path, weak);
  const told = foundIn({ type, actions: "updated", before: strongest, after: weakest });
  // Nothing at all is more than less: two rows share such an attribute.
  const own = told.find(({ title }) => title === `${type}.this: ${row.words}`);
  expect(own).toMatchObject({ rule: row.rule, level: RISK_RULES[row.rule].level });
  expect(own?.details).not.toEqual([]);
  const words = (all: typeof told): unknown[] => all.map(({ title }) => title);
  if (row.rule !== "encryption-key-changed")
    expect(words(foundIn({ type, actions: "updated", before: weakest, after: strongest }))).not.toContain(
      own?.title,
    );
  expect(words(foundIn({ type, actions: "updated", before: strongest, after: strongest }))).not.toContain(
    own?.title,
  );
  expect(words(foundIn({ type, actions: "replaced", before: strongest, after: weakest }))).toContain(
    own?.title,
  );
  const created = words(foundIn({ type, actions: "created", after: weakest }));
  expect(created.includes(own?.title)).toBe(row.alsoNew === true);
});

const becomes = (type: string, path: string, before: Json | undefined, after: Json | undefined): string[] =>
  rules(foundIn({ type, actions: "updated", before: placed(path, before), after: placed(path, after) }));

test.each<[string, string, Json | undefined, Json | undefined, string[]]>([
  // A log group without days keeps logs for ever.
  ["aws_cloudwatch_log_group", "retention_in_days", 0, 3653, ["retention-shorter"]],
  ["aws_cloudwatch_log_group", "retention_in_days", 365, 0, []],
  ["aws_db_instance", "backup_retention_period", 30, 7, ["backups-shorter"]],
  ["aws_db_instance", "backup_retention_period", 30, 0, ["backups-off", "restart"]],
  ["aws_db_instance", "backup_retention_period", 7, 30, []],
  ["aws_db_instance", "skip_final_snapshot", false, true, ["final-snapshot-off"]],
  ["aws_db_instance", "kms_key_id", "a", "b", ["encryption-key-changed"]],
  ["aws_wafv2_web_acl", "rule_json", '[{"Name":"a","Action":{"Block":{}}}]', "[]", ["firewall-off"]],
  [
    "aws_wafv2_web_acl",
    "rule_json",
    '[{"Name":"a","OverrideAction":{"None":{}}}]',
    '[{"Name":"a","OverrideAction":{"Count":{}}}]',
    ["firewall-off"],
  ],
  [
    "aws_wafv2_web_acl",
    "rule_json",
    '[{"Name":"a","Action":{"Count":{}}}]',
    '[{"Name":"a","Action":{"Block":{}}},{"Name":"b","Action":{"Allow":{}}}]',
    [],
  ],
  ["aws_wafv2_web_acl", "rule_json", '[{"Name":"a","Action":{"Block":{}}}]', "{", []],
  ["aws_db_instance", "kms_key_id", undefined, "b", []],
  ["aws_cognito_user_pool", "deletion_protection", "ACTIVE", "INACTIVE", ["deletion-protection-off"]],
  ["aws_secretsmanager_secret", "recovery_window_in_days", undefined, 0, ["key-deletion-sooner"]],
  [
    "aws_lb_listener",
    "ssl_policy",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    ["tls-weaker"],
  ],
  [
    "aws_lb_listener",
    "ssl_policy",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-2016-08",
    ["tls-weaker"],
  ],
  [
    "aws_lb_listener",
    "ssl_policy",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    [],
  ],
  ["aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-New-2031", []],
  [
    "aws_s3_bucket_versioning",
    "versioning_configuration[].status",
    "Enabled",
    "Suspended",
    ["versioning-off"],
  ],
  ["aws_backup_plan", "rule[].lifecycle[].delete_after", undefined, 7, ["backups-shorter"]],
  ["aws_backup_plan", "rule[].lifecycle[].delete_after", 7, undefined, []],
  ["aws_eks_cluster", "enabled_cluster_log_types", ["api", "audit"], ["audit", "api"], []],
  ["aws_eks_cluster", "enabled_cluster_log_types", ["api", "audit"], ["api"], ["logs-off"]],
  ["aws_wafv2_web_acl", "rule", [{ name: "a", action: [{ block: [{}] }] }], [], ["firewall-off"]],
  [
    "aws_wafv2_web_acl",
    "rule",
    [{ name: "a", action: [{ count: [{}] }] }],
    [{ name: "a", action: [{ block: [{}] }] }],
    [],
  ],
  [
    "aws_wafv2_web_acl",
    "rule",
    [{ name: "a", override_action: [{ none: [{}], count: [] }] }],
    [{ name: "a", override_action: [{ none: [], count: [{}] }] }],
    ["firewall-off"],
  ],
])("%s %s %j -> %j", (...[type, path, before, after, expected]) => {
  expect(becomes(type, path, before, after)).toEqual(expected);
});

test("of several blocks the weakest counts", () => {
  const type = "aws_instance";
  const blocks = (...encrypted: boolean[]) => ({
    ebs_block_device: encrypted.map((on) => ({ encrypted: on })),
  });
  const told = (before: object, after: object): string[] =>
    rules(foundIn({ type, actions: "updated", before: { ...before }, after: { ...after } }));
  expect(told(blocks(true, true), blocks(true, false))).toEqual(["encryption-off"]);
  expect(told(blocks(true, false), blocks(false, false))).toEqual([]);
});

test("what is not known yet is said, for what protected before", () => {
  const unknown = { deletion_protection: true };
  const type = "acme_anything";
  const told = (on: boolean) =>
    foundIn({ type, actions: "updated", before: { deletion_protection: on }, after: {}, unknown });
  expect(rules(told(true))).toEqual(["protection-unknown"]);
  expect(told(false)).toEqual([]);
  expect(
    foundIn({ type, actions: "replaced", before: { deletion_protection: true }, after: {}, unknown }),
  ).toEqual([]);
});

test("plans without values tell nothing", () => {
  for (const [type] of ROWS) expect(foundIn({ type, actions: "updated" })).toEqual([]);
});

const GUARD_ROWS = GUARDS.flatMap((guard) => guard.types.map((type) => [type, guard] as const));

test.each(GUARD_ROWS)(
  "%s: told when it is destroyed, and not with what it guards",
  (type, { of, rule, words }) => {
    const before = { id: "own", ...(of ? { [of.path]: "guarded" } : {}) };
    const title = `${type}.this is destroyed: ${words}`;
    expect(foundIn({ type, actions: "destroyed", before })).toContainEqual(
      expect.objectContaining({ rule, title }),
    );
    expect(foundIn({ type, actions: "updated", before, after: before })).not.toContainEqual(
      expect.objectContaining({ title }),
    );
    if (of === undefined) return;
    const guarded = change({
      type: of.owner === "*" ? "aws_lb" : of.owner,
      actions: "destroyed",
      before: { id: "guarded", arn: "guarded" },
    });
    const told = found(planOf(guarded, change({ type, actions: "destroyed", before })));
    expect(told).not.toContainEqual(expect.objectContaining({ title }));
  },
);

test("a real plan that weakens", () => {
  const told = found(corpus("weakened")).map(({ rule, level }) => `${level} ${rule}`);
  expect([...new Set(told)].sort()).toEqual(
    expect.arrayContaining([
      "deny deletion-protection-off",
      "deny encryption-off",
      "deny public-access-block-off",
      "deny versioning-off",
      "warn data-expires",
      "warn key-rotation-off",
      "warn retention-shorter",
    ]),
  );
  expect(found(corpus("tags-only"))).toEqual([]);
  expect(found(corpus("no-changes"))).toEqual([]);
});
