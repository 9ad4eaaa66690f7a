import { isObject, objectOf, type Json, type JsonObject } from "../../../planning/json";
import { valueAt } from "../../../planning/resource-attributes";

export type Path = readonly (string | number)[];

/** What `steps` lead to inside of `value`; undefined if there is nothing. */
export function member(value: Json | undefined, [step, ...rest]: Path): Json | undefined {
  if (step === undefined || value === undefined) return value;
  if (step === "*") {
    if (!Array.isArray(value)) return undefined;
    const all = (value as Json[]).map((element) => member(element, rest));
    return all.includes(undefined) ? undefined : (all as Json[]);
  }
  // A single block is an object in configurations and a list in states.
  if (Array.isArray(value) && typeof step === "string") return undefined;
  return member(valueAt(value, [step]), rest);
}

/** What the configuration says of each element; sets come in another order, so their known members decide. */
export function sourcesFor(elements: readonly Json[], source: Json | undefined): (Json | undefined)[] {
  if (source === undefined || source === null || typeof source === "string") return [];
  const left = Array.isArray(source) ? [...(source as Json[])] : [source];
  if (!elements.every(isObject)) return left;
  return elements.map((element) => {
    const index = Math.max(
      0,
      left.findIndex((candidate) => agrees(objectOf(candidate), element)),
    );
    return left.splice(index, 1)[0];
  });
}

function agrees(source: JsonObject, element: JsonObject): boolean {
  return Object.entries(source).every(([key, value]) => {
    const known = element[key];
    const plain = typeof value !== "object" && !String(value).includes("${");
    return !plain || typeof known === "object" || known === undefined || String(known) === String(value);
  });
}
