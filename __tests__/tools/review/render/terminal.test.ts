import fc from "fast-check";
import { stripVTControlCharacters } from "node:util";
import type { Review } from "../../../../tools/review/model";
import { renderTerminal } from "../../../../tools/review/render/terminal";
import { widthOf } from "../../../../tools/review/render/terminal/width";
import { attributeOf, findingOf, groupOf, reviewOf, stackOf } from "../fixtures";
import { MALICIOUS } from "./malicious";
import { sample } from "./sample";
import { withTexts } from "./with-texts";

const PLAIN = { colour: false, width: 100 };
const RED = "\u001b[31m";

function lineWith(text: string, needle: string): string {
  return text.split("\n").find((line) => line.includes(needle)) ?? "";
}

test("tells the gravest first, and ends with the digest", () => {
  const lines = renderTerminal(sample(), PLAIN).split("\n");
  const titles = lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.replace(/[(:].*/, "").trim());
  expect(titles).toEqual([
    "Blocked",
    "What changes from commit 9ab01e7 to commit 4f1d2c9, found without credentials.",
    "Denied",
    "Warnings",
    "Good to know",
    "Changes",
    "Suspected renames",
    "Reach",
    "Drift",
    "Outputs",
    "Without a plan",
    "Noise",
    "Notes",
    "Not analysed",
    "Digest of all plans",
  ]);
});

test("verdict, matrix and denied findings are on the first screen", () => {
  const screen = renderTerminal(sample(), PLAIN).split("\n").slice(0, 40).join("\n");
  expect(screen).toContain("the database mindscape-production-main is replaced: what it holds is lost");
});

test("an empty review is short", () => {
  expect(renderTerminal(reviewOf(), PLAIN)).toBe(
    [
      "Nothing changes",
      "Plans over what exists.",
      "",
      "         production",
      "  layer  us-west-2",
      "  data   ·",
      "",
      "  · no changes",
      "",
      `Digest of all plans: ${"d".repeat(64)}`,
      "",
    ].join("\n"),
  );
});

test("a cell counts a replacement once, and says the worst that was found", () => {
  const stack = stackOf({
    counts: { add: 3, change: 2, destroy: 1, replace: 1, forget: 1, import: 4 },
    worst: "warn",
  });
  expect(lineWith(renderTerminal(reviewOf({ stacks: [stack] }), PLAIN), "  data")).toBe(
    "  data   +2 ~2 ×1 ←4 ±1 warn",
  );
});

test("waiting is not red, failed is", () => {
  const text = renderTerminal(sample(), { colour: true, width: 100 });
  expect(lineWith(text, "failed: ")).toContain(RED);
  expect(lineWith(text, "waiting: ")).not.toContain(RED);
  const stacks = [stackOf({ status: "waiting" })];
  expect(renderTerminal(reviewOf({ stacks }), { colour: true, width: 100 })).not.toContain(RED);
});

test("says where the same is done, and where it is not the same", () => {
  const text = renderTerminal(sample(), { colour: false, width: 1_000 });
  expect(lineWith(text, "identical in 5 of 6")).toMatch(
    /production-us-east-2-network; differs in production-us-west-2-data$/,
  );
});

test("drift stands apart from what is done on purpose, and says what this apply does with it", () => {
  const cause = "changed outside of Terraform; will be reverted by this apply";
  const review = reviewOf({
    drift: [groupOf({ cause, attributes: [attributeOf()] }), groupOf({ action: "delete" })],
  });
  expect(renderTerminal(review, PLAIN)).toContain(
    [
      "Drift (2)",
      "  Changed outside of Terraform, not by this commit.",
      "  ~ changed aws_instance.web in production-us-west-2-data",
      "      changed outside of Terraform; will be reverted by this apply",
      '      ~ instance_type: "t3.small" -> "t3.large"',
      "  - gone: aws_instance.web in production-us-west-2-data",
    ].join("\n"),
  );
});

test("noise is one line", () => {
  const text = renderTerminal(sample(), PLAIN);
  expect(lineWith(text, "Noise")).toBe("Noise (7): 6 of tags only, 1 of addresses only");
  expect(text).not.toContain("aws_instance.moved");
});

test("what keeps several stacks from a plan is told once, of all of them", () => {
  const reason = "Error: no such function\n\n  on one line";
  const stacks = ["data", "service", "cluster"].map((layer) =>
    stackOf({ layer, status: "failed", reason: layer === "service" ? "another" : reason }),
  );
  const waiting = stackOf({ layer: "platform", status: "waiting", reason: "another" });
  expect(renderTerminal(reviewOf({ stacks: [...stacks, waiting] }), PLAIN)).toContain(
    [
      "Without a plan (3 failed, 1 waiting)",
      "  ✗ failed: production-us-west-2-data, production-us-west-2-cluster",
      "      Error: no such function",
      "",
      "        on one line",
      "  ✗ failed: production-us-west-2-service",
      "      another",
      "  … waiting: production-us-west-2-platform",
      "      another",
    ].join("\n"),
  );
});

test("what is to be pasted stays as it is", () => {
  expect(renderTerminal(sample(), { colour: false, width: 40 })).toContain(
    "      moved {\n        from = aws_s3_bucket.old\n        to   = aws_s3_bucket.new\n      }\n",
  );
});

test("spaces inside of values are kept", () => {
  const attributes = [attributeOf({ before: '"a  b"', after: '"a b"' })];
  expect(renderTerminal(reviewOf({ changes: [groupOf({ attributes })] }), PLAIN)).toContain(
    '"a  b" -> "a b"',
  );
});

test("of two long values the part that differs is shown, whole characters only", () => {
  const long = "👩‍👩‍👧‍👦 policy ".repeat(100);
  const attributes = [attributeOf({ before: `${long}deny${long}`, after: `${long}allow${long}` })];
  const text = renderTerminal(reviewOf({ changes: [groupOf({ attributes })] }), {
    colour: false,
    width: 100_000,
  });
  const line = lineWith(text, "instance_type");
  expect(line).toMatch(/: ….*deny.*… \(\d+ characters\) -> ….*allow.*… \(\d+ characters\)$/u);
  expect(line.length).toBeLessThan(3_000);
  expect(line).not.toMatch(/\p{Cs}/u);
});

describe.each(MALICIOUS.map((text) => [JSON.stringify(text), text] as const))("%s", (_, text) => {
  test("is inert everywhere", () => {
    const review = withTexts(sample(), (own) => `${own.slice(0, 3)}${text}`);
    const plain = renderTerminal(review, PLAIN);
    expect(plain.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\u3164]/u);
    const coloured = renderTerminal(review, { colour: true, width: 100 });
    expect(stripVTControlCharacters(coloured)).toBe(plain);
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });
});

test("no line is wider than the terminal, unless one word is", () => {
  const text = fc.oneof(
    fc.constantFrom(...MALICIOUS),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.lorem(),
  );
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 50, max: 200 }),
      (texts, width) => {
        let next = 0;
        const review = withTexts(sample(), () => texts[next++ % texts.length] ?? "");
        const wrapped: Review = { ...review, renames: [], stacks: [], matrix: { columns: [], rows: [] } };
        const lines = renderTerminal(wrapped, { colour: false, width }).split("\n");
        const broken = lines.filter((line) => widthOf(line) > width).map((line) => line.trim().split(/ +/));
        // A mark and a word.
        expect(
          broken.filter((words) => words.length > 2 || (words.length === 2 && widthOf(words[0] ?? "") > 1)),
        ).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

test("columns that have no room beside each other come below, an environment together", () => {
  const heads = renderTerminal(sample(), PLAIN)
    .split("\n")
    .filter((line) => /^ {8,}(development|production)/.test(line));
  expect(heads.map((line) => line.trim().split(/ +/))).toEqual([
    ["development", "development", "staging", "staging", "staging"],
    ["production", "production", "production"],
  ]);
});

test("columns stand below each other, whatever letters are in them", () => {
  const layers = ["data", "データ", "e\u0301te\u0301", "🚀"];
  const stacks = layers.map((layer) => stackOf({ layer, counts: { add: 7 } }));
  const lines = renderTerminal(reviewOf({ stacks }), PLAIN)
    .split("\n")
    .filter((line) => line.includes("+7"));
  expect(new Set(lines.map((line) => widthOf(line.slice(0, line.indexOf("+7"))))).size).toBe(1);
  expect(lines).toHaveLength(layers.length);
});

test.each([
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["日本", 4],
  ["한", 2],
  ["🚀", 2],
  ["👩‍👩‍👧‍👦", 2],
  ["±×→…·", 5],
  ["ｆ", 2],
])("%s is %i columns wide", (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test("a waived finding says who answers for it and until when", () => {
  const waived = { owner: "platform", reason: "front door", expires: "2027-01-01" };
  const text = renderTerminal(reviewOf({ findings: [findingOf({ waived })] }), PLAIN);
  expect(text).toContain("Denied (0, 1 waived)");
  expect(text).toContain("waived by platform until the end of 2027-01-01: front door");
});

test("10,000 changes take less than a second of processor time", () => {
  const changes = Array.from({ length: 10_000 }, (_, index) =>
    groupOf({ address: `aws_x.y${index}`, attributes: Array.from({ length: 8 }, () => attributeOf()) }),
  );
  const review = reviewOf({ changes });
  const start = process.cpuUsage();
  renderTerminal(review, PLAIN);
  expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
});
