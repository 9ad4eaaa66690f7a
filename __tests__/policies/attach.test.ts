import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { exempt, renderViolations, type RuleId } from "../../policies";
import { KEY, synthesize, TAGS } from "./synthesis";

function logGroup(
  stack: TerraformStack,
  retentionInDays: number,
): { module: Construct; group: CloudwatchLogGroup } {
  new AwsProvider(stack, "aws", { region: "us-west-2", defaultTags: [{ tags: TAGS }] });
  const module = new Construct(stack, "module");
  return { module, group: new CloudwatchLogGroup(module, "group", { retentionInDays, kmsKeyId: KEY }) };
}

test("an exemption excuses a construct and everything below it, and is written into the stack's JSON", () => {
  const { violations, json } = synthesize({
    test: (stack) => exempt(logGroup(stack, 0).module, { rule: "log-groups", reason: "kept for auditors" }),
  });
  expect(violations).toEqual([]);
  expect(json["test"]?.["//"]["exemptions"]).toEqual([
    { path: "test/module", rule: "log-groups", reason: "kept for auditors" },
  ]);
});

test("an exemption excuses neither a neighbour with a longer name nor another rule", () => {
  const { violations } = synthesize({
    test: (stack) => {
      const { module, group } = logGroup(stack, 0);
      const neighbour = new CloudwatchLogGroup(module, "group-2", { retentionInDays: 0 });
      expect(neighbour.node.path.startsWith(group.node.path)).toBe(true);
      exempt(group, { rule: "log-groups", reason: "kept for auditors" });
    },
  });
  expect(violations.map(({ path }) => path)).toEqual(["test/module/group-2", "test/module/group-2"]);
});

test.each([
  {
    what: "excuses nothing",
    retention: 30,
    rule: "log-groups",
    reason: "old habit",
    problem: /already obeys/,
  },
  { what: "gives no reason", retention: 0, rule: "log-groups", reason: "  ", problem: /without a reason/ },
  {
    what: "names no rule",
    retention: 30,
    rule: "log-groop",
    reason: "typo",
    problem: /"log-groop", which is no rule/,
  },
])("an exemption that $what is a violation itself", ({ retention, rule, reason, problem }) => {
  const { violations } = synthesize({
    test: (stack) => exempt(logGroup(stack, retention).group, { rule: rule as RuleId, reason }),
  });
  expect(violations).toEqual([
    expect.objectContaining({
      rule: "exemptions",
      path: "test/module/group",
      problem: expect.stringMatching(problem) as string,
    }),
  ]);
});

test("violations of all stacks are collected, not only the first stack's", () => {
  const { violations } = synthesize({
    b: (stack) => void logGroup(stack, 0),
    a: (stack) => void logGroup(stack, 2),
  });
  expect(renderViolations(violations).split("\n")).toEqual([
    "2 policy violations in 2 stacks (rules: docs/policies.md)",
    expect.stringMatching(
      /^ {2}a\/module\/group \[log-groups\] retention_in_days is 2; allowed are 1, 3, .*; say how long/,
    ),
    expect.stringMatching(/^ {2}b\/module\/group \[log-groups\] retention_in_days is 0; /),
  ]);
  expect(renderViolations([])).toBe("");
});

test("what an override adds without a construct is seen, and named by its address", () => {
  const { violations } = synthesize({
    test: (stack) => stack.addOverride("resource.aws_sqs_queue.hidden.name", "jobs"),
  });
  expect(violations).toContainEqual(
    expect.objectContaining({ rule: "encrypted-with-our-keys", path: "test/aws_sqs_queue.hidden" }),
  );
});

test("what an Aspect changes is seen, also when it was added after the policies", () => {
  const { violations } = synthesize({
    test: (stack) => {
      logGroup(stack, 30);
      const forget = {
        visit: (node: unknown) => node instanceof CloudwatchLogGroup && node.resetRetentionInDays(),
      };
      Aspects.of(stack).add(forget);
    },
  });
  expect(violations).toEqual([expect.objectContaining({ rule: "log-groups", path: "test/module/group" })]);
});
