import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Emulator } from "../../../../tools/emulation/server";
import { PlanningError } from "../../../../tools/planning/errors";
import { removeFolders, writeSynthesis } from "../../fixtures/synthesis";
import * as trial from "./support/trial";

let emulator: Emulator;
let endpoint: string;
beforeAll(async () => {
  emulator = await Emulator.start(trial.ACCOUNT);
  ({ endpoint } = emulator);
});
afterEach(() => emulator.reset());
afterAll(async () => {
  await emulator.stop();
  removeFolders();
});

const LINEAGE = "11111111-2222-3333-4444-555555555555";

function state(more: Record<string, unknown> = {}): string {
  const resources = [
    { mode: "managed", type: "aws_kms_key", name: "state", instances: [{ attributes: { id: "secret" } }] },
  ];
  return JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 3,
    lineage: LINEAGE,
    resources,
    ...more,
  });
}

function begin(where: trial.Place, text: string): void {
  const file = trial.localFile(where);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function put(Key: string, Body: string): Promise<void> {
  await trial.s3At(endpoint).putObject({ Bucket: trial.BUCKET, Key, Body });
}

/** Why a bootstrap fails; it must not come to a plan. */
async function refusal(where: trial.Place, at = endpoint): Promise<string> {
  const steps: string[] = [];
  const onStep = ({ step }: { step: string }): void => void steps.push(step);
  const { states, next } = await trial.run(at, where, { onStep });
  expect(states).toMatchObject([{ status: "failed" }]);
  expect(next).toBeUndefined();
  expect(steps).toEqual([]);
  return states.map(({ reason }) => reason).join();
}

describe("a bootstrap guesses nothing", () => {
  test("about a bucket of ours without a state, whose bootstrap was begun elsewhere", async () => {
    await trial.makeBucket(endpoint);
    const reason = await refusal(trial.place());
    expect(reason).toContain("holds no state, and no bootstrap was begun in");
    expect(reason).toContain(`mindscape orphans --env trial --stack ${trial.STACK}`);
    expect(reason).toContain("mindscape bootstrap --env trial --imports DIR");
  });

  test("about a state that was deleted", async () => {
    const where = trial.place();
    await trial.makeBucket(endpoint);
    await put(trial.KEY, state());
    await trial.s3At(endpoint).deleteObject({ Bucket: trial.BUCKET, Key: trial.KEY });
    begin(where, state());
    expect(await refusal(where)).toMatch(/has been deleted; find its versions .*copy-object/);
    expect(existsSync(trial.localFile(where))).toBe(true);
  });

  test("about an empty state", async () => {
    await trial.makeBucket(endpoint);
    await put(trial.KEY, "");
    expect(await refusal(trial.place())).toContain("is empty; find its versions");
  });

  test("about a local file that was cut short", async () => {
    const where = trial.place();
    begin(where, state().slice(0, 80));
    const reason = await refusal(where);
    expect(reason).toContain("is no state of Terraform");
    expect(reason).not.toContain("secret");
  });

  test.each([
    [
      "another lineage",
      { lineage: "66666666-7777-8888-9999-000000000000" },
      "somebody else's bootstrap was first",
    ],
    ["an earlier serial", { serial: 2 }, "is newer than the remote state"],
  ])("about a remote state of %s than the local one", async (_what, remote, said) => {
    const where = trial.place();
    await trial.makeBucket(endpoint);
    await put(trial.KEY, state(remote));
    begin(where, state());
    const reason = await refusal(where);
    expect(reason).toContain(said);
    expect(reason).toContain("aws_kms_key.state");
    expect(readFileSync(trial.localFile(where), "utf8")).toBe(state());
    expect(await trial.remoteState(endpoint)).toBe(state(remote));
  });

  test("about a bucket that its local state does not know", async () => {
    const where = trial.place();
    await trial.makeBucket(endpoint);
    const data = { mode: "managed", type: "terraform_data", name: "x", instances: [{}] };
    begin(where, state({ resources: [data] }));
    const { states } = await trial.run(endpoint, where);
    expect(states[0]).toMatchObject({ status: "failed" });
    expect(states[0]?.reason).toMatch(/exists, and what is known here would make it .*mindscape orphans/);
  });

  test("about a configuration that was changed in the middle", async () => {
    const where = trial.place();
    const stopped = await trial.run(endpoint, where, {
      onStep: ({ step }) => {
        if (step === "applied") throw new PlanningError(["enough"]);
      },
    });
    expect(stopped.states).toMatchObject([{ status: "failed", reason: "enough" }]);
    writeSynthesis(where.synthDirectory, [
      trial.stateStack({
        aws_s3_bucket_versioning: {
          other: { bucket: trial.BUCKET, versioning_configuration: { status: "Enabled" } },
        },
      }),
    ]);
    const { states } = await trial.run(endpoint, where);
    expect(states[0]?.reason).toMatch(
      /would destroy aws_s3_bucket_versioning.states; a bootstrap only makes/,
    );
    expect(existsSync(trial.localFile(where))).toBe(true);
  });

  test.each([
    [403, "the bucket is not of account"],
    [301, "is in another region"],
  ])("about a bucket of somebody else, which answers %i", async (status, said) => {
    const server = await refusing(status);
    try {
      const reason = await refusal(trial.place(), urlOf(server));
      expect(reason).toContain(said);
      expect(reason).toContain("config/names.ts");
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("two bootstraps at the same time", () => {
  test("the state of whoever was first is not overwritten", async () => {
    const where = trial.place();
    const other = state({ lineage: "66666666-7777-8888-9999-000000000000" });
    const { states } = await trial.run(endpoint, where, {
      onStep: ({ step }) => (step === "applied" ? put(trial.KEY, other) : undefined),
    });
    expect(states[0]).toMatchObject({ status: "failed" });
    expect(states[0]?.reason).toContain("somebody else's bootstrap was first");
    expect(await trial.remoteState(endpoint)).toBe(other);
    expect(await trial.objects(endpoint)).toEqual([trial.KEY]);
    expect(existsSync(trial.localFile(where))).toBe(true);
  });

  test("a lock that somebody holds is left to them", async () => {
    const where = trial.place();
    const lock = { ID: "their-id", Who: "mia@laptop", Operation: "OperationTypeApply", Version: "1.11.4" };
    const { states } = await trial.run(endpoint, where, {
      onStep: ({ step }) =>
        step === "applied" ? put(`${trial.KEY}.tflock`, JSON.stringify(lock)) : undefined,
    });
    expect(states[0]?.reason).toContain(`${trial.STACK} is locked by mia@laptop`);
    expect(await trial.objects(endpoint)).toEqual([`${trial.KEY}.tflock`]);
    await trial.s3At(endpoint).deleteObject({ Bucket: trial.BUCKET, Key: `${trial.KEY}.tflock` });
    expect((await trial.run(endpoint, where)).states).toMatchObject([{ status: "created" }]);
  });
});

/** Passes everything on but questions for the bucket. */
async function refusing(status: number): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith(`/${trial.BUCKET}`)) {
      outgoing.writeHead(status, { "content-type": "application/xml" });
      outgoing.end(
        incoming.method === "HEAD"
          ? undefined
          : "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
      );
      return;
    }
    const { method, headers, url = "/" } = incoming;
    const passed = request(new URL(url, endpoint), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
