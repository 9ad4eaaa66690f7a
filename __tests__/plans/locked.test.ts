import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { planOffline } from "../../tools/planning/planner";
import { planPlainly } from "../../tools/planning/plain";
import { type Attributes, synthesis, temporaryFolder } from "../support/synthesis";

/** Base stacks over a state that already holds their keys and buckets: the real Terraform says what it would destroy. */
const real = synthesis();
const LOCKED = "production-us-west-2-base";
const DISPOSABLE = "development-us-west-2-base";
const plansDirectory = join(temporaryFolder(), ".plans");

beforeAll(async () => {
  const options = {
    synthDirectory: real.outdir,
    plansDirectory,
    stacks: [LOCKED, DISPOSABLE],
    concurrency: 2,
  };
  await planOffline(options);
  // Leaves work folders that Terraform can be run in by hand.
  await planPlainly(options);
});

/** Attributes that force a replacement when they differ from the configuration. */
const FIXED: Record<string, Attributes> = {
  aws_kms_key: {
    customer_master_key_spec: "SYMMETRIC_DEFAULT",
    key_usage: "ENCRYPT_DECRYPT",
    multi_region: false,
  },
  aws_s3_bucket: { object_lock_enabled: false },
};

/** What other resources read of a key or a bucket. */
function known(name: string, bucket: unknown): Attributes {
  const key = "00000000-0000-4000-8000-000000000000";
  return bucket === undefined
    ? { id: key, key_id: key, arn: `arn:aws:kms:us-west-2:333333333333:key/${key}` }
    : { id: name, bucket, arn: `arn:aws:s3:::${bucket as string}` };
}

/** State of what the configuration holds; `different` turns attributes of all resources of a type. */
function existing(id: string, different: Record<string, Attributes> = {}): object[] {
  return Object.entries(FIXED).flatMap(([type, fixed]) =>
    Object.entries(real.json(id).resource[type]!).map(([name, { bucket }]) => ({
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        { schema_version: 0, attributes: { ...known(name, bucket), ...fixed, ...different[type] } },
      ],
    })),
  );
}

/** Terraform's own plan over that state; nothing is refreshed, so nobody is asked. */
function plan(
  id: string,
  resources: object[],
  ...flags: string[]
): { code: number | null; refused: string[] } {
  const cwd = join(plansDirectory, ".work", id);
  const state = {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "test",
    outputs: {},
    resources,
  };
  writeFileSync(join(cwd, "terraform.tfstate"), JSON.stringify(state));
  const { status, stdout, stderr } = spawnSync(
    "terraform",
    ["plan", "-input=false", "-lock=false", "-refresh=false", "-no-color", ...flags],
    {
      cwd,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], CHECKPOINT_DISABLE: "1" },
      maxBuffer: 2 ** 28,
    },
  );
  const words = (stdout + stderr).replace(/[\s│]+/g, " ");
  const refused = [...words.matchAll(/Resource (\S+) has lifecycle\.prevent_destroy set/g)].map(
    ([, address]) => address!,
  );
  return { code: status, refused: refused.sort() };
}

const STATEFUL = Object.keys(FIXED).flatMap((type) =>
  Object.keys(real.json(LOCKED).resource[type]!).map((name) => `${type}.${name}`),
);

test("Terraform refuses to destroy each of them in production", () => {
  expect(STATEFUL).toHaveLength(9);
  expect(plan(LOCKED, existing(LOCKED), "-destroy")).toEqual({ code: 1, refused: STATEFUL.sort() });
});

test("Terraform refuses to replace each of them in production", () => {
  const different = {
    aws_kms_key: { customer_master_key_spec: "RSA_2048" },
    aws_s3_bucket: { bucket: "another-name" },
  };
  expect(plan(LOCKED, existing(LOCKED, different))).toEqual({ code: 1, refused: STATEFUL.sort() });
});

test("an ordinary plan over them is not refused", () => {
  expect(plan(LOCKED, existing(LOCKED))).toEqual({ code: 0, refused: [] });
});

test("development may be destroyed", () => {
  expect(plan(DISPOSABLE, existing(DISPOSABLE), "-destroy")).toEqual({ code: 0, refused: [] });
});
