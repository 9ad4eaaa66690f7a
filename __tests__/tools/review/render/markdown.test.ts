import MarkdownIt from "markdown-it";
import type { Review } from "../../../../tools/review/model";
import { renderMarkdown, SUMMARY_LIMIT } from "../../../../tools/review/render/markdown";
import { attributeOf, findingOf, groupOf, renameOf, reviewOf, stackOf } from "../fixtures";
import { sample } from "./sample";

const full = (review: Review): string => renderMarkdown(review, { limit: SUMMARY_LIMIT });

test("tells the gravest first, and ends with the digest", () => {
  const lines = full(sample()).split("\n");
  expect(
    lines
      .filter((line) => /^(#|<details|Digest)/.test(line))
      .map((line) => line.replace(/[(:].*/, "").trim()),
  ).toEqual([
    "## Plan review",
    "### Denied",
    "### Warnings",
    "### Good to know",
    "### Changes",
    "### Suspected renames",
    "### Reach",
    "### Drift",
    "### Outputs",
    "### Without a plan",
    "<details><summary>Noise",
    "### Notes",
    "### Not analysed",
    "Digest of all plans",
  ]);
});

test.each([
  ["blocked", "CAUTION"],
  ["risky", "WARNING"],
  ["incomplete", "IMPORTANT"],
  ["changes", "NOTE"],
  ["nothing", "TIP"],
] as const)("a verdict that is %s stands in GitHub's box %s", (level, box) => {
  expect(full(reviewOf({ verdict: { level, text: "In a word" } }))).toContain(
    `> [!${box}]\n> **In a word**\n`,
  );
});

test("layers are rows, environment and region are columns", () => {
  const stacks = [
    stackOf({ counts: { add: 3, destroy: 1, replace: 1 }, worst: "deny" }),
    stackOf({ place: "us-east-2", status: "waiting" }),
    stackOf({ layer: "network" }),
  ];
  expect(full(reviewOf({ stacks }))).toContain(
    [
      "| layer | production us-west-2 | production us-east-2 |",
      "| --- | --- | --- |",
      "| data | +2 ±1 **deny** | waiting |",
      "| network | · |  |",
    ].join("\n"),
  );
});

test("every table, list, fold and fence is one to who reads Markdown", () => {
  const html = new MarkdownIt({ html: true }).render(full(sample()));
  const count = (element: string): number => html.split(`<${element}>`).length - 1;
  expect([count("table"), count("h3"), count("details"), html.split("</details>").length - 1]).toEqual([
    1, 11, 4, 4,
  ]);
  expect(html.split('<code class="language-diff">').length - 1).toBe(7);
  expect(html).not.toContain("```");
});

test("of what is edited, attributes are open; of what is created they are folded", () => {
  const attributes = [attributeOf({ kind: "added", before: null })];
  const of = (action: "create" | "replace"): string =>
    full(reviewOf({ changes: [groupOf({ action, attributes })] }));
  expect(of("create")).toContain("<details><summary>1 attribute</summary>");
  expect(of("replace")).not.toContain("<details>");
});

test("an attribute that forces the replacement says so, however long its values are", () => {
  for (const before of ["false", "x".repeat(200)]) {
    const attributes = [attributeOf({ before, forcesReplacement: true })];
    expect(full(reviewOf({ changes: [groupOf({ action: "replace", attributes })] }))).toMatch(
      /# forces replacement$/m,
    );
  }
});

test("a value that is hidden, unknown or absent is told as such", () => {
  const attributes = [
    attributeOf({ path: "password", before: "(hidden #11)", after: "(hidden #22)", hidden: true }),
    attributeOf({ path: "arn", after: "(known after apply)", computed: true }),
    attributeOf({ path: "odd", before: null, after: null }),
  ];
  const markdown = full(reviewOf({ changes: [groupOf({ attributes })] }));
  expect(markdown).toContain("! password: (hidden #11) -> (hidden #22)\n");
  expect(markdown).toContain('! arn: "t3.small" -> (known after apply)\n');
  expect(markdown).toContain("! odd: (nothing) -> (nothing)\n");
});

test("what a rename needs can be pasted", () => {
  expect(full(reviewOf({ renames: [renameOf()] }))).toContain(
    "  ```\n  moved {\n    from = aws_s3_bucket.old\n    to   = aws_s3_bucket.new\n  }\n  ```\n",
  );
});

test("a waived finding stands behind those that are not", () => {
  const waiver = { owner: "platform", reason: "front door", expires: "2027-01-01" };
  const markdown = full(
    reviewOf({ findings: [findingOf({ title: "first", waived: waiver }), findingOf({ title: "second" })] }),
  );
  expect(markdown).toContain("### Denied (1, 1 waived)");
  expect(markdown.indexOf("**second**")).toBeLessThan(markdown.indexOf("**Waived: first**"));
});

test("an unchanged resource is counted, not told", () => {
  const markdown = renderMarkdown(
    reviewOf({ changes: [groupOf({ action: "no-op" }), groupOf({ address: "a.b" })] }),
  );
  expect(markdown).toContain("### Changes (1)");
  expect(markdown).toContain("Noise (1): 1 unchanged");
});
