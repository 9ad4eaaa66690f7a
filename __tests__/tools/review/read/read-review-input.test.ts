import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { StackStatus } from "../../../../tools/planning/stack-plan";
import type { ReviewInput } from "../../../../tools/review/input";
import { readReviewInput } from "../../../../tools/review/read/read-review-input";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";
import { CORPUS, CORPUS_NAMES, corpus, corpusFile } from "../corpus";

afterAll(removeFolders);

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

function environment(
  root: string,
  name: string,
  stacks: Readonly<Record<string, StackStatus>>,
  commit = COMMIT,
): string {
  const folder = path.join(root, name);
  mkdirSync(folder);
  const told = Object.entries(stacks).map(([id, status]) => {
    if (status === "planned") plan(path.join(folder, id), "create");
    return {
      id,
      status,
      reason: status === "planned" ? null : `because of ${id}`,
      counts: null,
      seconds: 1,
      digest: null,
    };
  });
  const summary = {
    formatVersion: "1.0",
    kind: "offline",
    environment: name,
    commit,
    backend: "s3",
    stacks: told,
  };
  writeFileSync(path.join(folder, "summary.json"), JSON.stringify(summary));
  return folder;
}

function plan(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(corpusFile(name), path.join(folder, "plan.json"));
}

const stacksOf = ({ plans }: ReviewInput): string[] => plans.map(({ stack }) => stack);

describe("a preview's folder", () => {
  test("says kind and commit, and keeps stacks without a plan with their reasons", async () => {
    const folder = environment(temporaryFolder(), "production", {
      "production-us-west-2-network": "planned",
      "production-global-access": "failed",
      "production-us-west-2-data": "waiting",
      "production-us-west-2-batch": "not-planned",
    });
    const input = await readReviewInput({ folder });
    expect(input).toMatchObject({ kind: "offline", commit: COMMIT, against: null });
    expect(
      input.plans.map(({ stack, status, reason, plan: read }) => [stack, status, reason, read !== undefined]),
    ).toEqual([
      ["production-global-access", "failed", "because of production-global-access", false],
      ["production-us-west-2-batch", "not-planned", "because of production-us-west-2-batch", false],
      ["production-us-west-2-data", "waiting", "because of production-us-west-2-data", false],
      ["production-us-west-2-network", "planned", "", true],
    ]);
    expect(input.plans.at(-1)?.plan).toEqual(corpus("create"));
  });

  test("several environments are read together; work folders and empty environments are no part of it", async () => {
    const root = temporaryFolder();
    environment(root, "production", { "production-global-access": "planned" });
    environment(root, "staging", { "staging-global-access": "planned" });
    environment(root, "organization", {}, "f".repeat(40));
    plan(path.join(root, ".work/production-global-access"), "delete");
    const input = await readReviewInput({ folder: root });
    expect(stacksOf(input)).toEqual(["production-global-access", "staging-global-access"]);
    expect(input.commit).toBe(COMMIT);
  });

  test("an environment without stacks is nothing to review, and no error", async () => {
    const folder = environment(temporaryFolder(), "organization", {});
    expect(await readReviewInput({ folder })).toMatchObject({ kind: "offline", commit: COMMIT, plans: [] });
  });

  test("plans of different commits are refused", async () => {
    const root = temporaryFolder();
    environment(root, "production", { a: "planned" });
    environment(root, "staging", { b: "planned" }, "f".repeat(40));
    await expect(readReviewInput({ folder: root })).rejects.toThrow(
      /^plans of different commits cannot be reviewed together: .*production\/summary\.json is of 0123.*staging\/summary\.json is of ffff/,
    );
  });
});

describe("folders of other people", () => {
  test("a folder for each stack", async () => {
    const root = temporaryFolder();
    plan(path.join(root, "network"), "create");
    plan(path.join(root, "data"), "update");
    const input = await readReviewInput({ folder: root });
    expect(input).toMatchObject({ kind: "unknown", commit: null });
    expect(stacksOf(input)).toEqual(["data", "network"]);
  });

  test("what stands beside folders of stacks and is left out is told", async () => {
    const folder = temporaryFolder();
    plan(path.join(folder, "network"), "create");
    copyFileSync(corpusFile("delete"), path.join(folder, "data.json"));
    const input = await readReviewInput({ folder });
    expect(stacksOf(input)).toEqual(["network"]);
    expect(input.limits).toEqual([
      `${path.join(folder, "data.json")} stands beside folders of stacks, and is not reviewed`,
    ]);
  });

  test("stacks of the same name are told apart by their paths", async () => {
    const root = temporaryFolder();
    plan(path.join(root, "production/network"), "create");
    plan(path.join(root, "staging/network"), "create");
    plan(path.join(root, "staging/data"), "create");
    expect(stacksOf(await readReviewInput({ folder: root }))).toEqual(
      [path.join(root, "production/network"), path.join(root, "staging/network"), "data"].sort(),
    );
  });

  test("a folder of JSON files", async () => {
    expect(stacksOf(await readReviewInput({ folder: CORPUS }))).toEqual(CORPUS_NAMES);
  });

  test("single files", async () => {
    const root = temporaryFolder();
    plan(path.join(root, "network"), "create");
    copyFileSync(corpusFile("update"), path.join(root, "data.tfplan.json"));
    const files = [path.join(root, "network/plan.json"), path.join(root, "data.tfplan.json")];
    const { plans } = await readReviewInput({ files });
    expect(plans.map(({ stack, source }) => [stack, source])).toEqual([
      ["data", files[1]],
      ["network", files[0]],
    ]);
  });
});

describe("forms of a plan", () => {
  const read = async (text: string | Buffer): Promise<ReviewInput["plans"][number]> => {
    const [input] = (await readReviewInput({ stdin: Readable.from([Buffer.from(text)]) })).plans;
    if (input === undefined) throw new Error("nothing was read");
    return input;
  };

  test("standard input holds one plan", async () => {
    const chunks = (JSON.stringify(corpus("hostile")).match(/[^]{1,100}/g) ?? []).map((chunk) =>
      Buffer.from(chunk),
    );
    const { plans } = await readReviewInput({ stdin: Readable.from(chunks) });
    expect(plans).toEqual([
      {
        stack: "standard-input",
        source: "-",
        status: "planned",
        reason: "",
        redacted: false,
        plan: corpus("hostile"),
      },
    ]);
  });

  test("Terraform Cloud's redacted form has another name for its version, and no configuration", async () => {
    const { format_version, resource_changes, output_changes } = corpus("outputs");
    const redacted = {
      plan_format_version: format_version,
      resource_drift: [],
      resource_changes,
      relevant_attributes: [],
      output_changes,
      provider_schemas: { "registry.terraform.io/hashicorp/aws": {} },
      provider_format_version: "1.0",
    };
    expect(await read(JSON.stringify(redacted))).toMatchObject({
      redacted: true,
      plan: { format_version, resource_drift: [], resource_changes, relevant_attributes: [], output_changes },
    });
    expect((await read(JSON.stringify(redacted))).plan).not.toHaveProperty("provider_schemas");
    await expect(read(JSON.stringify({ ...redacted, plan_format_version: "2.0" }))).rejects.toThrow(
      /format version 2\.0/,
    );
  });

  test("newer minor versions, unknown fields, unknown actions and fields that are null or absent", async () => {
    const change = {
      address: "a.b",
      mode: "managed",
      type: "a",
      name: "b",
      change: { actions: ["transmogrify"] },
      new: 1,
    };
    const unusual = {
      format_version: "1.99",
      resource_changes: [change],
      resource_drift: null,
      checks: null,
      new: [[{}]],
    };
    const { plan: plan_ } = await read(JSON.stringify(unusual));
    expect(plan_).toEqual({ format_version: "1.99", resource_changes: [change], new: [[{}]] });
    expect((await read('{"format_version":"1.0","planned_values":{}}')).plan).toEqual({
      format_version: "1.0",
      planned_values: {},
    });
  });

  test("byte order marks, and UTF-16 as PowerShell writes it", async () => {
    const text = JSON.stringify(corpus("hostile"));
    expect((await read(`\ufeff${text}`)).plan).toEqual(corpus("hostile"));
    expect((await read(Buffer.from(`\ufeff${text}`, "utf16le"))).plan).toEqual(corpus("hostile"));
  });

  test("keys such as __proto__ stay keys and change no prototype", async () => {
    const evil =
      '{"format_version":"1.2","planned_values":{},"__proto__":{"polluted":1},"variables":{"__proto__":{"polluted":2},"constructor":{"prototype":{"polluted":3}}}}';
    const { plan: plan_ } = await read(evil);
    expect(JSON.stringify(plan_)).toBe(evil);
    expect({}).not.toHaveProperty("polluted");
    expect(Object.getPrototypeOf(plan_)).toBe(Object.prototype);
  });
});
