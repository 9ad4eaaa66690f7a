import type { LogLines, Section } from "../widget";

export interface LogsSubject {
  /** What pods of the product print, shipped by agents on the nodes; of one Kubernetes namespace. */
  readonly pods: { readonly group: string; readonly namespace: string } | "none";
  readonly database: string;
  readonly worker: string;
}

const LINES = 20;

/** The newest complaints. A query pays for what it scans: 0.005 USD a GB in the chosen span. */
export function logsSection({ pods, database, worker }: LogsSubject): Section {
  const widgets: LogLines[] = [
    ...(pods === "none" ? [] : [errorsOfPods(pods)]),
    {
      kind: "logs",
      title: "PostgreSQL: errors",
      groups: [database],
      query: newest("@message like /ERROR|FATAL|PANIC/", "@timestamp, @message"),
    },
    {
      kind: "logs",
      title: "Workers: errors",
      groups: [worker],
      query: newest("@message like /(?i)error|exception|fatal/", "@timestamp, @message"),
    },
  ];
  return { title: "Newest complaints in the logs", rows: [{ height: 7, widgets }] };
}

/** Fluent Bit ships a pod's line as JSON with the pod's name beside it. */
function errorsOfPods({
  group,
  namespace,
}: {
  readonly group: string;
  readonly namespace: string;
}): LogLines {
  return {
    kind: "logs",
    title: `Pods of ${namespace}: errors`,
    groups: [group],
    query: newest(
      `kubernetes.namespace_name = "${namespace}" and log like /(?i)error|exception|fatal/`,
      "@timestamp, kubernetes.pod_name, log",
    ),
  };
}

function newest(filter: string, fields: string): string {
  return `fields ${fields} | filter ${filter} | sort @timestamp desc | limit ${LINES}`;
}
