import { type Alert, INCIDENTS, PAGERS, type Window } from "../alerts/alert";
import type { Problem } from "../shape";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
const SHORT_PERIODS: readonly number[] = [10, 30];
const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const LONGEST = { shortPeriods: DAY, longPeriods: 7 * DAY } as const;
// With its runbook it has to fit an alarm's description, and a message's subject begins with the alarm's name.
const SUMMARY_CHARACTERS = 200;
const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SEVERITIES: readonly unknown[] = ["page", "ticket"];
const MISSING_DATA: readonly unknown[] = ["breaching", "notBreaching", "ignore", "missing"];

type Contract = Readonly<Record<string, Alert>>;
type Explanations = Readonly<
  Record<string, { readonly causes: readonly string[]; readonly explained: readonly string[] }>
>;

/** Alerts that CloudWatch would refuse, that nobody could act on, or that two systems would tell. */
export function alertProblems(alerts: Contract, explanations: Explanations): Problem[] {
  return [
    ...Object.entries(alerts).flatMap(([key, alert]) => [
      ...wordProblems(alert, `alerts.${key}`),
      ...windowProblems(alert.window, `alerts.${key}.window`),
    ]),
    ...pagerProblems(alerts),
    ...explanationProblems(alerts, explanations),
  ];
}

function wordProblems(alert: Alert, path: string): Problem[] {
  const { summary, runbook, threshold } = alert;
  return [
    ...oneOf(alert.severity, SEVERITIES, `${path}.severity`),
    ...oneOf(alert.pagedBy, PAGERS, `${path}.pagedBy`),
    ...oneOf(alert.incident, INCIDENTS, `${path}.incident`),
    ...oneOf(alert.missingData, MISSING_DATA, `${path}.missingData`),
    ...(typeof runbook === "string" && FILE_NAME.test(runbook)
      ? []
      : [
          {
            path: `${path}.runbook`,
            problem: `${shown(runbook)}: name a file of docs/runbooks, without .md; nobody knows what to do at night`,
          },
        ]),
    ...(typeof summary === "string" && summary.length > 0 && summary.length <= SUMMARY_CHARACTERS
      ? []
      : [
          {
            path: `${path}.summary`,
            problem: `${shown(summary)}: say what is wrong in 1 to ${SUMMARY_CHARACTERS} characters`,
          },
        ]),
    ...(Number.isFinite(threshold)
      ? []
      : [{ path: `${path}.threshold`, problem: `${shown(threshold)} is no number` }]),
  ];
}

function windowProblems({ periodSeconds, periods, breaching }: Window, path: string): Problem[] {
  const problems: Problem[] = [];
  const tell = (field: string, problem: string): void => {
    problems.push({ path: `${path}.${field}`, problem });
  };
  const multiple = Number.isInteger(periodSeconds) && periodSeconds > 0 && periodSeconds % MINUTE === 0;
  if (!multiple && !SHORT_PERIODS.includes(periodSeconds)) {
    tell(
      "periodSeconds",
      `${periodSeconds} is refused by CloudWatch; allowed are 10, 30 and multiples of 60`,
    );
  }
  if (!Number.isInteger(periods) || periods < 1) tell("periods", `${periods}: at least 1`);
  if (!Number.isInteger(breaching) || breaching < 1 || breaching > periods) {
    tell("breaching", `${breaching} of ${periods} values cannot be bad; write 1 to ${periods}`);
  }
  const longest = periodSeconds < HOUR ? LONGEST.shortPeriods : LONGEST.longPeriods;
  if (periodSeconds * periods > longest) {
    tell(
      "periods",
      `${periods} of ${periodSeconds} s are ${periodSeconds * periods} s; CloudWatch looks back ${longest} s at most`,
    );
  }
  return problems;
}

/** One incident, one system: two would wake somebody twice. */
function pagerProblems(alerts: Contract): Problem[] {
  const first = new Map<string, readonly [string, Alert]>();
  return Object.entries(alerts).flatMap(([key, alert]) => {
    const earlier = first.get(alert.incident);
    if (earlier === undefined) {
      first.set(alert.incident, [key, alert]);
      return [];
    }
    const [otherKey, other] = earlier;
    if (other.pagedBy === alert.pagedBy) return [];
    const problem = `${shown(alert.pagedBy)}, while ${otherKey} of the same incident "${alert.incident}" is told by ${shown(other.pagedBy)}; choose one, or another incident`;
    return [{ path: `alerts.${key}.pagedBy`, problem }];
  });
}

function explanationProblems(alerts: Contract, explanations: Explanations): Problem[] {
  return Object.entries(explanations).flatMap(([name, { causes, explained }]) => [
    ...causes.flatMap((cause) => {
      const alert = alerts[cause];
      if (alert?.severity === "page" && alert.pagedBy === "cloudwatch") return [];
      const problem = `"${cause}" wakes nobody by CloudWatch, so what it explains would go unheard; name an alert that pages`;
      return [{ path: `explanations.${name}.causes`, problem }];
    }),
    ...explained.flatMap((incident) => oneOf(incident, INCIDENTS, `explanations.${name}.explained`)),
  ]);
}

function oneOf(value: unknown, allowed: readonly unknown[], path: string): Problem[] {
  return allowed.includes(value)
    ? []
    : [{ path, problem: `${shown(value)}: allowed are ${allowed.join(", ")}` }];
}

function shown(value: unknown): string {
  return value === undefined ? "is missing" : JSON.stringify(value);
}
