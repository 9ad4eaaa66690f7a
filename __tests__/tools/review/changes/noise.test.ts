import type { JsonObject } from "../../../../tools/planning/json";
import { reviewOf, update } from "./reviewing";

const noise = (type: string, before: JsonObject, after: JsonObject): string | null | undefined =>
  reviewOf({ resource_changes: [update(type, before, after)] }).changes[0]?.noise;

const tag = (value: string): JsonObject => ({
  tag: [
    { key: "Commit", value, propagate_at_launch: true },
    { key: "Team", value: "core", propagate_at_launch: true },
  ],
});
const rule = (owner: string, days = 7): JsonObject => ({
  rule: [
    { rule_name: "daily", lifecycle: [{ delete_after: days }], recovery_point_tags: { Owner: owner } },
    { rule_name: "weekly", lifecycle: [{ delete_after: 90 }], recovery_point_tags: { Owner: "platform" } },
  ],
});

test.each([
  [
    "aws_autoscaling_group_tag",
    { tag: [{ key: "Commit", value: "a" }] },
    { tag: [{ key: "Commit", value: "b" }] },
  ],
  ["aws_autoscaling_group", tag("a"), tag("b")],
  ["aws_autoscaling_group", { tag: [] }, tag("b")],
  ["aws_backup_plan", rule("core"), rule("data")],
  [
    "aws_instance",
    { tags: { "a.b": "1" } },
    { tags: { "a.b": "2", "sk-live/x y": "3" }, tags_all: { "a.b": "2" } },
  ],
  ["azurerm_storage_account", { tags: null }, { tags: { Owner: "b" } }],
  ["aws_instance", { volume_tags: { Owner: "a" } }, { tags: { Owner: "b" } }],
])("%s: %j -> %j is a change of tags only", (type, before, after) => {
  expect(noise(type, before, after)).toBe("tags-only");
});

test.each([
  ["aws_autoscaling_group", { ...tag("a"), max_size: 1 }, { ...tag("b"), max_size: 2 }],
  ["aws_backup_plan", rule("core"), rule("data", 1)],
  [
    "aws_s3_bucket_lifecycle_configuration",
    { tag: [{ key: "a", value: "b" }] },
    { tag: [{ key: "a", value: "c" }] },
  ],
  ["aws_ecs_task_definition", { tag: "1.0" }, { tag: "1.1" }],
  [
    "aws_dlm_lifecycle_policy",
    { policy_details: [{ target_tags: { a: "1" } }] },
    { policy_details: [{ target_tags: { a: "2" } }] },
  ],
  [
    "aws_cognito_identity_pool_provider_principal_tag",
    { principal_tags: { a: "b" } },
    { principal_tags: { a: "c" } },
  ],
  ["google_compute_instance", { tags: ["web"] }, { tags: ["web", "ssh"] }],
  ["google_compute_instance", { tags: [] }, { tags: ["ssh"] }],
  ["digitalocean_droplet", { tags: null }, { tags: ["ssh"] }],
  ["aws_x", { tags: ["a"] }, { tags: ["b"] }],
  ["google_compute_firewall", { source_tags: ["a"] }, { source_tags: ["b"] }],
  [
    "aws_x",
    { rule: [{ name: "a.job_tags.b", on: 1 }, { name: "c" }] },
    { rule: [{ name: "a.job_tags.b", on: 2 }, { name: "c" }] },
  ],
  ["aws_x", { policy: '{"a":{"job_tags":1}}' }, { policy: '{"a":{"job_tags":2}}' }],
])("%s: %j -> %j is more than that", (type, before, after) => {
  expect(noise(type, before, after)).toBeNull();
});
