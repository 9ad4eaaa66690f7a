import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Emulator } from "../../../../tools/emulation/server";
import { mindscape } from "../../fixtures/command-line";
import { removeFolders, writeSynthesis } from "../../fixtures/synthesis";
import * as trial from "./support/trial";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start(trial.ACCOUNT);
});
afterEach(() => emulator.reset());
afterAll(async () => {
  await emulator.stop();
  removeFolders();
});

const bootstrap = (where: trial.Place, ...more: string[]): ReturnType<typeof mindscape> =>
  mindscape(
    path.dirname(where.synthDirectory),
    ["bootstrap", "--env", "trial", "--emulated", ...more],
    trial.emulatedEnvironment(emulator.endpoint),
  );

describe("mindscape bootstrap", () => {
  test("shows the plan and changes nothing where there is nobody to ask", async () => {
    const where = trial.place();
    const { code, stdout, stderr } = await bootstrap(where);
    expect(stderr).toContain("4 to add");
    expect(stderr).toContain("nothing was changed");
    expect(stdout).toContain("not made: 4 changes were not approved");
    expect(code).toBe(2);
    expect(await trial.keys(emulator.endpoint)).toBe(0);
    expect(existsSync(path.join(where.plansDirectory, ".bootstrap"))).toBe(false);
  });

  test("makes what is missing, then leaves differences to plan and apply", async () => {
    const where = trial.place();
    const first = await bootstrap(where, "--yes", "--json");
    expect(first).toMatchObject({ code: 0 });
    expect(JSON.parse(first.stdout)).toMatchObject({
      environment: "trial",
      account: trial.ACCOUNT,
      states: [{ id: trial.STACK, status: "created", bucket: trial.BUCKET, changes: [] }],
      next: { missing: [] },
    });
    const head = await trial.s3At(emulator.endpoint).headObject({ Bucket: trial.BUCKET, Key: trial.KEY });
    expect(head.ServerSideEncryption).toBe("aws:kms");
    expect(head.SSEKMSKeyId).toContain("alias/trial-state");
    expect(head.ContentType).toBe("application/json");

    writeSynthesis(where.synthDirectory, [
      trial.stateStack({ aws_kms_key: { state: { description: "changed" } } }),
    ]);
    const second = await bootstrap(where, "--yes");
    expect(second.stdout).toMatch(/differs: update aws_kms_key.state; mindscape plan --env trial/);
    expect(second.code).toBe(2);
    expect(await trial.versions(emulator.endpoint)).toBe(1);
  });

  test("takes what exists by import blocks", async () => {
    const where = trial.place();
    await trial.makeBucket(emulator.endpoint);
    const imports = path.join(where.plansDirectory, "imports");
    mkdirSync(imports, { recursive: true });
    const write = (blocks: unknown[]): void =>
      writeFileSync(path.join(imports, `${trial.STACK}.tf.json`), JSON.stringify({ import: blocks }));
    const versioning = { to: "aws_s3_bucket_versioning.states", id: trial.BUCKET };

    write([versioning]);
    const forgotten = await bootstrap(where, "--yes", "--imports", imports);
    expect(forgotten.stderr).toContain("exists, and what is known here would make it (aws_s3_bucket.states)");
    expect(forgotten.code).toBe(1);

    write([{ to: "aws_s3_bucket.states", id: trial.BUCKET }, versioning]);
    const { code, stdout } = await bootstrap(where, "--yes", "--imports", imports);
    expect(stdout).toContain("created");
    expect(code).toBe(0);
    const state = JSON.parse((await trial.remoteState(emulator.endpoint)) ?? "{}") as {
      resources: { type: string }[];
    };
    expect(state.resources.map(({ type }) => type)).toContain("aws_s3_bucket");
  });
});

describe("bad input is told before anything starts", () => {
  const online = (where: trial.Place, args: string[], environment: NodeJS.ProcessEnv = {}) =>
    mindscape(path.dirname(where.synthDirectory), ["bootstrap", ...args], {
      PATH: process.env["PATH"],
      HOME: where.plansDirectory,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_REGION: "us-west-2",
      ...environment,
    });

  test.each([
    [["--env", "produktion"], /--env produktion is not an environment; .*nearest: production/],
    [[], /--env is missing: bootstrap works in one account/],
    [["--env", "all"], /--env all: bootstrap works in one account/],
    [
      ["--env", "trial", "--stack", "*-stat"],
      /--stack \*-stat fits no stack.*nearest: trial-us-west-2-state/,
    ],
    [["--env", "trial", "--stack", "*-base"], /trial-us-west-2-base: bootstrap makes states only/],
    [["--env", "organization"], /--env organization has no layer "state"/],
    [["--env", "trial"], /there are no AWS credentials/],
    [["--env", "trial", "--synth-dir", "nowhere"], /nowhere\/manifest.json does not exist.*npm run synth/],
    [["--env", "trial", "--emulated"], /--emulated needs AWS_ENDPOINT_URL/],
    [["--env", "trial", "--imports", "nowhere"], /--imports nowhere cannot be read/],
  ])("%j", async (args, said) => {
    const where = trial.place([trial.stateStack(), { id: "trial-us-west-2-base", configuration: {} }]);
    const { code, stdout, stderr } = await online(where, args);
    expect(stderr).toMatch(said);
    expect(stdout).toBe("");
    expect(code).toBe(1);
    expect(existsSync(path.join(where.plansDirectory, ".bootstrap"))).toBe(false);
  });

  test("credentials of another account: both are named", async () => {
    const where = trial.place();
    const file = path.join(where.synthDirectory, "stacks", trial.STACK, "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(trial.ACCOUNT, "999999999999"));
    const { code, stderr } = await bootstrap(where, "--yes");
    expect(stderr).toMatch(new RegExp(`trial is of account 999999999999, but .* are of ${trial.ACCOUNT}`));
    expect(code).toBe(1);
  });
});
