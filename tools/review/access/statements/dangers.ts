import type { Subject } from "../../detector";
import { joined, name, say, type SafeText } from "../../text";
import { factsOf } from "../plan-facts";
import type { AccessRule } from "../rules";
import type { PolicyKind } from "./catalog";
import type { Part } from "./compare";
import { acceptsAnySubject, limitCallers } from "./everybody";
import { escalationsOf, isAdmin } from "./escalations";
import type { Statement } from "./statement";

/** Parts of a policy that are told by a rule of their own, new or not. */
export interface Danger {
  readonly rule: AccessRule;
  readonly title: SafeText;
  readonly parts: readonly Part[];
}

interface Kind {
  readonly rule: AccessRule;
  readonly title: SafeText;
  readonly is: (part: Statement) => boolean;
}

const ADMIN: Kind = {
  rule: "iam-admin",
  title: say`whoever has this policy can do everything with everything`,
  is: isAdmin,
};

const TRUST: readonly Kind[] = [
  {
    rule: "trust-public",
    title: say`anybody with an AWS account may assume this role`,
    is: isPublic,
  },
  {
    rule: "trust-any-subject",
    title: say`whoever has an account with the identity provider may assume this role: no condition names a subject`,
    is: ({ principals, clauses }) =>
      principals.items.some(({ key }) => key.startsWith("Federated:")) && acceptsAnySubject(clauses),
  },
];

const RESOURCE: readonly Kind[] = [
  {
    rule: "policy-public",
    title: say`everybody in the world may use this resource: the principal is * and no condition limits who`,
    is: isPublic,
  },
];

/** The gravest danger of each part; parts without any are left out. */
export function dangersOf(subject: Subject, parts: readonly Part[], kind: PolicyKind): Danger[] {
  if (kind === "limit") return [];
  const kinds = kindsOf(subject, kind);
  const found = new Map<Kind, Part[]>();
  for (const part of parts) {
    const danger = kinds.find(({ is }) => is(statementOf(part)));
    if (danger) found.set(danger, [...(found.get(danger) ?? []), part]);
  }
  return [...found].map(([{ rule, title }, dangerous]) => ({
    rule,
    title: rule === ESCALATION ? escalationTitle(dangerous) : title,
    parts: dangerous,
  }));
}

const ESCALATION = "iam-escalation";

function kindsOf(subject: Subject, kind: Exclude<PolicyKind, "limit">): readonly Kind[] {
  if (kind === "identity") {
    return [ADMIN, { rule: ESCALATION, title: say``, is: (part) => escalationsOf(part).length > 0 }];
  }
  const { accounts } = factsOf(subject.plan);
  const other: Kind = {
    rule: kind === "trust" ? "trust-other-account" : "policy-other-account",
    title:
      kind === "trust"
        ? say`another AWS account may assume this role`
        : say`another AWS account may use this resource`,
    is: ({ principals }) =>
      !principals.negated && principals.items.some(({ key }) => isForeign(key, accounts)),
  };
  return [...(kind === "trust" ? TRUST : RESOURCE), other];
}

function escalationTitle(parts: readonly Part[]): SafeText {
  const actions = new Set(parts.flatMap((part) => escalationsOf(statementOf(part))));
  const listed = [...actions].slice(0, 4).map((action) => name(action));
  const rest = actions.size - listed.length;
  const more = rest > 0 ? say` and ${rest} more such actions` : say``;
  return say`whoever has this policy can gain more rights with it: ${joined(listed, ", ")}${more}`;
}

/** A part as a statement of its own. */
function statementOf({ statement, actions, resources, principals }: Part): Statement {
  return {
    ...statement,
    actions: { ...statement.actions, items: actions },
    resources: { ...statement.resources, items: resources },
    principals: { ...statement.principals, items: principals },
  };
}

function isPublic({ principals, clauses }: Statement): boolean {
  return (principals.negated || principals.items.some(({ key }) => key === "*")) && !limitCallers(clauses);
}

const ACCOUNT = /^AWS:(?:(\d{12})$|arn:[^:]*:(?:iam|sts)::(\d{12}):)/;

function isForeign(principal: string, own: ReadonlySet<string>): boolean {
  const [, number, ofArn] = ACCOUNT.exec(principal) ?? [];
  const account = number ?? ofArn;
  return account !== undefined && own.size > 0 && !own.has(account);
}
