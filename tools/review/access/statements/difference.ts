import type { Detected, Subject } from "../../detector";
import { say, type SafeText } from "../../text";
import { type AccessRule, detected } from "../rules";
import { linesOf } from "../sides";
import type { PolicyKind } from "./catalog";
import { uncovered, type Part } from "./compare";
import { dangersOf, type Danger } from "./dangers";
import type { Statement } from "./statement";
import { lineOf, statementText } from "./words";

export interface PolicyChange {
  readonly old: readonly Statement[];
  readonly next: readonly Statement[];
  readonly kind: PolicyKind;
  /** Nothing was there that this could be more than: only what is dangerous is told. */
  readonly isNew: boolean;
}

interface Words {
  readonly more: readonly [rule: AccessRule, title: SafeText];
  readonly less: readonly [rule: AccessRule, title: SafeText];
}

const WORDS: Readonly<Record<PolicyKind, Words>> = {
  identity: {
    more: ["iam-widened", say`whoever has this policy can do more than before`],
    less: ["iam-narrowed", say`whoever has this policy can do less than before`],
  },
  trust: {
    more: ["trust-widened", say`more callers than before may assume this role`],
    less: ["trust-narrowed", say`fewer callers than before may assume this role`],
  },
  resource: {
    more: ["policy-widened", say`more can be done with this resource than before`],
    less: ["policy-narrowed", say`less can be done with this resource than before`],
  },
  limit: {
    more: ["limit-loosened", say`this limit lets more through than before`],
    less: ["limit-tightened", say`this limit lets less through than before`],
  },
};

/** Tells what the statements of a policy allow that they did not, and what they do not any more. */
export function compareText(subject: Subject, { old, next, kind, isNew }: PolicyChange): readonly Detected[] {
  const [oldAllows, oldDenies] = byEffect(old);
  const [allows, denies] = byEffect(next);
  const more = uncovered(allows, oldAllows).filter((part) => !isDenied(part, denies));
  const dangers = dangersOf(subject, more, kind);
  const found = dangers.map((danger) => dangerous(subject, danger));
  if (isNew) return found;
  const told = new Set(dangers.flatMap(({ parts }) => parts));
  return [
    ...found,
    ...widened(
      subject,
      more.filter((part) => !told.has(part)),
      kind,
    ),
    ...undenied(subject, uncovered(oldDenies, denies)),
    ...narrowed(subject, {
      kind,
      allows: uncovered(oldAllows, allows),
      denies: uncovered(denies, oldDenies),
    }),
  ];
}

function byEffect(statements: readonly Statement[]): [allows: Statement[], denies: Statement[]] {
  return [statements.filter(({ allows }) => allows), statements.filter(({ allows }) => !allows)];
}

/** Whether the same policy denies all of a part. */
function isDenied(
  { statement, actions, resources, principals }: Part,
  denies: readonly Statement[],
): boolean {
  const { actions: all, resources: every, principals: everybody } = statement;
  const whole = {
    ...statement,
    actions: { ...all, items: all.negated ? all.items : actions },
    resources: { ...every, items: every.negated ? every.items : resources },
    principals: { ...everybody, items: everybody.negated ? everybody.items : principals },
    identity: "",
  };
  return denies.length > 0 && uncovered([whole], denies).length === 0;
}

function dangerous(subject: Subject, { rule, title, parts }: Danger): Detected {
  const lines = parts.map((part) => statementText(subject, "after", part));
  return detected(rule, title, linesOf(lines));
}

function widened(subject: Subject, parts: readonly Part[], kind: PolicyKind): Detected[] {
  if (parts.length === 0) return [];
  const lines = parts.map((part) => lineOf(subject, "after", part));
  return [detected(...WORDS[kind].more, linesOf(lines))];
}

function undenied(subject: Subject, parts: readonly Part[]): Detected[] {
  if (parts.length === 0) return [];
  const lines = parts.map((part) => say`not any more: ${statementText(subject, "before", part)}`);
  const title = say`something that this policy denied it does not deny any more`;
  return [detected("deny-removed", title, linesOf(lines))];
}

interface Less {
  readonly kind: PolicyKind;
  readonly allows: readonly Part[];
  readonly denies: readonly Part[];
}

function narrowed(subject: Subject, { kind, allows, denies }: Less): Detected[] {
  const lines = [
    ...allows.map((part) => say`not any more: ${statementText(subject, "before", part)}`),
    ...denies.map((part) => say`now: ${statementText(subject, "after", part)}`),
  ];
  if (lines.length === 0) return [];
  return [detected(...WORDS[kind].less, linesOf(lines))];
}
