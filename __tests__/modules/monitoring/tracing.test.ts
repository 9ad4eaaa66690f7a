import { Tracing } from "../../../modules/monitoring/tracing";
import { stackOf } from "../../support/stack";
import { resources } from "../../support/synthesis";

const NAMES = { errors: "m-errors", slow: "m-slow", health: "m-health", requests: "m-requests" };

const stack = stackOf((scope) => {
  new Tracing(scope, "tracing", {
    names: NAMES,
    service: "mindscape-api",
    share: 0.01,
    slowSeconds: 0.5,
    healthPath: "/health",
  });
});
const rules = [...resources(stack, "aws_xray_sampling_rule").values()];
const groups = [...resources(stack, "aws_xray_group").values()];

interface Request {
  readonly service: string;
  readonly path: string;
}

/** The rule that X-Ray takes for a request: of those that fit the one with the smallest priority. */
function ruleFor({ service, path }: Request): unknown {
  const fits = (pattern: unknown, value: string): boolean => pattern === "*" || pattern === value;
  const fitting = rules
    .filter((rule) => fits(rule["service_name"], service) && fits(rule["url_path"], path))
    .sort((a, b) => Number(a["priority"]) - Number(b["priority"]));
  return fitting[0]?.["rule_name"] ?? "Default";
}

describe("sampling", () => {
  test("never traces health checks, and leaves other services to X-Ray's default", () => {
    expect(ruleFor({ service: "mindscape-api", path: "/health" })).toBe(NAMES.health);
    expect(ruleFor({ service: "mindscape-api", path: "/users" })).toBe(NAMES.requests);
    expect(ruleFor({ service: "mindscape-worker", path: "/" })).toBe("Default");
    const health = rules.find((rule) => rule["rule_name"] === NAMES.health);
    expect(health).toMatchObject({ fixed_rate: 0, reservoir_size: 0 });
  });

  test("costs less than 150 USD a month at a thousand requests a second", () => {
    const rule = rules.find((candidate) => candidate["rule_name"] === NAMES.requests);
    const reservoir = Number(rule?.["reservoir_size"]);
    const perSecond = reservoir + Number(rule?.["fixed_rate"]) * (1000 - reservoir);
    const tracesPerMonth = perSecond * 30 * 24 * 3600;
    expect((tracesPerMonth / 1e6) * 5).toBeLessThan(150);
    expect(reservoir).toBeGreaterThan(0);
  });

  // https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html
  test("stays within what X-Ray accepts", () => {
    const priorities = rules.map((rule) => Number(rule["priority"]));
    expect(new Set(priorities).size).toBe(priorities.length);
    for (const rule of rules) {
      expect(rule).toMatchObject({
        version: 1,
        host: "*",
        http_method: "*",
        resource_arn: "*",
        service_type: "*",
      });
      expect(Number(rule["priority"])).toBeGreaterThanOrEqual(1);
      expect(Number(rule["priority"])).toBeLessThanOrEqual(9999);
      expect(Number(rule["fixed_rate"])).toBeLessThanOrEqual(1);
      expect(String(rule["rule_name"]).length).toBeLessThanOrEqual(32);
    }
    expect(rules.length).toBeLessThanOrEqual(25);
  });
});

describe("groups", () => {
  // Of https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html what is used here.
  const TERM =
    /(?:fault|error|throttle|ok|partial) = (?:true|false)|(?:responsetime|duration) [<>]=? \d+(?:\.\d+)?/
      .source;
  const FILTER = new RegExp(`^service\\("[\\w-]+"\\) \\{ (?:${TERM})(?: (?:AND|OR) (?:${TERM}))* \\}$`);

  test("say what X-Ray understands, of the one service", () => {
    const filters = groups.map((group) => String(group["filter_expression"]));
    expect(filters.sort()).toEqual([
      'service("mindscape-api") { fault = true }',
      'service("mindscape-api") { responsetime > 0.5 }',
    ]);
    for (const filter of filters) expect(filter).toMatch(FILTER);
  });

  test("pay for no Insights", () => {
    for (const group of groups)
      expect(group["insights_configuration"]).toMatchObject({
        insights_enabled: false,
        notifications_enabled: false,
      });
  });
});
