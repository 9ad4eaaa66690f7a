import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Emulator } from "../../../tools/emulation/server";

const ROOT = join(__dirname, "../../..");

async function accountAt(endpoint: string): Promise<string | undefined> {
  const headers = { authorization: "AWS4-HMAC-SHA256 Credential=mock/20260101/us-west-2/sts/aws4_request" };
  const body = new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" });
  const answer = await fetch(endpoint, { method: "POST", headers, body });
  return /<Account>(\d+)<\/Account>/.exec(await answer.text())?.[1];
}

test("serves the account that it is told to, until it is stopped", async () => {
  const emulator = await Emulator.start("333333333333");
  try {
    expect(await accountAt(emulator.endpoint)).toBe("333333333333");
  } finally {
    await emulator.stop();
  }
  await expect(accountAt(emulator.endpoint)).rejects.toThrow();
});

test("refuses a port that is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  try {
    await expect(Emulator.start("333333333333", port)).rejects.toThrow(
      `port ${port} of 127.0.0.1 cannot be had (EADDRINUSE); choose another with --port`,
    );
  } finally {
    other.close();
  }
});

test("ends with whoever started it, even if that is killed", async () => {
  const script = ["--import", "tsx", "scripts/emulator.ts", "--env", "production"];
  const child = spawn(process.execPath, script, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = (await once(child.stdout, "data")) as [Buffer];
  const endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(printed.toString())?.[1] ?? "";
  expect(await accountAt(endpoint)).toBe("333333333333");
  child.kill("SIGKILL");
  const gone = async (): Promise<boolean> =>
    await accountAt(endpoint).then(
      () => false,
      () => true,
    );
  while (!(await gone())) await new Promise((resolve) => setTimeout(resolve, 50));
});

test.each([
  [["--env", "prod"], "--env prod: allowed are development, staging, production"],
  [["--account", "12"], "--account 12: an account's id has 12 digits"],
  [[], "--env or --account is missing: whose account? Environments are development, staging, production"],
  [["--env", "production", "--port", "x"], "--port x: allowed are whole numbers from 1 to 65535"],
])("%j is refused", async (args, message) => {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/emulator.ts", ...args], { cwd: ROOT });
  const said: Buffer[] = [];
  child.stderr.on("data", (part: Buffer) => said.push(part));
  const [code] = (await once(child, "close")) as [number];
  expect([code, Buffer.concat(said).toString().trim()]).toEqual([1, message]);
});
