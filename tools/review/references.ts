import { isObject, type Json, type JsonObject, objectOf } from "../planning/json";
import type { PlanInput } from "./input";

/** Who refers to whom in one plan's configuration, by addresses without indices. */
export interface References {
  /** Addresses that the expressions of a resource mention. */
  readonly ofResource: ReadonlyMap<string, readonly string[]>;
  /** Of each output of the root module. */
  readonly ofOutput: ReadonlyMap<string, readonly string[]>;
  /** `data.terraform_remote_state.<name>`, with the state that it reads as its configuration says. */
  readonly remoteStates: ReadonlyMap<string, string>;
}

const REMOTE_STATE = "terraform_remote_state";

export function referencesIn({ plan }: PlanInput): References {
  const ofResource = new Map<string, readonly string[]>();
  const remoteStates = new Map<string, string>();
  const root = objectOf(objectOf(plan?.configuration)["root_module"]);
  walk(root, "", (address, resource) => {
    ofResource.set(address, [...mentioned(resource["expressions"])]);
    if (resource["type"] === REMOTE_STATE)
      remoteStates.set(address, JSON.stringify(resource["expressions"] ?? null));
  });
  const outputs = Object.entries(objectOf(root["outputs"])).map(
    ([output, body]) => [output, [...mentioned(objectOf(body)["expression"])]] as const,
  );
  return { ofResource, ofOutput: new Map(outputs), remoteStates };
}

function walk(
  module: JsonObject,
  prefix: string,
  visit: (address: string, resource: JsonObject) => void,
): void {
  for (const resource of listOf(module["resources"]))
    visit(`${prefix}${textOf(resource["address"])}`, resource);
  for (const [call, body] of Object.entries(objectOf(module["module_calls"])))
    walk(objectOf(objectOf(body)["module"]), `${prefix}module.${call}.`, visit);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as Json[]).filter(isObject) : [];
}

/** All that stands in lists called `references`, however deep. */
function mentioned(value: Json | undefined, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const element of value as Json[]) mentioned(element, found);
  if (!isObject(value)) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "references" && Array.isArray(inner)) {
      for (const reference of inner as Json[]) if (typeof reference === "string") found.add(reference);
    } else if (key !== "constant_value") mentioned(inner, found);
  }
  return found;
}

/** `aws_x.y` of `aws_x.y[0].id`; with `module.` and `data.` as they are. */
export function resourceOf(reference: string): string {
  const plain = reference.replace(/\[[^\]]*\]/g, "");
  const [, resource] = /^((?:module\.[\w-]+\.)*(?:data\.)?[\w-]+\.[\w-]+)/.exec(plain) ?? [];
  return resource ?? plain;
}
