import { countChanges, digestPlan, type PlanDocument } from "../../../tools/planning/plan-document";

const change = (...actions: string[]): { address: string; change: { actions: string[] } } => ({
  address: "x",
  change: { actions },
});

test("changes are counted as Terraform counts them", () => {
  const plan: PlanDocument = {
    resource_changes: [
      change("create"),
      change("update"),
      change("delete"),
      change("delete", "create"),
      change("create", "delete"),
      change("no-op"),
      change("read"),
      change("forget"),
      { address: "y", change: { actions: ["update"], importing: { id: "i" } } },
    ],
  };
  expect(countChanges(plan)).toEqual({ add: 3, change: 2, destroy: 3, replace: 2, import: 1, forget: 1 });
});

test("a digest does not depend on time, on the order of keys or on Terraform's random lists", () => {
  const relevant = [
    { resource: "a", attribute: ["id"] },
    { resource: "b", attribute: ["id"] },
  ];
  const one = digestPlan({ timestamp: "2020", relevant_attributes: relevant, variables: { a: 1, b: 2 } });
  expect(
    digestPlan({
      variables: { b: 2, a: 1 },
      relevant_attributes: [...relevant].reverse(),
      timestamp: "2021",
    }),
  ).toBe(one);
  expect(
    digestPlan({ variables: { b: 2, a: 2 }, relevant_attributes: relevant, timestamp: "2020" }),
  ).not.toBe(one);
  expect(
    digestPlan({ variables: { b: 2, a: 1 }, relevant_attributes: relevant.slice(1), timestamp: "2020" }),
  ).not.toBe(one);
});
