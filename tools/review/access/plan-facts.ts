import { isObject, type Json, type JsonObject, objectOf } from "../../planning/json";
import { textOf } from "./sides";
import type { Plan, ResourceChange } from "../plan";

/** What detectors of access have to know of a whole plan; read once a plan. */
export interface PlanFacts {
  /** Values by which a resource that is there, and stays, is known: ids, names, ARNs. */
  readonly staying: ReadonlySet<string>;
  /** The same of those that go. */
  readonly going: ReadonlySet<string>;
  /** Accounts that the plan itself works in; empty where it cannot be seen. */
  readonly accounts: ReadonlySet<string>;
  /** Addresses (without indices) and ARNs (after the account) of policies that are used as permissions boundaries. */
  readonly boundaries: ReadonlySet<string>;
  /** Attributes that the configuration sets, by address without indices; undefined where it cannot be seen. */
  readonly configured: ReadonlyMap<string, ReadonlySet<string>>;
}

const known = new WeakMap<Plan, PlanFacts>();

export function factsOf(plan: Plan): PlanFacts {
  const found = known.get(plan) ?? readFacts(plan);
  known.set(plan, found);
  return found;
}

const IDENTITIES = ["id", "arn", "name", "bucket", "url", "function_name", "domain_name"] as const;
// Their names are those of what they belong to.
const DEPENDENT = /_(?:policy|attachment|rule|permission|association|acl|public_access_block)$/;

function readFacts(plan: Plan): PlanFacts {
  const facts = {
    staying: new Set<string>(),
    going: new Set<string>(),
    accounts: new Set<string>(),
    boundaries: new Set<string>(),
    configured: new Map<string, ReadonlySet<string>>(),
  };
  for (const resource of plan.resource_changes ?? []) {
    readIdentities(resource, facts);
    readBoundary(resource, facts.boundaries);
    if (resource.mode === "data") readAccount(resource, facts.accounts);
    else for (const side of [resource.change.before, resource.change.after]) readOwner(side, facts.accounts);
  }
  const root = objectOf(objectOf(plan.configuration)["root_module"]);
  readConfiguration(root, "", facts);
  readPriorAccount(objectOf(objectOf(objectOf(plan.prior_state)["values"])["root_module"]), facts.accounts);
  return facts;
}

function readIdentities(
  { mode, type, change, deposed }: ResourceChange,
  facts: { staying: Set<string>; going: Set<string> },
): void {
  if (mode === "data" || deposed !== undefined || DEPENDENT.test(type) || !isObject(change.before)) return;
  const goes = change.actions.includes("delete") && !change.actions.includes("create");
  for (const attribute of IDENTITIES) {
    const value = change.before[attribute];
    if (typeof value === "string" && value !== "") (goes ? facts.going : facts.staying).add(value);
  }
}

/** `policy/path/name` of a policy's ARN. */
export function afterAccount(arn: string): string {
  return arn.split(":").slice(5).join(":");
}

const ARN_ACCOUNT = /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/;

/** A resource that is managed here is in the account that its own ARN names. */
function readOwner(side: Json | undefined, accounts: Set<string>): void {
  const arn = isObject(side) ? side["arn"] : undefined;
  const account = typeof arn === "string" ? ARN_ACCOUNT.exec(arn)?.[1] : undefined;
  if (account !== undefined) accounts.add(account);
}

function readAccount({ type, change }: ResourceChange, accounts: Set<string>): void {
  if (type === "aws_caller_identity") addAccount(change.after, accounts);
}

function addAccount(values: Json | undefined, accounts: Set<string>): void {
  const account = isObject(values) ? values["account_id"] : undefined;
  if (typeof account === "string") accounts.add(account);
}

function readPriorAccount(module: JsonObject, accounts: Set<string>): void {
  for (const resource of objectsOf(module["resources"])) {
    if (resource["type"] === "aws_caller_identity") addAccount(resource["values"], accounts);
  }
  for (const child of objectsOf(module["child_modules"])) readPriorAccount(child, accounts);
}

function readBoundary({ change }: ResourceChange, boundaries: Set<string>): void {
  for (const side of [change.before, change.after]) {
    const arn = isObject(side) ? side["permissions_boundary"] : undefined;
    if (typeof arn === "string") boundaries.add(afterAccount(arn));
  }
}

function readConfiguration(
  module: JsonObject,
  prefix: string,
  facts: { boundaries: Set<string>; configured: Map<string, ReadonlySet<string>> },
): void {
  for (const resource of objectsOf(module["resources"])) {
    const expressions = objectOf(resource["expressions"]);
    facts.configured.set(`${prefix}${textOf(resource["address"])}`, new Set(attributesOf(expressions)));
    const { references } = objectOf(expressions["permissions_boundary"]);
    for (const reference of Array.isArray(references) ? (references as Json[]) : []) {
      if (typeof reference === "string")
        facts.boundaries.add(`${prefix}${reference.replace(/\.arn$|\.id$/, "")}`);
    }
  }
  for (const [name, call] of Object.entries(objectOf(module["module_calls"]))) {
    readConfiguration(objectOf(objectOf(call)["module"]), `${prefix}module.${name}.`, facts);
  }
}

/** `policy`, `vpc_config`, `vpc_config.subnet_ids`. */
function attributesOf(expressions: JsonObject): string[] {
  return Object.entries(expressions).flatMap(([attribute, value]) => [
    attribute,
    ...objectsOf(value).flatMap((block) => Object.keys(block).map((inner) => `${attribute}.${inner}`)),
  ]);
}

/** Whether the configuration sets an attribute; yes where that cannot be seen. What it does not set AWS decides. */
export function isConfigured(plan: Plan, address: string, attribute: string): boolean {
  return factsOf(plan).configured.get(configuredAddress(address))?.has(attribute) ?? true;
}

function objectsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as Json[]).filter(isObject) : [];
}

/** An address without its indices: as the configuration has it. */
export function configuredAddress(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}
