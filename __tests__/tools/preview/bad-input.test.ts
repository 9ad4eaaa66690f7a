import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lockDirectory } from "../../../tools/planning/lock";
import { mindscape } from "../fixtures/command-line";
import { aliases, consumer, producer, refused } from "../fixtures/stacks";
import { hashOf, removeFolders, temporaryFolder, writeSynthesis } from "../fixtures/synthesis";

afterAll(removeFolders);

describe("bad input", () => {
  const bad = temporaryFolder();
  const published = (): string => hashOf(path.join(bad, ".plans/production"));
  let good: string;

  beforeAll(async () => {
    writeSynthesis(path.join(bad, "cdktf.out"), [aliases]);
    expect(await mindscape(bad, ["preview"])).toMatchObject({ code: 0 });
    good = published();
    writeSynthesis(path.join(bad, "broken"), [producer, consumer]);
    writeFileSync(path.join(bad, "broken/stacks", producer.id, "cdk.tf.json"), '{\n  "resource": {,}\n}');
    writeFileSync(path.join(bad, "broken/stacks", consumer.id, "cdk.tf.json"), '{ "resource": {');
    writeSynthesis(path.join(bad, "cycle"), [
      { ...producer, dependencies: [consumer.id] },
      { ...consumer, dependencies: [producer.id] },
    ]);
    writeFileSync(path.join(bad, "file"), "");
  });

  const cases: readonly [string, readonly string[], readonly RegExp[]][] = [
    [
      "no synthesized folder",
      ["--synth-dir", "absent"],
      [/^error: absent\/manifest\.json does not exist or is no file; run "npm run synth" first/m],
    ],
    [
      "an unknown environment",
      ["--env", "prod", "--env", "stagign"],
      [
        /^error: --env prod is not an environment; .*nearest: production/m,
        /^error: --env stagign .*nearest: staging/m,
      ],
    ],
    [
      "an unknown stack",
      ["--stack", "production-global-egde"],
      [/^error: --stack production-global-egde fits no stack; .*nearest: production-global-edge/m],
    ],
    [
      "a stack of another environment",
      ["--env", "staging", "--stack", "*-edge"],
      [/^error: --stack \*-edge fits no stack of the chosen environments; add --env production$/m],
    ],
    [
      "broken configurations",
      ["--synth-dir", "broken"],
      [
        /^error: .*production-us-west-2-base\/cdk\.tf\.json:2:16 is not JSON \(ValueExpected\); run "npm run synth" again$/m,
        /^error: .*production-us-west-2-network\/cdk\.tf\.json:1:16 is not JSON/m,
      ],
    ],
    [
      "a cycle",
      ["--synth-dir", "cycle"],
      [/^error: stacks depend on each other in a cycle: (\S+) -> (\S+) -> \1; /m],
    ],
    [
      "a folder that cannot be written, beside something else",
      ["--plans-dir", "file", "--env", "nowhere"],
      [/^error: .*file\/\.work cannot be written \(ENOTDIR\); make it writable/m, /^error: --env nowhere /m],
    ],
    [
      "a folder that takes no children",
      ["--plans-dir", "/proc/plans"],
      [/^error: \/proc\/plans\/\.work cannot be written \(ENOENT\)/m],
    ],
    [
      "a concurrency of none",
      ["--concurrency", "0"],
      [/^error: option '--concurrency <n>' argument '0' is invalid\. it must be a whole number from 1/m],
    ],
  ];

  test.each(cases)("%s: one clear error each, nothing written", async (_name, args, messages) => {
    const { code, stdout, stderr } = await mindscape(bad, ["preview", ...args]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    for (const message of messages) expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(messages.length);
    expect(published()).toBe(good);
  });

  test("Terraform missing, or of another version", async () => {
    const without = { ...process.env, PATH: path.dirname(process.execPath) };
    const missing = await mindscape(bad, ["preview"], without);
    expect(missing).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^error: terraform cannot be run \(ENOENT\); install Terraform/,
      ) as unknown,
    });
    writeFileSync(path.join(bad, ".terraform-version"), "0.0.1\n");
    const other = await mindscape(bad, ["preview"]);
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(
      /^error: terraform on PATH is \d+\.\d+\.\d+, but \.terraform-version says 0\.0\.1; install 0\.0\.1/,
    );
    writeFileSync(path.join(bad, ".terraform-version"), /is (\d+\.\d+\.\d+)/.exec(other.stderr)?.[1] ?? "");
    expect(published()).toBe(good);
  });

  test("a provider mirror that is none", async () => {
    const { code, stderr } = await mindscape(bad, ["preview"], {
      ...process.env,
      MINDSCAPE_PROVIDER_MIRROR: "absent",
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: MINDSCAPE_PROVIDER_MIRROR absent is not a folder; /);
  });

  test("a stack trace only for those who ask", async () => {
    const { stderr } = await mindscape(bad, ["preview", "--env", "x"], {
      ...process.env,
      MINDSCAPE_DEBUG: "1",
    });
    expect(stderr).toMatch(/^ {4}at /m);
  });

  test("a stack that fails is published with its reason, and fails the run", async () => {
    writeSynthesis(path.join(bad, "failing"), [refused, aliases]);
    const { code, stdout } = await mindscape(bad, [
      "preview",
      "--synth-dir",
      "failing",
      "--plans-dir",
      "other",
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain(`failed ${refused.id}: `);
    expect(stdout).toContain("ec2 DescribeVpcs");
    expect(readdirSync(path.join(bad, "other/production"))).toEqual([
      aliases.id,
      "report.html",
      "report.md",
      "summary.json",
    ]);
  });

  test("a run beside another one in the same folder", async () => {
    const unlock = lockDirectory(path.join(bad, ".plans/.work"));
    const { code, stderr } = await mindscape(bad, ["preview"]);
    unlock();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^error: another run \\(process ${process.pid}\\) is at work in .*; wait for it`),
    );
    expect(published()).toBe(good);
  });
});
