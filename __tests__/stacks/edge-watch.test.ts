import { configuration } from "../../config/environments";
import { accessRole } from "../support/access";
import { evaluate, evaluateRole } from "../support/policy";
import { changedSynthesis } from "../support/changed-synthesis";
import { type Attributes, resource, resources, synthesis } from "../support/synthesis";
import { changed, DEVELOPMENT, environment, PRODUCTION } from "../config/changed";

const ACCOUNT = "333333333333";
const real = synthesis();
const ids = real.stacks.filter((id) => id.endsWith("-edge"));
const production = real.json("production-global-edge");
const two = ["production", "staging"];

const check = (name: string): Attributes =>
  resource(real.json(`${name}-global-edge`), "aws_route53_health_check", "origin/switch");
const switchOf = (name: string): Attributes =>
  resource(real.json(`${name}-us-east-2-recovery`), "aws_cloudwatch_metric_alarm", "switch/alarm");

test.each(two)("Route 53 follows the switch of %s: its name, its region, and how it is read", (name) => {
  const alarm = switchOf(name);
  expect(check(name)).toMatchObject({
    cloudwatch_alarm_name: alarm["alarm_name"],
    cloudwatch_alarm_region: "us-east-2",
  });
  const copied = Object.fromEntries(
    [
      "namespace",
      "metric_name",
      "statistic",
      "period",
      "evaluation_periods",
      "comparison_operator",
      "threshold",
    ]
      .map((attribute) => [
        attribute.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        attribute,
      ])
      .map(([key, attribute]) => [key!, String(alarm[attribute!])]),
  );
  expect(check(name)["triggers"]).toEqual(copied);
});

test.each(two)("origin.<domain> of %s names records that its regions' ingress makes", (name) => {
  const targets = [...resources(real.json(`${name}-global-edge`), "aws_route53_record")]
    .filter(([path]) => path.startsWith("origin/"))
    .map(([path, record]) => [path, (record["alias"] as Attributes)["name"]]);
  const made = (region: string): unknown =>
    resource(real.json(`${name}-${region}-ingress`), "aws_route53_record", "record/record")["name"];
  expect(Object.fromEntries(targets)).toEqual({
    "origin/home": made("us-west-2"),
    "origin/other": made("us-east-2"),
  });
});

test("with one region there is no switch to follow", () => {
  const development = real.json("development-global-edge");
  expect(development.resource).not.toHaveProperty("aws_route53_health_check");
  expect(resource(development, "aws_route53_record", "origin/only")["alias"]).toMatchObject({
    name: "origin-us-west-2.development.mindscape.example",
  });
});

test.each(ids)("%s admits whom its environment admits", (id) => {
  const { access } = configuration.environments.find(({ name }) => id.startsWith(`${name}-`))!;
  const acl = resource(real.json(id), "aws_wafv2_web_acl", "web-acl/acl");
  const lists = [...resources(real.json(id), "aws_wafv2_ip_set").values()];
  expect(acl["default_action"]).toEqual(access.kind === "public" ? { allow: {} } : { block: {} });
  expect(lists.map(({ addresses }) => addresses)).toEqual(access.kind === "public" ? [] : [access.ranges]);
});

test("logs of the web ACL and topics are encrypted with a key whose policy admits their writers", () => {
  const key = resource(production, "aws_kms_key", "watch/key/key");
  expect(key).toMatchObject({ provider: "aws.us-east-1", enable_key_rotation: true });
  const group = resource(production, "aws_cloudwatch_log_group", "watch/web-acl-logs/log-group");
  const topics = [...resources(production, "aws_sns_topic").values()];
  expect(topics).toHaveLength(2);
  for (const encrypted of [group["kms_key_id"], ...topics.map((topic) => topic["kms_master_key_id"])]) {
    expect(encrypted).toMatch(/aws_kms_key\.watch_key_/);
  }
  const policy = key["policy"] as string;
  const decrypt = { action: "kms:Decrypt", resource: "*" };
  expect(evaluate(policy, { ...decrypt, principal: { Service: "cloudwatch.amazonaws.com" } })).toBe("allow");
  const context = {
    "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${String(group["name"])}`,
  };
  const logs = (region: string): object => ({
    principal: { Service: `logs.${region}.amazonaws.com` },
    context,
  });
  expect(evaluate(policy, { ...decrypt, ...logs("us-east-1") })).toBe("allow");
  expect(evaluate(policy, { ...decrypt, ...logs("us-west-2") })).toBe("none");
});

test("people hear of the edge at the level of their environment", () => {
  const told = (name: string): Record<string, unknown> =>
    Object.fromEntries(
      [...resources(real.json(`${name}-global-edge`), "aws_cloudwatch_metric_alarm").values()].map(
        (alarm) => [
          (alarm["alarm_name"] as string).replace(`mindscape-${name}-`, ""),
          (alarm["alarm_actions"] as string[]).map((arn) => arn.split("-").at(-1)).join(),
        ],
      ),
    );
  const rest = { "edge-certificate": "ticket", "edge-web-attack": "ticket", "switch-followed": "ticket" };
  expect(told("production")).toEqual({ ...rest, "edge-errors": "page" });
  expect(told("staging")).toEqual({ ...rest, "edge-errors": "ticket" });
  expect(told("development")).toEqual({});
  expect(real.json("development-global-edge").resource).not.toHaveProperty("aws_sns_topic");
});

test.each(["production", "staging"])("alarms of %s tell topics that exist, in their own region", (name) => {
  const stack = real.json(`${name}-global-edge`);
  const { accountId } = configuration.environments.find((one) => one.name === name)!;
  const topics = [...resources(stack, "aws_sns_topic").values()].map(
    (topic) => `arn:aws:sns:us-east-1:${accountId}:${String(topic["name"])}`,
  );
  for (const alarm of resources(stack, "aws_cloudwatch_metric_alarm").values()) {
    expect(alarm["provider"]).toBe("aws.us-east-1");
    for (const arn of alarm["alarm_actions"] as string[]) expect(topics).toContain(arn);
  }
});

test("there is a page over all regions in every environment, from where the edge is measured", () => {
  for (const id of ids) {
    const [dashboard] = [...resources(real.json(id), "aws_cloudwatch_dashboard").values()] as [Attributes];
    expect(dashboard["provider"]).toBe("aws.us-east-1");
    expect(dashboard["dashboard_name"]).toMatch(/-global$/);
  }
  const body = (id: string): string =>
    resource(real.json(id), "aws_cloudwatch_dashboard", "watch/dashboard/dashboard")[
      "dashboard_body"
    ] as string;
  expect(body("production-global-edge")).toContain("mindscape-production-switch-flipped");
  expect(body("production-global-edge")).toContain("HomeLeft");
  expect(body("development-global-edge")).not.toContain("HomeLeft");
});

const NEEDS = [
  "wafv2:CreateWebACL",
  "wafv2:PutLoggingConfiguration",
  "logs:CreateLogDelivery",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "route53:CreateHealthCheck",
  "shield:CreateProtection",
];

test.each(NEEDS)("apply may %s in us-east-1, and plan may not", (action) => {
  const request = { action, resource: "*" };
  const verdict = (role: string): string => {
    const { context, ...policies } = accessRole(real, "production", role);
    return evaluateRole(policies, {
      ...request,
      context: { ...context, "aws:RequestedRegion": "us-east-1" },
    });
  };
  expect(verdict("apply")).toBe("allow");
  if (!/Describe/.test(action)) expect(verdict("plan")).not.toBe("allow");
});

test("nobody may subscribe to Shield Advanced", () => {
  const { context, ...policies } = accessRole(real, "production", "apply");
  const request = { action: "shield:CreateSubscription", resource: "*", context };
  expect(evaluateRole(policies, request)).toBe("deny");
});

test("Shield protects where its flag is on, and nowhere else", () => {
  for (const id of ids) expect(real.json(id).resource).not.toHaveProperty("aws_shield_protection");
  const on = changedSynthesis({
    configuration: changed((copy) => {
      for (const index of [DEVELOPMENT, PRODUCTION]) {
        const { edge } = environment(copy, index) as unknown as { edge: Record<string, unknown> };
        edge["shieldAdvanced"] = true;
      }
    }),
  });
  expect(on.errors).toBe("");
  for (const id of ["development-global-edge", "production-global-edge"]) {
    const protections = [...resources(on.json(id), "aws_shield_protection").values()];
    expect(protections.map((protection) => protection["resource_arn"])).toEqual([
      expect.stringMatching(/aws_cloudfront_distribution\.\w+\.arn/),
      expect.stringMatching(/^arn:aws:route53:::hostedzone\/\$\{/),
    ]);
    expect(on.json(id).resource).not.toHaveProperty("aws_shield_subscription");
  }
});
