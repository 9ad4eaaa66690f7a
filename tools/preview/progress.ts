import type { PlanningEvent, OnPlanningEvent } from "../planning/events";
import { cellText } from "./matrix";

const ERASE_LINE = "\r\u001b[2K";
const DEFAULT_COLUMNS = 80;

export interface ProgressTarget {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows how far a run is: one line that is rewritten on a terminal, a line for each stack elsewhere and in CI. */
export class Progress {
  private readonly running = new Set<string>();
  private readonly live: boolean;
  private total = 0;
  private done = 0;

  constructor(
    private readonly target: ProgressTarget,
    environment: NodeJS.ProcessEnv,
  ) {
    this.live = target.isTTY === true && !environment["CI"];
  }

  readonly onEvent: OnPlanningEvent = (event) => {
    this.count(event);
    if (this.live) this.redraw();
    else this.print(event);
  };

  /** Takes the live line away, so that results start on a clean one. */
  end(): void {
    if (this.live) this.target.write(ERASE_LINE);
  }

  private count(event: PlanningEvent): void {
    if (event.type === "scheduled") this.total = event.stacks.length;
    if (event.type === "started") this.running.add(event.stack);
    if (event.type !== "finished") return;
    this.running.delete(event.plan.id);
    this.done++;
  }

  private redraw(): void {
    const line = `planning ${this.done}/${this.total}  ${[...this.running].join(", ")}`;
    this.target.write(`${ERASE_LINE}${line.slice(0, (this.target.columns ?? DEFAULT_COLUMNS) - 1)}`);
  }

  private print(event: PlanningEvent): void {
    if (event.type === "installing")
      this.target.write(`preparing provider ${event.provider} ${event.constraint}\n`);
    if (event.type !== "finished") return;
    this.target.write(`[${this.done}/${this.total}] ${event.plan.id}  ${cellText(event.plan)}\n`);
  }
}
