import { type Counts, countChanges } from "../planning/plan-document";
import { stackNameOf } from "../stack-name";
import { ACCESS } from "./access/detectors";
import { causeOf } from "./changes/cause";
import { renamesIn } from "./changes/renames";
import { remedyName } from "./changes/remedy";
import { reviewedChanges } from "./changes/reviewed-changes";
import { Consumers } from "./consumers";
import type { Detector } from "./detector";
import {
  type FindingOfStack,
  gravestFirst,
  groupChanges,
  groupFindings,
  groupRenames,
  type RenameOfStack,
  worstOf,
} from "./groups";
import type { PlanInput, ReviewInput } from "./input";
import { matrixOf } from "./matrix";
import {
  type Finding,
  type Level,
  REVIEW_FORMAT_VERSION,
  type Review,
  type ReviewedChange,
  type ReviewedStack,
} from "./model";
import { notAnalysed, notesOf, strangersIn, tellingsOf } from "./notes";
import { brokenReaders, outputsOf } from "./outputs";
import { reachesOf } from "./reach";
import { digestOf } from "./read/digest";
import { referencesIn } from "./references";
import { RISKS } from "./risks/detectors";
import { stillNamed } from "./still-named";
import { requiredTags } from "./rules/required-tags";
import { applyWaivers, type Waivers } from "./rules/waivers";
import type { Masker } from "./secrets/masker";
import { maskerOf } from "./secrets/masker-of";
import { shownMessage } from "./secrets/messages";
import { name, say, type SafeText } from "./text";
import { verdictOf } from "./verdict";

export interface ReviewOptions {
  /** Of the hashes that stand for hidden values: whoever has it can try guesses. */
  readonly key: Uint8Array;
  readonly waivers: Waivers;
  /** ISO 8601 date, for waivers that expire. */
  readonly today: string;
  /** Tags that each taggable resource must have; none for other people's plans. */
  readonly tagKeys: readonly string[];
  /** Construct paths of a stack's addresses, where they are known. */
  readonly constructs?: (stack: string) => ReadonlyMap<string, string>;
}

// Plans of other projects are rows of one column.
const OTHERS = { environment: "plan", place: "" };
const DESTROYED: ReadonlySet<string> = new Set(["stateful-destroyed", "contents-destroyed"]);
const NOTHING: Counts = { add: 0, change: 0, destroy: 0, replace: 0, import: 0, forget: 0 };

/** From plans to all that a reviewer is shown. A pure function: the same plans give the same review. */
export function review(input: ReviewInput, options: ReviewOptions): Review {
  const { plans } = input;
  const detectors = [...RISKS, ...ACCESS, requiredTags(options.tagKeys)];
  const references = new Map(plans.map((plan) => [plan.stack, referencesIn(plan)]));
  const consumers = new Consumers(plans, references);
  const analysed = plans.map((plan) => analyse(plan, detectors, options));
  const changes = analysed.flatMap((one) => one.changes);
  const drift = analysed.flatMap((one) => one.drift);
  const outputs = outputsOf(plans, consumers);
  const found = [
    ...analysed.flatMap(({ findings }) => findings),
    ...brokenReaders(outputs),
    ...stillNamed(plans, (of, address) => shownAddress(of, address, options)),
  ];
  const reviewed = plans.flatMap(({ stack, plan }) => (plan === undefined ? [] : [stack]));
  const { waivers, today } = options;
  const { findings, problems } = applyWaivers(groupFindings(found), waivers, today, reviewed);
  const levels = openLevels(findings);
  const stacks = plans.map((plan) => reviewedStack(plan, levels.get(plan.stack) ?? []));
  const totals = sum(stacks.flatMap(({ counts }) => counts ?? []));
  const done = changes.filter(({ action }) => action !== "no-op" && action !== "read");
  return {
    formatVersion: REVIEW_FORMAT_VERSION,
    kind: input.kind,
    commit: input.commit === null ? null : name(input.commit),
    uncommitted: input.uncommitted ?? false,
    against: input.against === null ? null : name(input.against),
    verdict: verdictOf({
      totals,
      stacks,
      findings,
      changes: done.length + outputs.length,
      drifted: drift.length,
    }),
    totals,
    matrix: matrixOf(stacks),
    stacks,
    findings: [...findings].sort(gravestFirst),
    changes: groupChanges(changes),
    drift: groupChanges(drift),
    outputs,
    renames: groupRenames(analysed.flatMap(({ renames }) => renames)),
    reaches: reachesOf(changes, references, consumers),
    notes: [
      ...notesOf(
        input,
        analysed.map(({ told }) => told),
      ),
      ...problems,
    ],
    notAnalysed: notAnalysed(
      plans,
      analysed.map(({ strange }) => strange),
    ),
    digest: digestOf(plans),
  };
}

/** For few addresses: each makes its plan's masker anew. */
function shownAddress({ plan, redacted }: PlanInput, address: string, { key }: ReviewOptions): SafeText {
  return plan === undefined ? say`` : maskerOf(plan, { key, redacted }).showAddress(address);
}

interface Analysed {
  readonly changes: readonly ReviewedChange[];
  readonly drift: readonly ReviewedChange[];
  readonly findings: readonly FindingOfStack[];
  readonly renames: readonly RenameOfStack[];
  readonly told: readonly SafeText[];
  readonly strange: readonly SafeText[];
}

const WITHOUT_PLAN: Analysed = { changes: [], drift: [], findings: [], renames: [], told: [], strange: [] };

function analyse(input: PlanInput, detectors: readonly Detector[], options: ReviewOptions): Analysed {
  const { stack, plan, redacted } = input;
  if (plan === undefined) return WITHOUT_PLAN;
  const masker = maskerOf(plan, { key: options.key, redacted });
  const constructs = options.constructs?.(stack);
  const { changes, drift } = reviewedChanges(input, masker, constructs);
  const renames = renamesIn(input, masker, constructs);
  return {
    changes,
    drift,
    findings: findingsIn(input, masker, detectors, renames),
    renames,
    told: tellingsOf(input, masker),
    strange: strangersIn(plan, masker),
  };
}

function findingsIn(
  { stack, plan }: PlanInput,
  masker: Masker,
  detectors: readonly Detector[],
  renames: readonly RenameOfStack[],
): FindingOfStack[] {
  const renamed = new Map<string, RenameOfStack>(renames.map((rename) => [rename.from, rename]));
  const findings: FindingOfStack[] = [];
  for (const resource of plan?.resource_changes ?? []) {
    if (plan === undefined || resource.mode === "data") continue;
    const cause = causeOf(resource, masker);
    const subject = { stack, plan, resource, masker, cause };
    const rename = resource.deposed === undefined ? renamed.get(resource.address) : undefined;
    for (const detector of detectors)
      for (const { rule, level, title, details = [] } of detector(subject))
        findings.push({
          rule,
          level,
          title,
          details: [...details, ...(DESTROYED.has(rule) ? renameLines(rename) : [])],
          cause,
          address: masker.showAddress(resource.address),
          stack: name(stack),
        });
  }
  return findings;
}

/** What is lost only because it has another name now. */
function renameLines(rename: RenameOfStack | undefined): SafeText[] {
  if (rename === undefined) return [];
  const { to, remedy } = rename;
  return [
    say`${to} looks like the same thing under another name: with ${remedyName(remedy)} nothing is destroyed (suspected renames)`,
  ];
}

/** By stack, of findings that are not waived. */
function openLevels(findings: readonly Finding[]): Map<string, Level[]> {
  const found = new Map<string, Level[]>();
  for (const { level, stacks, waived } of findings) {
    if (waived !== null) continue;
    for (const stack of stacks) found.set(stack, [...new Set([...(found.get(stack) ?? []), level])]);
  }
  return found;
}

function reviewedStack({ stack, status, reason, plan }: PlanInput, levels: readonly Level[]): ReviewedStack {
  const { environment, place, layer } = stackNameOf(stack) ?? { ...OTHERS, layer: stack };
  return {
    id: name(stack),
    environment: name(environment),
    place: name(place),
    layer: name(layer),
    status,
    reason: reason === "" ? null : shownMessage(reason),
    counts: plan === undefined ? null : countChanges(plan),
    worst: worstOf(levels),
  };
}

function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, counts) => ({
      add: total.add + counts.add,
      change: total.change + counts.change,
      destroy: total.destroy + counts.destroy,
      replace: total.replace + counts.replace,
      import: total.import + counts.import,
      forget: total.forget + counts.forget,
    }),
    NOTHING,
  );
}
