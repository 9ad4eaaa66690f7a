import type { ChartProperties } from "./body";
import { isObject } from "../planning/json";

/** One line of a chart that is drawn, and where its numbers come from. */
export interface DrawnLine {
  readonly label: string;
  /** `AWS/RDS CPUUtilization (DBInstanceIdentifier=x), Average`, or an expression. */
  readonly source: string;
  readonly color?: string;
  readonly axis: "left" | "right";
}

/** What a chart's `metrics` say: hidden ones are left out. A `.` repeats what the metric before says at that place. */
export function drawnLines({ metrics }: ChartProperties): DrawnLine[] {
  let before: readonly unknown[] = [];
  return metrics.flatMap((entry) => {
    const last = entry.at(-1);
    const options = isObject(last) ? last : {};
    const named = (isObject(last) ? entry.slice(0, -1) : entry).map((part, index) =>
      part === "." ? before[index] : part,
    );
    if (named.length > 0) before = named;
    if (options["visible"] === false) return [];
    const source = sourceOf(named.map(String), options);
    if (source.startsWith("SEARCH(")) return results(source);
    return [
      {
        label: typeof options["label"] === "string" && options["label"] !== "" ? options["label"] : source,
        source,
        axis: options["yAxis"] === "right" ? ("right" as const) : ("left" as const),
        ...(typeof options["color"] === "string" && { color: options["color"] }),
      },
    ];
  });
}

/** A search draws a line for each metric that it finds; three stand for them. */
function results(source: string): DrawnLine[] {
  return [1, 2, 3].map((number) => ({ label: `result ${number} of the search`, source, axis: "left" }));
}

function sourceOf(named: readonly string[], options: Readonly<Record<string, unknown>>): string {
  const { expression, stat, region } = options;
  const where = typeof region === "string" ? `, ${region}` : "";
  if (typeof expression === "string") return `${expression}${where}`;
  const [namespace, name, ...dimensions] = named;
  const pairs = dimensions.flatMap((value, index) =>
    index % 2 === 0 ? [`${value}=${dimensions[index + 1]}`] : [],
  );
  const statistic = typeof stat === "string" ? `, ${stat}` : "";
  return `${namespace} ${name}${pairs.length > 0 ? ` (${pairs.join(", ")})` : ""}${statistic}${where}`;
}
