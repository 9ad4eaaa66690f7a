import type { Json } from "../../../planning/json";
import type { Detected, Detector, Subject } from "../../detector";
import { name, say } from "../../text";
import { type Facts, factsOf, isUntouched, valueAt } from "../facts";
import { goes } from "../identities";
import { foundAt, isUnknownAt } from "../paths";
import { detected } from "../rules";
import { changedLines } from "../shown";
import type { Weakening } from "./row";
import { guardOf, weakeningsOf } from "./rows";

/** What is less protected than before. */
export const weakenedProtection: Detector = (subject) => {
  const facts = factsOf(subject.plan, subject.resource);
  if (facts === undefined || facts.after === undefined) return [];
  const found: Detected[] = [];
  for (const row of weakeningsOf(subject.resource.type)) {
    const one = finding(row, subject, facts);
    if (one !== undefined) found.push(one);
  }
  return found;
};

function finding(row: Weakening, subject: Subject, facts: Facts): Detected | undefined {
  const { path, rule, words } = row;
  if (facts.fate === "created") {
    if (!beginsWeak(row, facts)) return undefined;
  } else {
    if (facts.before === undefined || isUntouched(facts, path)) return undefined;
    if (isUnknownAt(facts.unknown, path)) return unknownProtection(row, subject, facts);
    if (!row.weaker.isWeaker(values(facts.before, path), values(facts.after, path))) return undefined;
  }
  const address = subject.masker.showAddress(subject.resource.address);
  return detected(rule, say`${address}: ${words}`, changedLines(subject, [path]));
}

/** A new resource that says nothing has what its provider begins with. */
function beginsWeak({ path, weaker, alsoNew }: Weakening, { after, unknown }: Facts): boolean {
  if (alsoNew !== true || isUnknownAt(unknown, path)) return false;
  const begun = values(after, path);
  return begun.length > 0 && weaker.isWeaker([weaker.strong], begun);
}

function unknownProtection(
  { path, weaker }: Weakening,
  subject: Subject,
  facts: Facts,
): Detected | undefined {
  // A replacement computes much anew that nobody has touched.
  if (facts.fate !== "updated" || !weaker.isWeaker(values(facts.before, path), [weaker.weak]))
    return undefined;
  return detected(
    "protection-unknown",
    say`${subject.masker.showAddress(subject.resource.address)}: what becomes of ${name(path)} is known after the apply only`,
    changedLines(subject, [path]),
  );
}

function values(side: Facts["before"], path: string): readonly Json[] {
  return foundAt(side, path).map(({ value }) => value);
}

/** What was a protection itself, and is destroyed. */
export const destroyedGuard: Detector = ({ plan, resource, masker }) => {
  const guard = guardOf(resource.type);
  if (guard === undefined) return [];
  const facts = factsOf(plan, resource);
  if (facts?.fate !== "destroyed" || facts.deposed) return [];
  if (guard.of !== undefined && goes(plan, guard.of.owner, valueAt(facts.before, guard.of.path))) return [];
  return [detected(guard.rule, say`${masker.showAddress(resource.address)} is destroyed: ${guard.words}`)];
};
