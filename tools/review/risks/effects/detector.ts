import type { Detected, Detector, Subject } from "../../detector";
import { say } from "../../text";
import { type Facts, FATE_WORDS, factsOf, isUntouched } from "../facts";
import { foundAt, isUnknownAt, type Pattern } from "../paths";
import { detected } from "../rules";
import { changedLines, same } from "../shown";
import { BROKERS } from "./brokers";
import { CLUSTERS } from "./clusters";
import { COMPUTE } from "./compute";
import { DATABASES } from "./databases";
import { DNS } from "./dns";
import { EDGE } from "./edge";
import { ELSEWHERE } from "./elsewhere";
import { IDENTITY } from "./identity";
import { NETWORK } from "./network";
import { OPAQUE } from "./opaque";
import { RELEASES } from "./releases";
import type { Effect } from "./row";
import { STORES } from "./stores";

export const EFFECTS: readonly Effect[] = [
  ...COMPUTE,
  ...CLUSTERS,
  ...RELEASES,
  ...DATABASES,
  ...BROKERS,
  ...STORES,
  ...NETWORK,
  ...DNS,
  ...EDGE,
  ...IDENTITY,
  ...OPAQUE,
  ...ELSEWHERE,
];

const BY_TYPE = new Map<string, Effect[]>();
for (const effect of EFFECTS)
  for (const type of effect.types) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), effect]);

/** What happens beside what the diff says. */
export const hiddenEffects: Detector = (subject) => {
  const effects = BY_TYPE.get(subject.resource.type);
  if (effects === undefined) return [];
  const facts = factsOf(subject.plan, subject.resource);
  if (facts === undefined || facts.deposed) return [];
  return effects.flatMap((effect) => finding(effect, subject, facts) ?? []);
};

function finding(effect: Effect, subject: Subject, facts: Facts): Detected | undefined {
  const { fates, paths, when, rule, words, details } = effect;
  if (!fates.includes(facts.fate)) return undefined;
  const changed = paths?.filter((path) => changes(facts, path));
  if (changed?.length === 0 || when?.(facts) === false) return undefined;
  const title = say`${subject.masker.showAddress(facts.address)} ${FATE_WORDS[facts.fate]}: ${words}`;
  return detected(rule, title, [...changedLines(subject, changed ?? []), ...(details?.(facts) ?? [])]);
}

function changes(facts: Facts, path: Pattern): boolean {
  if (isUntouched(facts, path)) return false;
  const { before, after, unknown, fate } = facts;
  // What a creation or a replacement computes is not a change of what was asked for.
  if (fate === "updated" && isUnknownAt(unknown, path)) return true;
  const values = (side: Facts["before"]): string[] =>
    foundAt(side, path).map(({ value }) => JSON.stringify(value));
  return !same(values(before), values(after));
}
