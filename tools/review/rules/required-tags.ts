import { isObject } from "../../planning/json";
import type { Detected, Detector } from "../detector";
import { joined, name, say, type SafeText } from "../text";

/** Finds created and changed resources that lack one of `keys`; of a provider's default tags `tags_all` has them, too. */
export function requiredTags(keys: readonly string[]): Detector {
  return ({ resource, masker }) => {
    const { actions, after, after_unknown: unknown } = resource.change;
    if (keys.length === 0 || !actions.some((action) => action === "create" || action === "update")) return [];
    if (!isObject(after)) return [];
    const unknownTags = isObject(unknown) ? unknown["tags_all"] : undefined;
    if (!("tags_all" in after) || unknownTags === true) return [];
    const tags = { ...(isObject(after["tags_all"]) ? after["tags_all"] : {}) };
    const later = isObject(unknownTags) ? unknownTags : {};
    const missing = keys.filter((key) => !hasText(tags[key]) && later[key] !== true);
    return missing.length === 0 ? [] : [finding(missing, masker.showAddress(resource.address))];
  };
}

function hasText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function finding(missing: readonly string[], address: SafeText): Detected {
  const tags = joined(
    missing.map((key) => name(key)),
    ", ",
  );
  return {
    rule: "required-tags",
    level: "warn",
    title:
      missing.length === 1
        ? say`${address}: the tag ${tags} is missing`
        : say`${address}: the tags ${tags} are missing`,
  };
}
