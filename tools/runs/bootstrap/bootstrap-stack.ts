import { InterruptedError, PlanningError } from "../../planning/errors";
import type { PlanDocument } from "../../planning/plan-document";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { Session } from "../core/session";
import { TerraformFailedError, Workspace, type WorkspaceParts } from "../core/workspace";
import { bucketsMadeIn, changesIn, destroyedIn } from "./changes";
import type { LocalHead } from "./local-state";
import type { BootstrapParts } from "./parts";
import { importing, situationOf, type Situation, type Subject } from "./situation";
import type { OnStep, Step } from "./steps";
import { releaseLeftLock, uploadState } from "./upload";

const PARALLELISM = 10;

export type OutcomeStatus = "created" | "up-to-date" | "differs" | "declined" | "failed";

/** What became of the state of one region. */
export interface Outcome {
  readonly id: string;
  readonly status: OutcomeStatus;
  readonly region: string;
  readonly bucket: string;
  /** What is left to be changed, as `update aws_s3_bucket.this`. */
  readonly changes: readonly string[];
  /** Why it failed; empty otherwise. */
  readonly reason: string;
}

export interface Planned {
  readonly stack: SynthesizedStack;
  readonly plan: PlanDocument;
  readonly changes: readonly string[];
}

export interface StackBootstrap {
  readonly session: Session;
  readonly stack: SynthesizedStack;
  readonly subject: Subject;
  readonly parts: BootstrapParts;
  /** Whether to apply what was planned. */
  readonly approve: (planned: Planned) => Promise<boolean>;
  readonly onStep: OnStep;
}

type Result = Pick<Outcome, "status" | "changes">;

/**
 * Takes one region from wherever it is to a remote state, and changes nothing if there is one. Rejects with a PlanningError or
 * TerraformFailedError, after which the next run goes on from there, and with InterruptedError.
 */
export async function bootstrapStack(bootstrap: StackBootstrap): Promise<Result> {
  try {
    const { session, subject } = bootstrap;
    const situation = await situationOf(session.access, subject);
    await step(bootstrap, "looked");
    if (situation.kind === "remote") {
      if (situation.leftover !== undefined) await releaseLeftLock({ access: session.access, subject });
      return await compare(bootstrap, "up-to-date");
    }
    const made = await make(bootstrap, situation);
    if (made !== undefined) return made;
    await upload(bootstrap);
    return await compare(bootstrap, "created");
  } catch (error) {
    // Terraform that was asked to stop ends as if it had failed.
    if (error instanceof TerraformFailedError && bootstrap.session.signal.aborted)
      throw new InterruptedError();
    throw error;
  }
}

/** Undefined once everything exists; otherwise what was left undone. */
async function make(
  bootstrap: StackBootstrap,
  situation: Extract<Situation, { kind: "to-make" }>,
): Promise<Result | undefined> {
  const { parts, subject, stack } = bootstrap;
  subject.local.prepare();
  const workspace = await open(bootstrap, parts.local);
  await untaint(workspace, situation.begun);
  const plan = await workspace.plan(parts.plan);
  refuseDangerous(subject, plan, situation.bucketExists);
  await step(bootstrap, "planned");
  const changes = changesIn(plan);
  if (changes.length > 0) {
    const approved = await bootstrap.approve({ stack, plan, changes });
    if (bootstrap.session.signal.aborted) throw new InterruptedError();
    if (!approved) {
      if (situation.begun === undefined) subject.local.remove();
      return { status: "declined", changes };
    }
    await workspace.apply(PARALLELISM);
  }
  await step(bootstrap, "applied");
  return undefined;
}

/** Puts the state in place, unless it has got one while this one was made. */
async function upload(bootstrap: StackBootstrap): Promise<void> {
  const { session, subject, stack } = bootstrap;
  const { backend } = stack.configuration;
  await uploadState({
    access: session.access,
    subject,
    backend: backend.config,
    terraformVersion: session.terraform.version,
    onLocked: () => step(bootstrap, "locked"),
    onUploaded: () => step(bootstrap, "uploaded"),
  });
  await step(bootstrap, "unlocked");
}

/** Plans the remote state; what is left of the local one goes. */
async function compare(bootstrap: StackBootstrap, same: "created" | "up-to-date"): Promise<Result> {
  const { parts, subject } = bootstrap;
  const workspace = await open(bootstrap, parts.remote);
  const changes = changesIn(await workspace.plan(parts.plan));
  await step(bootstrap, "compared");
  subject.local.remove();
  await step(bootstrap, "cleaned");
  return { status: changes.length > 0 ? "differs" : same, changes };
}

async function open({ session, stack }: StackBootstrap, parts: WorkspaceParts): Promise<Workspace> {
  const workspace = await Workspace.open(session, stack, parts);
  await workspace.init();
  return workspace;
}

/**
 * What was half made is kept and set right: replacing it is what these resources refuse, and nobody has put anything into
 * them yet.
 */
async function untaint(workspace: Workspace, begun: LocalHead | undefined): Promise<void> {
  for (const address of begun?.tainted ?? [])
    await workspace.run("untaint", ["untaint", "-no-color", address], { changes: true });
}

function refuseDangerous(subject: Subject, plan: PlanDocument, bucketExists: boolean): void {
  const { stack, address, local } = subject;
  const destroyed = destroyedIn(plan);
  if (destroyed.length > 0) {
    throw new PlanningError([
      `${stack}: going on from ${local.file} would destroy ${destroyed.join(", ")}; a bootstrap only makes; synthesize the commit that it was begun with, finish it, then plan and apply the change`,
    ]);
  }
  const again = bucketExists ? bucketsMadeIn(plan, address.bucket) : [];
  if (again.length > 0) {
    throw new PlanningError([
      `${stack}: the bucket ${address.bucket} exists, and what is known here would make it (${again.join(", ")}); import it: ${importing(subject)}`,
    ]);
  }
}

async function step({ session, stack, onStep }: StackBootstrap, name: Step): Promise<void> {
  await onStep({ stack: stack.id, step: name });
  if (session.signal.aborted && name !== "cleaned") throw new InterruptedError();
}
