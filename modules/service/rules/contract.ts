import { type AlertingRule, time } from "./rule";

/** What the contract says of one alert. */
export interface AgreedAlert {
  readonly summary: string;
  readonly severity: "page" | "ticket";
  readonly incident: string;
  readonly threshold: number;
  readonly unit: string;
  readonly window: { readonly periodSeconds: number; readonly periods: number; readonly breaching: number };
  /** File name under docs/runbooks, without `.md`. */
  readonly runbook: string;
}

/** Of a budget: both windows are over the rate, and the long one has seen more than a blip. */
export interface AgreedBurn extends AgreedAlert {
  readonly burn: { readonly longSeconds: number; readonly shortSeconds: number };
  /** Bad requests in the long window. */
  readonly quietBelow: number;
}

interface Told {
  readonly expr: string;
  /** What is over the line, with its value; Prometheus fills in the braces. */
  readonly description: string;
  /** The window is in the expression: it is told as soon as that is so. */
  readonly atOnce?: boolean;
}

/** The rule that tells an agreed alert. Prometheus knows no "three of five": a value that is fine begins the window anew. */
export function alertingRule(key: string, agreed: AgreedAlert, told: Told): AlertingRule {
  const { periodSeconds, periods, breaching } = agreed.window;
  if (breaching !== periods)
    throw new Error(
      `alerts.${key}.window.breaching ${breaching} of ${periods}: Prometheus asks for all; write ${periods}`,
    );
  return {
    alert: key,
    expr: told.expr,
    for: told.atOnce === true ? "0s" : time(periodSeconds * periods),
    labels: { severity: agreed.severity, incident: agreed.incident },
    annotations: {
      summary: agreed.summary,
      description: told.description,
      runbook: `docs/runbooks/${agreed.runbook}.md`,
    },
  };
}
