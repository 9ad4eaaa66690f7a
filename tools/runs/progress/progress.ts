import type { OnRunEvent, RunEvent, TerraformMessage } from "../core/events";
import { Step } from "./step";

const ERASE_LINE = "\r\u001b[2K";
const DEFAULT_COLUMNS = 80;

export interface ProgressTarget {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  /** What the run does, for example `planning`. */
  readonly doing: string;
  /** What follows the first interruption, and the second. */
  readonly interruptions: readonly [first: string, second: string];
}

/** Shows how far a run is: one line that is rewritten on a terminal, a line for each stack elsewhere and in CI. */
export class Progress {
  private readonly running = new Map<string, Step>();
  private readonly live: boolean;
  private total = 0;
  private done = 0;
  private interrupted = 0;
  private drawn = "";

  constructor(
    private readonly target: ProgressTarget,
    environment: NodeJS.ProcessEnv,
    private readonly options: ProgressOptions,
  ) {
    this.live = target.isTTY === true && !environment["CI"];
  }

  readonly onEvent: OnRunEvent = (event) => {
    this.count(event);
    const line = this.lineOf(event);
    if (line !== undefined) this.print(line);
    if (this.live) this.redraw();
  };

  /** Takes the live line away, so that results start on a clean one. */
  end(): void {
    if (this.live) this.target.write(ERASE_LINE);
    this.drawn = "";
  }

  private count(event: RunEvent): void {
    switch (event.type) {
      case "scheduled":
        this.total = event.stacks.length;
        break;
      case "started":
        this.running.set(event.stack, new Step(event.stack, event.steps));
        break;
      case "message":
        this.note(event.stack, event.message);
        break;
      case "finished":
        this.running.delete(event.stack);
        this.done++;
        break;
      case "installing":
      case "interrupted":
        break;
    }
  }

  private note(stack: string, message: TerraformMessage): void {
    const step = this.running.get(stack);
    if (step?.note(message) !== true) return;
    // Whoever has news is shown first, where the line is not cut off.
    this.running.delete(stack);
    this.running.set(stack, step);
  }

  /** What stays on the screen; on a live line only what a person has to read. */
  private lineOf(event: RunEvent): string | undefined {
    if (event.type === "interrupted") {
      const [first, second] = this.options.interruptions;
      const stacks = event.running.length > 0 ? event.running : [...this.running.keys()];
      const text = this.interrupted++ === 0 ? first : second;
      return text.replace("{stacks}", `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`);
    }
    if (this.live) return undefined;
    if (event.type === "installing") return `preparing provider ${event.provider} ${event.constraint}`;
    return event.type === "finished" ? `[${this.done}/${this.total}] ${finishedText(event)}` : undefined;
  }

  private print(line: string): void {
    this.end();
    this.target.write(`${line}\n`);
  }

  private redraw(): void {
    const running = [...this.running.values()].reverse().map(String);
    const line = `${this.options.doing} ${this.done}/${this.total}  ${running.join(", ")}`;
    const cut = line.slice(0, (this.target.columns ?? DEFAULT_COLUMNS) - 1);
    if (cut === this.drawn) return;
    this.target.write(`${ERASE_LINE}${cut}`);
    this.drawn = cut;
  }
}

/** `<stack>  planned  +12 ~0 -0`, or why not, in one line: the rest is told at the end. */
function finishedText({ stack, status, reason, counts }: Extract<RunEvent, { type: "finished" }>): string {
  const [first = ""] = reason.split("\n");
  const told =
    counts === undefined ? [status, first] : [`+${counts.add} ~${counts.change} -${counts.destroy}`, first];
  return [stack, ...told].filter((part) => part !== "").join("  ");
}
