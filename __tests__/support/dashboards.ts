import type { Read } from "./alarms";
import type { Synthesis } from "./synthesis";

/** A widget as CloudWatch gets it. */
export interface WidgetJson {
  readonly type: "metric" | "text" | "alarm" | "log";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly query?: string;
    readonly view?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: {
      readonly horizontal: readonly { readonly label: string; readonly value: number }[];
    };
  };
}

export interface FoundDashboard {
  readonly stack: string;
  readonly name: string;
  readonly widgets: readonly WidgetJson[];
}

/** Every dashboard of every stack. */
export function dashboards(synthesis: Synthesis): FoundDashboard[] {
  return synthesis.stacks.flatMap((stack) =>
    Object.values(synthesis.json(stack).resource?.["aws_cloudwatch_dashboard"] ?? {}).map((attributes) => ({
      stack,
      name: String(attributes["dashboard_name"]),
      widgets: (JSON.parse(String(attributes["dashboard_body"])) as { widgets: WidgetJson[] }).widgets,
    })),
  );
}

/** One metric that a chart draws or searches for, and the region it is asked in. */
export type Shown = Omit<Read, "period"> & { readonly region: string };

/** What a widget's lines read; expressions over other lines read nothing themselves. */
export function shown({ properties }: WidgetJson): Shown[] {
  return (properties.metrics ?? []).flatMap((entry) => {
    const options = entry.at(-1) as { readonly expression?: string; readonly region?: string };
    const region = options.region ?? String(properties.region);
    if (options.expression !== undefined)
      return searches(options.expression).map((read) => ({ ...read, region }));
    const [namespace, metric, ...pairs] = entry.slice(0, -1).map(String);
    const names = pairs.filter((_, index) => index % 2 === 0);
    const dimensions = Object.fromEntries(names.map((name, index) => [name, String(pairs[2 * index + 1])]));
    return [{ namespace: String(namespace), metric: String(metric), dimensions, region }];
  });
}

const SEARCH =
  /SEARCH\('(?:\{(?<schema>[^}]+)\}|Namespace="(?<all>[^"]+)") MetricName="(?<metric>[^"]+)"(?<filters>(?: \w+="[^"]+")*)', '\w+', \d+\)/g;

function searches(expression: string): Omit<Shown, "region">[] {
  const found = [...expression.matchAll(SEARCH)];
  if (found.length === 0 && expression.includes("SEARCH(")) throw new Error(`not understood: ${expression}`);
  return found.map(({ groups }) => {
    const { schema, all, metric, filters } = groups!;
    const [namespace, ...names] = schema?.split(",") ?? [String(all)];
    const values = Object.fromEntries(
      [...String(filters).matchAll(/(\w+)="([^"]+)"/g)].map(([, name, value]) => [name, value]),
    ) as Record<string, string>;
    const dimensions =
      schema === undefined ? undefined : Object.fromEntries(names.map((name) => [name, values[name] ?? "*"]));
    return { namespace: String(namespace), metric: String(metric), dimensions };
  });
}
