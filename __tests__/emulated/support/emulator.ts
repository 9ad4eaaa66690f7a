import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installed } from "../../support/installed";

const REQUIREMENTS = join(__dirname, "../requirements.txt");
const START_MILLISECONDS = 60_000;

/** moto, an emulator of AWS, serving one account on the loopback interface. */
export class Emulator {
  private constructor(
    private readonly process: ChildProcess,
    readonly endpoint: string,
  ) {}

  /** Installs moto at its first use. Rejects with what is missing, or if the server does not come up. */
  static async start(accountId: string): Promise<Emulator> {
    const python = emulatorPython();
    const port = await freePort();
    const process_ = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
      env: {
        PATH: process.env["PATH"],
        // ARNs that the configuration derives name this account.
        MOTO_ACCOUNT_ID: accountId,
        MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      },
    });
    const emulator = new Emulator(process_, `http://127.0.0.1:${port}`);
    await emulator.ready();
    return emulator;
  }

  stop(): void {
    this.process.kill("SIGKILL");
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + START_MILLISECONDS;
    while (Date.now() < deadline && this.process.exitCode === null) {
      if (
        await fetch(`${this.endpoint}/moto-api/`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        return;
      await sleep(200);
    }
    this.stop();
    throw new Error("moto_server did not answer; delete .cache/emulator and run again");
  }
}

/** The Python of a virtual environment with exactly the required packages; it is kept for the next run. */
export function emulatorPython(): string {
  const digest = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const missing = "the AWS emulator could not be installed; it needs Python 3 with venv and pip";
  const folder = installed(`emulator/${digest}`, missing, (unfinished) => {
    execFileSync("python3", ["-m", "venv", unfinished], { stdio: "pipe" });
    const install = ["-m", "pip", "install", "-q", "-r", REQUIREMENTS];
    execFileSync(join(unfinished, "bin/python"), install, { stdio: "pipe" });
  });
  return join(folder, "bin/python");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
