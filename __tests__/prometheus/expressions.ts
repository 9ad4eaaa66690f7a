/** A metric in an expression, with the labels that its selector names. */
export interface Asked {
  readonly metric: string;
  readonly labels: readonly string[];
}

const WORDS = new Set([
  "by",
  "without",
  "on",
  "ignoring",
  "group_left",
  "group_right",
  "bool",
  "and",
  "or",
  "unless",
  "offset",
  "inf",
  "nan",
]);
const LISTS = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;

/** The metrics of a PromQL expression. */
export function askedFor(expression: string): Asked[] {
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(LISTS, " ")
    .replace(/\[[^\]]*\]/g, "");
  return [...bare.matchAll(/(?<![\w:.])([a-zA-Z_:][\w:]*)(\s*\{([^}]*)\})?(?=(\s*\()?)/g)]
    .filter(([, name = "", , , call]) => call === undefined && !WORDS.has(name.toLowerCase()))
    .map(([, metric = "", , selector = ""]) => ({
      metric,
      labels: [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label),
    }));
}

/** Labels after which an expression groups or joins. */
export function groupedBy(expression: string): string[] {
  return [...expression.matchAll(LISTS)].flatMap(([, list = ""]) =>
    list
      .split(",")
      .map((label) => label.trim())
      .filter((label) => label !== ""),
  );
}
