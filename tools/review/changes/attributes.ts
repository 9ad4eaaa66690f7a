import { isObject, type Json, type JsonObject } from "../../planning/json";
import type { AttributeChange } from "../model";
import type { ResourceChange } from "../plan";
import type { Path } from "../secrets/masker";
import { name, say } from "../text";
import { isComputed } from "./configured";
import { type Difference, Differences, shownSide } from "./differences";
import { withSortedMembers } from "./members";
import { member, ROOT, type Reader } from "./places";
import { tellingPlaces } from "./telling";
import { textOf } from "./texts";
import { isNothing, isVoid, planned, UNKNOWN } from "./values";

/** What differs in one resource; `more` were too many to list. */
export interface Compared {
  readonly differences: readonly Difference[];
  readonly more: number;
}

/** What else is known of the resource. */
export interface Told {
  /** Its arguments, if the configuration has it. */
  readonly expressions: JsonObject | undefined;
  /** Both sides are what is there, not what is wanted. */
  readonly drifted: boolean;
}

export function compare(reader: Reader): Compared {
  const { change } = reader.resource;
  const differences = new Differences(reader);
  differences.compare(ROOT, {
    before: change.before,
    after: planned(change.after, change.after_unknown),
    marks: [change.before_sensitive, change.after_sensitive],
  });
  return { differences: differences.found, more: differences.more };
}

/** The differences as a reader sees them: what forces a replacement first, what only the provider decides last. */
export function attributesOf(
  reader: Reader,
  { differences, more }: Compared,
  { expressions, drifted }: Told,
): AttributeChange[] {
  const forcing = forcingPaths(reader.resource);
  const attributes = differences.map((difference): AttributeChange => {
    const path = isNothing(difference.after) ? difference.place.before : difference.place.after;
    const before = shownSide(reader, "before", difference);
    const after = shownSide(reader, "after", difference);
    return {
      path: difference.place.label === "" ? say`(all)` : difference.place.label,
      kind: kindOf(difference),
      before: before === null ? null : before.text,
      after: after === null ? null : after.text,
      hidden: before?.hidden === true || after?.hidden === true,
      forcesReplacement: forcing(path),
      computed: (drifted || saysNothing(difference)) && isComputed(expressions, path),
    };
  });
  if (attributes.length === 0) attributes.push(...sensitivityChange(reader.resource));
  if (more > 0) attributes.push(plain({ path: say`(others)`, after: say`${more} more differences` }));
  return withSortedMembers(attributes.sort((a, b) => rankOf(a) - rankOf(b)));
}

/** Of values that nobody wrote: what is not known yet, and nothing in another form. */
function saysNothing({ before, after }: Difference): boolean {
  return after === UNKNOWN || (isVoid(before) && isVoid(after));
}

function kindOf({ before, after }: Difference): AttributeChange["kind"] {
  if (isNothing(before)) return "added";
  return isNothing(after) ? "removed" : "changed";
}

/** Sorting is stable: within a rank they stay sorted by name. */
function rankOf({ forcesReplacement, computed }: AttributeChange): number {
  if (forcesReplacement) return 0;
  return computed ? 2 : 1;
}

/** Terraform also updates a resource of which only this changes. */
function sensitivityChange({ change }: ResourceChange): AttributeChange[] {
  const marks = [change.before_sensitive, change.after_sensitive].map((mark) =>
    JSON.stringify(marked(mark ?? null)),
  );
  if (marks[0] === marks[1] || change.before === null || change.after === null) return [];
  return [
    plain({ path: say`(sensitivity)`, after: say`which values are sensitive changes; the values stay` }),
  ];
}

/** Without what is not marked: Terraform writes it or leaves it out. */
function marked(mark: Json): Json {
  if (Array.isArray(mark)) {
    const elements = mark.map(marked);
    return elements.some((element) => element !== false) ? elements : false;
  }
  if (!isObject(mark)) return mark === true;
  const members = Object.entries(mark).map(([key, inner]) => [key, marked(inner ?? null)] as const);
  const set = members.filter(([, inner]) => inner !== false);
  return set.length > 0 ? Object.fromEntries(set) : false;
}

function plain({ path, after }: Pick<AttributeChange, "path" | "after">): AttributeChange {
  const rest = { before: null, hidden: false, forcesReplacement: false, computed: false } as const;
  return { path, kind: "changed", after, ...rest };
}

/** Whether a path is one of those that force the replacement, or above or below one. */
function forcingPaths({ change }: ResourceChange): (path: Path) => boolean {
  const paths = (Array.isArray(change.replace_paths) ? change.replace_paths : []).filter(
    Array.isArray,
  ) as Path[];
  if (paths.length === 0) return () => false;
  const whole = new Set(paths.map((path) => JSON.stringify(path)));
  const above = new Set(paths.flatMap((path) => path.map((_, at) => JSON.stringify(path.slice(0, at)))));
  return (path) =>
    above.has(JSON.stringify(path)) || path.some((_, at) => whole.has(JSON.stringify(path.slice(0, at + 1))));
}

/** The few attributes that tell what comes or goes. */
export function tellingAttributes(reader: Reader, side: "before" | "after"): AttributeChange[] {
  const { change } = reader.resource;
  const values = side === "before" ? change.before : planned(change.after, change.after_unknown);
  const marks = side === "before" ? change.before_sensitive : change.after_sensitive;
  return tellingPlaces(reader, values).map(({ place, value }) => {
    const key = String(place.after[0]);
    const marked = marks === true || (isObject(marks) && marks[key] === true);
    const shown = textOf(reader, side, place[side], { value, marked });
    const texts =
      side === "before" ? { before: shown.text, after: null } : { before: null, after: shown.text };
    const kind = side === "before" ? "removed" : "added";
    return {
      path: place.label,
      kind,
      ...texts,
      hidden: shown.hidden,
      forcesReplacement: false,
      computed: false,
    };
  });
}

/** An import says under which id it finds what is there. */
export function importedAs(reader: Reader): AttributeChange[] {
  const id = reader.resource.change.importing?.id;
  if (typeof id !== "string" || id === "") return [];
  const place = member(ROOT, "id", reader);
  const shown = textOf(reader, "before", place.before, { value: id, marked: false });
  return [
    { ...plain({ path: name("(imported id)"), after: shown.text }), kind: "added", hidden: shown.hidden },
  ];
}
