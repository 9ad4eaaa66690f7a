import { InterruptedError } from "../../planning/errors";
import type { Stacks } from "./difference";

export interface Limits {
  /** Stacks that are planned at the same time. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

type Version = "old" | "new";

interface Waiting {
  readonly version: Version;
  readonly id: string;
  readonly start: () => void;
}

/** When stacks of two commits are planned: so many at a time, and of those that could be, the one with most behind it. */
export class Schedule {
  private running = 0;
  private readonly waiting: Waiting[] = [];
  private readonly ends = new Map<string, { readonly reached: Promise<void>; readonly reach: () => void }>();
  /** How long the old versions took; the new ones take about as long. */
  private readonly seconds = new Map<string, number>();
  private readonly consumers: Readonly<Record<Version, ReadonlyMap<string, readonly string[]>>>;

  /** `old`: what is planned of the old commit. `again`: of the new one. */
  constructor(
    private readonly old: Stacks,
    private readonly again: Stacks,
    private readonly limits: Limits,
  ) {
    this.consumers = { old: consumersIn(old), new: consumersIn(again) };
    for (const id of old.keys()) {
      let reach = (): void => undefined;
      const reached = new Promise<void>((resolve) => (reach = resolve));
      this.ends.set(id, { reached, reach });
    }
  }

  /** Says that it is known what becomes of an old stack. */
  ended(id: string): void {
    this.ends.get(id)?.reach();
  }

  /** Waits until that is known of these old stacks; all of them, if none are named. */
  async afterOld(ids: Iterable<string> = this.old.keys()): Promise<void> {
    for (const id of ids) await this.ends.get(id)?.reached;
  }

  /** Runs `task` when it is the stack's turn. */
  async turn<T>(version: Version, id: string, task: () => Promise<T>): Promise<T> {
    if (this.running >= this.limits.concurrency)
      await new Promise<void>((start) => this.waiting.push({ version, id, start }));
    else this.running++;
    const started = performance.now();
    try {
      if (this.limits.signal?.aborted) throw new InterruptedError();
      return await task();
    } finally {
      if (version === "old") this.seconds.set(id, (performance.now() - started) / 1000);
      this.next();
    }
  }

  /** Hands a turn on. */
  private next(): void {
    const length = this.chains();
    const longest = this.waiting.reduce<Waiting | undefined>(
      (best, one) => (best === undefined || length(one) > length(best) ? one : best),
      undefined,
    );
    if (longest === undefined) {
      this.running--;
      return;
    }
    this.waiting.splice(this.waiting.indexOf(longest), 1);
    longest.start();
  }

  /** Tells how long it takes at least until a stack and all that waits for it is planned. */
  private chains(): (stack: Pick<Waiting, "version" | "id">) => number {
    // What nobody has seen may be the longest of all, and had better start soon.
    const longest = Math.max(1, ...this.seconds.values());
    const known = new Map<string, number>();
    const length = (version: Version, id: string): number => {
      const key = `${version} ${id}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const after = (this.consumers[version].get(id) ?? []).map((consumer) => length(version, consumer));
      if (version === "old" && this.again.has(id)) after.push(length("new", id));
      const total = (this.seconds.get(id) ?? longest) + Math.max(0, ...after);
      known.set(key, total);
      return total;
    };
    return ({ version, id }) => length(version, id);
  }
}

function consumersIn(stacks: Stacks): Map<string, string[]> {
  const consumers = new Map<string, string[]>();
  for (const { id, dependencies } of stacks.values())
    for (const upstream of dependencies) consumers.set(upstream, [...(consumers.get(upstream) ?? []), id]);
  return consumers;
}
