import type { Json } from "../../planning/json";
import { joined, say, type SafeText } from "../text";
import type { Path, Shown } from "../secrets/masker";
import { member, type Reader, ROOT } from "./places";
import {
  isList,
  isMap,
  isNothing,
  isScalar,
  keysOf,
  MAX_DEPTH,
  type Scalar,
  UNKNOWN,
  type Value,
} from "./values";
import { withUnit } from "./units";

export type Side = "before" | "after";

export const KNOWN_AFTER_APPLY = say`(known after apply)`;

/** So many values of one object or list are shown; the others are counted. */
const MAX_SHOWN = 16;

/** A value of one side as text, each plain value in it through the masker. `marked`: Terraform calls all of it sensitive. */
export function textOf(
  reader: Reader,
  side: Side,
  path: Path,
  { value, marked }: { readonly value: Value; readonly marked: boolean },
): Shown {
  if (isScalar(value)) return plainText(reader, side, path, value);
  return new Text(reader, side).of(path, value, marked ? MAX_DEPTH : 0);
}

/** Of most values: they hold no others. */
function plainText({ masker, resource }: Reader, side: Side, path: Path, value: Scalar): Shown {
  const shown = masker.show(resource, side, path, value);
  if (shown.hidden) return shown;
  return { text: withUnit(shown.text, value, resource.type, nameIn(path)), hidden: false };
}

class Text {
  private left = MAX_SHOWN;
  private hidden = false;

  constructor(
    private readonly reader: Reader,
    private readonly side: Side,
  ) {}

  of(path: Path, value: Value, depth: number): Shown {
    const text = this.text(path, value, depth);
    return { text, hidden: this.hidden };
  }

  private text(path: Path, value: Value, depth: number): SafeText {
    if (value === UNKNOWN) return KNOWN_AFTER_APPLY;
    if (depth < MAX_DEPTH) {
      if (isList(value)) return this.list(path, value, depth);
      if (isMap(value)) return this.map(path, value, depth);
    }
    this.left--;
    const shown = this.reader.masker.show(this.reader.resource, this.side, path, withoutUnknown(value));
    this.hidden ||= shown.hidden;
    return shown.hidden
      ? shown.text
      : withUnit(shown.text, value as Json, this.reader.resource.type, nameIn(path));
  }

  private list(path: Path, list: readonly Value[], depth: number): SafeText {
    const parts: SafeText[] = [];
    for (const [at, value] of list.entries()) {
      if (this.left <= 0) return say`[${joined([...parts, more(list.length - at)], ", ")}]`;
      parts.push(this.text([...path, at], value, depth + 1));
    }
    return say`[${joined(parts, ", ")}]`;
  }

  private map(path: Path, map: Readonly<Record<string, Value | undefined>>, depth: number): SafeText {
    const keys = keysOf(map, {}).filter((key) => !isEmpty(map[key]));
    const parts: SafeText[] = [];
    for (const [at, key] of keys.entries()) {
      if (this.left <= 0) return say`{${joined([...parts, more(keys.length - at)], ", ")}}`;
      const label = member({ ...ROOT, before: path, after: path }, key, this.reader).label;
      parts.push(say`${label}: ${this.text([...path, key], map[key] ?? null, depth + 1)}`);
    }
    return say`{${joined(parts, ", ")}}`;
  }
}

function more(count: number): SafeText {
  return say`${count} more`;
}

function isEmpty(value: Value | undefined): boolean {
  return isNothing(value) || value === "" || (isList(value) && value.length === 0);
}

/** A value that is hidden as a whole, or too deep, without what JSON cannot say. */
function withoutUnknown(value: Value): Json {
  if (value === UNKNOWN) return null;
  if (isList(value)) return value.map(withoutUnknown);
  if (!isMap(value)) return value as Json;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutUnknown(inner ?? null)]),
  );
}

/** The attribute's name at the end of a path. */
export function nameIn(path: Path): string {
  for (let at = path.length - 1; at >= 0; at--) {
    const step = path[at];
    if (typeof step === "string") return step;
  }
  return "";
}
