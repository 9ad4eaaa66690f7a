import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { demand, onSystemNodes, type PodDemand, resourcesOf } from "./release-values";

const SIZE = { cpuMillicores: 50, memoryMiB: 64, memoryLimitMiB: 128 };
const RELOADER = { cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 64 };
// Silences and what has been told.
export const ALERTMANAGER_GIB = 2;

export interface AlertmanagerProps {
  readonly replicas: number;
  readonly region: string;
  readonly storageClass: string;
  readonly priorityClass: string;
  /** Where each severity is told; `watchdog` hears all the time that alerts still come through. */
  readonly topicArns: Readonly<Record<"page" | "ticket" | "watchdog", string>>;
}

/** Tells Prometheus' alerts by SNS, with the rights of its own service account. */
export function alertmanager(props: AlertmanagerProps): object {
  const { replicas, storageClass, priorityClass } = props;
  return {
    serviceAccount: { create: true, name: SERVICE_ACCOUNTS.alertmanager.name },
    podDisruptionBudget: { enabled: replicas > 1 },
    config: alertmanagerConfig(props),
    alertmanagerSpec: {
      replicas,
      resources: resourcesOf(SIZE),
      priorityClassName: priorityClass,
      ...onSystemNodes({ "app.kubernetes.io/name": "alertmanager" }),
      storage: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: storageClass,
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: `${ALERTMANAGER_GIB}Gi` } },
          },
        },
      },
    },
  };
}

export function alertmanagerPods({ replicas }: AlertmanagerProps): PodDemand {
  return demand("alertmanager", replicas, SIZE, RELOADER);
}

/**
 * All of it, for helm replaces lists and merges maps. Ours say `page` or `ticket`; what the chart brings says `critical` or `warning`,
 * and is for the morning like everything that Prometheus tells (docs/monitoring.md).
 */
export function alertmanagerConfig({ region, topicArns }: AlertmanagerProps): object {
  const receiver = (name: "page" | "ticket" | "watchdog"): object => ({
    name,
    sns_configs: [
      {
        topic_arn: topicArns[name],
        sigv4: { region },
        send_resolved: name !== "watchdog",
        // SNS takes no longer one. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
        subject: '{{ printf "%.99s" (printf "%s: %s" .Status .GroupLabels.alertname) }}',
        message:
          "{{ range .Alerts }}{{ .Status }}: {{ .Labels.alertname }}\n{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ with .Annotations.runbook }}Runbook: {{ . }}{{ end }}{{ with .Annotations.runbook_url }}Runbook: {{ . }}{{ end }}\n{{ range .Labels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}\n\n{{ end }}",
      },
    ],
  });
  return {
    global: { resolve_timeout: "5m" },
    route: {
      receiver: "ticket",
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "24h",
      routes: [
        {
          matchers: ['alertname = "Watchdog"'],
          receiver: "watchdog",
          group_wait: "0s",
          group_interval: "1m",
          // An alarm looks for one in each five minutes.
          repeat_interval: "1m",
        },
        { matchers: ['severity =~ "none|info"'], receiver: "nobody" },
        { matchers: ['severity = "page"'], receiver: "page", repeat_interval: "4h" },
      ],
    },
    inhibit_rules: inhibitions(),
    receivers: [{ name: "nobody" }, receiver("page"), receiver("ticket"), receiver("watchdog")],
    templates: ["/etc/alertmanager/config/*.tmpl"],
  };
}

/** What is worse speaks for what is less bad of the same thing; `info` only colours what rings anyway. */
function inhibitions(): object[] {
  return [
    {
      source_matchers: ['severity = "page"'],
      target_matchers: ['severity = "ticket"'],
      equal: ["incident", "namespace"],
    },
    {
      source_matchers: ['severity = "critical"'],
      target_matchers: ['severity =~ "warning|info"'],
      equal: ["alertname", "namespace"],
    },
    {
      source_matchers: ['alertname = "InfoInhibitor"'],
      target_matchers: ['severity = "info"'],
      equal: ["namespace"],
    },
  ];
}
