import type { Detected, Detector, Subject } from "../../detector";
import { type SafeText, say } from "../../text";
import { type Facts, factsOf, valueAt } from "../facts";
import { detected, type RiskRule } from "../rules";
import { beforeLine } from "../shown";
import { statefulType } from "./catalog";
import { beginsWithSnapshot, circumstances, isKept } from "./circumstances";
import type { StatefulTypes } from "./row";

/** What holds something, and goes. */
export const statefulLoss: Detector = (subject) => {
  const row = statefulType(subject.resource.type);
  if (row === undefined) return [];
  const facts = factsOf(subject.plan, subject.resource);
  if (facts === undefined || facts.fate === "created" || facts.fate === "updated") return [];
  if (facts.fate === "forgotten") return [forgotten(subject, row)];
  if (isKept(facts)) return facts.fate === "destroyed" ? [forgotten(subject, row)] : [];
  return [lost(subject, row, facts)];
};

function forgotten({ resource, masker }: Subject, { kind, why }: StatefulTypes): Detected {
  return detected(
    "stateful-forgotten",
    say`the ${kind} ${masker.showAddress(resource.address)} is forgotten: it stays, with what it holds and what it costs, and nobody manages it any more`,
    [why],
  );
}

function lost(subject: Subject, row: StatefulTypes, facts: Facts): Detected {
  const address = subject.masker.showAddress(subject.resource.address);
  const copy = row.copyIf?.some((path) => isSet(valueAt(facts.before, path))) === true;
  const kind = copy ? say`copy of a ${row.kind}` : row.kind;
  const what = facts.deposed ? say`the left-over ${kind} of ${address}` : say`the ${kind} ${address}`;
  const fate = fateWords(facts);
  const title = say`${what} ${fate}: ${copy ? COPY_LOST : words(row, facts)}`;
  const details = circumstances(subject.resource.type, facts).map(({ text, value }) =>
    value === undefined ? text : say`${text}: ${beforeLine(subject, value)}`,
  );
  return detected(rule(row, facts, copy), title, [row.why, ...details]);
}

const COPY_LOST = say`its source stays, and whoever reads from the copy is interrupted`;

function rule({ grade }: StatefulTypes, { fate }: Facts, copy: boolean): RiskRule {
  if (grade === "data" && !copy) return fate === "replaced" ? "stateful-replaced" : "stateful-destroyed";
  return fate === "replaced" ? "contents-replaced" : "contents-destroyed";
}

function fateWords({ fate, createFirst }: Facts): SafeText {
  if (fate !== "replaced") return say`is destroyed`;
  return createFirst ? say`is replaced, the new one first` : say`is replaced`;
}

function words({ lost, replaced }: StatefulTypes, facts: Facts): SafeText {
  if (facts.fate !== "replaced") return lost;
  if (replaced !== undefined) return replaced;
  if (beginsWithSnapshot(facts))
    return say`${lost}, but for what is in the snapshot that the new one begins with`;
  return say`${lost}, and the new one is empty`;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== "";
}
