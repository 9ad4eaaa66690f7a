import type { Json } from "../../../planning/json";

// The provider keeps these in another form than they are written in.
const FORMS: Readonly<Record<string, (value: string) => string>> = {
  "aws_route53_record.name": (name) => name.replace(/\.$/, "").toLowerCase(),
};

/** A configured value as the provider keeps it. */
export function normal(type: string, path: readonly (string | number)[], value: Json): Json {
  const form = FORMS[`${type}.${path.join(".")}`];
  return form !== undefined && typeof value === "string" ? form(value) : value;
}
