import { canonicalJson, type Json, objectOf } from "../../planning/json";
import { type Difference, Differences, shownSide } from "../changes/differences";
import { member, type Reader, ROOT } from "../changes/places";
import { type Side, textOf } from "../changes/texts";
import { isList, isMap, isNothing, planned, same as isEqual, type Value } from "../changes/values";
import type { Subject } from "../detector";
import { type SafeText, say } from "../text";
import { type Found, headOf, namesOf, type Pattern, pathText } from "./paths";

// More lines of one finding nobody reads; the diff has all of them.
const MAX_LINES = 5;

/** A line for each member at or below `patterns` that is not the same before and after, named as the changes name it. */
export function changedLines(subject: Subject, patterns: readonly Pattern[]): SafeText[] {
  const reader: Reader = { resource: subject.resource, masker: subject.masker };
  const { found, more } = differencesAt(reader, new Set(patterns.map(headOf)));
  const lines = found.flatMap((difference) => linesOf(reader, difference, patterns));
  const shown = lines.slice(0, MAX_LINES).map((make) => make());
  const rest = lines.length - shown.length + more;
  return rest > 0 ? [...shown, say`and ${rest} more`] : shown;
}

/** How a value stood before, for the words of a destruction. */
export function beforeLine(subject: Subject, { path, value }: Found): SafeText {
  return say`${pathText(path, subject.masker)}: ${subject.masker.show(subject.resource, "before", path, value).text}`;
}

function differencesAt(reader: Reader, heads: ReadonlySet<string>): Differences {
  const { before, after, after_unknown: unknown, before_sensitive, after_sensitive } = reader.resource.change;
  const old = objectOf(before);
  const young = objectOf(after);
  const differences = new Differences(reader);
  for (const head of heads) {
    const isUnknown = unknown === true ? true : objectOf(unknown)[head];
    differences.compare(member(ROOT, head, reader), {
      before: old[head],
      after: planned(young[head], isUnknown),
      marks: [markOf(before_sensitive, head), markOf(after_sensitive, head)],
    });
  }
  return differences;
}

function markOf(marks: Json | undefined, head: string): Json | undefined {
  return marks === true ? true : objectOf(marks)[head];
}

/** One line of what is at a pattern or below it; of a block that comes or goes, what is at the pattern in it. */
function linesOf(
  reader: Reader,
  difference: Difference,
  patterns: readonly Pattern[],
): readonly (() => SafeText)[] {
  const { place, before, after, marked } = difference;
  const path = isNothing(after) ? place.before : place.after;
  const names = path.filter((step) => typeof step === "string");
  const related = patterns.map(namesOf).filter((steps) => isPrefix(steps, names) || isPrefix(names, steps));
  if (related.some((steps) => steps.length <= names.length))
    return [
      () => {
        const was = shownSide(reader, "before", difference)?.text ?? NOTHING;
        return say`${place.label}: ${was} -> ${shownSide(reader, "after", difference)?.text ?? NOTHING}`;
      },
    ];
  return related.flatMap((steps) => {
    const inner = steps.slice(names.length);
    const [old, young] = [before, after].map((side) => leafAt(side, inner));
    if (isEqual(old, young)) return [];
    const at = inner.reduce((above, step) => member(above, step, reader), place);
    const text = (side: Side, value: Value | undefined): SafeText =>
      isNothing(value) ? NOTHING : textOf(reader, side, at[side], { value, marked }).text;
    return [() => say`${at.label}: ${text("before", old)} -> ${text("after", young)}`];
  });
}

const NOTHING = say`null`;

function isPrefix(some: readonly string[], all: readonly string[]): boolean {
  return some.length <= all.length && some.every((step, at) => step === all[at]);
}

/** Through blocks that there are once. */
function leafAt(value: Value | undefined, steps: readonly string[]): Value | undefined {
  const [step, ...rest] = steps;
  const block = isList(value) && value.length === 1 && steps.length > 0 ? value[0] : value;
  if (step === undefined) return block;
  return isMap(block) ? leafAt(block[step], rest) : undefined;
}

export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  return canonicalJson(one) === canonicalJson(other);
}
