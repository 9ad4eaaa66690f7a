/** Written into a new series every minute. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** How long it has to be so, as Prometheus writes times. */
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Evaluated one after the other, at one moment. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly (RecordingRule | AlertingRule)[];
}

/** How often rules are evaluated: the contract's windows are minutes. */
export const EVALUATION_SECONDS = 60;

const UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
] as const;

/** As Prometheus writes it, in the largest unit without a rest. */
export function time(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds > 0 && seconds % length === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}

/** `{a="1",b=~"2"}`, from names with their operator. */
export function selector(matchers: Readonly<Record<string, string>>): string {
  const texts = Object.entries(matchers).map(([name, value]) => {
    const [, label = name, operator = "="] = /^(\w+)(=~|!~|!=|=)?$/.exec(name) ?? [];
    return `${label}${operator}"${value}"`;
  });
  return `{${texts.join(",")}}`;
}
