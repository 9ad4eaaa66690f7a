import { isObject, type Json, objectOf } from "../planning/json";
import type { PlanInput, ReviewInput } from "./input";
import type { Note } from "./model";
import type { Plan } from "./plan";
import { UNSEEN } from "./risks/notes";
import { unreadRules } from "./risks/weakening/firewalls";
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

/** What else a reviewer has to know of how much these plans say. */
export function notesOf({ kind, plans, limits = [] }: ReviewInput): Note[] {
  const known = KINDS[kind];
  const general = [...(known === null ? [] : [known]), ...limits.map(name)];
  return [
    ...general.map((text) => ({ stacks: [], text })),
    ...(plans.some(deletes) ? [{ stacks: [], text: UNSEEN }] : []),
    ...plans.flatMap((input) => texts(input).map((text) => ({ stacks: [name(input.stack)], text }))),
  ];
}

function deletes({ plan }: PlanInput): boolean {
  return (plan?.resource_changes ?? []).some(({ change }) => change.actions.includes("delete"));
}

function texts({ plan, redacted }: PlanInput): SafeText[] {
  if (plan === undefined) return [];
  const deferred = count(plan.deferred_changes);
  const actions = count(plan.action_invocations) + count(plan.deferred_action_invocations);
  return [
    ...(plan.errored === true ? [say`Planning ended with an error: what follows it is missing`] : []),
    ...(plan.complete === false ? [say`This plan is not complete: another one has to follow it`] : []),
    ...(deferred > 0 ? [say`${deferred} changes are deferred, for what they need is not known yet`] : []),
    ...(actions > 0 ? [say`${actions} actions of providers run with it`] : []),
    ...(redacted ? [say`Redacted: values are left out, so that only what needs none is analysed`] : []),
    ...failedChecks(plan),
  ];
}

function failedChecks({ checks = [] }: Plan): SafeText[] {
  return checks.flatMap((check) => {
    const status = check["status"];
    if (status !== "fail" && status !== "error") return [];
    const address = objectOf(check["address"])["to_display"];
    return [
      say`The check ${shownMessage(typeof address === "string" ? address : "without a name")} ${WORDS[status]}`,
    ];
  });
}

const WORDS = { fail: say`fails`, error: say`could not be made` } as const;

/** What is in a plan and not understood here. */
export function notAnalysed(plans: readonly PlanInput[]): Note[] {
  const found = new Map<SafeText, Set<SafeText>>();
  for (const { stack, plan } of plans) {
    if (plan === undefined) continue;
    for (const text of strangers(plan)) {
      const stacks = found.get(text) ?? new Set();
      found.set(text, stacks.add(name(stack)));
    }
  }
  return [...found].map(([text, stacks]) => ({ stacks: [...stacks], text }));
}

function* strangers(plan: Plan): Generator<SafeText> {
  for (const [field, value] of Object.entries(plan))
    if (!KNOWN_FIELDS.has(field) && !isEmpty(value)) yield say`the field ${shownMessage(field)} of the plan`;
  for (const resource of plan.resource_changes ?? []) {
    const { address, change } = resource;
    for (const action of change.actions)
      if (!KNOWN_ACTIONS.has(action))
        yield say`the action ${shownMessage(action)} of ${shownMessage(address)}`;
    const rules = unreadRules(resource);
    if (rules !== null) yield say`the rules in ${name(rules)} of ${shownMessage(address)}`;
  }
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined) return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function count(list: Json | readonly unknown[] | undefined): number {
  return Array.isArray(list) ? list.length : 0;
}
