import { existsSync } from "node:fs";
import path from "node:path";
import { InterruptedError, PlanningError, messageOf } from "../../planning/errors";
import { ProviderUnavailableError } from "../../planning/providers/installation";
import type { SynthesizedStack } from "../../planning/synthesis";
import { describeLock, lockOf } from "../aws/state-lock";
import { readState, stateAddressOf } from "../aws/state-store";
import type { Chosen } from "../core/chosen";
import { inTurn, type Direction } from "../core/schedule";
import type { Session } from "../core/session";
import type { RunStatus } from "../core/status";
import { ERRORED_STATE, TerraformFailedError } from "../core/workspace";
import type { AppliedStack, ApplyRecord } from "./record";
import type { Outcomes } from "./report";
import type { SavedPlans, SavedStack } from "./saved-plans";
import { refuseMovedState, type VerifiedPlan, verifyPlan } from "./verify";

export interface ApplyRequest {
  readonly chosen: Chosen;
  readonly plans: SavedPlans;
  readonly record: ApplyRecord;
  readonly direction: Direction;
  /** Stacks at the same time. */
  readonly concurrency: number;
  /** Resources of a stack at the same time. */
  readonly parallelism: number;
  readonly now: () => Date;
}

/** Why an earlier stack stops a later one. */
const STOPS: Readonly<Record<Exclude<RunStatus, "applied">, string>> = {
  failed: "failed",
  interrupted: "was interrupted",
  waiting: "is itself waiting",
  pending: "was not started",
  "not-planned": "has no plan",
};
const INTERRUPTED = "the run was interrupted before it";
const LOCKED = "Error acquiring the state lock";

type Untouched = Pick<AppliedStack, "status" | "reason">;

/**
 * Applies saved plans, each after those before it. Everything is compared with what was reviewed before the first is applied,
 * and each state once more before its own is: rejects with a PlanningError that holds all problems. What depends on a
 * stack that is not applied is not touched.
 */
export class ApplyRun {
  private readonly verified = new Map<string, VerifiedPlan>();
  private readonly outcomes = new Map<string, AppliedStack>();
  /** Why nothing more may start: nobody would know afterwards. */
  private unrecorded: string | undefined;

  constructor(
    private readonly session: Session,
    private readonly request: ApplyRequest,
  ) {}

  async run(): Promise<Outcomes> {
    const { chosen, direction, concurrency } = this.request;
    await this.verify();
    this.session.onEvent({ type: "scheduled", stacks: [...chosen.stacks.keys()] });
    await inTurn(chosen, { direction, concurrency }, (id) => this.settle(id));
    return this.outcomes;
  }

  /** Compares everything with what was reviewed, and begins nothing. Rejects with a PlanningError that holds all problems. */
  async verify(): Promise<void> {
    const { chosen, plans, concurrency, record } = this.request;
    // Where it cannot be written nothing is begun.
    record.save();
    const { signal } = this.session;
    const problems = new Map<string, readonly string[]>();
    const unordered = { stacks: chosen.stacks, upstream: new Map<string, string[]>() };
    await inTurn(unordered, { direction: "upstream-first", concurrency }, async (id) => {
      const saved = this.savedOf(id);
      const stack = chosen.stacks.get(id);
      if (stack === undefined || saved?.status !== "planned" || saved.plan === undefined) return;
      if (record.isApplied(id, saved.plan.file)) return;
      if (signal.aborted) throw new InterruptedError();
      try {
        this.verified.set(id, await verifyPlan(this.session, { stack, saved, folder: plans.folder }));
      } catch (error) {
        if (signal.aborted) throw new InterruptedError();
        problems.set(id, problemsOf(id, error));
      }
    });
    const told = [...chosen.stacks.keys()].flatMap((id) => problems.get(id) ?? []);
    if (told.length > 0) throw new PlanningError(told);
  }

  private async settle(id: string): Promise<void> {
    const outcome = await this.outcomeOf(id);
    this.outcomes.set(id, outcome);
    try {
      this.request.record.set(id, outcome);
    } catch (error) {
      this.unrecorded ??= messageOf(error);
    }
    this.session.onEvent({ type: "finished", stack: id, status: outcome.status, reason: outcome.reason });
  }

  private async outcomeOf(id: string): Promise<AppliedStack> {
    const { record } = this.request;
    const file = this.savedOf(id)?.plan?.file ?? null;
    const earlier = record.get(id);
    if (file !== null && earlier !== undefined && record.isApplied(id, file)) return earlier;
    const why = await this.whyNot(id);
    return why === undefined ? this.apply(id, file) : untouched(file, why);
  }

  private async whyNot(id: string): Promise<Untouched | undefined> {
    const stopped = await this.stoppedBy(id);
    if (stopped !== undefined) return { status: "waiting", reason: stopped };
    const { status, reason } = this.savedOf(id) ?? {};
    if (status !== "planned")
      return {
        status: status === "not-planned" ? "not-planned" : "waiting",
        reason: reason ?? "there is no plan of it",
      };
    if (this.session.signal.aborted) return { status: "pending", reason: INTERRUPTED };
    return this.unrecorded === undefined ? undefined : { status: "pending", reason: this.unrecorded };
  }

  private async stoppedBy(id: string): Promise<string | undefined> {
    for (const other of this.before(id)) {
      if (!(await this.stops(other))) continue;
      const status = this.outcomes.get(other)?.status ?? "pending";
      return `comes after ${other}, which ${status === "applied" ? "is applied" : STOPS[status]}`;
    }
    return undefined;
  }

  /**
   * What could not even be planned here stops only those who read it, and they have no plan either. In the other direction it
   * stops all that it stands on, unless there is nothing of it.
   */
  private async stops(id: string): Promise<boolean> {
    const status = this.outcomes.get(id)?.status;
    if (status !== "not-planned") return status !== "applied";
    if (this.request.direction === "upstream-first") return false;
    return (await this.serialOf(id).catch(() => UNKNOWN)) !== null;
  }

  private before(id: string): readonly string[] {
    const { chosen, direction } = this.request;
    if (direction === "upstream-first") return chosen.upstream.get(id) ?? [];
    return [...chosen.upstream].flatMap(([other, upstream]) => (upstream.includes(id) ? [other] : []));
  }

  private async apply(id: string, file: string | null): Promise<AppliedStack> {
    const { chosen, now, parallelism } = this.request;
    const stack = chosen.stacks.get(id);
    const plan = this.verified.get(id);
    const saved = this.savedOf(id);
    const startedAt = now().toISOString();
    const end = async (status: RunStatus, reason = ""): Promise<AppliedStack> => {
      // After a failure AWS may be out of reach; the record does without.
      const serial = await this.serialOf(id).catch(() => null);
      return { status, file, reason, startedAt, endedAt: now().toISOString(), serial };
    };
    if (stack === undefined || plan === undefined) return end("failed", "it was not verified");
    if (!plan.changes) return end("applied");
    this.session.onEvent({ type: "started", stack: id, command: "apply", steps: stepsOf(saved) });
    try {
      await refuseMovedState(this.session, stack, saved?.plan?.state ?? null);
      await plan.workspace.apply(parallelism);
      return await end("applied");
    } catch (error) {
      // Terraform was never started.
      if (error instanceof InterruptedError)
        return untouched(file, { status: "pending", reason: INTERRUPTED });
      const asked = error instanceof TerraformFailedError && error.asked;
      const told = [
        messageOf(error),
        ...(await this.aboutLock(stack, plan, error)),
        ...aboutUnsaved(plan, id),
      ];
      return end(asked ? "interrupted" : "failed", told.join("\n"));
    }
  }

  /** Rejects with a PlanningError where AWS cannot tell. */
  private async serialOf(id: string): Promise<number | null> {
    const stack = this.request.chosen.stacks.get(id);
    if (stack === undefined) return null;
    const state = await readState(this.session.access, stateAddressOf(stack.configuration));
    return state?.serial ?? null;
  }

  /** Who was faster. */
  private async aboutLock(
    { id, configuration }: SynthesizedStack,
    { workspace: { folder } }: VerifiedPlan,
    error: unknown,
  ): Promise<string[]> {
    if (!messageOf(error).includes(LOCKED)) return [];
    const address = stateAddressOf(configuration);
    const lock = await lockOf(this.session.access, address).catch(() => undefined);
    return lock === undefined ? [] : [describeLock(id, lock, address, { folder })];
  }

  private savedOf(id: string): SavedStack | undefined {
    return this.request.plans.summary.stacks.find((stack) => stack.id === id);
  }
}

const UNKNOWN = -1;

function untouched(file: string | null, why: Untouched): AppliedStack {
  return { file, startedAt: null, endedAt: null, serial: null, ...why };
}

function stepsOf(saved: SavedStack | undefined): number {
  const { add = 0, change = 0, destroy = 0 } = saved?.counts ?? {};
  return add + change + destroy;
}

function aboutUnsaved({ workspace }: VerifiedPlan, id: string): string[] {
  const file = path.join(workspace.folder, ERRORED_STATE);
  if (!existsSync(file)) return [];
  return [
    `its state could not be uploaded and lies in ${file}, which alone knows what was made: keep it, and push it before anything else is done to ${id} (docs/runbooks/state-upload.md)`,
  ];
}

function problemsOf(id: string, error: unknown): readonly string[] {
  if (error instanceof PlanningError) return error.problems;
  if (error instanceof TerraformFailedError || error instanceof ProviderUnavailableError)
    return [`${id}: ${error.message}`];
  throw error;
}
