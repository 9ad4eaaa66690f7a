import { SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { demand, onSystemNodes, type ReleaseValues, resourcesOf } from "./release-values";

const NAME = SERVICE_ACCOUNTS.collector.name;
const REPLICAS = 2;
const SIZE = { cpuMillicores: 100, memoryMiB: 256, memoryLimitMiB: 512 };
const ADDRESS = "${env:MY_POD_IP}";

/**
 * Of the service and of the container alike: Amazon's network policies admit by both.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 */
export const COLLECTOR_PORTS = {
  /** OTLP over HTTP. */
  otlp: 4318,
  /** X-Ray's own questions: which requests to trace. */
  sampling: 2000,
  /** What arrived as metrics, as Prometheus reads it. */
  received: 8889,
  /** Its own metrics. */
  own: 8888,
} as const;

export interface CollectorProps {
  readonly region: string;
  readonly priorityClass: string;
}

/**
 * Takes traces and metrics over HTTP; traces go to X-Ray, metrics wait for Prometheus. SDKs ask it which requests to trace
 * (docs/dashboards.md), so it samples nothing itself.
 */
export function collector({ region, priorityClass }: CollectorProps): ReleaseValues {
  return {
    values: {
      mode: "deployment",
      fullnameOverride: NAME,
      // With X-Ray's exporter and proxy, which the plain one lacks.
      image: {
        repository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
      },
      command: { name: "otelcol-contrib" },
      serviceAccount: { create: true, name: NAME },
      replicaCount: REPLICAS,
      resources: resourcesOf(SIZE),
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      priorityClassName: priorityClass,
      ...onSystemNodes({ "app.kubernetes.io/name": "opentelemetry-collector" }),
      podSecurityContext: {
        runAsNonRoot: true,
        runAsUser: 10_001,
        runAsGroup: 10_001,
        seccompProfile: { type: "RuntimeDefault" },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      ports: ports(),
      config: configuration(region),
      serviceMonitor: {
        enabled: true,
        metricsEndpoints: [{ port: "metrics" }, { port: "received", honorLabels: true }],
      },
    },
    pods: [demand(NAME, REPLICAS, SIZE)],
    serviceAccounts: [SERVICE_ACCOUNTS.collector],
  };
}

function ports(): object {
  const port = (number: number): object => ({
    enabled: true,
    containerPort: number,
    servicePort: number,
    protocol: "TCP",
  });
  const off = { enabled: false };
  return {
    otlp: off,
    "jaeger-compact": off,
    "jaeger-thrift": off,
    "jaeger-grpc": off,
    zipkin: off,
    "otlp-http": { enabled: true, containerPort: COLLECTOR_PORTS.otlp, servicePort: COLLECTOR_PORTS.otlp },
    metrics: port(COLLECTOR_PORTS.own),
    received: port(COLLECTOR_PORTS.received),
    sampling: port(COLLECTOR_PORTS.sampling),
  };
}

/** null takes away what the chart has by default. */
function configuration(region: string): object {
  const processors = ["memory_limiter", "batch"];
  return {
    receivers: {
      jaeger: null,
      zipkin: null,
      prometheus: null,
      otlp: { protocols: { grpc: null, http: { endpoint: `${ADDRESS}:${COLLECTOR_PORTS.otlp}` } } },
    },
    exporters: {
      debug: null,
      awsxray: { region, indexed_attributes: ["otel.resource.service.version"] },
      prometheus: {
        endpoint: `${ADDRESS}:${COLLECTOR_PORTS.received}`,
        resource_to_telemetry_conversion: { enabled: true },
      },
    },
    extensions: { awsproxy: { endpoint: `${ADDRESS}:${COLLECTOR_PORTS.sampling}`, region } },
    service: {
      extensions: ["health_check", "awsproxy"],
      pipelines: {
        logs: null,
        traces: { receivers: ["otlp"], processors, exporters: ["awsxray"] },
        metrics: { receivers: ["otlp"], processors, exporters: ["prometheus"] },
      },
    },
  };
}
