import { Processes, type Completed } from "../../planning/processes";

/** Runs a program in a folder to its end; rejects with InterruptedError once the run is interrupted. */
export type Command = (
  program: string,
  args: readonly string[],
  directory: string,
  environment?: NodeJS.ProcessEnv,
) => Promise<Completed>;

/** Lets `use` run programs, which end with it or when `signal` comes. */
export async function withCommands<T>(
  signal: AbortSignal | undefined,
  use: (run: Command) => Promise<T>,
): Promise<T> {
  const processes = new Processes();
  const stop = (): void => void processes.stop();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await use((program, args, cwd, environment = process.env) =>
      processes.run(program, args, { cwd, env: environment }),
    );
  } finally {
    signal?.removeEventListener("abort", stop);
    await processes.stop();
  }
}
