import { isObject, type Json, type JsonObject } from "../../../planning/json";
import type { Detected, Subject } from "../../detector";
import type { Path } from "../../secrets/masker";
import { say } from "../../text";
import { configuredAddress, factsOf, isConfigured } from "../plan-facts";
import { detected } from "../rules";
import { sidesOf, stringOf, type Sides } from "../sides";
import { POLICY_ATTRIBUTES, type PolicyAttribute, type PolicyKind } from "./catalog";
import { compareText } from "./difference";
import { statementsOf, type Statement } from "./statement";

/** The policies of one resource before and after: who may do more, who less. */
export function policies(subject: Subject): readonly Detected[] {
  const attributes = POLICY_ATTRIBUTES.get(subject.resource.type);
  const sides = attributes && sidesOf(subject);
  if (!sides) return [];
  return [
    ...attributes.flatMap((attribute) => comparePolicy(subject, sides, attribute)),
    ...inlinePolicies(subject, sides),
  ];
}

function comparePolicy(subject: Subject, sides: Sides, where: PolicyAttribute): readonly Detected[] {
  const { before, after, unknown } = sides;
  const { attribute, openByDefault = false } = where;
  const owner = where.owner === undefined ? undefined : ownerOf(subject, sides, where.owner);
  // With what it was about everything goes that was denied, too.
  if (after === null && (where.owner === undefined || owner === "going")) return [];
  const isNew = before === null && owner !== "staying";
  if (unknown[attribute] === true) {
    return isConfigured(subject.plan, subject.resource.address, attribute) ? unreadable(!isNew) : [];
  }
  return compareSides(subject, {
    before: before?.[attribute],
    after: after?.[attribute],
    path: [attribute],
    kind: kindOf(subject, sides, where.kind),
    isNew,
    openByDefault: openByDefault && !isNew,
  });
}

interface Compared {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly path: Path;
  readonly kind: PolicyKind;
  readonly isNew: boolean;
  readonly openByDefault: boolean;
}

function compareSides(subject: Subject, compared: Compared): readonly Detected[] {
  const { before, after, path, kind, isNew, openByDefault } = compared;
  if (before === after) return [];
  const missing = openByDefault ? OPEN : [];
  const old = isEmpty(before) ? missing : statementsOf(before, path);
  const next = isEmpty(after) ? missing : statementsOf(after, path);
  if (!old || !next) return unreadable(!isNew);
  return compareText(subject, { old, next, kind, isNew });
}

const OPEN: readonly Statement[] =
  statementsOf({ Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } }, []) ?? [];

function isEmpty(policy: Json | undefined): boolean {
  return policy === undefined || policy === null || policy === "";
}

function unreadable(exists: boolean): Detected[] {
  return exists
    ? [
        detected(
          "policy-unreadable",
          say`the policy is known only after apply: who can do more than before cannot be seen`,
        ),
      ]
    : [
        detected(
          "new-policy-unreadable",
          say`this new policy is known only after apply: what it allows cannot be seen`,
        ),
      ];
}

/** Whether what a policy belongs to is there already, or goes in the same plan. */
function ownerOf(
  { plan }: Subject,
  { before, after }: Sides,
  attribute: string,
): "staying" | "going" | undefined {
  const { staying, going } = factsOf(plan);
  const owner = stringOf(after, attribute) ?? stringOf(before, attribute);
  if (owner === undefined) return undefined;
  if (staying.has(owner)) return "staying";
  return going.has(owner) ? "going" : undefined;
}

function kindOf({ resource, plan }: Subject, { before, after }: Sides, kind: PolicyKind): PolicyKind {
  if (resource.type !== "aws_iam_policy") return kind;
  const { boundaries } = factsOf(plan);
  const path = `policy${stringOf(after ?? before, "path") ?? "/"}${stringOf(after ?? before, "name") ?? ""}`;
  return boundaries.has(configuredAddress(resource.address)) || boundaries.has(path) ? "limit" : kind;
}

/** `inline_policy` blocks of a role: told apart by their names. */
function inlinePolicies(subject: Subject, { before, after, unknown }: Sides): readonly Detected[] {
  if (subject.resource.type !== "aws_iam_role" || after === null) return [];
  const old = blocksByName(before);
  const next = blocksByName(after);
  if (unknown[INLINE] === true) return old.size > 0 ? unreadable(true) : [];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((policy) => {
    const block = next.get(policy);
    if (block && isUnknownBlock(unknown[INLINE], block.index)) return unreadable(before !== null);
    return compareSides(subject, {
      before: old.get(policy)?.body["policy"],
      after: block?.body["policy"],
      path: [INLINE, block?.index ?? old.get(policy)?.index ?? 0, "policy"],
      kind: "identity",
      isNew: before === null,
      openByDefault: false,
    });
  });
}

const INLINE = "inline_policy";

function isUnknownBlock(unknown: Json | undefined, index: number): boolean {
  const block = Array.isArray(unknown) ? (unknown as readonly Json[])[index] : undefined;
  return isObject(block) && block["policy"] === true;
}

function blocksByName(side: JsonObject | null): Map<string, { index: number; body: JsonObject }> {
  const blocks = side?.[INLINE];
  const found = new Map<string, { index: number; body: JsonObject }>();
  if (!Array.isArray(blocks)) return found;
  (blocks as readonly Json[]).forEach((body, index) => {
    if (isObject(body))
      found.set(typeof body["name"] === "string" ? body["name"] : String(index), { index, body });
  });
  return found;
}
