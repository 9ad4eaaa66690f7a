/** CIDR ranges. */
type Ranges = readonly string[];

interface Pod {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

/** Where Prometheus finds the API's requests: one histogram, by status and route. */
export interface RequestMetric {
  /** Without `_bucket` and `_count`; it has a bucket that ends at the threshold. */
  readonly histogram: string;
  readonly statusLabel: string;
  readonly routeLabel: string;
  /** Routes that nobody waits for: probes, metrics. */
  readonly ignoredRoutes: readonly string[];
}

/** What a blue-green release needs beyond a rolling one. */
export interface BlueGreenValues {
  readonly rollout: "blue-green";
  readonly targetGroups: { readonly active: string; readonly preview: string };
  readonly metrics: ScrapeValues;
  /** `manual`: after the check somebody says `kubectl argo rollouts promote`. @default "automatic" */
  readonly promotion?: "automatic" | "manual";
  /** A command of the API's image that uses the API at `CHECK_URL`, and fails if it does not work. */
  readonly check: { readonly command: readonly string[]; readonly seconds: number };
  readonly analysis: {
    /** Scheme, host and port. */
    readonly prometheus: string;
    /** Above these the release goes back. */
    readonly errorPercent: number;
    readonly p95Seconds: number;
    /** Requests a minute, below which the slowest twentieth of them means nothing. */
    readonly p95QuietBelow: number;
    readonly requests: RequestMetric;
  };
}

export interface RollingValues {
  readonly rollout: "rolling";
  /** The preview target group stays empty. */
  readonly targetGroups: { readonly active: string; readonly preview?: string };
  /** Absent where no Prometheus runs. */
  readonly metrics?: ScrapeValues;
}

export interface ScrapeValues {
  /** Where Prometheus runs. */
  readonly namespace: string;
  readonly intervalSeconds: number;
}

/** The values of charts/mindscape-api. What is left out has the chart's default; what is not here is not for environments. */
export type ApiValues = (RollingValues | BlueGreenValues) & {
  /** `<repository>@sha256:...` or `<repository>:<tag>`, never `:latest`. */
  readonly image: string;
  readonly region: string;
  readonly environment: string;
  /** As the pod identity association names it. */
  readonly serviceAccount: string;
  /** Ports of every node. */
  readonly nodePorts: { readonly active: number; readonly preview: number };
  /** `manual`: `min` is how many there are. Percentages are of the requests. */
  readonly scaling: {
    readonly kind: "manual" | "automatic";
    readonly min: number;
    readonly max: number;
    readonly cpuPercent: number;
    readonly memoryPercent: number;
  };
  readonly resources: { readonly requests: Pod; readonly limits: Pod };
  /** The label, and taint, of nodes: which value pods prefer, and which they may have. */
  readonly placement: { readonly key: string; readonly prefer: string; readonly allow: readonly string[] };
  readonly priorityClass?: string;
  /** Environment variables; no secrets, no `AWS_` and no `OTEL_`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly network: {
    /** Of the nodes' subnets. */
    readonly nodeRanges: Ranges;
    /** Of the stores' subnets, with their ports. */
    readonly stores: { readonly ports: readonly number[]; readonly ranges: Ranges };
  };
  /** The shared file system; absent where it is not used. */
  readonly files?: {
    readonly fileSystemId: string;
    readonly accessPointId: string;
    readonly mountPath: string;
  };
  /** The collector that takes OTLP over HTTP, and the share of requests that are traced; absent where there is none. */
  readonly traces?: {
    readonly namespace: string;
    readonly service: string;
    readonly port: number;
    /** Where an image that can do so asks X-Ray which requests to trace, instead of taking the share. */
    readonly samplingPort: number;
    readonly share: number;
  };
};
