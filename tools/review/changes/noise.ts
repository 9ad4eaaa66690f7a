import type { Action, AttributeChange, Noise } from "../model";

/** A change without weight; an update is one only if all that it changes is. */
export function noiseOf(action: Action, type: string, attributes: readonly AttributeChange[]): Noise | null {
  if (action === "move") return "moved";
  if (action === "read") return "read";
  if (action !== "update" || attributes.length === 0) return null;
  if (attributes.every(({ computed }) => computed)) return "computed-only";
  return attributes.every((one) => one.computed || isTag(type, one)) ? "tags-only" : null;
}

/**
 * Providers whose `tags` are keys with values. Elsewhere they may be names that rules select by, as the network tags of
 * `google_compute_instance` are: https://cloud.google.com/vpc/docs/add-remove-network-tags
 */
const TAGGED = /^(?:aws|azurerm|azapi|alicloud|tencentcloud)_/;
/** All of them or one of a map's; an element of a list has a number. */
const TAG = /^tags(?:_all)?(?:$|\.|\["|\[\()/;
/** Other types have blocks of this name that select by tags. */
const TAG_BLOCKS: ReadonlySet<string> = new Set(["aws_autoscaling_group", "aws_autoscaling_group_tag"]);
/** Tags of what the resource makes, at any depth. Not `target_tags`, `principal_tags` and their like: they select, and permit. */
const TAGS_OF_OTHERS =
  /^(?:[^:]*\.)?(?:ami|final_backup|incident|job|recovery_point|staging_area|volume)_tags(?:$|[.[])/;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

function isTag(type: string, { path }: AttributeChange): boolean {
  if (TAG.test(path)) return TAGGED.test(type);
  if (TAG_BLOCKS.has(type)) return path.startsWith("tag[");
  return TAGS_OF_OTHERS.test(path.replace(QUOTED, ""));
}
