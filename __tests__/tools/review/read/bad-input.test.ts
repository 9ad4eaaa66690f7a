import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { PlanningError } from "../../../../tools/planning/errors";
import { MAX_PLAN_MIB } from "../../../../tools/review/read/bytes";
import { type Source, readReviewInput } from "../../../../tools/review/read/read-review-input";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";
import { corpus, corpusFile } from "../corpus";

const SECRET = "correct-horse-battery-staple";

afterAll(removeFolders);

async function problems(source: Source): Promise<readonly string[]> {
  const error: unknown = await readReviewInput(source).catch((thrown: unknown) => thrown);
  if (!(error instanceof PlanningError)) throw new Error("was not refused", { cause: error });
  return error.problems;
}

function file(content: string | Buffer): string {
  const name = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const written = path.join(temporaryFolder(), `${name}.json`);
  writeFileSync(written, content);
  return written;
}

const plan = JSON.stringify(corpus("sensitive"));
const cases: readonly [string, string | Buffer, RegExp][] = [
  ["nothing", "", /is empty/],
  ["blanks", " \n\t ", /is empty/],
  ["a text", `Terraform will perform ${SECRET}`, /is not JSON from byte 0 on/],
  ["a plan that was cut off", plan.slice(0, -20), /ends too early, after \d+ bytes/],
  ["a plan with a slip in it", plan.replace('"before":', '"before" '), /is not JSON from byte \d+ on/],
  ["two plans in one", `${plan}\n${plan}`, /has more than one document, from byte \d+ on/],
  ["no text", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), /is not text in UTF-8 from byte 1 on/],
  ["a list", "[1]", /is JSON, but not an object/],
  [
    "a saved plan",
    Buffer.from("PK\u0003\u0004\u0014\u0000\u0008", "latin1"),
    /saved plan in Terraform's binary form/,
  ],
  ["compressed", Buffer.from([0x1f, 0x8b, 8, 0]), /is compressed; unpack it first/],
  [
    "a state file",
    JSON.stringify({ version: 4, serial: 7, lineage: "x", outputs: { p: { value: SECRET } } }),
    /is a Terraform state file, not a plan/,
  ],
  [
    "a shown state",
    '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
    /is a Terraform state \(terraform show -json without a saved plan\)/,
  ],
  ["a shown state without anything", '{"format_version":"1.0"}', /is a Terraform state/],
  [
    "the log of a plan",
    '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info","@message":"x"}\n',
    /is the log that terraform plan -json writes/,
  ],
  [
    "a validation",
    '{"format_version":"1.0","valid":true,"diagnostics":[]}',
    /is the answer of terraform validate -json/,
  ],
  ["schemas", '{"format_version":"1.0","provider_schemas":{}}', /holds providers' schemas/],
  [
    "Terraform Cloud's record",
    '{"data":{"id":"plan-8F5JFydVYAmtTjET","type":"plans"}}',
    /is a record of Terraform Cloud's API/,
  ],
  ["Terraform Cloud's error", '{"errors":[{"status":"404"}]}', /is an error of Terraform Cloud's API/],
  [
    "something else",
    '{"name":"x"}',
    /is JSON, but not a plan; wanted is the JSON of a plan: terraform show -json/,
  ],
  [
    "a newer major version",
    '{"format_version":"2.0","resource_changes":[]}',
    /has format version 2\.0, and 1\.x is understood; this review is older than that; update it/,
  ],
  [
    "an old version",
    '{"format_version":"0.2","resource_changes":[]}',
    /has format version 0\.2, and 1\.x is understood; show the plan with Terraform 1\.5 or later/,
  ],
  ["no version", '{"format_version":1,"resource_changes":[]}', /has no format version that can be read/],
  [
    "a damaged list",
    '{"format_version":"1.2","resource_changes":{}}',
    /damaged plan: resource_changes is not a list/,
  ],
  [
    "a damaged change",
    '{"format_version":"1.2","resource_changes":[{"address":"a.b","mode":"managed","type":"a","name":"b","change":{}}]}',
    /resource_changes\[0\]\.change\.actions is not a list of actions/,
  ],
  [
    "a damaged output",
    '{"format_version":"1.2","output_changes":{"secret-name":{}}}',
    /damaged plan: a change of output_changes\.actions/,
  ],
  [
    "endless nesting",
    `{"format_version":"1.2","resource_changes":${"[".repeat(500_000)}`,
    /nested more than 200 deep/,
  ],
];

describe("a bad file is one clear error that names it", () => {
  test.each(cases)("%s", async (_, content, expected) => {
    const bad = file(content);
    const [problem, ...others] = await problems({ files: [bad] });
    expect(others).toEqual([]);
    expect(problem).toMatch(expected);
    expect(problem?.startsWith(`${bad}: `)).toBe(true);
    expect(problem).not.toContain(SECRET);
    expect(problem).not.toContain("\n");
    expect(problem?.length).toBeLessThan(350);
  });

  test("each file has its own", async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "a.json"), "x");
    copyFileSync(corpusFile("create"), path.join(folder, "b.json"));
    writeFileSync(path.join(folder, "c.json"), '{"format_version":"1.0"}');
    expect(await problems({ folder })).toEqual([
      expect.stringMatching(/a\.json: is not JSON/),
      expect.stringMatching(/c\.json: is a Terraform state/),
    ]);
  });

  test("standard input too", async () => {
    expect(await problems({ stdin: Readable.from([]) })).toEqual([
      expect.stringMatching(/^standard input: is empty/),
    ]);
  });
});

describe("files that cannot be read", () => {
  test("absent ones, folders, none at all, and one that is named twice", async () => {
    const folder = temporaryFolder();
    expect(await problems({ files: [path.join(folder, "x.json"), folder] })).toEqual([
      expect.stringMatching(/x\.json: does not exist; wanted is/),
      expect.stringMatching(/is a folder where a file is wanted/),
    ]);
    expect(await problems({ files: [] })).toEqual([expect.stringMatching(/^no plan is named/)]);
    const twice = corpusFile("create");
    expect(await problems({ files: [twice, path.relative(".", twice)] })).toEqual([
      expect.stringMatching(/is the same file as .*; name each plan once/),
    ]);
  });

  test("a file beyond the limit, which is named", async () => {
    const limit = MAX_PLAN_MIB * 2 ** 20;
    const large = path.join(temporaryFolder(), "large.json");
    writeFileSync(large, "");
    const { truncateSync } = await import("node:fs");
    truncateSync(large, limit + 1);
    expect(await problems({ files: [large] })).toEqual([
      `${large}: has ${limit + 1} bytes, more than the limit of ${limit} for one plan; split its stack`,
    ]);
  });
});

describe("a bad folder", () => {
  test("absent, a file, or without plans", async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, ".work/stack"), { recursive: true });
    writeFileSync(path.join(folder, ".work/stack/plan.json"), plan);
    expect(await problems({ folder: path.join(folder, "x") })).toEqual([
      expect.stringMatching(/x: does not exist/),
    ]);
    expect(await problems({ folder: corpusFile("create") })).toEqual([
      expect.stringMatching(/is not a folder/),
    ]);
    expect(await problems({ folder })).toEqual([
      expect.stringMatching(/has no plans in it; wanted are <stack>\/plan\.json/),
    ]);
  });

  const summary = (stacks: unknown): string =>
    JSON.stringify({
      formatVersion: "1.0",
      kind: "offline",
      environment: "production",
      commit: null,
      backend: "s3",
      stacks,
    });
  const planned = (id: string): object => ({ id, status: "planned", reason: null });
  test.each([
    ["no JSON", "{", /summary\.json: cannot be read as JSON/],
    ["not a summary", "{}", /summary\.json: is not the summary of a preview: \w+ is not/],
    ["of another version", summary([]).replace("1.0", "2.0"), /has another format version than 1\.1/],
    [
      "that leads elsewhere",
      summary([planned("../production")]),
      /is not the summary of a preview: stacks\.0\.id/,
    ],
    ["that leads up", summary([planned("..")]), /is not the summary of a preview: stacks\.0\.id/],
    ["with a stack twice", summary([planned("a"), planned("a")]), /names the stack a twice/],
    ["with a plan that is not there", summary([planned("a")]), /a\/plan\.json: does not exist/],
  ])("a summary %s", async (_, text, expected) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "summary.json"), text);
    expect(await problems({ folder })).toEqual([expect.stringMatching(expected)]);
  });
});
