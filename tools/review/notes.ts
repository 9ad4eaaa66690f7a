import { isObject, type Json, objectOf } from "../planning/json";
import type { PlanInput, ReviewInput } from "./input";
import type { Note } from "./model";
import type { Plan } from "./plan";
import { UNSEEN } from "./risks/notes";
import { unreadRules } from "./risks/weakening/firewalls";
import type { Masker } from "./secrets/masker";
import { shownMessage } from "./secrets/messages";
import { name, say, type SafeText } from "./text";

// Up to Terraform 1.14. https://developer.hashicorp.com/terraform/internals/json-format
const KNOWN_FIELDS = new Set([
  "format_version",
  "terraform_version",
  "variables",
  "planned_values",
  "resource_drift",
  "resource_changes",
  "deferred_changes",
  "action_invocations",
  "deferred_action_invocations",
  "output_changes",
  "prior_state",
  "configuration",
  "relevant_attributes",
  "checks",
  "timestamp",
  "applyable",
  "complete",
  "errored",
  // Of Terraform Cloud's redacted form.
  "plan_format_version",
  "provider_schemas",
  "provider_format_version",
]);
const KNOWN_ACTIONS = new Set(["no-op", "create", "read", "update", "delete", "forget"]);

const KINDS: Readonly<Record<ReviewInput["kind"], SafeText | null>> = {
  offline: say`Planned offline, from an empty account: everything is a creation, and nothing is known of what exists`,
  emulated: say`Planned against an emulator of AWS, not against an account`,
  // Says so itself.
  against: null,
  online: null,
  unknown: null,
};

/** What else a reviewer has to know of how much these plans say. `told`: for each plan what `tellingsOf` says of it. */
export function notesOf(
  { kind, plans, limits = [] }: ReviewInput,
  told: readonly (readonly SafeText[])[],
): Note[] {
  const known = KINDS[kind];
  const general = [...(known === null ? [] : [known]), ...limits.map(name)];
  return [
    ...general.map((text) => ({ stacks: [], text })),
    ...(plans.some(deletes) ? [{ stacks: [], text: UNSEEN }] : []),
    ...plans.flatMap(({ stack }, at) => (told[at] ?? []).map((text) => ({ stacks: [name(stack)], text }))),
  ];
}

function deletes({ plan }: PlanInput): boolean {
  return (plan?.resource_changes ?? []).some(({ change }) => change.actions.includes("delete"));
}

/** How complete one plan is, and which of its checks fail. */
export function tellingsOf({ plan, redacted }: PlanInput, masker: Masker): SafeText[] {
  if (plan === undefined) return [];
  const deferred = count(plan.deferred_changes);
  const actions = count(plan.action_invocations) + count(plan.deferred_action_invocations);
  return [
    ...(plan.errored === true ? [say`Planning ended with an error: what follows it is missing`] : []),
    ...(plan.complete === false ? [say`This plan is not complete: another one has to follow it`] : []),
    ...(deferred > 0 ? [say`${deferred} changes are deferred, for what they need is not known yet`] : []),
    ...(actions > 0 ? [say`${actions} actions of providers run with it`] : []),
    ...(redacted ? [say`Redacted: values are left out, so that only what needs none is analysed`] : []),
    ...failedChecks(plan, masker),
  ];
}

function failedChecks({ checks = [] }: Plan, masker: Masker): SafeText[] {
  return checks.flatMap((check) => {
    const status = check["status"];
    if (status !== "fail" && status !== "error") return [];
    const address = objectOf(check["address"])["to_display"];
    return [
      say`The check ${typeof address === "string" ? masker.showAddress(address) : say`without a name`} ${WORDS[status]}`,
    ];
  });
}

const WORDS = { fail: say`fails`, error: say`could not be made` } as const;

/** What is not understood here, once for all stacks. `strange`: for each plan what `strangersIn` finds in it. */
export function notAnalysed(plans: readonly PlanInput[], strange: readonly (readonly SafeText[])[]): Note[] {
  const found = new Map<SafeText, Set<SafeText>>();
  for (const [at, { stack }] of plans.entries())
    for (const text of strange[at] ?? []) {
      const stacks = found.get(text) ?? new Set();
      found.set(text, stacks.add(name(stack)));
    }
  return [...found].map(([text, stacks]) => ({ stacks: [...stacks], text }));
}

/** Fields and actions that no Terraform known here has. */
export function strangersIn(plan: Plan, masker: Masker): SafeText[] {
  const found: SafeText[] = [];
  for (const [field, value] of Object.entries(plan))
    if (!KNOWN_FIELDS.has(field) && !isEmpty(value))
      found.push(say`the field ${word(field, masker)} of the plan`);
  for (const resource of plan.resource_changes ?? []) {
    const { address, change } = resource;
    for (const action of change.actions)
      if (!KNOWN_ACTIONS.has(action))
        found.push(say`the action ${word(action, masker)} of ${masker.showAddress(address)}`);
    const rules = unreadRules(resource);
    if (rules !== null) found.push(say`the rules in ${name(rules)} of ${masker.showAddress(address)}`);
  }
  return found;
}

function word(text: string, masker: Masker): SafeText {
  const shown = masker.showKey(text);
  return shown === text ? shownMessage(text) : shown;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined) return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function count(list: Json | readonly unknown[] | undefined): number {
  return Array.isArray(list) ? list.length : 0;
}
