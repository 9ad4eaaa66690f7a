import type { Review, VerdictLevel } from "../../model";
import { cellOf, countsInWords, legendOf, LEVEL_TITLES, originOf, statusWord } from "../words";
import { LEVELS } from "../../model";
import { code, inertPhrase, prose } from "./escape";

/** GitHub's coloured quotations; elsewhere they are plain ones. */
const ALERTS: Readonly<Record<VerdictLevel, string>> = {
  blocked: "CAUTION",
  incomplete: "IMPORTANT",
  risky: "WARNING",
  changes: "NOTE",
  nothing: "TIP",
};

export function verdictLines(review: Review): string[] {
  const { level, text } = review.verdict;
  return ["## Plan review", "", `> [!${ALERTS[level]}]`, `> **${prose(text)}**`, ""];
}

/** Layers as rows, environment and region as columns. */
export function matrixLines(review: Review): string[] {
  const { columns, rows } = review.matrix;
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const legend = legendOf(review).map(({ mark, word }) => `${code(mark)} ${word}`);
  return [
    line(["layer", ...columns.map((column) => prose(column, true))]),
    line(["---", ...columns.map(() => "---")]),
    ...rows.map(({ layer, cells }) =>
      line([
        prose(layer, true),
        ...cells.map((cell) => {
          const { text, worst } = cellOf(cell);
          return worst === null ? text : `${text} **${worst}**`;
        }),
      ]),
    ),
    "",
    `${inertPhrase(originOf(review))}.${legend.length === 0 ? "" : ` ${legend.join(", ")}.`}`,
    "",
  ];
}

/** What is left of the matrix where it has no room. */
export function countLines(review: Review): string[] {
  const { totals, stacks, findings } = review;
  const open = findings.filter(({ waived }) => waived === null);
  const statuses = (["planned", "failed", "not-planned", "waiting"] as const).map((status) => ({
    word: statusWord(status),
    count: stacks.filter((stack) => stack.status === status).length,
  }));
  const levels = LEVELS.map((level) => ({
    word: LEVEL_TITLES[level],
    count: open.filter((finding) => finding.level === level).length,
  }));
  return [
    `- ${stacks.length} stacks: ${statuses
      .filter(({ count }) => count > 0)
      .map(({ word, count }) => `${count} ${word}`)
      .join(", ")}`,
    `- ${countsInWords(totals)}`,
    `- ${levels.map(({ word, count }) => `${word}: ${count}`).join(", ")}`,
    "",
  ];
}

export function digestLines({ digest }: Review): string[] {
  return [`Digest of all plans: ${code(digest)}`];
}
