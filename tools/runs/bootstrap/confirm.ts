import { createInterface } from "node:readline";

export interface Asking {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Ends the question. */
  readonly signal: AbortSignal;
}

/** Whether a person at a terminal types `yes`; anything else, an end of the input and an interruption are a no. */
export function confirm(question: string, { input, output, signal }: Asking): Promise<boolean> {
  return new Promise((resolve) => {
    const terminal = createInterface({ input, output });
    const answer = (given: boolean): void => {
      resolve(given);
      terminal.close();
    };
    // In this mode the terminal gives Ctrl-C to us, and no signal to anybody.
    terminal.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
    terminal.once("close", () => resolve(false));
    signal.addEventListener("abort", () => answer(false), { once: true });
    terminal.question(question, (text) => answer(text.trim() === "yes"));
  });
}
