import { causeOf as causeBy } from "../../../../tools/review/changes/cause";
import { withUnit } from "../../../../tools/review/changes/units";
import { name } from "../../../../tools/review/text";
import { corpus } from "../corpus";
import type { ResourceChange } from "../../../../tools/review/plan";
import type { SafeText } from "../../../../tools/review/text";
import { inputOf, maskerFor, SHOW_ALL, update } from "./reviewing";

const resource = update("aws_x", {}, {});
const causeOf = (of: ResourceChange): SafeText | null => causeBy(of, SHOW_ALL);

test.each([
  ["replace_because_cannot_update", "it cannot be changed in place"],
  ["replace_because_tainted", "it is tainted: its creation failed halfway, or somebody marked it"],
  ["replace_by_request", "the plan was asked to replace it (-replace)"],
  ["replace_by_triggers", "something that its replace_triggered_by names changes"],
  ["delete_because_no_resource_config", "it is no longer in the configuration"],
  ["delete_because_wrong_repetition", "count or for_each was added to it or taken away"],
  [
    "delete_because_no_move_target",
    "a moved block names it as the target, but the configuration has no such resource",
  ],
  ["delete_because_no_module", "its module is no longer in the configuration"],
  ["read_because_config_unknown", "its arguments are known only during the apply"],
  ["read_because_dependency_pending", "it depends on something that this apply changes"],
  ["read_because_check_nested", "it belongs to a check, which is read during the apply"],
  ["from_the_future", "Terraform's reason: from_the_future"],
  ["\u001b[31m", "Terraform's reason: something of another name"],
])("%s in words", (reason, words) => {
  expect(causeOf({ ...resource, action_reason: reason })).toBe(words);
});

test("indices and modules are named", () => {
  expect(causeOf({ ...resource, index: 2, action_reason: "delete_because_count_index" })).toBe(
    "its index 2 is beyond its count",
  );
  expect(causeOf({ ...resource, index: "eu", action_reason: "delete_because_each_key" })).toBe(
    "its key is no longer in its for_each",
  );
  expect(
    causeOf({ ...resource, module_address: 'module.a["eu"]', action_reason: "delete_because_no_module" }),
  ).toBe("module.a is no longer in the configuration");
});

test("attributes that force a replacement are named once, without indices", () => {
  const replace_paths = [["disk", 0, "type"], ["disk", 1, "type"], ["name"], ["a"], ["b"], ["c"], ["d"]];
  const change = { actions: ["delete", "create"] as const, replace_paths };
  expect(causeOf({ ...resource, change })).toBe(
    "a, b, c, d, disk.type and 1 more cannot be changed in place",
  );
});

test("of what is marked as sensitive no member is named, nor what is hidden elsewhere", () => {
  const change = {
    actions: ["delete", "create"] as const,
    before: { keepers: { swordfish: "a" }, password: "opensesame-please-1", triggers: { b: "1" } },
    after: { keepers: { swordfish: "b" }, password: "opensesame-please-1", triggers: { b: "2" } },
    after_sensitive: { keepers: true, password: true },
    replace_paths: [
      ["keepers", "swordfish"],
      ["triggers", "opensesame-please-1"],
      ["triggers", "b"],
    ],
  };
  const replaced = { ...resource, change };
  expect(causeBy(replaced, maskerFor(inputOf({ resource_changes: [replaced] })))).toBe(
    "keepers, triggers.b and something of another name cannot be changed in place",
  );
});

test("a replacement that forgets the old object says so", () => {
  expect(causeOf({ ...resource, change: { actions: ["create", "forget"] } })).toBe(
    "the old object stays and is only forgotten",
  );
});

test("an update that the configuration wants has no other cause", () => {
  for (const change of corpus("update").resource_changes ?? []) expect(causeOf(change)).toBeNull();
});

test.each([
  ["aws_db_instance", "allocated_storage", 100, "100 GiB"],
  ["aws_db_instance", "backup_retention_period", 1, "1 day"],
  ["aws_cloudwatch_log_group", "retention_in_days", 0, "0 days (kept forever)"],
  ["aws_sqs_queue", "max_message_size", 262144, "262144 bytes (256 KiB)"],
  ["aws_lambda_function", "timeout", 3, "3 seconds"],
  ["aws_ecs_task_definition", "memory", "512", "512 MiB"],
  ["aws_x", "port", 443, "443"],
  ["aws_x", "constructor", 1, "1"],
  ["aws_x", "some_days", "soon", "soon"],
])("%s.%s is shown with its unit", (type, attribute, value, shown) => {
  expect(withUnit(name(String(value)), value, type, attribute)).toBe(shown);
});
