import { MACHINE } from "../../../../tools/review/risks/effects/machine";
import { foundIn } from "./plans";

const rolls = (before: object, after: object): boolean =>
  foundIn({
    type: "aws_launch_template",
    actions: "updated",
    before: { ...before },
    after: { ...after },
  }).some(({ rule }) => rule === "nodes-roll");

test.each(MACHINE)("a launch template with another %s is a new version", (attribute) => {
  expect(rolls({ [attribute]: "old" }, { [attribute]: "new" })).toBe(true);
});

test.each(["description", "private_dns_name_options"])("%s is one of them", (attribute) => {
  expect(MACHINE).toContain(attribute);
});

test("its own tags and its default version are none", () => {
  const before = { tags: { a: "b" }, default_version: 1 };
  expect(rolls(before, { tags: { a: "c" }, default_version: 2 })).toBe(false);
});
