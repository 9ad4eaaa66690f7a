import { ALERTS, type Alert } from "../../config/alerts";
import { configuration } from "../../config/environments";
import type { EnvironmentConfig } from "../../config/environment";
import { type Names, namesFor } from "../../config/names";
import type { Attributes, StackJson, Synthesis } from "./synthesis";

/** One number that an alarm reads, or a question over all that match. */
export interface Read {
  readonly namespace: string;
  readonly metric: string;
  /** Names and values; undefined where a query asks for any. */
  readonly dimensions: Readonly<Record<string, string>> | undefined;
  readonly period: number;
}

export interface FoundAlarm {
  readonly stack: string;
  readonly name: string;
  readonly attributes: Attributes;
  readonly reads: readonly Read[];
}

/** Every metric alarm of every stack. */
export function metricAlarms(synthesis: Synthesis, stacks = synthesis.stacks): FoundAlarm[] {
  return stacks.flatMap((stack) =>
    Object.values(synthesis.json(stack).resource?.["aws_cloudwatch_metric_alarm"] ?? {}).map(
      (attributes) => ({
        stack,
        name: String(attributes["alarm_name"]),
        attributes,
        reads: reads(attributes),
      }),
    ),
  );
}

interface MetricQuery {
  readonly expression?: string;
  readonly period?: number;
  readonly metric?: {
    readonly namespace: string;
    readonly metric_name: string;
    readonly dimensions?: Readonly<Record<string, string>>;
    readonly period: number;
  };
}

function reads(alarm: Attributes): Read[] {
  const queries = alarm["metric_query"] as MetricQuery[] | undefined;
  if (queries === undefined) {
    return [
      {
        namespace: String(alarm["namespace"]),
        metric: String(alarm["metric_name"]),
        dimensions: (alarm["dimensions"] ?? {}) as Record<string, string>,
        period: Number(alarm["period"]),
      },
    ];
  }
  return queries.flatMap(({ metric, expression, period }): Read[] => {
    if (metric !== undefined) {
      const { namespace, metric_name, dimensions = {} } = metric;
      return [{ namespace, metric: metric_name, dimensions, period: metric.period }];
    }
    return expression?.startsWith("SELECT ") === true ? [question(expression, Number(period))] : [];
  });
}

/** `SELECT MAX(metric) FROM "namespace"`, or `FROM SCHEMA("namespace", Dimension, ...)`. */
function question(query: string, period: number): Read {
  const match =
    /^SELECT \w+\((?<metric>[^)]+)\) FROM (?:SCHEMA\("(?<schema>[^"]+)"(?<names>[^)]*)\)|"(?<all>[^"]+)")$/.exec(
      query,
    );
  if (match?.groups === undefined) throw new Error(`not understood: ${query}`);
  const { metric, schema, names, all } = match.groups;
  const dimensions = names
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .map((name) => [name, "*"] as const);
  return {
    namespace: String(schema ?? all),
    metric: String(metric),
    dimensions: dimensions === undefined ? undefined : Object.fromEntries(dimensions),
    period,
  };
}

export interface FoundComposite {
  readonly name: string;
  /** Alarms of the rule, and the one that keeps it silent. */
  readonly children: readonly string[];
  readonly suppressor: string | undefined;
  readonly tells: readonly string[];
  readonly attributes: Attributes;
}

/** Every composite alarm of a stack, by name; each reference must lead to an alarm of the same stack. */
export function compositeAlarms(stack: StackJson): Map<string, FoundComposite> {
  const named = (reference: string): string => {
    const match = /^\$\{(?<type>aws_cloudwatch_\w+_alarm)\.(?<id>[\w-]+)\.alarm_name\}$/.exec(reference);
    const { type = "", id = "" } = match?.groups ?? {};
    const alarm = stack.resource[type]?.[id];
    if (alarm === undefined) throw new Error(`${reference} leads nowhere`);
    return String(alarm["alarm_name"]);
  };
  return new Map(
    Object.values(stack.resource["aws_cloudwatch_composite_alarm"] ?? {}).map((attributes) => {
      const terms = String(attributes["alarm_rule"]).split(" OR ");
      const suppressor = (attributes["actions_suppressor"] as { alarm: string } | undefined)?.alarm;
      const name = String(attributes["alarm_name"]);
      return [
        name,
        {
          name,
          children: terms.map((term) => named(/^ALARM\("(.+)"\)$/.exec(term)![1]!)),
          suppressor: suppressor === undefined ? undefined : named(suppressor),
          tells: (attributes["alarm_actions"] ?? []) as string[],
          attributes,
        },
      ];
    }),
  );
}

/** What a reference to another stack's output stands for, there. */
export function origin(synthesis: Synthesis, stack: string, reference: string): string {
  const match = /^\$\{data\.terraform_remote_state\.(?<state>[\w-]+)\.outputs\.(?<output>[\w-]+)\}$/.exec(
    reference,
  );
  const { state = "", output = "" } = match?.groups ?? {};
  const producer = synthesis.stacks.find((id) => state.endsWith(`-${id}`) && id !== stack);
  if (producer === undefined) throw new Error(`${reference} leads nowhere`);
  const { output: outputs } = synthesis.json(producer) as unknown as {
    output: Record<string, { value: string }>;
  };
  return `${producer}: ${outputs[output]!.value}`;
}

export const contract: Readonly<Record<string, Alert>> = ALERTS;

export function environmentOf(stack: string): EnvironmentConfig {
  return configuration.environments.find(({ name }) => stack.startsWith(`${name}-`))!;
}

/** The names of the stack's environment; those of alarms are the same in all regions. */
export function namesOf(stack: string): Names {
  const environment = environmentOf(stack);
  const { name: project } = configuration.organization;
  const { name, accountId } = environment;
  return namesFor({ project, environment: name, accountId, region: environment.regions[0].name });
}

/** Alarms of batch that only scale. */
export function scales({ stack, name }: FoundAlarm): boolean {
  return Object.values(namesOf(stack).scalingAlarms).includes(name);
}

/** The alert of an alarm: the longest key that its name begins with. */
export function keyOf({ stack, name }: FoundAlarm): string {
  const names = namesOf(stack);
  if (name === names.switch) return "switch-flipped";
  const rest = name.slice(names.alarmPrefix.length);
  const keys = Object.keys(contract).filter((key) => rest === key || rest.startsWith(`${key}-`));
  const [key] = keys.sort((left, right) => right.length - left.length);
  if (key === undefined) throw new Error(`${name} of ${stack} is in no contract`);
  return key;
}
