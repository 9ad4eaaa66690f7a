import { Construct } from "constructs";
import { type ServiceAccount, SERVICE_ACCOUNTS } from "../cluster/service-accounts";
import { NAMESPACES } from "../platform/foundation";
import type { OwnChart } from "../platform/helm-release";
import { HelmReleases } from "../platform/helm-releases";
import type { ApiValues } from "./api-values";
import type { ObservabilityValues } from "./observability-values";

// Rolling, the tenth pod follows nine others; a token lives fifteen minutes. A Rollout is waited for by nobody here.
const TIMEOUT_SECONDS = { api: 600, observability: 90 } as const;

/** What rules and dashboards call the API: its release, and so its workload, its autoscaler and its traces. */
export const API_RELEASE = SERVICE_ACCOUNTS.api;

export interface ServiceProps {
  readonly identities: readonly ServiceAccount[];
  readonly api: { readonly chart: OwnChart; readonly values: ApiValues };
  /** "none" where no Prometheus runs. */
  readonly observability: { readonly chart: OwnChart; readonly values: ObservabilityValues } | "none";
}

/** The API in one cluster, with what is measured and shown of it. */
export class Service extends Construct {
  constructor(scope: Construct, id: string, { identities, api, observability }: ServiceProps) {
    super(scope, id);
    const releases = new HelmReleases(this, "releases", { mirror: "none", identities });
    const { name, namespace } = API_RELEASE;
    releases.install(name, {
      namespace,
      chart: api.chart,
      release: { values: api.values, pods: [], serviceAccounts: [SERVICE_ACCOUNTS.api] },
      timeoutSeconds: TIMEOUT_SECONDS.api,
      after: [],
    });
    if (observability === "none") return;
    releases.install("mindscape-observability", {
      namespace: NAMESPACES.monitoring,
      chart: observability.chart,
      release: { values: observability.values, pods: [], serviceAccounts: [] },
      timeoutSeconds: TIMEOUT_SECONDS.observability,
      after: [],
    });
  }
}
