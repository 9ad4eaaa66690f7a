import type { ResourceChange } from "../plan";
import { marksBelow, marksOfChange } from "../secrets/marks";
import type { Masker } from "../secrets/masker";
import { shownMessage } from "../secrets/messages";
import { joined, name, say, type SafeText } from "../text";
import { actionsOf, unknownActions } from "./actions";
import { withoutIndices } from "./configured";

/** Why Terraform plans this, in words; null where the configuration itself is the reason. */
export function causeOf(resource: ResourceChange, masker: Masker): SafeText | null {
  const parts = [
    oddActions(resource, masker),
    reasonOf(resource, masker),
    ...(resource.deposed === undefined ? [] : [say`an old object that an earlier replacement left over`]),
    ...(isForgottenReplacement(resource) ? [say`the old object stays and is only forgotten`] : []),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : joined(parts, "; ");
}

function oddActions(resource: ResourceChange, masker: Masker): SafeText | null {
  const odd = unknownActions(resource);
  if (odd.length === 0) return null;
  return say`Terraform plans ${wordsOf(odd.map((action) => word(action, masker)))}, which this review does not know`;
}

function isForgottenReplacement(resource: ResourceChange): boolean {
  const actions = actionsOf(resource);
  return actions.includes("create") && actions.includes("forget");
}

type Reason = (resource: ResourceChange, masker: Masker) => SafeText;

/**
 * All reasons of Terraform's `internal/command/jsonplan` and of OpenTofu's.
 * https://github.com/hashicorp/terraform/blob/main/internal/command/jsonplan/plan.go
 */
const REASONS: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ["replace_because_cannot_update", cannotUpdate],
  ["replace_because_tainted", () => say`it is tainted: its creation failed halfway, or somebody marked it`],
  ["replace_by_request", () => say`the plan was asked to replace it (-replace)`],
  ["replace_by_triggers", () => say`something that its replace_triggered_by names changes`],
  ["delete_because_no_resource_config", () => say`it is no longer in the configuration`],
  ["delete_because_wrong_repetition", () => say`count or for_each was added to it or taken away`],
  ["delete_because_count_index", ({ index }) => say`its index${indexed(index)} is beyond its count`],
  ["delete_because_each_key", () => say`its key is no longer in its for_each`],
  ["delete_because_no_module", noModule],
  [
    "delete_because_no_move_target",
    () => say`a moved block names it as the target, but the configuration has no such resource`,
  ],
  ["delete_because_enabled_false", () => say`its lifecycle says enabled = false`],
  ["read_because_config_unknown", () => say`its arguments are known only during the apply`],
  ["read_because_dependency_pending", () => say`it depends on something that this apply changes`],
  ["read_because_check_nested", () => say`it belongs to a check, which is read during the apply`],
  [
    "forgot_because_lifecycle_destroy_in_state",
    () => say`it was made with destroy = false and is no longer in the configuration`,
  ],
  ["forgot_because_lifecycle_destroy_in_config", () => say`a removed block says destroy = false`],
]);

function reasonOf(resource: ResourceChange, masker: Masker): SafeText | null {
  const reason = resource.action_reason;
  if (typeof reason !== "string" || reason === "" || reason === "none")
    return withoutReason(resource, masker);
  return REASONS.get(reason)?.(resource, masker) ?? say`Terraform's reason: ${word(reason, masker)}`;
}

/** Terraform before 1.0 gives paths but no reason. */
function withoutReason(resource: ResourceChange, masker: Masker): SafeText | null {
  return replacedFor(resource, masker).length === 0 ? null : cannotUpdate(resource, masker);
}

function cannotUpdate(resource: ResourceChange, masker: Masker): SafeText {
  const attributes = replacedFor(resource, masker);
  if (attributes.length === 0) return say`it cannot be changed in place`;
  return say`${wordsOf(attributes)} cannot be changed in place`;
}

function noModule({ module_address: address }: ResourceChange): SafeText {
  if (typeof address !== "string") return say`its module is no longer in the configuration`;
  return say`${name(withoutIndices(address))} is no longer in the configuration`;
}

function indexed(index: string | number | undefined): SafeText {
  return typeof index === "number" ? say` ${index}` : say``;
}

/** More of them say no more. */
const MAX_NAMED = 5;

/**
 * Attributes for whose sake a resource is replaced, as `root_block_device.volume_id`: indices of sets mean nothing, and what is marked
 * as a whole has no members to be named.
 */
function replacedFor({ change }: ResourceChange, masker: Masker): SafeText[] {
  const paths = Array.isArray(change.replace_paths) ? change.replace_paths : [];
  const names = paths.map((path) => (Array.isArray(path) ? openSteps(path, change).join(".") : ""));
  return [...new Set(names)]
    .filter((path) => path !== "")
    .sort()
    .map((path) => word(path, masker));
}

/** Names up to the first that is marked as sensitive, which has a name itself. */
function openSteps(path: readonly (string | number)[], change: ResourceChange["change"]): string[] {
  const open: string[] = [];
  let marks = marksOfChange(change);
  for (const step of path) {
    if (marks === true && open.length > 0) break;
    if (typeof step === "string") open.push(step);
    marks = marksBelow(marks, step);
  }
  return open;
}

function wordsOf(parts: readonly SafeText[]): SafeText {
  const shown = parts.slice(0, MAX_NAMED);
  const left = parts.length - shown.length;
  const all = left > 0 ? [...shown, say`${left} more`] : shown;
  if (all.length < 2) return joined(all, "");
  return say`${joined(all.slice(0, -1), ", ")} and ${all.at(-1) ?? say``}`;
}

/** Terraform's words and attribute names; a value has no such form, or is one that is hidden everywhere. */
function word(text: string, masker: Masker): SafeText {
  const isWord = /^[\w.-]{1,120}$/.test(text) && masker.showKey(text) === text;
  return isWord ? shownMessage(text) : say`something of another name`;
}
