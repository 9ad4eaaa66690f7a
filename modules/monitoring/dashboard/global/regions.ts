import { certificateChart } from "../certificate";
import { metricsOf } from "../metric";
import { type Chart, COLORS, type Line, type Row, type Section } from "../widget";

export interface RegionsSubject {
  /** Home, then other. */
  readonly regions: readonly { readonly name: string; readonly place: "home" | "other" }[];
  /** `none` with one region. */
  readonly failover: FailoverSubject | "none";
  /** Of CloudFront, in us-east-1. */
  readonly certificateArn: string;
}

export interface FailoverSubject {
  readonly healthCheckId: string;
  /** The metric that the health check follows, in the other region. */
  readonly signal: { readonly namespace: string; readonly metricName: string };
}

export interface RegionsThresholds {
  readonly certificateDays: number;
  readonly databaseLagSeconds: number;
}

const HUES = [COLORS.plain, COLORS.poor] as const;

/** Who serves, how each region does, and what a failover would lose. */
export function regionsSections(subject: RegionsSubject, thresholds: RegionsThresholds): Section[] {
  return [
    {
      title: "Regions: who serves",
      rows: [{ height: 7, widgets: [loads(subject), ...turned(subject), failures(subject)] }],
    },
    {
      title: "What a failover would lose, and the certificate",
      rows: inThrees([
        ...lags(subject, thresholds),
        certificateChart("CloudFront's", subject.certificateArn, thresholds.certificateDays),
      ]),
    },
  ];
}

function inThrees(widgets: readonly Chart[]): Row[] {
  const rows = Array.from({ length: Math.ceil(widgets.length / 3) }, (_, index) =>
    widgets.slice(3 * index, 3 * index + 3),
  );
  return rows.map((row) => ({ height: 6, widgets: row }));
}

/** Only AWS knows the load balancers' ids, and nothing here reads a region's state: they are searched for. */
function loads({ regions }: RegionsSubject): Chart {
  return {
    kind: "chart",
    title: "Requests that reach each region",
    unit: "a second",
    lines: byRegion(regions, "load", ({ name }) => ({
      draws: `SUM(${inBalancers("RequestCount")}) / 60`,
      region: name,
    })),
  };
}

function failures({ regions }: RegionsSubject): Chart {
  return {
    kind: "chart",
    title: "Requests that fail in each region",
    unit: "a minute",
    lines: {
      ...byRegion(regions, "pods", ({ name }) => ({
        draws: `SUM(${inBalancers("HTTPCode_Target_5XX_Count")})`,
        region: name,
      })),
      ...byRegion(regions, "balancer", ({ name }) => ({
        draws: `SUM(${inBalancers("HTTPCode_ELB_5XX_Count")})`,
        region: name,
        label: `${name}, no pod answered`,
        color: COLORS.bad,
      })),
    },
  };
}

function inBalancers(metric: string): string {
  return `SEARCH('{AWS/ApplicationELB,LoadBalancer} MetricName="${metric}"', 'Sum', 60)`;
}

/** 1 or 0 each; Route 53 follows the switch within a minute or two. */
function turned({ regions, failover }: RegionsSubject): Chart[] {
  const other = regions.find(({ place }) => place === "other");
  if (failover === "none" || other === undefined) return [];
  const { namespace, metricName } = failover.signal;
  return [
    {
      kind: "chart",
      title: "The switch: 1 says that home was left",
      unit: "yes or no",
      max: 1,
      lines: {
        switch: {
          label: "switch",
          draws: metricsOf(namespace, {})(metricName, "Maximum"),
          region: other.name,
          color: COLORS.bad,
        },
        home: {
          label: "Route 53 answers with home",
          draws: metricsOf("AWS/Route53", { HealthCheckId: failover.healthCheckId })(
            "HealthCheckStatus",
            "Minimum",
          ),
          color: COLORS.good,
        },
      },
    },
  ];
}

/** Searched for in both regions: which of them copies from the other changes with a failover. */
function lags({ regions, failover }: RegionsSubject, { databaseLagSeconds }: RegionsThresholds): Chart[] {
  if (failover === "none") return [];
  const longest = (search: string): string => `MAX(SEARCH('${search}', 'Maximum', 60))`;
  const chart = (title: string, unit: string, draws: string): Chart => ({
    kind: "chart",
    title,
    unit,
    lines: byRegion(regions, "lag", ({ name }) => ({ draws, region: name })),
  });
  const lag = 'MetricName="ReplicaLag"';
  return [
    {
      ...chart("PostgreSQL: replicas behind", "seconds", longest(`{AWS/RDS,DBInstanceIdentifier} ${lag}`)),
      limits: [{ label: `alarm above ${databaseLagSeconds} s`, value: databaseLagSeconds, kind: "alarm" }],
    },
    chart(
      "Cache: behind the other region",
      "seconds",
      longest('Namespace="AWS/ElastiCache" MetricName="GlobalDatastoreReplicationLag"'),
    ),
    chart(
      "DynamoDB: behind, by sending region",
      "milliseconds",
      longest('{AWS/DynamoDB,TableName,ReceivingRegion} MetricName="ReplicationLatency"'),
    ),
    chart(
      "Static files: behind",
      "seconds",
      longest('{AWS/S3,SourceBucket,DestinationBucket,RuleId} MetricName="ReplicationLatency"'),
    ),
    chart("Files: age of the copy", "seconds", longest('Namespace="AWS/EFS" MetricName="TimeSinceLastSync"')),
  ];
}

function byRegion(
  regions: RegionsSubject["regions"],
  prefix: string,
  line: (region: RegionsSubject["regions"][number]) => Pick<Line, "draws" | "region"> & Partial<Line>,
): Record<string, Line> {
  return Object.fromEntries(
    regions.map((region, index) => [
      `${prefix}${index + 1}`,
      { label: `${region.name} (${region.place})`, color: HUES[index] ?? COLORS.fourth, ...line(region) },
    ]),
  );
}
