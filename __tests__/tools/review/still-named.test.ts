import type { JsonObject } from "../../../tools/planning/json";
import { stillNamed } from "../../../tools/review/still-named";
import { name } from "../../../tools/review/text";
import type { PlanInput } from "../../../tools/review/input";
import { planned, resource } from "./small-plans";

const BUCKET = "mindscape-production-assets-us-west-2";
const ARN = `arn:aws:s3:::${BUCKET}`;
const gone = planned("west", {
  resource_changes: [
    resource("aws_s3_bucket.assets", ["delete"], { before: { bucket: BUCKET, arn: ARN } }),
    resource("aws_s3_bucket_policy.assets", ["delete"], { before: { bucket: BUCKET, policy: "{}" } }),
  ],
});
const after = (stack: string, values: JsonObject): PlanInput =>
  planned(stack, { resource_changes: [resource("aws_x.y", ["no-op"], { before: values, after: values })] });
const told = (...plans: readonly PlanInput[]): (readonly string[])[] =>
  stillNamed(plans, (_of, address) => name(address)).map(({ address, details }) => [
    address ?? "",
    ...details,
  ]);

const NAMED = [["aws_s3_bucket.assets", "value of aws_x.y in east"]];

test.each<[string, JsonObject[string]]>([
  ["its name", BUCKET],
  ["its ARN in a policy", JSON.stringify({ Statement: [{ Resource: [`${ARN}/*`] }] })],
  ["a URL", `https://${BUCKET}.s3.us-west-2.amazonaws.com/index.html`],
  ["its name in a list", [{ inner: [BUCKET] }]],
])("what goes, and is named in another stack by %s, is told", (_what, value) => {
  expect(told(gone, after("east", { value }))).toEqual(NAMED);
});

test("so it is where a stack need not be planned, by its configuration", () => {
  const resources = { aws_x: { y: { value: BUCKET } } };
  expect(told(gone, { ...planned("east", {}), written: { resource: resources } })).toEqual(NAMED);
});

test.each<[string, PlanInput]>([
  ["its own stack", after("west", { value: BUCKET })],
  ["a longer name", after("east", { value: `${BUCKET}-logs` })],
  ["a tag", after("east", { tags: { Bucket: BUCKET }, description: BUCKET })],
  ["something else that has this name", after("east", { name: BUCKET, arn: ARN, value: BUCKET })],
])("%s is not", (_what, other) => {
  expect(told(gone, other)).toEqual([]);
});

test("words, short names, replacements and what has no name of its own are not", () => {
  const of = (before: JsonObject, actions: readonly ("delete" | "create")[] = ["delete"]): PlanInput =>
    planned("west", { resource_changes: [resource("aws_x.z", actions, { before })] });
  const other = after("east", { value: ["production", "a-b", BUCKET] });
  expect(told(of({ name: "production", arn: "a-b" }), other)).toEqual([]);
  expect(told(of({ name: BUCKET, arn: ARN }, ["delete", "create"]), other)).toEqual([]);
  expect(told(of({ bucket: BUCKET }), other)).toEqual([]);
});
