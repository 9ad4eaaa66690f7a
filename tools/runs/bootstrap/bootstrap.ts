import { InterruptedError, messageOf, PlanningError } from "../../planning/errors";
import { ProviderUnavailableError } from "../../planning/providers/installation";
import { readManifest, type SynthesizedStack } from "../../planning/synthesis";
import { selectStacks } from "../../preview/selection";
import { parseStackId } from "../../stack-name";
import { requireAccount } from "../aws/identity";
import { stateAddressOf } from "../aws/state-store";
import { chooseStacks, type Chosen } from "../core/chosen";
import { type Session, type SessionOptions, withSession } from "../core/session";
import { TerraformFailedError } from "../core/workspace";
import { type Imports, readImports } from "../plan/imports";
import { bootstrapStack, type Outcome, type Planned } from "./bootstrap-stack";
import { type FirstDeployment, firstDeployment } from "./first-deployment";
import { LocalState } from "./local-state";
import { partsOf } from "./parts";
import type { Subject } from "./situation";
import type { OnStep } from "./steps";

export interface BootstrapRequest extends SessionOptions {
  readonly synthDirectory: string;
  readonly environmentName: string;
  /** Ids or globs of state stacks; empty: those of all regions. */
  readonly stacks: readonly string[];
  /** Folder with import blocks for what exists already. */
  readonly imports?: string;
  readonly approve: (planned: Planned) => Promise<boolean>;
  readonly onStep?: OnStep;
}

export interface Bootstrapped {
  readonly environment: string;
  readonly account: string;
  readonly states: readonly Outcome[];
  /** What comes next; undefined while a state is missing. */
  readonly next: FirstDeployment | undefined;
}

const LAYER = "state";

/**
 * Takes an account to a remote state in each region of an environment, one after the other, and may be repeated and
 * interrupted at any point. A region that fails does not keep the next one from being tried. Rejects with a PlanningError for what is
 * wrong before anything starts, and with InterruptedError.
 */
export async function bootstrap(request: BootstrapRequest): Promise<Bootstrapped> {
  return withSession(
    request,
    () => prepare(request),
    async (session, { chosen, imports }) => {
      const subjects = [...chosen.stacks.values()].map((stack) => ({
        stack,
        subject: subjectOf(request, stack, imports),
      }));
      const account = await checkAccount(
        session,
        request.environmentName,
        subjects.map(({ subject }) => subject),
      );
      const states: Outcome[] = [];
      for (const { stack, subject } of subjects)
        states.push(await outcomeOf(session, request, { stack, subject, imports }));
      const complete = states.every(({ status }) => status !== "failed" && status !== "declined");
      const { environmentName: environment, synthDirectory } = request;
      const next = complete ? await firstDeployment(session.access, synthDirectory, environment) : undefined;
      return { environment, account, states, next };
    },
  );
}

function prepare({ environmentName: environment, stacks, synthDirectory, imports }: BootstrapRequest): {
  readonly chosen: Chosen;
  readonly imports: Imports;
} {
  const ids = [...readManifest(synthDirectory).keys()];
  // Names that do not exist are told with the nearest.
  selectStacks(ids, { environments: [environment], stacks });
  const states = ids.filter((id) => isState(id) && parseStackId(id).environment === environment);
  if (states.length === 0) {
    throw new PlanningError([
      `--env ${environment} has no layer "${LAYER}" in ${synthDirectory}; run "npm run synth" again, or choose an environment that has one`,
    ]);
  }
  const chosen = chooseStacks(synthDirectory, {
    environments: [environment],
    stacks: stacks.length > 0 ? stacks : states,
  });
  const others = [...chosen.stacks.keys()].filter((id) => !isState(id));
  if (others.length > 0) {
    throw new PlanningError([
      `--stack: ${others.join(", ")}: bootstrap makes states only (${states.join(", ")}); plan and apply make the rest`,
    ]);
  }
  return { chosen, imports: imports === undefined ? new Map() : readImports(imports, chosen.stacks.keys()) };
}

function isState(id: string): boolean {
  return parseStackId(id).layer === LAYER;
}

function subjectOf(
  request: BootstrapRequest,
  { id, configuration }: SynthesizedStack,
  imports: Imports,
): Subject {
  const { environmentName: environment, plansDirectory } = request;
  const address = stateAddressOf(configuration);
  if (address.owner === undefined) {
    throw new PlanningError([
      `${id}: no provider of it has allowed_account_ids, so it could be made in any account; run "npm run synth" again`,
    ]);
  }
  const local = new LocalState(plansDirectory, address.owner, id);
  return { environment, stack: id, address, local, imports: imports.has(id) };
}

async function checkAccount(
  { access }: Session,
  environment: string,
  subjects: readonly Subject[],
): Promise<string> {
  const [first] = subjects;
  const account = first?.address.owner ?? "";
  await requireAccount(access, first?.address.region ?? "", { environment, account });
  return account;
}

async function outcomeOf(
  session: Session,
  { kind, approve, onStep = (): void => undefined }: BootstrapRequest,
  { stack, subject, imports }: { stack: SynthesizedStack; subject: Subject; imports: Imports },
): Promise<Outcome> {
  const { bucket, region } = subject.address;
  try {
    if (session.signal.aborted) throw new InterruptedError();
    const parts = partsOf(kind, stack, subject.local.file, imports.get(stack.id));
    const result = await bootstrapStack({ session, stack, subject, parts, approve, onStep });
    return { id: stack.id, region, bucket, reason: "", ...result };
  } catch (error) {
    return { id: stack.id, status: "failed", region, bucket, changes: [], reason: reasonOf(stack.id, error) };
  }
}

function reasonOf(stack: string, error: unknown): string {
  if (error instanceof PlanningError) return messageOf(error);
  if (error instanceof TerraformFailedError || error instanceof ProviderUnavailableError)
    return `${stack}: ${error.message}`;
  throw error;
}
