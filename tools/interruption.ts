import os from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
const controller = new AbortController();
let received: (typeof SIGNALS)[number] | undefined;

/** Aborts at the first signal that asks the program to end; the second ends the program at once. */
export function interruption(): AbortSignal {
  if (process.listenerCount("SIGINT") === 0) {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (received !== undefined) process.exit(exitCodeOf(signal));
        received = signal;
        controller.abort();
      });
    }
  }
  return controller.signal;
}

/** Exit code of a program that a signal ended, for example 130 for SIGINT; undefined if none came. */
export function interruptedExitCode(): number | undefined {
  return received === undefined ? undefined : exitCodeOf(received);
}

function exitCodeOf(signal: (typeof SIGNALS)[number]): number {
  return 128 + os.constants.signals[signal];
}
