import { PlanningError } from "../../planning/errors";
import { type Json, type JsonObject, isObject } from "../../planning/json";
import type { Plan } from "../plan";
import { JsonProblem, MAX_DEPTH } from "./large-json";
import { shapeProblem } from "./shape";
import { WANTED } from "./wanted";

/** Of `format_version`; any minor version is understood, as Terraform only adds to it. */
const MAJOR_VERSION = 1;

export interface ReadPlan {
  readonly plan: Plan;
  readonly redacted: boolean;
}

/**
 * The plan that `read` gives. Rejects with a PlanningError that says what it is instead; no part of the document is in it.
 */
export async function planOf(source: string, read: () => Promise<Json>): Promise<ReadPlan> {
  const refuse = (what: string): never => {
    throw new PlanningError([`${source}: ${what}; ${WANTED}`]);
  };
  let document: Json;
  try {
    document = await read();
  } catch (error) {
    if (error instanceof JsonProblem) return refuse(notJson(error));
    throw error;
  }
  if (!isObject(document)) return refuse("is JSON, but not an object");
  const redacted = typeof document["plan_format_version"] === "string";
  if (!redacted && !isPlan(document)) return refuse(otherDocument(document));
  checkVersion(source, document[redacted ? "plan_format_version" : "format_version"]);
  const plan = withoutNulls(redacted ? usualForm(document) : document) as Plan;
  const problem = shapeProblem(plan);
  return problem === null ? { plan, redacted } : refuse(`is a damaged plan: ${problem}`);
}

function notJson({ kind, offset, first }: JsonProblem): string {
  switch (kind) {
    case "empty":
      return "is empty";
    case "not JSON":
      return `is not JSON from byte ${offset} on`;
    case "incomplete":
      return `is not JSON: it ends too early, after ${offset} bytes`;
    case "not UTF-8":
      return `is not text in UTF-8 from byte ${offset} on`;
    case "too deep":
      return `has values that are nested more than ${MAX_DEPTH} deep`;
    case "more follows":
      return isObject(first) && "@level" in first
        ? LOG
        : `has more than one document, from byte ${offset} on`;
  }
}

const LOG = "is the log that terraform plan -json writes, not a plan";
const PLAN_FIELDS = ["planned_values", "resource_changes", "output_changes", "configuration", "applyable"];

function isPlan(document: JsonObject): boolean {
  return "format_version" in document && PLAN_FIELDS.some((field) => field in document);
}

/** What an object is that is not a plan. */
function otherDocument(document: JsonObject): string {
  const has = (...fields: string[]): boolean => fields.every((field) => field in document);
  if (has("lineage", "serial")) return "is a Terraform state file, not a plan";
  if (has("@level", "@message")) return LOG;
  if (has("valid", "diagnostics")) return "is the answer of terraform validate -json, not a plan";
  if (has("format_version", "provider_schemas")) return "holds providers' schemas, not a plan";
  if (has("format_version", "values") || Object.keys(document).join() === "format_version")
    return "is a Terraform state (terraform show -json without a saved plan), not a plan";
  if (has("formatVersion", "stacks")) return "is the summary of a preview, not a plan; name its folder";
  if (has("data")) return "is a record of Terraform Cloud's API, not a plan";
  if (has("errors")) return "is an error of Terraform Cloud's API, not a plan";
  return "is JSON, but not a plan";
}

function checkVersion(source: string, version: Json | undefined): void {
  const text = typeof version === "string" ? version.slice(0, 20) : "";
  const [, major] = /^(\d+)(?:\.\d+)*$/.exec(text) ?? [];
  if (Number(major) === MAJOR_VERSION) return;
  const told = major === undefined ? "no format version that can be read" : `format version ${text}`;
  const remedy =
    Number(major) > MAJOR_VERSION
      ? "this review is older than that; update it, or show the plan with an older Terraform"
      : "show the plan with Terraform 1.5 or later";
  throw new PlanningError([`${source}: has ${told}, and ${MAJOR_VERSION}.x is understood; ${remedy}`]);
}

/** Terraform Cloud's redacted form has the plan's fields, another name for the version, and the schemas to render it with. */
function usualForm({
  plan_format_version,
  provider_schemas,
  provider_format_version,
  ...plan
}: JsonObject): JsonObject {
  void provider_schemas;
  void provider_format_version;
  return { ...plan, format_version: plan_format_version };
}

/** A field that Terraform leaves empty is absent or null, depending on its version. */
function withoutNulls(document: JsonObject): JsonObject {
  return Object.values(document).includes(null)
    ? Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null))
    : document;
}
