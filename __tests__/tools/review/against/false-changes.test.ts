import { Configuration } from "../../../../tools/planning/configuration";
import type { JsonObject } from "../../../../tools/planning/json";
import { falseChanges } from "../../../../tools/review/against/false-changes";

const REMOTE = "${data.terraform_remote_state.base.outputs.key}";

function found(old: JsonObject, fresh: JsonObject, updated: readonly string[], sameOutput = true): string[] {
  const resource_changes = updated.map((address) => {
    const [type = "", name = ""] = address.split(".");
    return { address, mode: "managed", type, name, change: { actions: ["update"] } };
  });
  return falseChanges({
    old: new Configuration(old),
    fresh: new Configuration(fresh),
    plan: { resource_changes },
    sameOutput: () => sameOutput,
  });
}

const stack = (key: JsonObject, rest: JsonObject = {}): JsonObject => ({
  resource: { aws_kms_key: { k: key }, aws_thing: { t: { key: "${aws_kms_key.k.arn}", remote: REMOTE } } },
  ...rest,
});

test("a change of what is configured as before, and so is all that it refers to, is false", () => {
  expect(found(stack({}), stack({}), ["aws_thing.t"])).toEqual(["aws_thing.t"]);
  expect(found(stack({}), stack({}), ["aws_thing.t", "aws_kms_key.k"])).toEqual([
    "aws_thing.t",
    "aws_kms_key.k",
  ]);
});

test("a change of what is configured in another way is none, nor of what refers to it", () => {
  expect(found(stack({}), stack({ tags: {} }), ["aws_thing.t", "aws_kms_key.k"])).toEqual([]);
});

test("another output upstream, provider block or local is a reason", () => {
  expect(found(stack({}), stack({}), ["aws_thing.t"], false)).toEqual([]);
  const provider = (region: string): JsonObject => stack({}, { provider: { aws: [{ region }] } });
  expect(found(provider("a"), provider("b"), ["aws_kms_key.k"])).toEqual([]);
  const local = (value: string): JsonObject => stack({ description: "${local.x}" }, { locals: { x: value } });
  expect(found(local("a"), local("b"), ["aws_kms_key.k"])).toEqual([]);
  expect(found(local("a"), local("a"), ["aws_kms_key.k"])).toEqual(["aws_kms_key.k"]);
});
