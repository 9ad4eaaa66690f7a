import MarkdownIt from "markdown-it";
import type { PlanningEvent } from "../../../tools/planning/events";
import type { StackPlan } from "../../../tools/planning/stack-plan";
import { matrixOf } from "../../../tools/preview/matrix";
import { Progress } from "../../../tools/preview/progress";
import { previewReview, reports } from "../../../tools/preview/report";
import { parseStackId } from "../../../tools/stack-name";

const counts = { add: 3, change: 2, destroy: 1, replace: 0, import: 0, forget: 0 };
const planned = (id: string): StackPlan => ({
  id,
  status: "planned",
  reason: "",
  counts,
  digest: "d".repeat(64),
  seconds: 1.25,
  backend: "s3",
});
const failed = (id: string, reason: string): StackPlan => ({
  id,
  status: "failed",
  reason,
  seconds: 0.5,
  backend: "s3",
});

test.each([
  ["production-us-west-2-base", "production", "us-west-2", "base"],
  ["production-ap-southeast-4-data-copy", "production", "ap-southeast-4", "data-copy"],
  ["production-us-gov-west-1-base", "production", "us-gov-west-1", "base"],
  ["organization-global-finops", "organization", "global", "finops"],
  ["odd", "odd", "global", "odd"],
])("%s names environment, place and layer", (id, environment, place, layer) => {
  expect(parseStackId(id)).toEqual({ environment, place, layer });
});

test("the matrix has home's column first, global last, and layers in the order of planning", () => {
  const ids = [
    "production-us-east-2-base",
    "production-us-west-2-base",
    "production-global-edge",
    "production-us-west-2-data",
  ];
  const { places, rows } = matrixOf(ids.map(planned));
  expect(places).toEqual(["us-west-2", "us-east-2", "global"]);
  expect(rows.map(({ layer, cells }) => [layer, ...cells.map((plan) => plan?.id)])).toEqual([
    ["base", "production-us-west-2-base", "production-us-east-2-base", undefined],
    ["edge", undefined, undefined, "production-global-edge"],
    ["data", "production-us-west-2-data", undefined, undefined],
  ]);
});

describe("the report", () => {
  const hostile = "`````\n<script>alert(1)</script>\n[x](javascript:alert(1)) | **b**";
  const plans = [
    failed("production-us-west-2-base", hostile),
    failed("production-us-east-2-<b>x|y</b>", "short"),
  ];
  const { "report.md": markdown = "", "report.html": page = "" } = reports(
    previewReview(null, plans, "nowhere"),
  );

  test("says what each stack has come to, and why", () => {
    expect(markdown).toContain("2 of 2 stacks without a plan");
    expect(page).toContain("us-west-2");
    expect(page).toContain("short");
  });

  test("keeps markup in names and messages inert", () => {
    expect(page).not.toMatch(/<script>alert|<b>x/);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    const shown = new MarkdownIt({ html: true, linkify: true }).render(markdown);
    expect(shown).not.toMatch(/<script|<b>|href=/);
    expect(shown).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });
});

describe("progress", () => {
  const events: PlanningEvent[] = [
    { type: "scheduled", stacks: ["a", "b"] },
    { type: "started", stack: "a" },
    { type: "finished", plan: planned("a") },
    { type: "started", stack: "b" },
  ];
  const show = (isTTY: boolean, environment: NodeJS.ProcessEnv): string[] => {
    const written: string[] = [];
    const progress = new Progress({ isTTY, columns: 20, write: (text) => written.push(text) }, environment);
    events.forEach(progress.onEvent);
    progress.end();
    return written;
  };

  test("is one line on a terminal, rewritten, never wider than it, and gone at the end", () => {
    const written = show(true, {});
    expect(written.join("")).not.toContain("\n");
    expect(written.at(-2)).toBe("\r\u001b[2Kplanning 1/2  b");
    expect(written.at(-1)).toBe("\r\u001b[2K");
  });

  test.each([
    [false, {}],
    [true, { CI: "true" }],
  ])("is a plain line for each stack elsewhere (terminal: %s, %s)", (isTTY, environment) => {
    expect(show(isTTY, environment)).toEqual(["[1/2] a  +3 ~2 -1  1.3 s\n"]);
  });
});
