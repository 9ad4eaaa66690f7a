import { MAX_DIFFERENCES } from "../../../../tools/review/changes/differences";
import { name } from "../../../../tools/review/text";
import { corpus } from "../corpus";
import { changeOf, differencesOf, HIDE_ALL, linesOf, SHOW_ALL, update } from "./reviewing";

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

test("policies differ statement by statement, action by action", () => {
  expect(linesOf(changeOf(corpus("iam-policy"), "aws_iam_role_policy.api"))).toEqual([
    '+ policy:Statement["ReadAssets"].Action[]: "s3:PutObject"',
    '- policy:Statement[]: {Action: ["s3:DeleteObject"], Effect: "Deny", Resource: ["*"], Sid: "NeverDelete"}',
  ]);
});

test("one action and a list of one mean the same in a policy", () => {
  const one = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const before = { policy: policy(one) };
  expect(
    differencesOf(
      update("aws_iam_policy", before, {
        policy: policy({ ...one, Action: ["s3:GetObject", "s3:PutObject"] }),
      }),
    ),
  ).toEqual(['+ policy:Statement["Read"].Action[]: "s3:PutObject"']);
  expect(
    differencesOf(update("aws_iam_policy", before, { policy: policy({ ...one, Action: ["s3:GetObject"] }) })),
  ).toEqual(["~ policy: (JSON) -> (the same JSON, written in another way)"]);
});

test("container definitions name the container and the variable, and hide its value", () => {
  const containers = (image: string, password: string, ...more: object[]): string =>
    JSON.stringify([
      {
        name: "api",
        image,
        environment: [{ name: "DB_PASSWORD", value: password }, { name: "MODE", value: "x" }, ...more],
      },
      { name: "log", image: "fluent:1" },
    ]);
  const lines = differencesOf(
    update(
      "aws_ecs_task_definition",
      { container_definitions: containers("api:1", "hunter2") },
      { container_definitions: containers("api:2", "hunter3", { name: "NEW", value: "1" }) },
    ),
  );
  expect(lines.map((line) => line.replace(/#[0-9a-f]+/g, "#"))).toEqual([
    '~ container_definitions:["api"].environment["DB_PASSWORD"].value: (hidden #) -> (hidden #)',
    '+ container_definitions:["api"].environment[]: {name: "NEW", value: (hidden #)}',
    '~ container_definitions:["api"].image: "api:1" -> "api:2"',
  ]);
  expect(lines.join()).not.toMatch(/hunter/);
});

test("sets of texts show what comes and goes, whatever its place", () => {
  const resource = update(
    "aws_x",
    { cidrs: ["10.0.0.0/8", "10.1.0.0/16"] },
    { cidrs: ["10.0.0.0/8", "10.2.0.0/16", "9.0.0.0/8"] },
  );
  expect(differencesOf(resource)).toEqual([
    '- cidrs[]: "10.1.0.0/16"',
    '+ cidrs[]: "10.2.0.0/16"',
    '+ cidrs[]: "9.0.0.0/8"',
  ]);
});

test("what comes into a set and goes is sorted, numbers by number", () => {
  const before = { names: ["d", "b", "keep"], ports: [443] };
  const after = { names: ["keep", "c", "a"], ports: [8080, 443, 80, 1024], codes: ["30", "7", "all"] };
  expect(differencesOf(update("aws_x", before, after), SHOW_ALL)).toEqual([
    '+ codes[]: "7"',
    '+ codes[]: "30"',
    '+ codes[]: "all"',
    '- names[]: "b"',
    '- names[]: "d"',
    '+ names[]: "a"',
    '+ names[]: "c"',
    "+ ports[]: 80",
    "+ ports[]: 1024",
    "+ ports[]: 8080",
  ]);
});

test("the order of hidden members says nothing of what they are", () => {
  const hashes: Readonly<Record<string, string>> = { '"1"': "c", '"2"': "a", '"3"': "b" };
  const masker: typeof SHOW_ALL = {
    ...SHOW_ALL,
    show: (_resource, _side, _path, value) => {
      return { text: name(`(hidden #${hashes[JSON.stringify(value)] ?? ""})`), hidden: true };
    },
  };
  expect(differencesOf(update("aws_x", {}, { pins: ["1", "2", "3"] }), masker)).toEqual([
    "+ pins[]: (hidden #a)",
    "+ pins[]: (hidden #b)",
    "+ pins[]: (hidden #c)",
  ]);
});

test("another order of the same elements is a change of a list", () => {
  expect(differencesOf(update("aws_x", { steps: ["a", "b"] }, { steps: ["b", "a"] }))).toEqual([
    '~ steps: ["a", "b"] -> ["b", "a"]',
  ]);
  const rules = [{ name: "one" }, { name: "two" }];
  expect(differencesOf(update("aws_x", { rules }, { rules: [...rules].reverse() }))).toEqual([
    "~ rules: (one order) -> (another order of the same elements)",
  ]);
});

test("rules of a security group are matched by protocol and ports", () => {
  const lines = linesOf(changeOf(corpus("security-group"), "aws_security_group.api"));
  expect(lines[0]).toBe('~ ingress["tcp" 443 443].cidr_blocks[0]: "203.0.113.0/24" -> "0.0.0.0/0"');
  expect(lines.at(-1)).toMatch(
    /^\+ ingress\[\]: \{cidr_blocks: \["203\.0\.113\.0\/25"\], description: "SSH"/,
  );
});

test("blocks without a name are matched by likeness", () => {
  const rule = (port: number, to: string) => ({
    port,
    action: "allow",
    description: "",
    target: to,
    weight: 1,
  });
  const resource = update(
    "aws_x",
    { rule: [rule(80, "a"), rule(81, "b")] },
    { rule: [rule(79, "z"), rule(80, "a"), rule(81, "c")] },
  );
  expect(differencesOf(resource, SHOW_ALL)).toEqual([
    '~ rule[2].target: "b" -> "c"',
    '+ rule[]: {action: "allow", port: 79, target: "z", weight: 1}',
  ]);
});

test("texts of several lines show the lines that differ", () => {
  const resource = update(
    "helm_release",
    { values: ["a: 1\nb: 2\nc: 3\n"] },
    { values: ["a: 1\nb: 5\nc: 3\nd: 4\n"] },
  );
  expect(differencesOf(resource, SHOW_ALL)).toEqual([
    '- values[0]:line 2: "b: 2"',
    '+ values[0]:line 2: "b: 5"',
    '+ values[0]:line 4: "d: 4"',
  ]);
  expect(differencesOf(resource, HIDE_ALL)).toEqual(["~ [(hidden)][0]: (hidden) -> (hidden)"]);
});

test("what Terraform calls sensitive is not taken apart", () => {
  const secret = (value: object) => JSON.stringify(value);
  const resource = update(
    "aws_x",
    { doc: secret({ alice: 1 }), map: { alice: "1" }, policy: secret({ alice: 1 }) },
    { doc: secret({ alice: 2 }), map: { alice: "2", bob: "3" }, policy: secret({ alice: 2 }) },
    { after_sensitive: { doc: true, map: true, policy: true } },
  );
  const lines = differencesOf(resource);
  expect(lines.map((line) => line.replace(/#[0-9a-f]+/g, "#"))).toEqual([
    "~ doc: (hidden #) -> (hidden #)",
    "~ map: (hidden #) -> (hidden #)",
    "~ policy: (hidden #) -> (hidden #)",
  ]);
});

test("keys of maps that look like no word go through the masker", () => {
  const resource = update("aws_x", { tags: null }, { tags: { AKIAIOSFODNN7EXAMPLE: "a", Name: "b" } });
  const lines = differencesOf(resource).join("\n");
  expect(lines).toContain('+ tags.Name: "b"');
  expect(lines).not.toContain("AKIA");
  const odd = update("aws_x", { tags: null }, { tags: { "a\n\u202eb": "c" } });
  expect(differencesOf(odd, HIDE_ALL)).toEqual(["+ [(hidden)][(hidden)]: (hidden)"]);
});

test("unknown elements and members are said to be known after the apply", () => {
  const resource = update(
    "aws_x",
    { ids: ["a"], block: [{ id: "x", size: 1 }] },
    { ids: ["a", null], block: [{ size: 1 }] },
    { after_unknown: { ids: [false, true], block: [{ id: true }] } },
  );
  expect(differencesOf(resource)).toEqual([
    '~ block[0].id: "x" -> (known after apply)',
    "+ ids[]: (known after apply)",
  ]);
});

test("a set that forces the replacement marks its elements", () => {
  const resource = update(
    "aws_x",
    { a: ["x"], b: 1 },
    { a: ["x", "y"], b: 2 },
    {
      actions: ["delete", "create"],
      replace_paths: [["a"]],
    },
  );
  expect(differencesOf(resource)).toEqual(['+ a[]: "y" forces', "~ b: 1 -> 2"]);
});

test("too many differences are counted", () => {
  const many = (value: number) =>
    Object.fromEntries(Array.from({ length: MAX_DIFFERENCES + 5 }, (_, at) => [`k${String(at)}`, value]));
  const lines = differencesOf(update("aws_x", { m: many(1) }, { m: many(2) }));
  expect(lines).toHaveLength(MAX_DIFFERENCES + 1);
  expect(lines.at(-1)).toBe("~ (others): 5 more differences");
});

test("a hostile depth or a hostile key ends nothing", () => {
  const deep = (value: string) => `${"[".repeat(2000)}${value}${"]".repeat(2000)}`;
  const nested = (value: number): never => JSON.parse(deep(String(value))) as never;
  expect(differencesOf(update("aws_x", { a: deep("1") }, { a: deep("2") }), SHOW_ALL)).toHaveLength(1);
  expect(differencesOf(update("aws_x", { a: nested(1) }, { a: nested(2) }), SHOW_ALL)).toHaveLength(1);
  const proto = JSON.parse('{"__proto__": {"a": 1}}') as never;
  const unknown = JSON.parse('{"__proto__": true}') as never;
  expect(() => differencesOf(update("aws_x", { a: 1 }, proto, { after_unknown: unknown }))).not.toThrow();
});
