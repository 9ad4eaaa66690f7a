import Ajv from "ajv";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Finding } from "../../../../tools/review/model";
import { applyWaivers, NO_WAIVERS, readWaivers, type Waivers } from "../../../../tools/review/rules/waivers";
import { parseWaivers } from "../../../../tools/review/rules/waivers-file";
import { name } from "../../../../tools/review/text";

const TODAY = "2026-11-22";
const REVIEWED = ["production-us-west-2-access", "staging-us-west-2-access"];
const WAIVER = {
  rule: "iam-admin",
  address: "aws_iam_policy.breakglass",
  stack: "production-*",
  owner: "platform",
  reason: "needed when the identity provider is down",
  expires: "2027-03-01",
};

function finding(
  more: Partial<Omit<Finding, "address" | "stacks">> & { address?: string; stacks?: string[] } = {},
): Finding {
  const { address = WAIVER.address, stacks = ["production-us-west-2-access"], ...rest } = more;
  return {
    rule: WAIVER.rule,
    level: "deny",
    title: name("title"),
    details: [],
    cause: null,
    waived: null,
    ...rest,
    address: name(address),
    stacks: stacks.map(name),
  };
}

const written = (...waivers: object[]): Waivers => parseWaivers("review/waivers.json", { waivers });
const problemsOf = (waivers: Waivers, findings: Finding[] = [finding()], today = TODAY): string[] =>
  applyWaivers(findings, waivers, today, REVIEWED).problems.map(({ text }) => text);

test("lowers a finding to waived and keeps it", () => {
  const { findings, problems } = applyWaivers([finding()], written(WAIVER), TODAY, REVIEWED);
  expect(findings).toEqual([
    { ...finding(), waived: { owner: "platform", reason: WAIVER.reason, expires: "2027-03-01" } },
  ]);
  expect(problems).toEqual([]);
});

test.each<[string, Finding]>([
  ["another rule", finding({ rule: "iam-widened" })],
  ["another address", finding({ address: "aws_iam_policy.other" })],
  ["another stack", finding({ stacks: ["staging-us-west-2-access"] })],
])("leaves %s alone, and says that the waiver waives nothing", (_what, other) => {
  const { findings, problems } = applyWaivers([other], written(WAIVER), TODAY, REVIEWED);
  expect(findings).toEqual([other]);
  expect(problems.map(({ text }) => text)).toEqual([
    expect.stringContaining("waives nothing in these plans"),
  ]);
});

test("waives a finding of several stacks only where it is for: it becomes two", () => {
  const both = finding({ stacks: ["production-a-access", "staging-a-access"] });
  const { findings } = applyWaivers([both], written(WAIVER), TODAY, REVIEWED);
  expect(findings.map(({ stacks, waived }) => [stacks, waived !== null])).toEqual([
    [["staging-a-access"], false],
    [["production-a-access"], true],
  ]);
});

test.each([
  ['module.a[0].aws_s3_bucket.b["x/y"]', 'module.a[0].aws_s3_bucket.b["x/y"]', true],
  ["module.a[0].*", 'module.a[0].aws_s3_bucket.b["x/y"]', true],
  ['aws_s3_bucket.b["*"]', 'aws_s3_bucket.b["x/y"]', true],
  ["aws_s3_bucket.{a,b}", "aws_s3_bucket.b", true],
  ["module.a[01].aws_s3_bucket.b", "module.a[0].aws_s3_bucket.b", false],
  ["aws_s3_bucket.b", "aws_s3_bucket.bb", false],
  ["aws.s3", "aws_s3", false],
])("the address %s is for %s: %s", (address, found, isWaived) => {
  const { findings } = applyWaivers(
    [finding({ address: found })],
    written({ ...WAIVER, address }),
    TODAY,
    REVIEWED,
  );
  expect(findings.map(({ waived }) => waived !== null)).toEqual([isWaived]);
});

test("waives the removal of an output, by its name", () => {
  const removed = finding({ rule: "output-removed", address: "output.vpc" });
  const waivers = (address: string): Waivers => written({ ...WAIVER, rule: "output-removed", address });
  const waived = (address: string): boolean =>
    applyWaivers([removed], waivers(address), TODAY, REVIEWED).findings[0]?.waived !== null;
  expect([waived("output.vpc"), waived("output.vpcs")]).toEqual([true, false]);
});

describe("problems", () => {
  test("a waiver for stacks that are not reviewed is no problem, unless it has expired", () => {
    const told = (today: string, reviewed: readonly string[]): number =>
      applyWaivers([], written(WAIVER), today, reviewed).problems.length;
    expect(told(TODAY, ["staging-us-west-2-access"])).toBe(0);
    expect(told(TODAY, ["production-us-east-2-access"])).toBe(1);
    expect(told("2027-03-02", ["staging-us-west-2-access"])).toBe(1);
  });

  test("a waiver holds until the end of its last day", () => {
    expect(problemsOf(written(WAIVER), [finding()], "2027-03-01")).toEqual([]);
    expect(problemsOf(written(WAIVER), [finding()], "2027-03-02")).toEqual([
      "review/waivers.json: waivers[0] (iam-admin aws_iam_policy.breakglass production-*) is not used: it expired on 2027-03-01",
    ]);
    expect(applyWaivers([finding()], written(WAIVER), "2027-03-02", REVIEWED).findings[0]?.waived).toBeNull();
  });

  test("a year ahead is the most", () => {
    expect(problemsOf(written({ ...WAIVER, expires: "2027-11-22" }))).toEqual([]);
    expect(problemsOf(written({ ...WAIVER, expires: "2027-11-23" }))[0]).toContain("at most a year from now");
    expect(problemsOf(written({ ...WAIVER, expires: "2029-02-28" }), [finding()], "2028-02-29")).toEqual([]);
  });

  test.each(["*", "**", "*.*", "?*", '*["*"]'])("an address of wildcards only: %s", (address) => {
    const { findings, problems } = applyWaivers(
      [finding()],
      written({ ...WAIVER, address }),
      TODAY,
      REVIEWED,
    );
    expect(findings[0]?.waived).toBeNull();
    expect(problems[0]?.text).toContain("wildcards only");
  });

  test.each<[string, object]>([
    ["a reason that is too short", { ...WAIVER, reason: "because  " }],
    ["an unknown rule", { ...WAIVER, rule: "iam-admins" }],
    ["a date that does not exist", { ...WAIVER, expires: "2027-02-30" }],
    ["another form of date", { ...WAIVER, expires: "1 March 2027" }],
    ["an unknown field", { ...WAIVER, adress: "x" }],
    ["no owner", { ...WAIVER, owner: undefined }],
    ["something else", [1]],
  ])("%s", (_what, entry) => {
    const waivers = written(entry, WAIVER);
    expect(waivers.problems).toEqual([
      expect.stringContaining("review/waivers.json: waivers[0] is not used: "),
    ]);
    expect(applyWaivers([finding()], waivers, TODAY, REVIEWED).findings[0]?.waived).not.toBeNull();
  });
});

describe("files", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "waivers-"));
  const file = path.join(folder, "waivers.json");
  afterAll(() => rmSync(folder, { recursive: true }));

  test("none, and nothing is waived or told", () => {
    expect(readWaivers(path.join(folder, "none.json"))).toMatchObject({ waivers: [], problems: [] });
    expect(applyWaivers([finding()], NO_WAIVERS, TODAY, REVIEWED)).toEqual({
      findings: [finding()],
      problems: [],
    });
  });

  test.each(["{", "[]", "null", '{"waiver":[]}', '{"waivers":{}}'])("unreadable: %s", (content) => {
    writeFileSync(file, content);
    expect(problemsOf(readWaivers(file))).toEqual([expect.stringContaining(file)]);
  });

  test("what is no JSON is not quoted", () => {
    writeFileSync(file, "swordfish: opensesame");
    expect(readWaivers(file).problems).toEqual([`${file} is not JSON; so nothing is waived`]);
  });

  test("a folder instead of a file", () => {
    expect(readWaivers(folder).problems).toEqual([expect.stringContaining("cannot be read")]);
  });

  test("what the schema accepts is read", () => {
    const schema = JSON.parse(
      readFileSync(path.join(__dirname, "../../../../tools/review/rules/waivers.schema.json"), "utf8"),
    ) as object;
    const validate = new Ajv({ strict: true }).compile(schema);
    const levels = [
      { rule: "iam-admin", level: "warn", owner: "platform", reason: "a sandbox: nothing is in it" },
    ];
    const good = { $schema: "../tools/review/rules/waivers.schema.json", waivers: [WAIVER], levels };
    expect(validate(good)).toBe(true);
    writeFileSync(file, JSON.stringify(good));
    expect(readWaivers(file)).toMatchObject({
      waivers: [WAIVER],
      levels: new Map([["iam-admin", "warn"]]),
      problems: [],
    });
    for (const bad of [
      { waivers: [{ ...WAIVER, reason: "short" }] },
      { waivers: [{ ...WAIVER, more: 1 }] },
      { more: [] },
      { levels: [{ ...levels[0], level: "off" }] },
    ]) {
      expect(validate(bad)).toBe(false);
    }
  });
});

test("levels that a repository gives rules", () => {
  const levels = [
    { rule: "iam-admin", level: "warn", owner: "platform", reason: "a sandbox: nothing is in it" },
  ];
  const waivers = parseWaivers("file", { levels });
  expect(
    applyWaivers([finding(), finding({ rule: "policy-public" })], waivers, TODAY, REVIEWED).findings.map(
      ({ level }) => level,
    ),
  ).toEqual(["warn", "deny"]);
});
