import os from "node:os";

// npm passes on the Ctrl-C that the terminal has already sent to everybody.
const ECHO_MILLISECONDS = 1_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/** What a person who interrupts wants, in the order in which they ask for it. */
export interface Interruptions {
  /** Start nothing new. */
  readonly first: AbortSignal;
  /** Come to an end soon. */
  readonly second: AbortSignal;
  /** Exit code of a program that a signal ended, for example 130 for SIGINT; undefined if none came. */
  readonly exitCode: () => number | undefined;
  /** Signals have their usual effect again. */
  readonly end: () => void;
}

/**
 * Listens to the signals that ask the program to end; none of them ends it, and those after the second do nothing. The same signal
 * again within a second counts once.
 */
export function listenToInterruptions(echoMilliseconds = ECHO_MILLISECONDS): Interruptions {
  const controllers = [new AbortController(), new AbortController()] as const;
  let received: (typeof SIGNALS)[number] | undefined;
  const heard = new Map<string, number>();
  const onSignal = (signal: (typeof SIGNALS)[number]): void => {
    const now = performance.now();
    const echo = now - (heard.get(signal) ?? -Infinity) < echoMilliseconds;
    heard.set(signal, now);
    if (echo) return;
    const next = controllers.find(({ signal: { aborted } }) => !aborted);
    received ??= signal;
    next?.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    first: controllers[0].signal,
    second: controllers[1].signal,
    exitCode: () => (received === undefined ? undefined : 128 + os.constants.signals[received]),
    end: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
