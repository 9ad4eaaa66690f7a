import { refuseCycles, withPrerequisites } from "../../../tools/planning/order";

const stacks = new Map(
  Object.entries({ base: [], network: ["base"], data: ["base", "network"], edge: [] }).map(
    ([id, dependencies]) => [id, { dependencies }] as const,
  ),
);

test("what a stack depends on, near and far, is planned with it and nothing else", () => {
  expect(withPrerequisites(stacks, ["data"])).toEqual(["base", "network", "data"]);
  expect(withPrerequisites(stacks, ["edge"])).toEqual(["edge"]);
});

test("each stack comes after what it depends on, whatever the order in which they are listed", () => {
  const reversed = new Map([...stacks].reverse());
  expect(withPrerequisites(reversed, ["base", "data", "edge"])).toEqual(["edge", "base", "network", "data"]);
});

test("a cycle is spelled out from where it starts; a diamond is none", () => {
  expect(() => refuseCycles(stacks)).not.toThrow();
  const cycle = new Map([
    ...stacks,
    ["a", { dependencies: ["b"] }],
    ["b", { dependencies: ["base", "c"] }],
    ["c", { dependencies: ["b"] }],
  ]);
  expect(() => refuseCycles(cycle)).toThrow("in a cycle: b -> c -> b; remove one");
});
