import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { mindscape, startMindscape, type Finished } from "../fixtures/command-line";
import { removeFolders, temporaryFolder } from "../fixtures/synthesis";
import { corpusFile } from "./corpus";

// Each start takes seconds: several files of one run say more than several runs.
const directory = temporaryFolder();
const plans = path.join(directory, ".plans");
const run = (...args: string[]): Promise<Finished> => mindscape(directory, ["review", ...args]);
const error = (text: string | RegExp): unknown => ({
  code: 1,
  stdout: "",
  stderr: expect.stringMatching(text) as unknown,
});

beforeAll(() => {
  for (const name of ["replace", "hostile"]) {
    mkdirSync(path.join(plans, name), { recursive: true });
    writeFileSync(path.join(plans, name, "plan.json"), readFileSync(corpusFile(name)));
  }
});
afterAll(removeFolders);

test("reviews the plans of a preview, says it on standard output alone, and ends with 3 where a rule denies", async () => {
  const { code, stdout, stderr } = await run();
  expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
  expect(stdout).toMatch(/^Blocked: 7 to add, 1 to change, 3 to destroy; 1 denied by a rule/);
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]/);
});

test("reviews one file and writes it as a format; 0 where nothing changes", async () => {
  const file = path.join(directory, "review.json");
  const { code, stdout } = await run("--plans", corpusFile("no-changes"), "--format", "json", "--out", file);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    formatVersion: "1.0",
    verdict: { level: "nothing" },
  });
});

test("reviews standard input within a limit; 2 where something changes", async () => {
  const running = startMindscape(directory, [
    "review",
    "--plans",
    "-",
    "--format",
    "markdown",
    "--limit",
    "400",
  ]);
  running.child.stdin?.end(readFileSync(corpusFile("tags-only")));
  const { code, stdout, stderr } = await running.finished;
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(400);
});

test("whoever reads may stop: that is no error", async () => {
  const running = startMindscape(directory, ["review", "--format", "html"]);
  running.child.stdout?.destroy();
  expect(await running.finished).toMatchObject({ code: 3, stderr: "" });
});

test("says of all files what is wrong with each, a line each", async () => {
  const folder = path.join(directory, "bad");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "a.json"), "hello");
  writeFileSync(path.join(folder, "b.json"), '{"version":4,"serial":1,"lineage":"x"}');
  writeFileSync(path.join(folder, "c.json"), '{"format_version":"2.0","resource_changes":[]}');
  writeFileSync(path.join(folder, "d.json"), "PK\u0003\u0004\u0014\u0000");
  const finished = await run("--plans", "bad");
  expect(finished).toEqual(error(/^error: bad\/a\.json: is not JSON/));
  expect(finished.stderr.trimEnd().split("\n")).toEqual([
    expect.stringContaining("a.json: is not JSON"),
    expect.stringContaining("b.json: is a Terraform state file"),
    expect.stringContaining("c.json: has format version 2.0, and 1.x is understood"),
    expect.stringContaining("d.json: is a saved plan in Terraform's binary form"),
  ]);
});

test("says where it cannot write", async () => {
  expect(await run("--out", "none/review.md")).toEqual(
    error(/^error: none\/review\.md: the review cannot be written there \(ENOENT\); .*\n$/),
  );
});

test("does not choose between plans and a commit", async () => {
  expect(await run("--plans", ".plans", "--against", "HEAD")).toEqual(error(/^error: .* say one of them\n$/));
});

test("synthesizes only what it compares with a commit", async () => {
  expect(await run("--synth")).toEqual(error(/^error: --synth .*; name a commit\n$/));
});

test("names a commit that is not there", async () => {
  expect(await run("--against", "nonsense")).toEqual(error(/^error: .*"nonsense".*\n$/));
});
