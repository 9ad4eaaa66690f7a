import type { Json } from "../../../planning/json";
import type { Detected, Subject } from "../../detector";
import { say, type SafeText } from "../../text";
import { factsOf } from "../plan-facts";
import { type AccessRule, detected } from "../rules";
import { linesOf, shown, type Side, type Sides, sidesOf, stringOf } from "../sides";
import { GRANTS, type Grant } from "./catalog";

/** Resources that say in a list, or by being there, who has something. */
export function grants(subject: Subject): readonly Detected[] {
  const rows = GRANTS.get(subject.resource.type);
  const sides = rows && sidesOf(subject);
  return sides ? rows.flatMap((row) => compareGrant(subject, sides, row)) : [];
}

interface Value {
  readonly value: string;
  readonly text: SafeText;
}

function compareGrant(subject: Subject, sides: Sides, grant: Grant): Detected[] {
  const old = valuesOf(subject, "before", sides, grant);
  const next = valuesOf(subject, "after", sides, grant);
  const moved = (grant.to ?? []).some((holder) => sides.before?.[holder] !== sides.after?.[holder]);
  const added = moved ? next : next.filter(({ value }) => !old.some((one) => one.value === value));
  const removed = moved ? old : old.filter(({ value }) => !next.some((one) => one.value === value));
  return [
    ...(tellsNew(subject, sides, grant) ? given(grant, added) : dangerousOnes(grant, added)),
    ...(owners(sides, "before", grant).some((owner) => factsOf(subject.plan).going.has(owner))
      ? []
      : taken(grant, removed, sides)),
  ];
}

/** Whether somebody who is there already gets it. */
function tellsNew({ plan }: Subject, sides: Sides, grant: Grant): boolean {
  const { staying } = factsOf(plan);
  return (
    grant.alsoNew === true ||
    sides.before !== null ||
    owners(sides, "after", grant).some((owner) => staying.has(owner))
  );
}

function owners(sides: Sides, side: Side, { to = [] }: Grant): string[] {
  return to.flatMap((attribute) => stringOf(sides[side], attribute) ?? []);
}

function valuesOf(subject: Subject, side: Side, sides: Sides, { attribute }: Grant): Value[] {
  const value = sides[side]?.[attribute];
  const texts: (readonly [Json, readonly (string | number)[]])[] = Array.isArray(value)
    ? (value as readonly Json[]).map((inner, index) => [inner, [attribute, index]])
    : [[value ?? null, [attribute]]];
  return texts.flatMap(([inner, path]) =>
    typeof inner === "string" && inner !== ""
      ? [{ value: inner, text: shown(subject, side, path, inner) }]
      : [],
  );
}

function given(grant: Grant, added: readonly Value[]): Detected[] {
  const plain = added.filter(({ value }) => dangerOf(grant, value) === undefined);
  const lines = plain.map(({ text }) => say`new: ${text}`);
  const told = plain.length > 0 ? [detected(grant.given[0], grant.given[1], linesOf(lines))] : [];
  return [...dangerousOnes(grant, added), ...told];
}

function dangerousOnes(grant: Grant, added: readonly Value[]): Detected[] {
  return added.flatMap(({ value, text }) => {
    const danger = dangerOf(grant, value);
    return danger ? [detected(danger[0], danger[1], [say`new: ${text}`])] : [];
  });
}

function dangerOf({ dangers = [] }: Grant, value: string): readonly [AccessRule, SafeText] | undefined {
  const found = dangers.find(({ of }) => of.test(value));
  return found && [found.rule, found.title];
}

const REFUSING = /:policy\/AWSDenyAll$/;

function taken({ taken: words }: Grant, removed: readonly Value[], { after }: Sides): Detected[] {
  if (words === undefined || removed.length === 0) return [];
  const lines = removed.map(({ text }) => say`not any more: ${text}`);
  const refusing = removed.some(({ value }) => REFUSING.test(value));
  const title = after === null ? words[1] : (words[2] ?? words[1]);
  return [detected(refusing ? "deny-removed" : words[0], title, linesOf(lines))];
}
