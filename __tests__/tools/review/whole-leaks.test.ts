import fc from "fast-check";
import type { ReviewInput } from "../../../tools/review/input";
import type { Plan } from "../../../tools/review/plan";
import { renderHtml } from "../../../tools/review/render/html/render-html";
import { renderJson } from "../../../tools/review/render/json";
import { COMMENT_LIMIT, renderMarkdown, SUMMARY_LIMIT } from "../../../tools/review/render/markdown";
import { renderTerminal } from "../../../tools/review/render/terminal";
import { review } from "../../../tools/review/review";
import { NO_WAIVERS } from "../../../tools/review/rules/waivers";
import { corpus, CORPUS_NAMES } from "./corpus";
import { chosen, evident, type Secret } from "./secrets/kinds";
import { DOINGS, ELSEWHERE, failed, inputOf, NAMES, NOT_PROTECTED, SHAPES } from "./leak-positions";
import { leavesOf, marked, withValue } from "./poisoned";
import { planned } from "./small-plans";

/** `LEAK_SEED=<the seed in a test's name>` repeats a run. */
const SEED = Number(process.env["LEAK_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const SCALE = Number(process.env["LEAK_SCALE"] ?? 1);
const OPTIONS = { key: Buffer.alloc(32, 7), waivers: NO_WAIVERS, today: "2026-01-01", tagKeys: ["Owner"] };
const runs = (numRuns: number): fc.Parameters<unknown> => ({ seed: SEED, numRuns: numRuns * SCALE });

function everyText(input: ReviewInput): string {
  const reviewed = review(input, OPTIONS);
  const markdown = [SUMMARY_LIMIT, COMMENT_LIMIT, 6000, 2000, 700, 200].map((limit) =>
    renderMarkdown(reviewed, { limit }),
  );
  const terminal = renderTerminal(reviewed, { colour: true, width: 10_000 });
  return [terminal, ...markdown, renderHtml(reviewed), renderJson(reviewed)].join("\n");
}

/** Without what formats put in between: `\#` of Markdown, `&#38;` of HTML. */
function unescaped(text: string): string {
  const characters = text.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) =>
    String.fromCodePoint(parseInt(code, hex ? 16 : 10)),
  );
  return characters.replace(/\\([^\w\s])/g, "$1").replace(/&amp;/g, "&");
}

/** No piece of eight characters, nor the whole of a shorter secret. */
function expectNothingOf({ core, kind }: Secret, input: ReviewInput): void {
  const raw = everyText(input);
  const texts = [raw, unescaped(raw)];
  const length = Math.min(8, core.length);
  for (let at = 0; at + length <= core.length; at++) {
    const piece = core.slice(at, at + length);
    const found = texts.find((text) => text.includes(piece));
    if (found === undefined) continue;
    const where = found.indexOf(piece);
    throw new Error(
      `${kind}: ${piece} of ${core} is in …${found.slice(Math.max(0, where - 120), where + 80)}…`,
    );
  }
}

/** Kinds that a name may not hide: words, and what only length or place tells. */
const longForm = evident.filter(
  ({ kind, core }) => core.length >= 20 && !/words|tells|licence|hexadecimal|marks|base64|YAML/.test(kind),
);

describe(`a review leaks no secret in any format or tier (LEAK_SEED=${SEED})`, () => {
  test.each(Object.keys(DOINGS))("that stands in a resource that is %s", (doing) => {
    fc.assert(
      fc.property(evident, fc.constantFrom(...Object.keys(SHAPES)), (secret, shape) => {
        expectNothingOf(secret, DOINGS[doing]!(SHAPES[shape]!(secret.text)));
      }),
      runs(60),
    );
  });

  test.each(Object.keys(ELSEWHERE))("that stands in %s", (position) => {
    fc.assert(
      fc.property(evident, (secret) => expectNothingOf(secret, ELSEWHERE[position]!(secret.text))),
      runs(60),
    );
  });

  test("that an error of a stack that failed quotes", () => {
    const seen = evident.filter(({ kind }) => kind !== "sentence that tells");
    fc.assert(
      fc.property(seen, (secret) => expectNothingOf(secret, failed(secret.text))),
      runs(200),
    );
    const words =
      'Error: aws_db_instance.database_instance_D7FC2283: subnet-0a1b2c3d4e5f67890 in eu-west-1: "10.0.0.0/16" is in use';
    const input = { ...inputOf(), plans: failed("").plans.map((one) => ({ ...one, reason: words })) };
    expect(review(input, OPTIONS).stacks[0]?.reason).toBe(words);
  });

  test.each(Object.keys(NAMES))("of a long form, as %s", (position) => {
    fc.assert(
      fc.property(longForm, (secret) => expectNothingOf(secret, NAMES[position]!(secret.text))),
      runs(60),
    );
  });
});

const REAL = CORPUS_NAMES.map((name) => ({
  name,
  plan: corpus(name),
  leaves: leavesOf(corpus(name)),
})).filter(({ leaves }) => leaves.length > 0);
const realLeaf = fc
  .constantFrom(...REAL)
  .chain(({ name, plan, leaves }) => fc.constantFrom(...leaves).map((path) => ({ name, plan, path })));

/** What people choose; single words of a language are shown elsewhere, whatever is marked. */
const CHOSEN = ["Summer2024", "P4ssw0rd", "correct-horse-battery-staple", "4711471147"];

describe("a review leaks nothing that its plan marks as sensitive at another place", () => {
  test.each(Object.keys({ ...ELSEWHERE, ...NAMES }))("that stands as %s", (position) => {
    for (const text of CHOSEN) {
      const input = { ...ELSEWHERE, ...NAMES }[position]!(text);
      const plans = input.plans.map((one) => ({ ...one, plan: withMarked(one.plan, text) }));
      expectNothingOf({ kind: "a chosen word", text, core: text }, { ...input, plans });
    }
  });
});

function withMarked(plan: Plan | undefined, master: string): Plan {
  const change = {
    actions: ["update"],
    before: { a: 1 },
    after: { a: 2, master },
    after_sensitive: { master: true },
  };
  const marked = { address: "aws_x.marked", mode: "managed", type: "aws_x", name: "marked", change };
  return { ...plan, resource_changes: [marked, ...(plan?.resource_changes ?? [])] } as unknown as Plan;
}

describe(`real plans with a secret put into them leak nothing (LEAK_SEED=${SEED})`, () => {
  test("that shows itself, in place of any text", () => {
    fc.assert(
      fc.property(realLeaf, evident, ({ plan, path }, secret) => {
        const poisoned = withValue(plan, path, secret.text) as Plan;
        expectNothingOf(secret, inputOf(planned("production-us-west-2-data", poisoned)));
      }),
      runs(500),
    );
  });

  test("that only Terraform's mark tells, in place of any text", () => {
    fc.assert(
      fc.property(realLeaf, chosen, ({ plan, path }, secret) => {
        const [list, index, change, side, ...rest] = path;
        const marks = [list, index, change, `${side}_sensitive`] as (string | number)[];
        const poisoned = withValue(withValue(plan, path, secret.text), marks, marked(rest)) as Plan;
        expectNothingOf(secret, inputOf(planned("production-us-west-2-data", poisoned)));
      }),
      runs(500),
    );
  });
});

test.each(Object.keys(NOT_PROTECTED))("%s is shown: who reads a review finds things by it", (position) => {
  expect(everyText(NOT_PROTECTED[position]!("AKIAABCDEFGHIJKLMNOP"))).toContain("AKIAABCDEFGHIJKLMNOP");
});
