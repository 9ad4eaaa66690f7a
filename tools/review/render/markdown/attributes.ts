import type { AttributeChange } from "../../model";
import { visible } from "../inert";
import { shortenPair } from "../shorten";

/** What fits in one line of a comment on GitHub. */
const LINE = 100;

/** Lines of a `diff` block: GitHub colours those that begin with `+`, `-` or `!`. */
export function diffLines(attribute: AttributeChange, longest: number): string[] {
  const { kind, forcesReplacement } = attribute;
  const path = visible(attribute.path);
  const [before, after] = shortenPair(shown(attribute.before), shown(attribute.after), longest);
  const why = forcesReplacement ? "  # forces replacement" : "";
  switch (kind) {
    case "added":
      return [`+ ${path}: ${after}${why}`];
    case "removed":
      return [`- ${path}: ${before}${why}`];
    case "changed":
      return path.length + before.length + after.length <= LINE
        ? [`! ${path}: ${before} -> ${after}${why}`]
        : [`- ${path}: ${before}${why}`, `+ ${path}: ${after}`];
  }
}

function shown(text: string | null): string {
  return text === null ? "(nothing)" : visible(text);
}
