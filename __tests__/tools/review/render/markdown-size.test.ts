import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Review } from "../../../../tools/review/model";
import { COMMENT_LIMIT, renderMarkdown, SUMMARY_LIMIT } from "../../../../tools/review/render/markdown";
import { attributeOf, findingOf, groupOf, reviewOf, stackOf } from "../fixtures";
import { MALICIOUS } from "./malicious";
import { sample } from "./sample";
import { withTexts } from "./with-texts";

const LEFT_OUT = "**Left out, for it does not fit here:**";
const TIERS = [
  ["full", (text: string) => text.includes("### Changes") && !text.includes(LEFT_OUT)],
  ["changed", (text: string) => text.includes(`${LEFT_OUT} attributes of what is created`)],
  ["addresses", (text: string) => text.includes(`${LEFT_OUT} all attributes`)],
  ["matrix", (text: string) => text.includes(`${LEFT_OUT} all changes`) && text.includes("| layer |")],
  ["counts", (text: string) => text.includes(`${LEFT_OUT} the matrix`)],
  ["verdict", (text: string) => text.startsWith("## Plan review") && !text.includes(LEFT_OUT)],
  ["words", (text: string) => !text.includes("## ")],
] as const;

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

function tierOf(text: string): number {
  const tier = TIERS.findIndex(([, is]) => is(text));
  expect(tier).not.toBe(-1);
  // The verdict alone has no matrix; everything has.
  return tier === 0 && !text.includes("Digest") ? 5 : tier;
}

/** What is left is whole: rows of one width, closed fences and details, no half characters, a newline at the end. */
function expectWhole(text: string): void {
  expect(text).not.toMatch(/\p{Cs}/u);
  if (text !== "") expect(text.endsWith("\n")).toBe(true);
  const tokens = new MarkdownIt({ html: true }).parse(text, {});
  const rows = tokens.filter(({ type }) => type === "tr_open").length;
  const columns = tokens.filter(({ type }) => type === "th_open").length;
  expect(tokens.filter(({ type }) => type === "td_open")).toHaveLength(Math.max(0, rows - 1) * columns);
  const fences = tokens.filter(({ type }) => type === "fence");
  const lines = text.split("\n");
  for (const { map, markup } of fences) expect(lines[(map?.[1] ?? 0) - 1]?.trim()).toBe(markup);
  const html = tokens.filter(({ type }) => type === "html_block").map(({ content }) => content);
  const opened = html.filter((content) => content.startsWith("<details>")).length;
  expect(html.filter((content) => content.startsWith("</details>"))).toHaveLength(opened);
}

const text = fc.oneof(
  fc.constantFrom(...MALICIOUS),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "aws_db_instance.main",
    "日本語".repeat(30),
    "👩‍👩‍👧‍👦".repeat(20),
    "x".repeat(2_000),
    "a b ".repeat(200),
  ),
);

const reviews: fc.Arbitrary<Review> = fc
  .record({
    stacks: fc.integer({ min: 0, max: 20 }),
    findings: fc.integer({ min: 0, max: 20 }),
    changes: fc.integer({ min: 0, max: 30 }),
    texts: fc.array(text, { minLength: 1, maxLength: 12 }),
  })
  .map(({ stacks, findings, changes, texts }) => {
    let next = 0;
    const review = reviewOf({
      ...sample(),
      stacks: times(stacks, (index) => stackOf({ layer: `layer-${index}`, counts: { add: index } })),
      findings: times(findings, (index) => findingOf({ level: index % 2 === 0 ? "deny" : "info" })),
      changes: times(changes, (index) =>
        groupOf({
          action: index % 2 === 0 ? "update" : "create",
          attributes: times(index % 7, () => attributeOf()),
        }),
      ),
    });
    return withTexts(review, () => texts[next++ % texts.length] ?? "");
  });

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

test("fits every limit and is whole, whatever the texts are", () => {
  fc.assert(
    fc.property(reviews, fc.integer({ min: 0, max: 40_000 }), (review, limit) => {
      const markdown = renderMarkdown(review, { limit });
      expect(bytes(markdown)).toBeLessThanOrEqual(limit);
      expectWhole(markdown);
    }),
    { numRuns: 300 },
  );
});

test("each tier is taken up to its last byte, and no tier is skipped", () => {
  const seen: number[] = [];
  for (let limit = SUMMARY_LIMIT; limit > 0;) {
    const markdown = renderMarkdown(sample(), { limit });
    const size = bytes(markdown);
    if (size === 0) break;
    expectWhole(markdown);
    seen.push(tierOf(markdown));
    expect(renderMarkdown(sample(), { limit: size })).toBe(markdown);
    limit = size - 1;
    expect(bytes(renderMarkdown(sample(), { limit }))).toBeLessThanOrEqual(limit);
  }
  expect([...new Set(seen)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test("the border holds for each length of a multi-byte name around it", () => {
  for (const unit of ["a", "é", "日", "👩‍👩‍👧‍👦", "`", "|", "\u202e"]) {
    for (let length = 0; length < 40; length++) {
      const review = reviewOf({ findings: [findingOf({ address: unit.repeat(length) })] });
      const full = renderMarkdown(review);
      const size = bytes(full);
      expect(renderMarkdown(review, { limit: size })).toBe(full);
      const less = renderMarkdown(review, { limit: size - 1 });
      expect(less).not.toBe(full);
      expect(bytes(less)).toBeLessThan(size);
      expectWhole(less);
    }
  }
});

test("with 60 stacks and names too long for a matrix, there are counts", () => {
  const stacks = times(60, (index) =>
    stackOf({ layer: `${index}-${"ü".repeat(1_000)}`, counts: { add: 2, replace: 1 } }),
  );
  const markdown = renderMarkdown(reviewOf({ stacks, findings: [findingOf()] }));
  expect(bytes(markdown)).toBeLessThanOrEqual(COMMENT_LIMIT);
  expect(markdown).toContain(
    "- 60 stacks: 60 planned\n- 60 to create, 60 to replace\n- Denied: 1, Warnings: 0",
  );
});

test("the gravest findings stay where not all have room", () => {
  const findings = [
    ...times(300, (index) => findingOf({ level: "info", rule: `i-${index}`, title: "info" })),
    ...times(3, (index) => findingOf({ rule: `deny-${index}`, title: "deny" })),
  ];
  const changes = times(2_000, (index) => groupOf({ address: `aws_x.y${index}`, action: "create" }));
  const markdown = renderMarkdown(reviewOf({ findings, changes }), { limit: 10_000 });
  expect(markdown.match(/\*\*deny\*\*/g)).toHaveLength(3);
  const shown = markdown.match(/\*\*info\*\*/g)?.length ?? 0;
  expect(markdown).toContain(`${300 - shown} more findings left out.`);
  expect(bytes(markdown)).toBeGreaterThan(9_700);
});

test("what is left out is said with where to read it", () => {
  const markdown = renderMarkdown(sample(), { limit: 6_000, rest: "[the summary](https://github.com/x)" });
  expect(markdown).toContain(LEFT_OUT);
  expect(markdown).toContain("Read [the summary](https://github.com/x).");
});

test("10,000 changes over 60 stacks take less than a second of processor time", () => {
  const stacks = times(60, (index) => stackOf({ layer: `layer-${index}`, counts: { change: 167 } }));
  const changes = times(10_000, (index) =>
    groupOf({
      address: `aws_x.y${index}`,
      attributes: times(8, (at) => attributeOf({ path: `attribute_${at}` })),
    }),
  );
  const review = reviewOf({ stacks, changes });
  for (const limit of [COMMENT_LIMIT, SUMMARY_LIMIT]) {
    const start = process.cpuUsage();
    expect(bytes(renderMarkdown(review, { limit }))).toBeLessThanOrEqual(limit);
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  }
});
