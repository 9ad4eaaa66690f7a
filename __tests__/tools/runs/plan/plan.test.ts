import Ajv from "ajv";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Emulator } from "../../../../tools/emulation/server";
import schema from "../../../../tools/planning/summary.schema.json";
import { FaultProxy } from "../../../emulated/support/fault-proxy";
import { isAlive, mindscape, startedBy, startMindscape, withoutCompiler } from "../../fixtures/command-line";
import { ACCOUNT, removeFolders, temporaryFolder, writeSynthesis } from "../../fixtures/synthesis";
import {
  APP,
  applySaved,
  BASE,
  BUCKET,
  emulatedEnvironment,
  FREE,
  makeBucket,
  readSummary,
  s3At,
  STACKS,
} from "./support";

const PLAN = ["plan", "--env", "sandbox", "--emulated"];
let emulator: Emulator;
let folder: string;
beforeAll(async () => {
  emulator = await Emulator.start(ACCOUNT);
  folder = temporaryFolder();
});
beforeEach(async () => {
  await emulator.reset();
  // What is prepared of the providers stays.
  for (const made of ["cdktf.out", ".plans/sandbox", ".plans/.work/runs"])
    rmSync(path.join(folder, made), { recursive: true, force: true });
  writeSynthesis(path.join(folder, "cdktf.out"), STACKS);
});
afterAll(async () => {
  await emulator.stop();
  removeFolders();
});

const run = (...more: string[]): ReturnType<typeof mindscape> =>
  mindscape(folder, [...PLAN, ...more], emulatedEnvironment(emulator.endpoint));
const statuses = (): Record<string, string> =>
  Object.fromEntries(readSummary(folder).stacks.map(({ id, status }) => [id, status]));
const published = (): string => path.join(folder, ".plans/sandbox");

test("from nothing to nothing to do: what reads an output that changes waits, and the rest is planned", async () => {
  await makeBucket(emulator.endpoint);
  const first = await run();
  expect(first.code).toBe(2);
  expect(statuses()).toEqual({ [BASE]: "planned", [APP]: "waiting", [FREE]: "planned" });
  const digest = readSummary(folder).run?.digest ?? "";
  expect(first.stdout).toContain(
    `mindscape apply --env sandbox --emulated --reviewed ${digest.slice(0, 12)}`,
  );
  applySaved(folder, BASE, emulator.endpoint);
  applySaved(folder, FREE, emulator.endpoint);

  expect((await run()).code).toBe(2);
  expect(statuses()).toEqual({ [BASE]: "planned", [APP]: "planned", [FREE]: "planned" });
  const counts = readSummary(folder).stacks.map((stack) => stack.counts?.add);
  expect(counts).toEqual([0, 1, 0]);
  applySaved(folder, APP, emulator.endpoint);

  const last = await run();
  expect(last.code).toBe(0);
  expect(last.stdout).toMatch(/next: nothing to do\n$/);
  expect(readdirSync(path.join(folder, ".plans/.work")).filter((name) => name === ".lock")).toEqual([]);
});

test("what is published says what the plans were made of, and only its owner reads it", async () => {
  await makeBucket(emulator.endpoint);
  await run("--stack", BASE);
  applySaved(folder, BASE, emulator.endpoint);
  const { stdout } = await run("--stack", BASE, "--json");
  const summary = readSummary(folder);
  expect(JSON.parse(stdout)).toEqual(summary);
  expect(new Ajv({ strict: false }).validate(schema, summary)).toBe(true);
  expect(summary).toMatchObject({ kind: "emulated", environment: "sandbox", backend: "s3", commit: null });
  expect(summary.run).toMatchObject({ command: "plan", account: ACCOUNT, terraformVersion: "1.11.4" });

  const states = await s3At(emulator.endpoint).getObject({ Bucket: BUCKET, Key: BASE });
  const state = JSON.parse((await states.Body?.transformToString()) ?? "") as Record<string, unknown>;
  const work = path.join(folder, ".plans/.work/runs", BASE);
  expect(summary.stacks[0]?.plan).toEqual({
    file: hashOf(path.join(published(), BASE, "plan.bin")),
    configuration: hashOf(path.join(folder, "cdktf.out/stacks", BASE, "cdk.tf.json")),
    assets: null,
    lockFile: hashOf(path.join(work, ".terraform.lock.hcl")),
    state: { lineage: state["lineage"], serial: state["serial"] },
  });
  expect(statSync(published()).mode & 0o777).toBe(0o700);
  expect(statSync(work).mode & 0o777).toBe(0o700);

  const review = await mindscape(folder, ["review", "--plans", published(), "--json"]);
  expect((JSON.parse(review.stdout) as { digest: string }).digest).toBe(summary.run?.digest);
});

test("the tool leaves the synthesized stacks as they are", async () => {
  await makeBucket(emulator.endpoint);
  const before = listing(path.join(folder, "cdktf.out"));
  await run("--stack", BASE);
  expect(listing(path.join(folder, "cdktf.out"))).toEqual(before);
});

test("what a rule denies is exit 3, and what fails is exit 1 and keeps nothing else from being planned", async () => {
  await makeBucket(emulator.endpoint);
  const open = { cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1", security_group_id: "sg-12345678" };
  writeSynthesis(path.join(folder, "cdktf.out"), [
    { id: BASE, configuration: { resource: { aws_vpc_security_group_ingress_rule: { open } } } },
    {
      id: FREE,
      configuration: { resource: { aws_ssm_parameter: { it: { name: "x", type: "Nothing", value: "x" } } } },
    },
    { id: APP, dependencies: [FREE], configuration: {} },
  ]);
  const failed = await run();
  expect(statuses()).toEqual({ [BASE]: "planned", [FREE]: "failed", [APP]: "waiting" });
  expect(failed.code).toBe(3);
  expect((await run("--stack", FREE)).code).toBe(1);
  expect(failed.stdout).toContain("expected type to be one of");
});

test("a resource that exists is imported by the blocks of a folder", async () => {
  await makeBucket(emulator.endpoint);
  await run("--stack", FREE);
  applySaved(folder, FREE, emulator.endpoint);
  await s3At(emulator.endpoint).deleteObject({ Bucket: BUCKET, Key: FREE });
  mkdirSync(path.join(folder, "imports"));
  const blocks = { import: [{ to: "aws_ssm_parameter.it", id: "free" }] };
  writeFileSync(path.join(folder, "imports", `${FREE}.tf.json`), JSON.stringify(blocks));
  const { code } = await run("--stack", FREE, "--imports", "imports");
  expect(readSummary(folder).stacks[0]?.counts).toMatchObject({ add: 0, import: 1 });
  expect(code).toBe(2);
  applySaved(folder, FREE, emulator.endpoint);
  expect((await run("--stack", FREE)).code).toBe(0);
});

test("Ctrl-C ends it soon: nothing is published, and nothing is left", async () => {
  await makeBucket(emulator.endpoint);
  const proxy = await FaultProxy.start(emulator.endpoint);
  try {
    await run("--stack", FREE);
    applySaved(folder, FREE, emulator.endpoint);
    const before = readFileSync(path.join(published(), "summary.json"), "utf8");
    const held = proxy.inject({ action: "GetParameter", fault: { kind: "hold" } });
    const running = startMindscape(folder, [...PLAN, "--stack", FREE], emulatedEnvironment(proxy.endpoint));
    await held.hit;
    const started = withoutCompiler(startedBy(running));
    expect(started.length).toBeGreaterThan(1);
    running.child.kill("SIGINT");
    held.release();
    const { code, stdout, stderr } = await running.finished;
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toMatch(
      /asked to stop in 1 stack; nothing is changed[^]*interrupted: nothing was written\n$/,
    );
    expect(started.filter(isAlive)).toEqual([]);
    expect(readFileSync(path.join(published(), "summary.json"), "utf8")).toBe(before);
    expect(existsSync(path.join(folder, ".plans/.work/.lock"))).toBe(false);
  } finally {
    await proxy.stop();
  }
});

function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function listing(directory: string): string {
  return execFileSync("find", [directory, "-type", "f", "-exec", "sha256sum", "{}", "+"], {
    encoding: "utf8",
  });
}
