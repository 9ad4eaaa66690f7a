import { isObject, type Json } from "../../planning/json";
import { joined, name, say, type SafeText } from "../text";
import type { Shown } from "../secrets/masker";
import { matchElements, type Matched } from "./elements";
import { isPolicy, withLists } from "./policy-lists";
import { anyElement, element, inside, line, member, type Place, type Reader } from "./places";
import { textOf } from "./texts";
import {
  documentIn,
  isList,
  isMap,
  isNothing,
  isScalar,
  keysThatDiffer,
  MAX_DEPTH,
  mayBeDocument,
  same,
  type Value,
  type ValueObject,
} from "./values";

/** One place where the two sides of a change are not the same. */
export interface Difference {
  readonly place: Place;
  /** Undefined: it is not there. */
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  /** Instead of both values: what differs though the values are equal. */
  readonly words?: readonly [before: SafeText, after: SafeText];
  /** Terraform calls all of it sensitive. */
  readonly marked: boolean;
}

/** Both values of one place, with what Terraform says of their sensitivity. */
export interface Sides {
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly marks: readonly [before: Json | undefined, after: Json | undefined];
}

/** Documents whose members are known not to be secret, even where their values are. */
const DOCUMENTS =
  /(?:^|_)(?:policy|policies|policy_document|policy_json|container_definitions|dashboard_body|definition|event_pattern|statement)$/;

/** Beyond it the rest of one resource's differences is counted, not listed. */
export const MAX_DIFFERENCES = 300;

/** Finds what differs, down to the members of JSON texts, the elements of lists and the lines of texts. */
export class Differences {
  readonly found: Difference[] = [];
  /** How many more there are. */
  more = 0;

  constructor(private readonly reader: Reader) {}

  compare(place: Place, sides: Sides, depth = 0): void {
    if (!same(sides.before, sides.after)) this.differ(place, sides, depth);
  }

  /** Of sides that are known not to be the same. */
  private differ(place: Place, sides: Sides, depth: number): void {
    const { before, after, marks } = sides;
    const marked = marks[0] === true || marks[1] === true;
    const reported = this.found.length + this.more;
    if (!marked && depth < MAX_DEPTH) this.descend(place, sides, depth + 1);
    if (reported === this.found.length + this.more) this.report({ place, before, after, marked });
  }

  private descend(place: Place, { before, after, marks }: Sides, depth: number): void {
    if (areBoth(isMap, before, after)) this.members(place, [objectOf(before), objectOf(after)], marks, depth);
    else if (areBoth(isList, before, after))
      this.elements(place, [listOf(before), listOf(after)], marks, depth);
    else if (typeof before === "string" && typeof after === "string") this.texts(place, before, after, depth);
  }

  private members(
    place: Place,
    [before, after]: readonly [ValueObject, ValueObject],
    marks: Sides["marks"],
    depth: number,
  ): void {
    for (const key of keysThatDiffer(before, after)) {
      const below = [markOf(marks[0], key), markOf(marks[1], key)] as const;
      const sides = { before: before[key], after: after[key], marks: below };
      this.differ(member(place, key, this.reader), sides, depth);
    }
  }

  private elements(
    place: Place,
    [before, after]: readonly [readonly Value[], readonly Value[]],
    marks: Sides["marks"],
    depth: number,
  ): void {
    const matched = matchElements(before, after);
    for (const [from, to] of matched.changed) {
      const at = element(place, from, to, this.labelOf(place, matched, after[to], to));
      const below = [markOf(marks[0], from), markOf(marks[1], to)] as const;
      this.compare(at, { before: before[from], after: after[to], marks: below }, depth);
    }
    for (const at of matched.removed)
      this.report({
        place: anyElement(place, at),
        before: before[at],
        after: undefined,
        marked: markOf(marks[0], at) === true,
      });
    for (const at of matched.added)
      this.report({
        place: anyElement(place, at),
        before: undefined,
        after: after[at],
        marked: markOf(marks[1], at) === true,
      });
    if (matched.reordered) this.reordered(place, before, after);
  }

  private reordered(place: Place, before: readonly Value[], after: readonly Value[]): void {
    if (after.every(isScalar)) return this.report({ place, before, after, marked: false });
    const words = [say`(one order)`, say`(another order of the same elements)`] as const;
    return this.report({ place, before, after, words, marked: false });
  }

  /** What an element is called by, if the masker lets that through; else where it stands. */
  private labelOf(
    place: Place,
    { identity }: Matched,
    value: Value | undefined,
    at: number,
  ): SafeText | undefined {
    if (identity === null || !isMap(value)) return undefined;
    const parts = identity.map((key) =>
      this.reader.masker.show(this.reader.resource, "after", [...place.after, at, key], value[key] as Json),
    );
    return parts.some(({ hidden }) => hidden)
      ? undefined
      : joined(
          parts.map(({ text }) => text),
          name(" "),
        );
  }

  private texts(place: Place, before: string, after: string, depth: number): void {
    const haveLines = before.includes("\n") && after.includes("\n");
    const mayBeDocuments = mayBeDocument(before) && mayBeDocument(after);
    // Of most texts there is nothing to open: the masker need not be asked.
    if ((!haveLines && !mayBeDocuments) || !this.mayOpen(place, before, after)) return;
    const old = mayBeDocuments ? documentIn(before) : undefined;
    const young = old === undefined ? undefined : documentIn(after);
    if (old !== undefined && young !== undefined) return this.documents(place, old, young, depth);
    if (haveLines) this.lines(place, before, after);
  }

  private documents(place: Place, before: Value, after: Value, depth: number): void {
    const policies = isPolicy(before) && isPolicy(after);
    const sides = policies ? [withLists(before), withLists(after)] : [before, after];
    if (same(sides[0], sides[1])) {
      const words = [say`(JSON)`, say`(the same JSON, written in another way)`] as const;
      return this.report({ place, before, after, words, marked: false });
    }
    return this.differ(
      inside(place),
      { before: sides[0], after: sides[1], marks: [undefined, undefined] },
      depth,
    );
  }

  private lines(place: Place, before: string, after: string): void {
    const old = before.split("\n");
    const young = after.split("\n");
    const { removed, added } = matchElements(old, young);
    const pairs = Math.max(removed.length, added.length);
    const paired = removed.length === added.length;
    for (let at = 0; at < pairs; at++) {
      const from = removed[at];
      const to = added[at];
      const was = from === undefined ? undefined : old[from];
      const is = to === undefined ? undefined : young[to];
      if (paired) this.report({ place: line(place, (to ?? 0) + 1), before: was, after: is, marked: false });
      else {
        if (from !== undefined)
          this.report({ place: line(place, from + 1), before: was, after: undefined, marked: false });
        if (to !== undefined)
          this.report({ place: line(place, to + 1), before: undefined, after: is, marked: false });
      }
    }
  }

  /** Parts of a text are shown where all of it might be, or where its members are no secret. */
  private mayOpen(place: Place, before: string, after: string): boolean {
    const { masker, resource } = this.reader;
    const attribute = place.after[0];
    if (place.after.length === 1 && typeof attribute === "string" && DOCUMENTS.test(attribute)) return true;
    return (
      !masker.show(resource, "before", place.before, before).hidden &&
      !masker.show(resource, "after", place.after, after).hidden
    );
  }

  private report(difference: Difference): void {
    if (this.found.length >= MAX_DIFFERENCES) this.more++;
    else this.found.push(difference);
  }
}

/** Words for one side of a difference; null where there is nothing. */
export function shownSide(reader: Reader, side: "before" | "after", difference: Difference): Shown | null {
  const value = difference[side];
  if (difference.words) return { text: difference.words[side === "before" ? 0 : 1], hidden: false };
  if (isNothing(value)) return null;
  return textOf(reader, side, difference.place[side], { value, marked: difference.marked });
}

/** Where one is missing, the other says what both would be. */
function areBoth(
  is: (value: Value | undefined) => boolean,
  before: Value | undefined,
  after: Value | undefined,
): boolean {
  return (isNothing(before) || is(before)) && (isNothing(after) || is(after));
}

function markOf(mark: Json | undefined, step: string | number): Json | undefined {
  if (mark === true) return true;
  if (Array.isArray(mark)) return (mark as readonly Json[])[Number(step)];
  return isObject(mark) ? mark[String(step)] : undefined;
}

function objectOf(value: Value | undefined): ValueObject {
  return isMap(value) ? value : {};
}

function listOf(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}
