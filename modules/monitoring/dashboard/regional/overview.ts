import { type Link, linked, whatToDo } from "../links";
import { metricsOf } from "../metric";
import { type AlarmStates, type Chart, COLORS, type Section, type Text } from "../widget";
import { ERROR_PERCENT, type ServiceSubject } from "./service";

export interface OverviewSubject {
  /** `mindscape production`. */
  readonly product: string;
  readonly region: string;
  readonly place: "home" | "other";
  /** Whether the configuration says that this region serves. */
  readonly serves: boolean;
  /** The other region's dashboard, and the one of all regions. */
  readonly related: readonly Link[];
  readonly runbooks: readonly Link[];
  /** Composite alarms, worst first; empty where there are none. */
  readonly alarmArns: readonly string[];
}

export interface Newest {
  readonly service: ServiceSubject;
  readonly database: string;
  readonly cacheNode: string;
  readonly queue: string;
}

/** Is it us, what is broken, and what to do: the top of the page. */
export function overviewSection(subject: OverviewSubject, newest: Newest): Section {
  const { alarmArns } = subject;
  const place = text(subject);
  return {
    rows: [
      alarmArns.length === 0
        ? { height: 4, widgets: [place] }
        : { height: 5, columns: [14, 10], widgets: [alarms(alarmArns), place] },
      { height: 3, widgets: [numbers(newest)] },
    ],
  };
}

function alarms(arns: readonly string[]): AlarmStates {
  return { kind: "alarms", title: "What is broken", arns };
}

function text({ product, region, place, serves, alarmArns, related, runbooks }: OverviewSubject): Text {
  return {
    kind: "text",
    markdown: [
      `# ${product} · ${region}`,
      serves
        ? `The **${place}** region. By configuration it **serves**.`
        : `The **${place}** region. By configuration it **stands by**: few requests are normal here.`,
      ...(related.length > 0
        ? [`A failover is quicker than configuration, so look who serves: ${linked(related)}`]
        : []),
      "Read from the top until something is odd.",
      ...whatToDo(alarmArns.length > 0, runbooks),
    ].join("\n\n"),
  };
}

function numbers({ service, database, cacheNode, queue }: Newest): Chart {
  const balancer = metricsOf("AWS/ApplicationELB", { LoadBalancer: service.loadBalancer });
  const target = metricsOf("AWS/ApplicationELB", {
    TargetGroup: service.targetGroups.active,
    LoadBalancer: service.loadBalancer,
  });
  const redis = metricsOf("AWS/ElastiCache", { CacheClusterId: cacheNode, CacheNodeId: "0001" });
  const waiting = metricsOf("AWS/SQS", { QueueName: queue });
  return {
    kind: "chart",
    title: "Right now",
    unit: "",
    view: "numbers",
    lines: {
      all: { label: "all", draws: balancer("RequestCount", "Sum"), axis: "hidden" },
      pods: { label: "by pods", draws: balancer("HTTPCode_Target_5XX_Count", "Sum"), axis: "hidden" },
      balancer: { label: "by balancer", draws: balancer("HTTPCode_ELB_5XX_Count", "Sum"), axis: "hidden" },
      rate: { label: "requests a second", draws: "all / PERIOD(all)", color: COLORS.plain },
      ratio: {
        label: "errors, %",
        draws: ERROR_PERCENT,
        color: COLORS.bad,
      },
      p95: { label: "p95, seconds", draws: balancer("TargetResponseTime", "p95"), color: COLORS.third },
      healthy: { label: "healthy nodes", draws: target("HealthyHostCount", "Minimum"), color: COLORS.good },
      database: {
        label: "PostgreSQL CPU, %",
        draws: metricsOf("AWS/RDS", { DBInstanceIdentifier: database })("CPUUtilization", "Average"),
        color: COLORS.plain,
      },
      cache: { label: "cache CPU, %", draws: redis("EngineCPUUtilization", "Average"), color: COLORS.plain },
      jobs: {
        label: "jobs waiting",
        draws: waiting("ApproximateNumberOfMessagesVisible", "Maximum"),
        color: COLORS.poor,
      },
    },
  };
}
