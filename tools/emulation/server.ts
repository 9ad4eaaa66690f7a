import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installed } from "../installed";
import { codeOf, PlanningError } from "../planning/errors";

const REQUIREMENTS = join(__dirname, "requirements.txt");
const LOOPBACK = "127.0.0.1";
const START_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 100;

// It ends when its standard input does: with whoever started it, however that one ends.
const SERVE = `
import os, sys, threading
from moto.server import main
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
main(sys.argv[1:])
`;

/** What a shell, Terraform or a program of AWS needs to know, besides the endpoint: no real key, and not secret. */
export const MOCK_KEYS = { AWS_ACCESS_KEY_ID: "mock", AWS_SECRET_ACCESS_KEY: "mock" } as const;

/** moto, an emulator of AWS, serving one account on the loopback interface. It holds everything in memory. */
export class Emulator {
  private constructor(
    private readonly process: ChildProcess,
    readonly endpoint: string,
  ) {}

  /**
   * Installs moto at its first use. `port`: a free one if it is left out.
   * Rejects with a PlanningError that says what is missing, that the port is taken, or that the server does not come up.
   */
  static async start(accountId: string, port?: number): Promise<Emulator> {
    const python = emulatorPython();
    const chosen = await freePort(port);
    const process_ = spawn(python, ["-c", SERVE, "-H", LOOPBACK, "-p", String(chosen)], {
      stdio: ["pipe", "ignore", "ignore"],
      env: {
        PATH: process.env["PATH"],
        // ARNs that the configuration derives name this account.
        MOTO_ACCOUNT_ID: accountId,
        MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      },
    });
    const emulator = new Emulator(process_, `http://${LOOPBACK}:${chosen}`);
    await emulator.ready();
    return emulator;
  }

  /** Forgets everything that was made. */
  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: "POST" });
  }

  /** Resolves when the process is gone, also if it ended by itself. */
  async stop(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended();
  }

  /** Resolves when the server has ended. */
  async ended(): Promise<void> {
    const { exitCode, signalCode } = this.process;
    if (exitCode === null && signalCode === null) await once(this.process, "exit");
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + START_MILLISECONDS;
    while (Date.now() < deadline && this.process.exitCode === null) {
      const answered = await fetch(`${this.endpoint}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) return;
      await sleep(POLL_MILLISECONDS);
    }
    await this.stop();
    throw new PlanningError(["the AWS emulator does not answer; delete .cache/emulator and run again"]);
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

async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted, LOOPBACK);
    await once(server, "listening");
  } catch (error) {
    throw new PlanningError([
      `port ${wanted} of ${LOOPBACK} cannot be had (${codeOf(error) ?? String(error)}); choose another with --port, or none for a free one`,
    ]);
  }
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
