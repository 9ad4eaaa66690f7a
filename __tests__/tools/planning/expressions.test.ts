import { mentionedResources, pieces, resourceReference } from "../../../tools/planning/expressions";

test("a template comes apart into text and expressions", () => {
  expect(pieces("arn:${aws_vpc.a.id}/x")).toEqual([
    { text: "arn:" },
    { expression: "aws_vpc.a.id" },
    { text: "/x" },
  ]);
  expect(pieces("${aws_vpc.a.id}")).toEqual([{ expression: "aws_vpc.a.id" }]);
});

test("an escaped dollar is text, and braces inside an expression or a string do not end it", () => {
  expect(pieces("$${not} ${merge({a = 1}, x)}")).toEqual([
    { text: "${not} " },
    { expression: "merge({a = 1}, x)" },
  ]);
  expect(pieces('${join("}", x)}!')).toEqual([{ expression: 'join("}", x)' }, { text: "!" }]);
});

test.each([
  ["aws_vpc.main.id", ["resource", "aws_vpc", "main", "id"]],
  ["data.aws_ami.x.id", ["data", "aws_ami", "x", "id"]],
  ["aws_eks_cluster.c.ca[0].data", ["resource", "aws_eks_cluster", "c", "ca", 0, "data"]],
  ['aws_subnet.s["a.b"].id', ["resource", "aws_subnet", "s", "a.b", "id"]],
  ["aws_subnet.s[*].id", ["resource", "aws_subnet", "s", "*", "id"]],
  ["aws_subnet.s.*.id", ["resource", "aws_subnet", "s", "*", "id"]],
])("%s is a reference", (expression, [section, type, name, ...steps]) => {
  expect(resourceReference(expression)).toEqual({ section, type, name, steps });
});

test.each(["local.x", "var.x", "module.m.out", "aws_vpc.a.id + 1", "upper(aws_vpc.a.id)", '"text"'])(
  "%s is not a plain reference",
  (expression) => expect(resourceReference(expression)).toBeUndefined(),
);

test("references inside calls are found, text inside strings is not", () => {
  const found = mentionedResources('element(aws_subnet.s[*].id, lookup(x, "aws_vpc.fake.id"))');
  expect(found).toEqual([{ section: "resource", type: "aws_subnet", name: "s", steps: ["*", "id"] }]);
});
