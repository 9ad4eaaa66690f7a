import type { Configuration } from "../../planning/configuration";
import { canonicalJson, isObject, objectOf, type Json, type JsonObject } from "../../planning/json";
import type { PlanDocument } from "../../planning/plan-document";
import type { ResourceChange } from "../plan";

/**
 * The plan without changes from nothing to zero. Plugins of Terraform's older kind (SDKv2) know no null inside of blocks: what is not
 * set is `""`, `0` or `false` in their plans for updates and in every real state, but null in their plans for creations, which
 * the state of a comparison is made of. What the new configuration itself sets to zero stays.
 */
export function withoutUnset(plan: PlanDocument, old: Configuration, fresh: Configuration): PlanDocument {
  const resource_changes = plan.resource_changes?.map((entry) => {
    const { mode, type, name, change } = entry as ResourceChange;
    if (mode !== "managed" || !isObject(change.before) || !isObject(change.after)) return entry;
    const written = zerosIn(fresh.resource("resource", type, name));
    for (const key of zerosIn(old.resource("resource", type, name))) written.delete(key);
    const after = attributes(change.before, change.after, written);
    return { ...entry, change: { ...change, after } };
  });
  return resource_changes === undefined ? plan : { ...plan, resource_changes };
}

/** Attributes themselves are told apart from null. */
function attributes(before: JsonObject, after: JsonObject, written: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => {
      const was = before[key] ?? null;
      return [key, isBlocks(value) && isBlocks(was) ? blocks(was, value, written) : value];
    }),
  );
}

function isBlocks(value: Json | undefined): value is JsonObject[] {
  return Array.isArray(value) && value.length > 0 && (value as Json[]).every(isObject);
}

/** Blocks have partners: those that are the same but for zeros, else by their order. */
function blocks(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  written: ReadonlySet<string>,
): Json {
  const left = new Map<string, JsonObject[]>();
  for (const block of before) {
    const form = formOf(block);
    left.set(form, [...(left.get(form) ?? []), block]);
  }
  const same = after.map((block) => left.get(formOf(block))?.shift());
  const rest = new Set([...left.values()].flat());
  const others = before.filter((block) => rest.has(block));
  return after.map((block, index) => {
    const partner = same[index] ?? others.shift();
    return partner === undefined ? block : members(partner, block, written);
  });
}

function members(before: JsonObject, after: JsonObject, written: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => {
      const was = before[key] ?? null;
      if (was === null && isZero(value) && !written.has(key)) return [key, null];
      return [key, isBlocks(value) && isBlocks(was) ? blocks(was, value, written) : value];
    }),
  );
}

function isZero(value: Json | undefined): boolean {
  return value === "" || value === 0 || value === false;
}

/** Without what is not set. */
function formOf(value: Json): string {
  return canonicalJson(bare(value));
}

function bare(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(bare);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === null || inner === undefined || isZero(inner) ? [] : [[key, bare(inner)]],
    ),
  );
}

/** Names of what a configuration sets to zero, anywhere in it. */
function zerosIn(value: Json | undefined, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const inner of value as Json[]) zerosIn(inner, found);
  if (!isObject(value)) return found;
  for (const [key, inner] of Object.entries(objectOf(value)))
    if (isZero(inner)) found.add(key);
    else zerosIn(inner, found);
  return found;
}
