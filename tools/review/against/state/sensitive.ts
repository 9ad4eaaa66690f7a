import { isObject, type Json } from "../../../planning/json";
import { typeAt } from "../../../planning/resource-attributes";
import type { CtyType } from "../../../planning/providers/schema";

/** Paths as states write them, of all that `marks` (a plan's `after_sensitive`) marks in a value of `type`. */
export function sensitivePaths(marks: Json, type: CtyType, path: readonly Json[] = []): Json[] {
  if (marks === true) return path.length > 0 ? [path] : [];
  const kind = Array.isArray(type) ? (type as Json[])[0] : type;
  // An element of a set has no path of its own.
  if (kind === "set") return hasMark(marks) ? [path] : [];
  if (Array.isArray(marks)) {
    return (marks as Json[]).flatMap((mark, index) =>
      sensitivePaths(mark, typeAt(type, [index]), [...path, indexStep(index, "number")]),
    );
  }
  if (!isObject(marks)) return [];
  return Object.entries(marks).flatMap(([name, mark]) => {
    const step = kind === "map" ? indexStep(name, "string") : { type: "get_attr", value: name };
    return sensitivePaths(mark ?? false, typeAt(type, [name]), [...path, step]);
  });
}

function indexStep(value: number | string, type: "number" | "string"): Json {
  return { type: "index", value: { value, type } };
}

function hasMark(marks: Json): boolean {
  return JSON.stringify(marks).includes("true");
}
