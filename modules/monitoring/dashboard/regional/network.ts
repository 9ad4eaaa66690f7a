import { certificateChart } from "../certificate";
import { each, metricsOf, shade, sumOf } from "../metric";
import { type Chart, COLORS, type Line, type Section } from "../widget";

const BITS_PER_BYTE = 8;
const BITS_PER_MEGABIT = 1e6;

export interface NetworkSubject {
  /** One for the region, or one a zone, in the order of the zones. */
  readonly natGatewayIds: readonly string[];
  /** Of the load balancer. */
  readonly certificateArn: string;
  /** Of EFS. */
  readonly fileSystemId: string;
}

export interface NetworkThresholds {
  readonly certificateDays: number;
  /** Of what EFS allows. */
  readonly fileOperationsPercent: number;
}

/** What leaves the VPC, and what everything else stands on. */
export function networkSection(subject: NetworkSubject, thresholds: NetworkThresholds): Section {
  return {
    title: "Network, files, certificate",
    rows: [
      {
        height: 6,
        widgets: [
          out(subject),
          lost(subject),
          files(subject, thresholds),
          certificateChart("The load balancer's", subject.certificateArn, thresholds.certificateDays),
        ],
      },
    ],
  };
}

function out({ natGatewayIds }: NetworkSubject): Chart {
  return {
    kind: "chart",
    title: "NAT: to the internet",
    unit: "Mbit a second",
    lines: {
      ...each<string, Line>("bytes", natGatewayIds, (id) => ({
        draws: nat(id)("BytesOutToDestination", "Sum"),
        axis: "hidden",
      })),
      ...each<string, Line>("rate", natGatewayIds, (_id, index) => ({
        label: `gateway ${index + 1}`,
        draws: `${BITS_PER_BYTE} * bytes${index + 1} / PERIOD(bytes${index + 1}) / ${BITS_PER_MEGABIT}`,
        color: shade(index),
      })),
    },
  };
}

function lost({ natGatewayIds }: NetworkSubject): Chart {
  const hidden = (prefix: string, metric: string): Record<string, Line> =>
    each<string, Line>(prefix, natGatewayIds, (id) => ({ draws: nat(id)(metric, "Sum"), axis: "hidden" }));
  const [ports, packets] = [hidden("ports", "ErrorPortAllocation"), hidden("packets", "PacketsDropCount")];
  return {
    kind: "chart",
    title: "NAT: connections without a port, packets lost",
    unit: "a minute",
    lines: {
      ...ports,
      ...packets,
      refused: { label: "connections without a port", draws: sumOf(ports), color: COLORS.bad },
      lost: { label: "packets lost", draws: sumOf(packets), color: COLORS.poor },
    },
  };
}

function nat(NatGatewayId: string): ReturnType<typeof metricsOf> {
  return metricsOf("AWS/NATGateway", { NatGatewayId });
}

function files({ fileSystemId }: NetworkSubject, { fileOperationsPercent }: NetworkThresholds): Chart {
  const of = metricsOf("AWS/EFS", { FileSystemId: fileSystemId });
  return {
    kind: "chart",
    title: "Files: share of what the file system can do",
    unit: "%",
    max: 100,
    rightUnit: "clients",
    lines: {
      limit: { label: "operations", draws: of("PercentIOLimit", "Maximum"), color: COLORS.plain },
      clients: {
        label: "clients (right)",
        draws: of("ClientConnections", "Sum"),
        axis: "right",
        color: COLORS.fourth,
      },
    },
    limits: [
      { label: `alarm above ${fileOperationsPercent} %`, value: fileOperationsPercent, kind: "alarm" },
    ],
  };
}
