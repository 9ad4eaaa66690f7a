import { Emulator } from "../../../../tools/emulation/server";
import { Configuration } from "../../../../tools/planning/configuration";
import { PlanningError } from "../../../../tools/planning/errors";
import { clientOf } from "../../../../tools/runs/aws/access";
import { describeLock, lockOf } from "../../../../tools/runs/aws/state-lock";
import {
  readState,
  stateAddressOf,
  stateAt,
  type StateAddress,
} from "../../../../tools/runs/aws/state-store";
import { type Answer, Answering, s3Error } from "./support/answering";

const REGION = "us-west-2";
const ADDRESS: StateAddress = {
  bucket: "state-of-staging",
  key: "staging-data/terraform.tfstate",
  region: REGION,
};
const STATE = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 7,
  lineage: "5f0b2b2e-0000-4000-8000-000000000000",
  outputs: { endpoint: { value: "hush", type: "string" }, port: { value: 1, type: "number" } },
  resources: [
    { mode: "managed", type: "aws_vpc", name: "a", instances: [{ attributes: { id: "hush" } }] },
    { mode: "managed", type: "aws_vpc", name: "b", instances: [] },
  ],
};

let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start("210987654321");
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const access = () => ({ kind: "emulated", endpoint: emulator.endpoint }) as const;

async function bucket({ versioned = false } = {}): Promise<(key: string, body: string) => Promise<unknown>> {
  const s3 = await clientOf({ access: access(), region: REGION }, "s3");
  await s3.createBucket({
    Bucket: ADDRESS.bucket,
    CreateBucketConfiguration: { LocationConstraint: REGION },
  });
  const VersioningConfiguration = { Status: "Enabled" } as const;
  if (versioned) await s3.putBucketVersioning({ Bucket: ADDRESS.bucket, VersioningConfiguration });
  return (Key, Body) => s3.putObject({ Bucket: ADDRESS.bucket, Key, Body });
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    (value) => new Error(`it did not refuse: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlanningError);
  return (error as Error).message;
}

async function refusedBy(answer: (line: string) => Answer, address = ADDRESS): Promise<string> {
  const server = await Answering.start(({ line }) => answer(line));
  try {
    return await refusal(stateAt({ kind: "emulated", endpoint: server.endpoint }, address));
  } finally {
    await server.stop();
  }
}

describe("the address of a state", () => {
  const backend = { bucket: "b", key: "k", region: REGION, encrypt: true };

  test("is what the backend says, in the account that the providers allow", () => {
    const configuration = new Configuration({
      terraform: { backend: { s3: backend } },
      provider: { aws: [{ region: REGION, allowed_account_ids: ["210987654321"] }] },
    });
    expect(stateAddressOf(configuration)).toEqual({
      bucket: "b",
      key: "k",
      region: REGION,
      owner: "210987654321",
    });
  });

  test("is refused for another backend", () => {
    const configuration = new Configuration({ terraform: { backend: { local: { path: "x" } } } });
    expect(() => stateAddressOf(configuration)).toThrow(
      /backend is local; runs need s3.*MINDSCAPE_BACKEND=s3/,
    );
  });
});

describe("whether there is a state", () => {
  test("no bucket", async () => {
    await expect(stateAt(access(), ADDRESS)).resolves.toEqual({ kind: "no-bucket" });
    await expect(readState(access(), ADDRESS)).resolves.toBeUndefined();
    await expect(lockOf(access(), ADDRESS)).resolves.toBeUndefined();
  });

  test("a bucket without it", async () => {
    const put = await bucket();
    await put("staging-data/terraform.tfstate.backup", "{}");
    await expect(stateAt(access(), ADDRESS)).resolves.toEqual({ kind: "no-state" });
    await expect(readState(access(), ADDRESS)).resolves.toBeUndefined();
  });

  test("a state, with its version where there are versions", async () => {
    const put = await bucket();
    await put(ADDRESS.key, JSON.stringify(STATE));
    await expect(stateAt(access(), ADDRESS)).resolves.toEqual({ kind: "present" });
    await emulator.reset();
    const putVersion = await bucket({ versioned: true });
    await putVersion(ADDRESS.key, JSON.stringify(STATE));
    await expect(stateAt(access(), ADDRESS)).resolves.toEqual({
      kind: "present",
      versionId: expect.stringMatching(/./) as string,
    });
  });

  test("a bucket that is in another region, or somebody else's", async () => {
    const headers = { "x-amz-bucket-region": "eu-west-1" };
    const message = await refusedBy(() => ({ ...s3Error(301, "PermanentRedirect"), headers }));
    expect(message).toMatch(/bucket state-of-staging is in eu-west-1, not in us-west-2; .*name is taken/);
  });

  test("a bucket that may not be read is no bucket that is not there", async () => {
    const address = { ...ADDRESS, owner: "210987654321" };
    expect(await refusedBy(() => s3Error(403, "AccessDenied"), address)).toMatch(
      /S3 refuses it \(403\); the bucket is not of account 210987654321, or .*s3:ListBucket/,
    );
  });

  test("a bucket that is there, an object of which nothing is told", async () => {
    const listed = { status: 200, body: "<ListBucketResult></ListBucketResult>" };
    const answer = (line: string): Answer => (line.startsWith("HEAD") ? { status: 403 } : listed);
    expect(await refusedBy(answer)).toContain("S3 refuses it (403)");
  });

  test("credentials that have expired, of which an answer to HEAD says nothing", async () => {
    const answer = (line: string): Answer =>
      line.startsWith("HEAD")
        ? { status: 400 }
        : s3Error(400, "ExpiredToken", "The provided token has expired.");
    const message = await refusedBy(answer);
    expect(message).toMatch(/credentials have expired \(ExpiredToken\)/);
    expect(message).not.toContain("AKIA");
  });

  test("asks for the bucket of the account only", async () => {
    const asked: string[] = [];
    const watched = access();
    const client = await clientOf({ access: watched, region: REGION }, "s3");
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          asked.push(
            `${commandName} ${(args.input as { ExpectedBucketOwner?: string }).ExpectedBucketOwner}`,
          );
          return next(args);
        },
      { step: "initialize", name: "watch" },
    );
    await stateAt(watched, { ...ADDRESS, owner: "210987654321" });
    expect(asked).toEqual(["HeadObjectCommand 210987654321", "HeadBucketCommand 210987654321"]);
  });
});

describe("what is read of a state", () => {
  test("is its head, without a value", async () => {
    const put = await bucket();
    await put(ADDRESS.key, JSON.stringify(STATE));
    const head = await readState(access(), ADDRESS);
    expect(head).toEqual({
      lineage: STATE.lineage,
      serial: 7,
      terraformVersion: "1.11.4",
      outputs: ["endpoint", "port"],
      types: ["aws_vpc"],
    });
    expect(JSON.stringify(head)).not.toContain("hush");
  });

  test("an empty object is no state, as for Terraform", async () => {
    const put = await bucket();
    await put(ADDRESS.key, "\n");
    await expect(readState(access(), ADDRESS)).resolves.toBeUndefined();
  });

  test.each(["{ hush", '"hush"', '{"outputs":{"hush":1}}'])(
    "refuses what is none, without telling it: %s",
    async (body) => {
      const put = await bucket();
      await put(ADDRESS.key, body);
      const message = await refusal(readState(access(), ADDRESS));
      expect(message).toContain(
        "s3://state-of-staging/staging-data/terraform.tfstate (us-west-2) is no state of Terraform",
      );
      expect(message).not.toContain("hush");
    },
  );
});

describe("a lock", () => {
  // As Terraform 1.11.4 writes it.
  const WRITTEN = {
    ID: "f2ab7e3c-5d1f-40f4-a6a0-0c35c3c7e2f1",
    Operation: "OperationTypeApply",
    Info: "",
    Who: "jane@laptop",
    Version: "1.11.4",
    Created: "2026-11-20T08:00:00.123456789Z",
    Path: `${ADDRESS.bucket}/${ADDRESS.key}`,
  };

  test("is read from beside the state", async () => {
    const put = await bucket();
    await put(ADDRESS.key, JSON.stringify(STATE));
    await expect(lockOf(access(), ADDRESS)).resolves.toBeUndefined();
    await put(`${ADDRESS.key}.tflock`, JSON.stringify(WRITTEN));
    await expect(lockOf(access(), ADDRESS)).resolves.toMatchObject({ id: WRITTEN.ID, who: "jane@laptop" });
  });

  test("says by whom, since when, for what, and how it is released", async () => {
    const put = await bucket();
    await put(`${ADDRESS.key}.tflock`, JSON.stringify(WRITTEN));
    const lock = await lockOf(access(), ADDRESS);
    const now = new Date("2026-11-20T11:30:00Z");
    expect(describeLock("staging-data", lock!, ADDRESS, { now })).toBe(
      "staging-data is locked by jane@laptop since 2026-11-20T08:00:00.123456789Z (3 hours ago), for apply with Terraform 1.11.4; " +
        "wait for it to end, or, once it is certain that it no longer runs anywhere: " +
        "terraform -chdir=cdktf.out/stacks/staging-data init -input=false && " +
        `terraform -chdir=cdktf.out/stacks/staging-data force-unlock ${WRITTEN.ID} (docs/runbooks/state-lock.md)`,
    );
    expect(describeLock("staging-data", lock!, ADDRESS, { folder: "/elsewhere" })).toContain(
      "-chdir=/elsewhere ",
    );
  });

  test("that was cut short can still be released", async () => {
    const put = await bucket();
    await put(`${ADDRESS.key}.tflock`, '{"ID": "f2ab');
    const lock = await lockOf(access(), ADDRESS);
    expect(describeLock("staging-data", lock!, ADDRESS)).toMatch(
      /locked by unknown, for unknown .*aws s3 rm s3:\/\/state-of-staging\/staging-data\/terraform\.tfstate\.tflock/,
    );
  });
});
