import { type Link, linked, whatToDo } from "../links";
import { metricsOf } from "../metric";
import { type AlarmStates, type Chart, COLORS, type Section, type Text } from "../widget";
import type { RegionsSubject } from "./regions";
import { cloudFront, type ViewersSubject } from "./viewers";

export interface GlobalOverviewSubject {
  /** `mindscape production`. */
  readonly product: string;
  readonly domain: string;
  /** Of the regions. */
  readonly dashboards: readonly Link[];
  readonly runbooks: readonly Link[];
  /** In us-east-1 and, where there is a switch, its alarm; empty where there are none. */
  readonly alarmArns: readonly string[];
}

/** Is the product there, and who serves it. */
export function globalOverview(
  subject: GlobalOverviewSubject,
  shown: { readonly viewers: ViewersSubject; readonly regions: RegionsSubject },
): Section {
  const { alarmArns } = subject;
  const where = text(subject);
  return {
    rows: [
      alarmArns.length === 0
        ? { height: 4, widgets: [where] }
        : { height: 4, columns: [12, 12], widgets: [alarms(alarmArns), where] },
      { height: 3, widgets: [numbers(shown.viewers, shown.regions)] },
    ],
  };
}

function alarms(arns: readonly string[]): AlarmStates {
  return { kind: "alarms", title: "What is broken", arns };
}

function text({ product, domain, dashboards, runbooks, alarmArns }: GlobalOverviewSubject): Text {
  return {
    kind: "text",
    markdown: [
      `# ${product} · all regions`,
      `What viewers of **${domain}** see. Beside each region: ${linked(dashboards)}`,
      ...whatToDo(alarmArns.length > 0, runbooks),
    ].join("\n\n"),
  };
}

function numbers(viewers: ViewersSubject, { failover }: RegionsSubject): Chart {
  const of = cloudFront(viewers);
  return {
    kind: "chart",
    title: "Right now",
    unit: "",
    view: "numbers",
    lines: {
      all: { label: "all", draws: of("Requests", "Sum"), axis: "hidden" },
      rate: { label: "requests a second", draws: "all / PERIOD(all)", color: COLORS.plain },
      failed: { label: "5xx, %", draws: of("5xxErrorRate", "Average"), color: COLORS.bad },
      refused: { label: "4xx, %", draws: of("4xxErrorRate", "Average"), color: COLORS.poor },
      blocked: {
        label: "turned away by WAF a minute",
        draws: metricsOf("AWS/WAFV2", { WebACL: viewers.webAcl, Rule: "ALL" })("BlockedRequests", "Sum"),
        color: COLORS.third,
      },
      ...(failover !== "none" && {
        home: {
          label: "1: home serves",
          draws: metricsOf("AWS/Route53", { HealthCheckId: failover.healthCheckId })(
            "HealthCheckStatus",
            "Minimum",
          ),
          color: COLORS.good,
        },
      }),
    },
  };
}
