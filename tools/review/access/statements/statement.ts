import { isObject, type Json, type JsonObject } from "../../../planning/json";
import type { Path } from "../../secrets/masker";
import { textOf } from "../sides";
import { clausesOf, type Clause } from "./conditions";

/** One value of a statement, as it is compared and where it stands. */
export interface Item {
  readonly key: string;
  readonly path: Path;
  readonly value: Json;
}

/** Actions, resources or principals: those listed, or all others. */
export interface Dimension {
  readonly negated: boolean;
  readonly items: readonly Item[];
  /** Of a trust policy: it says nothing of resources. */
  readonly implied?: true;
}

/** One statement of a policy in a form in which order, `Sid` and lists of one element make no difference. */
export interface Statement {
  readonly allows: boolean;
  readonly principals: Dimension;
  readonly actions: Dimension;
  readonly resources: Dimension;
  readonly clauses: readonly Clause[];
  /** Equal for statements that say the same. */
  readonly identity: string;
}

/** Of a policy of a role, a user or a group: whoever holds it. */
export const HOLDER = "holder";

/** Reads the text of a policy; undefined for one that is none. */
export function statementsOf(text: Json | undefined, at: Path): Statement[] | undefined {
  const document = typeof text === "string" ? parsed(text) : text;
  if (!isObject(document)) return undefined;
  const statements = document["Statement"];
  const list = Array.isArray(statements) ? (statements as readonly Json[]) : [statements ?? null];
  if (!list.every(isObject)) return undefined;
  return list.map((statement, index) => statementOf(statement, [...at, "Statement", index]));
}

function statementOf(body: JsonObject, at: Path): Statement {
  const parts = {
    allows: textOf(body["Effect"]).toLowerCase() === "allow",
    principals: principalsOf(body, at),
    actions: dimension(body, at, { name: "Action", missing: "*", key: (text) => text.toLowerCase() }),
    resources: dimension(body, at, { name: "Resource", missing: "*", key: (text) => text }),
    clauses: clausesOf(body["Condition"], [...at, "Condition"]),
  };
  return { ...parts, identity: identityOf(parts) };
}

interface Said {
  readonly text: string;
  readonly path: Path;
}

/** A statement that allows one thing, from the attributes of a resource. */
export function statementOfParts(parts: {
  readonly principal: Said & { readonly kind: string };
  readonly action: Said;
  readonly resource: Said;
  readonly conditions: readonly { operator: string; key: string; value: string; path: Path }[];
}): Statement {
  const { principal, action, resource, conditions } = parts;
  const one = ({ text, path }: Said, key: string): Dimension => ({
    negated: false,
    items: [{ key, path, value: text }],
  });
  const statement = {
    allows: true,
    principals: one(principal, principalKey(principal.kind)(principal.text)),
    actions: one(action, action.text.toLowerCase()),
    resources: one(resource, resource.text),
    clauses: conditions.flatMap(({ operator, key, value, path }) =>
      clausesOf({ [operator]: { [key]: value } }, []).map((clause) => ({ ...clause, path })),
    ),
  };
  return { ...statement, identity: identityOf(statement) };
}

function identityOf(parts: Omit<Statement, "identity">): string {
  const keys = ({ negated, items }: Dimension): unknown => [negated, items.map((item) => item.key).sort()];
  const clauses = parts.clauses.map(({ operator, ifExists, key, values }) =>
    JSON.stringify([operator, ifExists, key, values]),
  );
  return JSON.stringify([
    parts.allows,
    keys(parts.principals),
    keys(parts.actions),
    keys(parts.resources),
    clauses.sort(),
  ]);
}

interface Field {
  readonly name: string;
  readonly missing: string;
  readonly key: (text: string) => string;
}

function dimension(body: JsonObject, at: Path, { name, missing, key }: Field): Dimension {
  const negated = body[name] === undefined && body[`Not${name}`] !== undefined;
  const field = negated ? `Not${name}` : name;
  const value = body[field];
  if (value === undefined)
    return { negated: false, items: [{ key: missing, path: at, value: missing }], implied: true };
  return { negated, items: unique(itemsOf(value, [...at, field], key)) };
}

function principalsOf(body: JsonObject, at: Path): Dimension {
  const negated = body["Principal"] === undefined && body["NotPrincipal"] !== undefined;
  const field = negated ? "NotPrincipal" : "Principal";
  const value = body[field];
  if (value === undefined || value === null) {
    return { negated: false, items: [{ key: HOLDER, path: at, value: null }] };
  }
  if (!isObject(value)) return { negated, items: itemsOf(value, [...at, field], principalKey("AWS")) };
  const items = Object.entries(value).flatMap(([kind, listed]) =>
    itemsOf(listed ?? null, [...at, field, kind], principalKey(kind)),
  );
  return { negated, items: unique(items) };
}

const ACCOUNT = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/;

/** The same for an account's number and its root's ARN. */
function principalKey(kind: string): (text: string) => string {
  return (text) => {
    if (kind === "AWS" && text === "*") return "*";
    const account = kind === "AWS" ? ACCOUNT.exec(text)?.[1] : undefined;
    return account === undefined ? `${kind}:${text}` : `AWS:${account}`;
  };
}

function itemsOf(value: Json, path: Path, key: (text: string) => string): Item[] {
  if (!Array.isArray(value)) return [{ key: key(textOf(value)), path, value }];
  return (value as readonly Json[]).map((inner, index) => ({
    key: key(textOf(inner)),
    path: [...path, index],
    value: inner,
  }));
}

function unique(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
