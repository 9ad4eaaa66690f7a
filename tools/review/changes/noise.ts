import type { Action, AttributeChange, Noise } from "../model";

/** A change without weight; an update is one only if all that it changes is. */
export function noiseOf(action: Action, type: string, attributes: readonly AttributeChange[]): Noise | null {
  if (action === "move") return "moved";
  if (action === "read") return "read";
  if (action !== "update" || attributes.length === 0) return null;
  if (attributes.every(({ computed }) => computed)) return "computed-only";
  return attributes.every((one) => one.computed || isTag(type, one)) ? "tags-only" : null;
}

/** Other types have blocks of this name that select by tags. */
const TAG_BLOCKS: ReadonlySet<string> = new Set(["aws_autoscaling_group", "aws_autoscaling_group_tag"]);
/** Tags of what the resource makes, at any depth. Not `target_tags`, `principal_tags` and their like: they select, and permit. */
const TAGS_OF_OTHERS =
  /^(?:[^:]*\.)?(?:ami|final_backup|incident|job|recovery_point|staging_area|volume)_tags(?:$|[.[])/;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

function isTag(type: string, { path }: AttributeChange): boolean {
  if (/^tags(?:_all)?(?:$|[.[])/.test(path)) return true;
  if (TAG_BLOCKS.has(type)) return path.startsWith("tag[");
  return TAGS_OF_OTHERS.test(path.replace(QUOTED, ""));
}
