import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { debianTool } from "../support/debian-tools";
import { temporaryFolder } from "../support/synthesis";

/** A series and its values, one a minute, as promtool writes them. */
export interface Series {
  readonly series: string;
  readonly values: string;
}

/** An alert that rings, or none. */
export interface Ringing {
  readonly exp_labels: Readonly<Record<string, string>>;
  readonly exp_annotations: Readonly<Record<string, string>>;
}

/** What `promtool check rules` has against groups of rules; nothing if they are right. */
export function complaints(groups: unknown): string {
  return promtool("check", "rules", "--lint=all", written("rules.yaml", { groups }));
}

export interface Trial {
  readonly groups: unknown;
  /** Between two evaluations of all rules: promtool passes over what groups say. @default 1 */
  readonly everyMinutes?: number;
  readonly series: readonly Series[];
  /** Alerts that ring so many minutes into the series, and no others. */
  readonly alerts?: readonly {
    readonly minute: number;
    readonly name: string;
    readonly rings: readonly Ringing[];
  }[];
  /** Values of expressions, without labels. */
  readonly values?: readonly {
    readonly minute: number;
    readonly expr: string;
    readonly value: number | undefined;
  }[];
}

/** How a trial differs from what is expected; nothing if it does not. */
export function differences({ groups, everyMinutes = 1, series, alerts = [], values = [] }: Trial): string {
  const rules = written("rules.yaml", { groups });
  const test = {
    interval: "1m",
    input_series: series,
    alert_rule_test: alerts.map(({ minute, name, rings }) => ({
      eval_time: `${minute}m`,
      alertname: name,
      exp_alerts: rings,
    })),
    promql_expr_test: values.map(({ minute, expr, value }) => ({
      expr,
      eval_time: `${minute}m`,
      exp_samples: value === undefined ? [] : [{ labels: "{}", value }],
    })),
  };
  const file = written("test.yaml", {
    rule_files: [rules],
    evaluation_interval: `${everyMinutes}m`,
    tests: [test],
  });
  return promtool("test", "rules", file);
}

function promtool(...promtoolArguments: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(debianTool("promtool"), promtoolArguments, {
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  return status === 0 ? "" : `${stdout}${stderr}`;
}

/** JSON is YAML. */
function written(name: string, content: unknown): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}
