import picomatch from "picomatch";
import type { Finding, Note, Waiver } from "../model";
import { joined, name, say, type SafeText } from "../text";
import { applyLevels } from "./levels";
import { type Waivers, type WrittenWaiver } from "./waivers-file";

export { NO_WAIVERS, readWaivers, type Waivers } from "./waivers-file";

/** Who answers for longer than that has forgotten it. */
const MAX_YEARS = 1;

export interface Waived {
  readonly findings: readonly Finding[];
  /** What has to be set right in the file of waivers. */
  readonly problems: readonly Note[];
}

/**
 * Marks findings that somebody answers for; none is left out. Of a finding in several stacks only those are marked that the
 * waiver is for: it becomes two. `today` is an ISO 8601 date; a waiver holds until the end of its last day. That a waiver waives
 * nothing can only be told where one of its stacks is `reviewed`.
 */
export function applyWaivers(
  findings: readonly Finding[],
  written: Waivers,
  today: string,
  reviewed: readonly string[],
): Waived {
  const entries = written.waivers.map((waiver, index) => entryOf(waiver, index, today));
  const usable = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.refused !== null) continue;
    const same = usable.get(entry.waiver.rule);
    if (same) same.push(entry);
    else usable.set(entry.waiver.rule, [entry]);
  }
  const used = new Set<Entry>();
  const waived = applyLevels(findings, written.levels).flatMap((finding) =>
    waive(finding, usable.get(finding.rule) ?? [], used),
  );
  const texts = [
    ...written.problems.map((problem) => name(problem)),
    ...entries
      .flatMap((entry) => problemOf(entry, used, reviewed) ?? [])
      .map((text) => say`${name(written.file)}: ${text}`),
  ];
  return { findings: waived, problems: texts.map((text) => ({ stacks: [], text })) };
}

interface Entry {
  readonly index: number;
  readonly waiver: WrittenWaiver;
  readonly address: Matches;
  readonly stack: Matches;
  /** Why it waives nothing. */
  readonly refused: SafeText | null;
}

type Matches = (text: string) => boolean;

function entryOf(waiver: WrittenWaiver, index: number, today: string): Entry {
  const address = glob(waiver.address);
  return { index, waiver, address, stack: glob(waiver.stack), refused: refusal(waiver, today) };
}

const ONLY_WILDCARDS = /^[*?.[\]"/]*$/;

function refusal({ address, expires }: WrittenWaiver, today: string): SafeText | null {
  if (ONLY_WILDCARDS.test(address)) return say`its address is wildcards only: name what it is for`;
  if (expires < today) return say`it expired on ${name(expires)}`;
  if (expires > yearsAfter(today, MAX_YEARS))
    return say`it expires on ${name(expires)}: at most a year from now is allowed`;
  return null;
}

/** The same day of a later year; 28 February for 29 February. */
function yearsAfter(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years);
  const day = date.slice(4) === "-02-29" ? "-02-28" : date.slice(4);
  return `${year}${day}`;
}

/** Brackets, quotes, dots and slashes of an address stand for themselves; `*`, `?` and `{a,b}` are wildcards. */
function glob(pattern: string): Matches {
  // To picomatch double quotes mean that there are no wildcards between them.
  const plain = (text: string): string => text.replaceAll('"', "'");
  const matches = picomatch(plain(pattern), GLOB);
  return (text) => text === pattern || matches(plain(text));
}

const GLOB = { bash: true, nobracket: true, noextglob: true, nonegate: true, dot: true } as const;

function waive(finding: Finding, entries: readonly Entry[], used: Set<Entry>): Finding[] {
  let open: readonly SafeText[] = finding.stacks;
  const found: Finding[] = [];
  for (const entry of entries) {
    if (!entry.address(finding.address ?? "")) continue;
    const stacks = open.filter((stack) => entry.stack(stack));
    if (stacks.length === 0) continue;
    used.add(entry);
    found.push({ ...finding, stacks, waived: waiverOf(entry.waiver) });
    open = open.filter((stack) => !stacks.includes(stack));
  }
  return open.length > 0 ? [{ ...finding, stacks: open }, ...found] : found;
}

/** The words of a waiver come from the repository, not from a plan. */
function waiverOf({ owner, reason, expires }: WrittenWaiver): Waiver {
  return { owner: name(owner), reason: name(reason), expires: name(expires) };
}

function problemOf(entry: Entry, used: ReadonlySet<Entry>, reviewed: readonly string[]): SafeText | null {
  const { rule, address, stack } = entry.waiver;
  const which = joined(
    [rule, address, stack].map((text) => name(text)),
    " ",
  );
  if (entry.refused !== null) return say`waivers[${entry.index}] (${which}) is not used: ${entry.refused}`;
  if (used.has(entry) || !reviewed.some(entry.stack)) return null;
  return say`waivers[${entry.index}] (${which}) waives nothing in these plans`;
}
