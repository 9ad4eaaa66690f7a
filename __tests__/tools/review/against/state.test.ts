import { Configuration } from "../../../../tools/planning/configuration";
import type { JsonObject } from "../../../../tools/planning/json";
import { appliedState } from "../../../../tools/review/against/state/applied-state";
import { encode } from "../../../../tools/review/against/state/conform";
import { providersOf } from "../../../../tools/review/against/state/provider";
import { sensitivePaths } from "../../../../tools/review/against/state/sensitive";
import type { Plan, ResourceChange } from "../../../../tools/review/plan";

const NO_SCHEMAS = new Map();

function change(address: string, rest: JsonObject, index?: string | number): ResourceChange {
  const [type = "", name = ""] = address.replace(/\[.*/, "").split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    ...(index !== undefined && { index }),
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions: ["create"], before: null, ...rest },
  };
}

/** Attributes by address (with key) in the state that an apply would leave. */
function attributesAfter(root: JsonObject, changes: readonly ResourceChange[], settling = false) {
  const plan: Plan = { format_version: "1.2", resource_changes: changes };
  const applied = appliedState({
    stack: "s",
    configuration: new Configuration(root),
    plan,
    schemas: NO_SCHEMAS,
    settling,
  });
  const resources = applied.state["resources"] as {
    type: string;
    name: string;
    instances: { index_key?: string | number; attributes: JsonObject }[];
  }[];
  const entries = resources.flatMap(({ type, name, instances }) =>
    instances.map(({ index_key: key, attributes }) => [
      `${type}.${name}${key === undefined ? "" : `[${key}]`}`,
      attributes,
    ]),
  );
  return {
    guessed: applied.guessed,
    attributes: Object.fromEntries(entries) as Record<string, JsonObject>,
  };
}

test("references, texts with references, lists and blocks come from what was built", () => {
  const root = {
    locals: { key: "${aws_kms_key.k.arn}" },
    resource: {
      aws_kms_key: { k: {} },
      aws_thing: {
        t: {
          key: "${local.key}",
          policy: '{"Resource":"${aws_kms_key.k.arn}/*"}',
          keys: ["fixed", "${aws_kms_key.k.arn}"],
          block: { inner: "${aws_kms_key.k.arn}", fixed: 1 },
        },
      },
    },
  };
  const { attributes, guessed } = attributesAfter(root, [
    change("aws_thing.t", {
      after: { block: [{ fixed: 1 }], name: null },
      after_unknown: { key: true, policy: true, keys: true, block: [{ inner: true }] },
    }),
    change("aws_kms_key.k", { after: {}, after_unknown: { arn: true } }),
  ]);
  const arn = attributes["aws_kms_key.k"]?.["arn"];
  expect(arn).toMatch(/^arn:aws:kms:/);
  expect(attributes["aws_thing.t"]).toEqual({
    name: null,
    key: arn,
    policy: `{"Resource":"${arn as string}/*"}`,
    keys: ["fixed", arn],
    block: [{ fixed: 1, inner: arn }],
  });
  expect(guessed).toEqual([]);
});

test("elements of a set find their configuration by what is known of them", () => {
  const root = {
    resource: {
      aws_kms_key: { a: {}, b: {} },
      aws_thing: {
        t: {
          rule: [
            { n: 2, key: "${aws_kms_key.b.id}" },
            { n: 1, key: "${aws_kms_key.a.id}" },
          ],
        },
      },
    },
  };
  const { attributes } = attributesAfter(root, [
    change("aws_thing.t", {
      after: { rule: [{ n: 1 }, { n: 2 }] },
      after_unknown: { rule: [{ key: true }, { key: true }] },
    }),
    change("aws_kms_key.a", { after: {}, after_unknown: { id: true } }),
    change("aws_kms_key.b", { after: {}, after_unknown: { id: true } }),
  ]);
  const id = (name: string) => attributes[`aws_kms_key.${name}`]?.["id"];
  expect(attributes["aws_thing.t"]?.["rule"]).toEqual([
    { n: 1, key: id("a") },
    { n: 2, key: id("b") },
  ]);
  expect(id("a")).not.toBe(id("b"));
});

test("count and for_each: each instance has its own values, and a splat has all", () => {
  const root = {
    resource: {
      aws_subnet: { many: { count: 2 } },
      aws_thing: {
        one: {
          for_each: { x: 0, y: 1 },
          subnet: "${aws_subnet.many[1].id}",
          all: "${aws_subnet.many[*].id}",
          text: "${each.key}-${each.value}-${aws_subnet.many[0].id}",
        },
      },
    },
  };
  const unknown = { after: {}, after_unknown: { subnet: true, all: true, text: true } };
  const { attributes } = attributesAfter(root, [
    change("aws_subnet.many[0]", { after: {}, after_unknown: { id: true } }, 0),
    change("aws_subnet.many[1]", { after: {}, after_unknown: { id: true } }, 1),
    change('aws_thing.one["x"]', unknown, "x"),
    change('aws_thing.one["y"]', unknown, "y"),
  ]);
  const ids = [0, 1].map((index) => attributes[`aws_subnet.many[${index}]`]?.["id"]);
  expect(attributes["aws_thing.one[y]"]).toEqual({
    subnet: ids[1],
    all: ids,
    text: `y-1-${ids[0] as string}`,
  });
  expect(attributes["aws_thing.one[x]"]?.["text"]).toBe(`x-0-${ids[0] as string}`);
});

test("what is not understood is said, so that Terraform is asked", () => {
  const root = { resource: { aws_thing: { t: { text: "${upper(aws_kms_key.k.arn)}" } } } };
  const { guessed } = attributesAfter(root, [
    change("aws_thing.t", { after: {}, after_unknown: { text: true } }),
  ]);
  expect(guessed).toEqual(["aws_thing.t text"]);
});

describe("what is unknown in", () => {
  const root = { resource: { aws_sns_topic: { t: {} } } };
  const planned = (actions: string[], before: JsonObject): ResourceChange =>
    change("aws_sns_topic.t", {
      actions,
      before,
      after: {},
      after_unknown: { arn: true, latest_version: true },
    });
  const before = { arn: "arn:old", latest_version: 3 };
  const after = (actions: string[], settling = false) =>
    attributesAfter(root, [planned(actions, before)], settling).attributes["aws_sns_topic.t"];

  test("an update stays, but for what counts updates", () => {
    expect(after(["update"])).toEqual({ arn: "arn:old", latest_version: 4 });
  });

  test("a replacement is another than before, and than at first", () => {
    const first = attributesAfter(root, [planned(["create"], {})]).attributes["aws_sns_topic.t"];
    expect(after(["delete", "create"])?.["latest_version"]).not.toBe(3);
    expect(after(["delete", "create"])?.["arn"]).not.toBe("arn:old");
    expect(after(["delete", "create"])?.["arn"]).not.toBe(first?.["arn"]);
  });

  test("a plan of the same configuration is what it was", () => {
    expect(after(["update"], true)).toEqual(before);
    expect(after(["delete", "create"], true)).toEqual(before);
  });

  test("a deletion is gone", () => {
    expect(after(["delete"])).toBeUndefined();
  });
});

test("marks become paths: attributes, indices, keys of maps; of a set only the whole", () => {
  const type = [
    "object",
    {
      a: "string",
      list: ["list", ["object", { b: "string" }]],
      map: ["map", "string"],
      set: ["set", ["object", { c: "string" }]],
    },
  ];
  const marks = { a: true, list: [{}, { b: true }], map: { "k.1": true }, set: [{ c: true }, {}] };
  const attribute = (value: string) => ({ type: "get_attr", value });
  expect(sensitivePaths(marks, type)).toEqual([
    [attribute("a")],
    [attribute("list"), { type: "index", value: { value: 1, type: "number" } }, attribute("b")],
    [attribute("map"), { type: "index", value: { value: "k.1", type: "string" } }],
    [attribute("set")],
  ]);
});

test("a value of any type carries its type", () => {
  expect(encode({ a: [1, "x"] }, "dynamic")).toEqual({
    value: { a: [1, "x"] },
    type: ["object", { a: ["tuple", ["number", "string"]] }],
  });
  expect(encode({ any: "x", text: "y" }, ["object", { any: "dynamic", text: "string" }])).toEqual({
    any: { value: "x", type: "string" },
    text: "y",
  });
});

test("a provider's alias is kept, in modules as well", () => {
  const plan: Plan = {
    format_version: "1.2",
    configuration: {
      provider_config: {
        "aws.edge": { name: "aws", alias: "edge" },
        "module.m:aws": { name: "aws", module_address: "module.m" },
      },
      root_module: {
        resources: [{ mode: "managed", type: "aws_a", name: "x", provider_config_key: "aws.edge" }],
        module_calls: {
          m: {
            module: {
              resources: [{ mode: "managed", type: "aws_a", name: "x", provider_config_key: "module.m:aws" }],
            },
          },
        },
      },
    },
  };
  const of = providersOf(plan);
  const aws = 'provider["registry.terraform.io/hashicorp/aws"]';
  expect(of(change("aws_a.x", {}))).toBe(`${aws}.edge`);
  expect(of({ ...change("aws_a.x", {}), module_address: 'module.m["k[0]"]' })).toBe(`module.m.${aws}`);
  expect(of(change("aws_a.other", {}))).toBe(aws);
});
