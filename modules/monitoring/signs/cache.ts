import { metricsOf, type Sign, SOMETHING } from "./sign";

// Of every node size, and not to be changed.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
const MAX_CONNECTIONS = 65_000;

type CacheAlert =
  | "cache-connections"
  | "cache-cpu"
  | "cache-memory"
  | "cache-network"
  | "cache-node-silent"
  | "cache-silent"
  | "cache-standby-lag";

export interface CacheSignsProps {
  /** Of the replication group. */
  readonly name: string;
  /** The primary and its standbys, whoever is which. */
  readonly nodes: number;
}

/**
 * The nodes of one replication group with one shard: they are called after it, -001 and so on, and keep their names when
 * another one becomes primary.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 */
export function cacheSigns({ name, nodes }: CacheSignsProps): Sign<CacheAlert>[] {
  const ids = Array.from({ length: nodes }, (_, index) => `${name}-${String(index + 1).padStart(3, "0")}`);
  const heard = ids.map((_, index) => `FILL(node${index + 1}, 0)`);
  return [
    {
      alert: "cache-silent",
      comparison: "below",
      measure: {
        metrics: Object.fromEntries(
          ids.map((id, index) => [`node${index + 1}`, of(id)("CurrConnections", SOMETHING)]),
        ),
        expression: heard.join(" + "),
        label: "values heard",
      },
    },
    ...ids.flatMap((id) => loadSigns(id).map((sign) => ({ ...sign, about: numberOf(id) }))),
    ...(nodes > 1
      ? ids.flatMap((id) => standbySigns(id).map((sign) => ({ ...sign, about: numberOf(id) })))
      : []),
  ];
}

function of(nodeId: string): ReturnType<typeof metricsOf> {
  return metricsOf("AWS/ElastiCache", { CacheClusterId: nodeId });
}

function numberOf(nodeId: string): string {
  return nodeId.slice(-3);
}

function loadSigns(nodeId: string): Sign<CacheAlert>[] {
  const metric = of(nodeId);
  return [
    {
      alert: "cache-cpu",
      comparison: "above",
      measure: {
        // One thread does the work: on a machine of two processors it is busy at half of the machine's.
        metrics: {
          engine: metric("EngineCPUUtilization", "Average"),
          machine: metric("CPUUtilization", "Average"),
        },
        expression: "MAX([engine, machine])",
        label: "CPU, %",
      },
    },
    {
      alert: "cache-memory",
      comparison: "above",
      measure: metric("DatabaseMemoryUsagePercentage", "Average"),
    },
    {
      alert: "cache-network",
      comparison: "above",
      measure: {
        metrics: {
          received: metric("NetworkBandwidthInAllowanceExceeded", "Sum"),
          sent: metric("NetworkBandwidthOutAllowanceExceeded", "Sum"),
          packets: metric("NetworkPacketsPerSecondAllowanceExceeded", "Sum"),
        },
        expression: "received + sent + packets",
        label: "packets over the allowance",
      },
    },
    {
      alert: "cache-connections",
      comparison: "above",
      measure: {
        metrics: { taken: metric("CurrConnections", "Maximum") },
        expression: `100 * taken / ${MAX_CONNECTIONS}`,
        label: "taken, %",
      },
    },
  ];
}

/** Any node may be a standby, and only standbys tell how far they are behind. */
function standbySigns(nodeId: string): Sign<CacheAlert>[] {
  const metric = of(nodeId);
  return [
    { alert: "cache-node-silent", comparison: "below", measure: metric("CurrConnections", SOMETHING) },
    { alert: "cache-standby-lag", comparison: "above", measure: metric("ReplicationLag", "Maximum") },
  ];
}
