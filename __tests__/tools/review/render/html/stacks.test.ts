import { renderHtml } from "../../../../../tools/review/render/html/render-html";
import { reviewOf, stackOf } from "../../fixtures";

const waiting = (layer: string, reason: string) => stackOf({ layer, status: "waiting", reason });

test("what keeps several stacks from a plan is told once, as elsewhere", () => {
  const stacks = [waiting("data", "waits for base"), waiting("cluster", "waits for base")];
  const page = renderHtml(reviewOf({ stacks: [...stacks, waiting("service", "waits for cluster")] }));
  expect(page.split("waits for base")).toHaveLength(2);
  expect(page).toMatch(/>production-us-west-2-data<\/a>, <a [^>]*>production-us-west-2-cluster<\/a> <b/);
  expect(page).toContain("waits for cluster");
});

test("the window's title begins as the verdict does", () => {
  const page = renderHtml(reviewOf({ verdict: { level: "risky", text: "Look closely: 1 to add" } }));
  expect(page).toContain("<title>Look closely: plan review</title>");
  expect(page).not.toContain("Risky");
});
