import MarkdownIt from "markdown-it";
import type { StackPlan } from "../planning/stack-plan";
import type { Summary } from "../planning/summary";
import { cellText, matrixOf, totalsOf } from "./matrix";

/** The report of one environment as Markdown. */
export function markdownReport(summary: Summary, plans: readonly StackPlan[]): string {
  const { environment, commit, backend } = summary;
  const { planned, add, change, destroy } = totalsOf(plans);
  const head = [
    `# Preview of ${environment}`,
    "",
    `Planned offline, from an empty account, with the real providers. Commit ${commit ?? "unknown"}, backend ${backend}.`,
    "",
  ];
  if (plans.length === 0) return [...head, "Nothing to plan: this environment has no stacks.", ""].join("\n");
  return [
    ...head,
    `**${planned} of ${plans.length} stacks planned: ${add} to add, ${change} to change, ${destroy} to destroy.**`,
    "",
    ...matrixTable(plans),
    "",
    ...unplanned(plans),
    ...stackTable(plans),
    "",
  ].join("\n");
}

/** The same report as one self-contained page. Markup inside names or messages stays text. */
export function htmlReport(summary: Summary, markdown: string): string {
  const renderer = new MarkdownIt({ html: false, linkify: false });
  const title = renderer.utils.escapeHtml(`Preview of ${summary.environment}`);
  return PAGE.replace("{title}", () => title).replace("{body}", () => renderer.render(markdown));
}

function matrixTable(plans: readonly StackPlan[]): string[] {
  const { places, rows } = matrixOf(plans);
  return table(
    ["layer", ...places],
    rows.map(({ layer, cells }) => [layer, ...cells.map(cellText)]),
  );
}

function stackTable(plans: readonly StackPlan[]): string[] {
  const rows = plans.map(({ id, status, counts, seconds, digest }) => [
    id,
    status,
    ...[counts?.add, counts?.change, counts?.destroy].map((count) => String(count ?? "")),
    seconds.toFixed(1),
    digest?.slice(0, 12) ?? "",
  ]);
  return [
    "## Stacks",
    "",
    ...table(["stack", "status", "add", "change", "destroy", "seconds", "digest"], rows),
  ];
}

function unplanned(plans: readonly StackPlan[]): string[] {
  const missing = plans.filter(({ status }) => status !== "planned");
  if (missing.length === 0) return [];
  const entries = missing.flatMap(({ id, status, reason }) => [
    `### ${escape(id)}: ${status}`,
    "",
    ...fenced(reason),
    "",
  ]);
  return ["## Without a plan", "", ...entries];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(line)];
}

/** A code block whose fence is longer than any in the text. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [fence, text, fence];
}

function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, "\\$&").replace(/\s+/g, " ");
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #8888; padding: 0.25rem 0.75rem; text-align: left; white-space: nowrap; }
pre { padding: 0.75rem; overflow-x: auto; border: 1px solid #8888; white-space: pre-wrap; }
</style>
</head>
<body>
{body}</body>
</html>
`;
