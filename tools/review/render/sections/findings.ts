import type { Finding, Level, Review } from "../../model";
import { name } from "../../text";
import type { Detail, Entry, Phrase, Section } from "../entry";
import { LEVEL_TITLES, within } from "../words";
import { MOST_NAMES } from "./most-names";

const MARK: Readonly<Record<Level, string>> = { deny: "✗", warn: "!", info: "i" };

export function findingSection(review: Review, level: Level, detail: Detail): Section | null {
  const found = review.findings.filter((finding) => finding.level === level);
  if (found.length === 0) return null;
  const waived = found.filter((finding) => finding.waived !== null);
  const holds = found.filter((finding) => finding.waived === null);
  const count = waived.length === 0 ? `${holds.length}` : `${holds.length}, ${waived.length} waived`;
  return {
    title: `${LEVEL_TITLES[level]} (${count})`,
    entries: [...holds, ...waived].map((finding) => findingEntry(finding, detail)),
  };
}

export function findingEntry(finding: Finding, detail: Detail): Entry {
  const { level, title, waived } = finding;
  return {
    mark: waived ? "=" : MARK[level],
    tone: waived ? "quiet" : level,
    strong: true,
    title: [...(waived ? ["Waived: "] : []), { words: title }],
    lines: linesOf(finding, detail),
  };
}

function linesOf(finding: Finding, detail: Detail): Phrase[] {
  const { rule, cause, address, stacks, waived, details } = finding;
  const where: Phrase = stacks.length === 0 ? [] : [" ", ...within(stacks, MOST_NAMES[detail])];
  const what: Phrase = address === null ? where.slice(1) : [{ name: address }, ...where];
  const of: Phrase = [...(what.length > 0 ? [...what, "; rule "] : ["rule "]), { name: name(rule) }];
  return [
    of,
    ...(cause === null ? [] : [["why: ", { words: cause }]]),
    ...(detail === "addresses" ? [] : details.map((line) => [{ words: line }])),
    ...(waived === null
      ? []
      : [
          [
            "waived by ",
            { words: waived.owner },
            " until the end of ",
            { words: waived.expires },
            ": ",
            { words: waived.reason },
          ],
        ]),
  ];
}
