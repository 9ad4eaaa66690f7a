import { Configuration } from "../../../../tools/planning/configuration";
import type { JsonObject } from "../../../../tools/planning/json";
import { withoutUnset } from "../../../../tools/review/against/unset";

const configured = (body: JsonObject): Configuration =>
  new Configuration({ resource: { aws_thing: { t: body } } });

function after(
  before: JsonObject,
  planned: JsonObject,
  old: JsonObject = {},
  fresh: JsonObject = {},
): unknown {
  const change = { actions: ["update"], before, after: planned };
  const entry = { address: "aws_thing.t", mode: "managed", type: "aws_thing", name: "t", change };
  const plan = withoutUnset({ resource_changes: [entry] }, configured(old), configured(fresh));
  return (plan.resource_changes?.[0] as { change: { after: unknown } }).change.after;
}

test("what was null and is zero in blocks, however deep, has not changed", () => {
  const was = { tags: { a: "1" }, rule: [{ port: null, name: "x", deep: [{ on: null, text: null }] }] };
  const is = { tags: { a: "2" }, rule: [{ port: 0, name: "x", deep: [{ on: false, text: "" }] }] };
  expect(after(was, is)).toEqual({ ...was, tags: { a: "2" } });
});

test("blocks of sets have the partner that is the same, in whatever order", () => {
  const was = {
    rule: [
      { id: 1, port: null },
      { id: 2, port: 0 },
      { id: 3, port: 80 },
    ],
  };
  const is = {
    rule: [
      { id: 3, port: 81 },
      { id: 2, port: 0 },
      { id: 1, port: 0 },
    ],
  };
  expect(after(was, is)).toEqual({
    rule: [
      { id: 3, port: 81 },
      { id: 2, port: 0 },
      { id: 1, port: null },
    ],
  });
});

test("everything else is a change: of attributes, from other values, in new blocks, and what is now written as zero", () => {
  expect(after({ size: null }, { size: 0 })).toEqual({ size: 0 });
  expect(after({ rule: [{ port: 80 }] }, { rule: [{ port: 0 }] })).toEqual({ rule: [{ port: 0 }] });
  expect(after({ rule: [] }, { rule: [{ port: 0 }] })).toEqual({ rule: [{ port: 0 }] });
  expect(after({ tags: null }, { tags: { on: "" } })).toEqual({ tags: { on: "" } });
  const written = { rule: [{ port: 0 }] };
  expect(after({ rule: [{ port: null }] }, written, { rule: [{}] }, written)).toEqual(written);
  expect(after({ rule: [{ port: null }] }, written, written, written)).toEqual({ rule: [{ port: null }] });
});

test("creations and deletions stay as they are", () => {
  const change = { actions: ["create"], before: null, after: { rule: [{ port: 0 }] } };
  const plan = {
    resource_changes: [{ address: "aws_thing.t", mode: "managed", type: "aws_thing", name: "t", change }],
  };
  expect(withoutUnset(plan, configured({}), configured({}))).toEqual(plan);
  expect(withoutUnset({}, configured({}), configured({}))).toEqual({});
});
