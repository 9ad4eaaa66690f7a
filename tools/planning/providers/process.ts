import type { ChildProcess } from "node:child_process";
import { objectOf } from "../json";
import type { Processes } from "../processes";

const START_MILLISECONDS = 30_000;
const KEPT_OUTPUT = 2_000;

/** A provider that runs on its own and listens on a socket, as `-debug` makes it do. */
export interface ProviderProcess {
  /** Path of its Unix socket. */
  readonly socket: string;
  readonly protocolVersion: number;
  readonly pid: number;
  /** False as soon as the process has ended. */
  alive(): boolean;
  stop(): void;
}

/** The provider does not run on its own, as those without a `-debug` option. */
export class ProviderStartError extends Error {}

/** Starts a provider. Rejects with ProviderStartError when it ends or stays silent instead of naming its socket. */
export async function startProvider(
  processes: Processes,
  binary: string,
  environment: NodeJS.ProcessEnv,
): Promise<ProviderProcess> {
  const child = processes.startService(binary, ["-debug"], { env: environment });
  const { Addr, ProtocolVersion } = await announcement(child, binary);
  const socket = objectOf(Addr)["String"];
  if (ProtocolVersion !== 5 && ProtocolVersion !== 6) {
    child.kill("SIGKILL");
    throw new ProviderStartError(
      `provider ${binary} speaks plugin protocol ${JSON.stringify(ProtocolVersion)}, not 5 or 6`,
    );
  }
  return {
    socket: typeof socket === "string" ? socket : "",
    protocolVersion: ProtocolVersion,
    pid: child.pid ?? 0,
    alive: () => child.exitCode === null && child.signalCode === null,
    stop: () => child.kill("SIGKILL"),
  };
}

/** What the provider prints for TF_REATTACH_PROVIDERS. Some print a short name as key, so only the value is used. */
function announcement(child: ChildProcess, binary: string): Promise<ReturnType<typeof objectOf>> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new ProviderStartError(`provider ${binary} ${why}: ${output.trim().slice(-KEPT_OUTPUT)}`));
    };
    const timer = setTimeout(() => fail("did not name its socket in time"), START_MILLISECONDS);
    child.once("error", (error) => fail(`cannot be started (${error.message})`));
    const onExit = (): void => fail("ended at its start");
    child.once("exit", onExit);
    child.stderr?.on("data", (chunk: Buffer) => {
      output = `${output}${chunk.toString("utf8")}`.slice(-KEPT_OUTPUT);
    });
    let printed = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      if (printed.length > KEPT_OUTPUT * 8) return;
      printed += chunk.toString("utf8");
      const found = /TF_REATTACH_PROVIDERS='(\{.*\})'/.exec(printed)?.[1];
      if (found === undefined) return;
      printed = " ".repeat(KEPT_OUTPUT * 8 + 1);
      clearTimeout(timer);
      child.off("exit", onExit);
      resolve(objectOf(Object.values(objectOf(JSON.parse(found)))[0]));
    });
  });
}
