import { isObject, objectOf, type Json, type JsonObject } from "../../../planning/json";
import { typeOf } from "../../../planning/outputs";
import type { CtyType } from "../../../planning/providers/schema";

/** `value` as Terraform would convert it to `type`. */
export function conform(value: Json, type: CtyType | undefined): Json {
  if (value === null || type === undefined) return value;
  if (!Array.isArray(type)) return conformPrimitive(value, type);
  const [kind, inner] = type as [string, CtyType];
  switch (kind) {
    case "list":
    case "set":
      return listOf(value).map((element) => conform(element, inner));
    case "map":
      return mapped(objectOf(value), () => inner);
    case "object": {
      const only = Array.isArray(value) ? ((value as Json[])[0] ?? null) : value;
      if (!isObject(only)) return only;
      const absent = Object.fromEntries(Object.keys(objectOf(inner)).map((key) => [key, null]));
      return mapped({ ...absent, ...only }, (key) => objectOf(inner)[key]);
    }
    default:
      return value;
  }
}

/** As states write it: a value of any type carries its type along. */
export function encode(value: Json, type: CtyType | undefined): Json {
  if (value === null || type === undefined || !JSON.stringify(type).includes('"dynamic"')) return value;
  if (type === "dynamic") return { value, type: typeOf(value) };
  const [kind, inner] = type as unknown as [string, CtyType];
  if (Array.isArray(value)) return (value as Json[]).map((element) => encode(element, inner));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    return [key, encode(member ?? null, kind === "object" ? objectOf(inner)[key] : inner)] as const;
  });
  return Object.fromEntries(entries);
}

function conformPrimitive(value: Json, type: CtyType): Json {
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (type === "number" && typeof value === "string" && value !== "" && Number.isFinite(Number(value)))
    return Number(value);
  if (type === "bool" && (value === "true" || value === "false")) return value === "true";
  return value;
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [value];
}

function mapped(value: JsonObject, typeFor: (key: string) => CtyType | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, conform(inner ?? null, typeFor(key))]),
  );
}
