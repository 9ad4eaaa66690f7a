import type { Json } from "../../../../tools/planning/json";
import type { Plan, ResourceChange } from "../../../../tools/review/plan";
import type { Path } from "../../../../tools/review/secrets/masker";
import { maskerOf } from "../../../../tools/review/secrets/masker-of";
import { corpus } from "../corpus";
import { configured, first, HIDDEN, OPTIONS, planOf, REMOTE, remote, shown } from "./plans";

describe("what came in from another state", () => {
  const plan = (expression: Record<string, unknown>, ...others: unknown[]): Plan =>
    planOf(
      { setting: "x", vpc_id: "x", name: "x" },
      configured({ setting: expression, vpc_id: expression, name: expression }, REMOTE, ...others),
    );

  test("stays readable as a plain id or a name, and as nothing else", () => {
    const foreign = plan(remote("network"));
    expect(shown(foreign, ["vpc_id"], "vpc-0123456789abcdef0")).toBe('"vpc-0123456789abcdef0"');
    expect(shown(foreign, ["name"], "mindscape-production")).toBe('"mindscape-production"');
    expect(shown(foreign, ["setting"], "swordfish")).toMatch(HIDDEN);
    expect(
      shown(foreign, ["setting"], "arn:aws:secretsmanager:us-west-2:333333333333:secret:api-AbCdEf"),
    ).toMatch(HIDDEN);
  });

  test("is hidden at once if the output's name says secret", () => {
    expect(shown(plan(remote("password")), ["name"], "swordfish")).toMatch(HIDDEN);
  });

  test("is followed through resources, variables of modules, outputs, each.value and locals", () => {
    const middle = {
      mode: "managed",
      type: "terraform_data",
      name: "m",
      expressions: { input: remote("greeting") },
    };
    const through: readonly Record<string, unknown>[] = [
      { references: ["terraform_data.m.output", "terraform_data.m"] },
      { references: ["local.greeting"] },
      { constant_value: "${data.terraform_remote_state.net.outputs.greeting}", ...remote("greeting") },
    ];
    for (const expression of through)
      expect(shown(plan(expression, middle), ["setting"], "swordfish")).toMatch(HIDDEN);
    const inner = {
      mode: "managed",
      type: "aws_thing",
      name: "x",
      for_each_expression: { references: ["var.all"] },
      expressions: { setting: { references: ["each.value"] } },
    };
    const call = {
      expressions: { all: remote("greetings") },
      module: { resources: [inner], variables: { all: {} } },
    };
    const nested = planOf(
      { setting: "swordfish" },
      {
        configuration: { root_module: { resources: [REMOTE], module_calls: { a: { ...call } } } },
      },
    );
    Object.assign(first(nested), {
      module_address: 'module.a["k"]',
      address: 'module.a["k"].aws_thing.x["y"]',
    });
    expect(shown(nested, ["setting"], "swordfish")).toMatch(HIDDEN);
  });

  test("hides nothing that the configuration itself says", () => {
    const template = '{"Mode":"swordfish","Vpc":"${data.terraform_remote_state.net.outputs.vpc}"}';
    const value = '{"Mode":"swordfish","Vpc":"kittens"}';
    const text = shown(plan({ constant_value: template, ...remote("vpc") }), ["setting"], value);
    expect(text).toMatch(/^\{"Mode": "swordfish", "Vpc": \(hidden #[0-9a-f]{8}\)\}$/);
  });

  test("is followed from sensitive variables and from what the provider marks", () => {
    const variable = planOf(
      { name: "x" },
      {
        configuration: {
          root_module: {
            variables: { p: { sensitive: true } },
            resources: [
              {
                mode: "managed",
                type: "aws_thing",
                name: "x",
                expressions: { name: { references: ["var.p"] } },
              },
            ],
          },
        },
      },
    );
    expect(shown(variable, ["name"], "swordfish")).toMatch(HIDDEN);
    const source = {
      address: "random_thing.r",
      mode: "managed",
      type: "random_thing",
      name: "r",
      change: { actions: ["create"], after: { result: "swordfish" }, after_sensitive: { result: true } },
    };
    const marked = planOf(
      { name: "x" },
      configured(
        { name: { references: ["random_thing.r.result", "random_thing.r"] } },
        { mode: "managed", type: "random_thing", name: "r", expressions: {} },
      ),
    );
    const both = { ...marked, resource_changes: [first(marked), source] } as unknown as Plan;
    expect(shown(both, ["name"], "swordfish")).toMatch(HIDDEN);
  });

  test("hides none of CDKTF's automatic outputs that is a plain id, and every output that is sensitive on purpose", () => {
    const change = {
      actions: ["create"],
      before: null,
      after: "vpc-0123456789abcdef0",
      before_sensitive: true,
      after_sensitive: true,
    };
    const outputs = planOf(
      {},
      { output_changes: { "cross-stack-output-aws_vpcthis_Aid": change, network: change } },
    );
    const masker = maskerOf(outputs, OPTIONS);
    expect(masker.showOutput("cross-stack-output-aws_vpcthis_Aid", "after", change.after).text).toBe(
      '"vpc-0123456789abcdef0"',
    );
    expect(masker.showOutput("network", "after", change.after).text).toMatch(HIDDEN);
  });
});

describe("secrets of the corpus", () => {
  test.each(["sensitive", "remote-state", "user-data"])("%s: nothing leaks, wherever it is asked", (name) => {
    const plan = corpus(name);
    const masker = maskerOf(plan, OPTIONS);
    const texts: string[] = [];
    const visit = (resource: ResourceChange, side: "before" | "after", path: Path, value: Json): void => {
      texts.push(masker.show(resource, side, path, value).text);
      if (typeof value === "object" && value !== null)
        for (const [key, below] of Object.entries(value))
          visit(resource, side, [...path, Array.isArray(value) ? Number(key) : key], below as Json);
    };
    for (const resource of plan.resource_changes ?? [])
      for (const side of ["before", "after"] as const)
        visit(resource, side, [], resource.change[side] ?? null);
    expect(texts.join("\n")).not.toMatch(/swordfish|hunter2|correct-horse|plain-but-secret|0451/);
  });

  test("a value that is sensitive in one place is hidden in all, alone and inside of others", () => {
    const plan = planOf({ greeting: "x" });
    const source = {
      address: "a.b",
      mode: "managed",
      type: "a",
      name: "b",
      change: { actions: ["create"], after: { p: "correct-horse-battery" }, after_sensitive: { p: true } },
    };
    const both = { ...plan, resource_changes: [first(plan), source] } as unknown as Plan;
    expect(shown(both, ["greeting"], "correct-horse-battery")).toMatch(HIDDEN);
    expect(shown(both, ["name"], "app:correct-horse-battery")).toMatch(HIDDEN);
    expect(shown(both, ["name"], "correct-horse-battery-staple")).toBe('"correct-horse-battery-staple"');
    expect(maskerOf(both, OPTIONS).showAddress('a.c["correct-horse-battery"]')).toMatch(/^a\.c\[\(hidden #/);
  });
});
