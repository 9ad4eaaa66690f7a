import { ProviderSchema } from "../../../tools/planning/providers/schema";
import { fields, frame, unframe } from "../../../tools/planning/providers/wire";

// Encoded by the rules of the format: https://protobuf.dev/programming-guides/encoding/
const bytes = (number: number, data: Buffer | string): Buffer => {
  const body = Buffer.from(data as string);
  return Buffer.concat([Buffer.from([(number << 3) | 2, (body.length & 127) | 128, body.length >> 7]), body]);
};
const flag = (number: number): Buffer => Buffer.from([number << 3, 1]);
const message = (...parts: Buffer[]): Buffer => Buffer.concat(parts);

const attribute = (name: string, type: string, ...flags: number[]): Buffer =>
  bytes(2, message(bytes(1, name), bytes(2, type), ...flags.map(flag)));
const resource = (section: number, type: string, ...attributes: Buffer[]): Buffer =>
  bytes(section, message(bytes(1, type), bytes(2, message(flag(1), bytes(2, message(...attributes))))));

const ruleBlock = bytes(
  3,
  message(bytes(1, "rule"), bytes(2, attribute("port", '"number"')), Buffer.from([3 << 3, 2])),
);
const response = message(
  bytes(1, "provider"),
  resource(2, "aws_vpc", attribute("id", '"string"', 6), attribute("tags", '["map","string"]', 5), ruleBlock),
  resource(2, "aws_db", attribute("password", '"string"', 5, 7)),
  resource(3, "aws_vpc", attribute("state", '"string"', 6)),
  resource(8, "aws_token", attribute("token", '"string"', 6)),
  bytes(6, message(flag(1), flag(2))),
);

test("types, flags and nested blocks of a resource are read", () => {
  const schema = new ProviderSchema(response);
  const vpc = schema.resource("resource", "aws_vpc");
  expect(vpc?.version).toBe(1);
  expect(Object.fromEntries([...(vpc?.attributes ?? [])].map(([name, { type }]) => [name, type]))).toEqual({
    id: "string",
    tags: ["map", "string"],
    rule: ["list", ["object", { port: "number" }]],
  });
  expect(vpc?.attributes.get("id")).toMatchObject({ computed: true, optional: false, sensitive: false });
  expect(schema.resource("resource", "aws_db")?.attributes.get("password")).toMatchObject({
    optional: true,
    sensitive: true,
  });
  expect([...(schema.resource("data", "aws_vpc")?.attributes.keys() ?? [])]).toEqual(["state"]);
  expect(schema.resource("ephemeral", "aws_vpc")).toBeUndefined();
  expect(schema.schemaCallIsOptional).toBe(true);
});

test("a pruned schema keeps the wanted types and everything that is not a type", () => {
  const pruned = new ProviderSchema(new ProviderSchema(response).prunedTo(new Set(["aws_vpc"])));
  expect(pruned.resource("resource", "aws_vpc")).toEqual(
    new ProviderSchema(response).resource("resource", "aws_vpc"),
  );
  expect(pruned.resource("resource", "aws_db")).toBeUndefined();
  expect(pruned.resource("ephemeral", "aws_token")).toBeUndefined();
  expect([...fields(pruned.response)].map(({ number }) => number)).toEqual([1, 2, 3, 6]);
  expect(pruned.schemaCallIsOptional).toBe(true);
});

test("what is not a message, or is cut off, is refused", () => {
  expect(() => [...fields(Buffer.from([0x0f]))]).toThrow("wire type 7");
  expect(() => [...fields(bytes(1, "text").subarray(0, 4))]).toThrow("ends too early");
  expect(() => [...fields(Buffer.from([0x80]))]).toThrow("ends inside a number");
});

test("a framed message survives, a compressed or cut one is refused", () => {
  const framed = frame(Buffer.from("text"));
  expect(unframe(framed).toString()).toBe("text");
  expect(() => unframe(framed.subarray(0, 7))).toThrow("ends too early");
  expect(() => unframe(Buffer.concat([Buffer.from([1]), framed.subarray(1)]))).toThrow("not an uncompressed");
});
