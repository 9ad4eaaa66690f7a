import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import path from "node:path";
import { Emulator } from "../../../../tools/emulation/server";
import { chooseStacks, type Chosen } from "../../../../tools/runs/core/chosen";
import { outputText } from "../../../../tools/runs/preflight/output-value";
import { preflight, type Preflight, type PreflightOptions } from "../../../../tools/runs/preflight/preflight";
import { unreachableClusters } from "../../../../tools/runs/preflight/clusters";
import {
  ACCOUNT,
  removeFolders,
  temporaryFolder,
  writeSynthesis,
  type Block,
} from "../../fixtures/synthesis";
import { APP, BASE, BUCKET, FREE, makeBucket, s3At, STACKS } from "../plan/support";

const LOCK = {
  ID: "1b2c",
  Operation: "OperationTypeApply",
  Who: "ada@laptop",
  Version: "1.11.4",
  Created: "2026-11-22T10:00:00Z",
};
let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start(ACCOUNT);
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.stop();
  removeFolders();
});

function chosenOf(stacks = STACKS, environment = "sandbox"): Chosen {
  const folder = temporaryFolder();
  writeSynthesis(folder, stacks);
  return chooseStacks(folder, { environments: [environment], stacks: [] });
}

function look(options: Partial<PreflightOptions> = {}): Promise<Preflight> {
  const access = { kind: "emulated", endpoint: emulator.endpoint } as const;
  return preflight({
    access,
    workDirectory: temporaryFolder(),
    chosen: chosenOf(),
    locks: "refuse",
    ...options,
  });
}

const put = (Key: string, Body: string): Promise<unknown> =>
  s3At(emulator.endpoint).putObject({ Bucket: BUCKET, Key, Body });

test("an account with its bucket and nobody at work is fine", async () => {
  await makeBucket(emulator.endpoint);
  expect(await look()).toEqual({
    account: ACCOUNT,
    caller: expect.stringMatching(`^arn:aws:sts::${ACCOUNT}:`) as string,
    notes: [],
    unreachable: new Map(),
  });
});

test("without a bucket the remedy is bootstrap, once for all stacks", async () => {
  await expect(look()).rejects.toMatchObject({
    problems: [expect.stringMatching(/bucket states .*mindscape bootstrap --env sandbox --emulated$/)],
  });
});

test("another account is refused with both, and what earlier runs left is told with it", async () => {
  const workDirectory = temporaryFolder();
  const left = (stack: string): string => {
    const folder = path.join(workDirectory, "runs", stack);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  writeFileSync(path.join(left(BASE), "errored.tfstate"), "{}");
  writeFileSync(path.join(left(FREE), ".running"), String(process.pid));
  const provider = { aws: [{ region: "us-west-2", allowed_account_ids: ["222222222222"] }] };
  const chosen = chosenOf(
    STACKS.map((stack) => ({ ...stack, configuration: { ...stack.configuration, provider } })),
  );
  await expect(look({ workDirectory, chosen })).rejects.toMatchObject({
    problems: [
      expect.stringMatching(`^${BASE}: .*errored.tfstate is a state that could not be uploaded`),
      expect.stringMatching(`process ${process.pid}\\) of an earlier run is still at work`),
      expect.stringMatching(`sandbox is of account 222222222222, but the credentials are of ${ACCOUNT}`),
    ],
  });
});

test("the account of a known environment is the one of its configuration", async () => {
  const stacks = STACKS.map((stack) => ({
    ...stack,
    id: stack.id.replace("sandbox", "staging"),
    dependencies: [],
  }));
  await expect(look({ chosen: chosenOf(stacks, "staging") })).rejects.toThrow(
    /^staging is of account (?!1{12})\d{12},/,
  );
});

test("a lock refuses what changes something, and is told to what only looks", async () => {
  await makeBucket(emulator.endpoint);
  await put(`${APP}.tflock`, JSON.stringify(LOCK));
  const told = expect.stringMatching(`^${APP} is locked by ada@laptop since 2026-11-22T10:00:00Z`) as string;
  await expect(look()).rejects.toMatchObject({ problems: [told] });
  expect((await look({ locks: "tell" })).notes).toEqual([told]);
});

test("of a state only the text of one output is given", async () => {
  await makeBucket(emulator.endpoint);
  await put(BASE, JSON.stringify({ outputs: { host: { value: "https://x" }, list: { value: [1] } } }));
  const at = (output: string): Promise<string | undefined> =>
    outputText(
      { kind: "emulated", endpoint: emulator.endpoint },
      { bucket: BUCKET, key: BASE, region: "us-west-2" },
      output,
    );
  expect(await at("host")).toBe("https://x");
  expect([await at("list"), await at("none")]).toEqual([undefined, undefined]);
});

test("a cluster that takes no connections is told, with the remedy; one that does is not", async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubernetes = (): Block => ({ provider: { kubernetes: { host } } });
  const chosen = chosenOf([
    { id: BASE, configuration: kubernetes() },
    { id: FREE, configuration: {} },
  ]);
  const online = { kind: "online" } as const;
  expect(await unreachableClusters(online, chosen, {})).toEqual(new Map());
  server.close();
  await once(server, "close");
  const reason = expect.stringMatching(
    `${host}, cannot be reached from here \\(ECONNREFUSED\\); run this inside the VPC`,
  ) as string;
  expect(await unreachableClusters(online, chosen, {})).toEqual(new Map([[BASE, reason]]));
  expect(await unreachableClusters(online, chosen, { HTTPS_PROXY: "http://proxy" })).toEqual(new Map());
});
