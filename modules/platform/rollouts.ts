import { demand, onSystemNodes, type ReleaseValues, resourcesOf } from "./release-values";

const REPLICAS = 2;
const SIZE = { cpuMillicores: 100, memoryMiB: 128, memoryLimitMiB: 512 };

export interface RolloutsProps {
  readonly priorityClass: string;
  /** Whether a Prometheus reads its metrics. */
  readonly scraped: boolean;
}

/** Moves the API from one version to the next, and back. Its custom resources stay when it goes. */
export function rollouts({ priorityClass, scraped }: RolloutsProps): ReleaseValues {
  return {
    values: {
      installCRDs: true,
      keepCRDs: true,
      controller: {
        replicas: REPLICAS,
        resources: resourcesOf(SIZE),
        pdb: { enabled: true, maxUnavailable: 1 },
        priorityClassName: priorityClass,
        ...onSystemNodes({
          "app.kubernetes.io/name": "argo-rollouts",
          "app.kubernetes.io/component": "rollouts-controller",
        }),
        metrics: { enabled: true, serviceMonitor: { enabled: scraped } },
      },
      // Traffic moves by service selectors alone.
      providerRBAC: { enabled: false },
      dashboard: { enabled: false },
    },
    pods: [demand("argo-rollouts", REPLICAS, SIZE)],
    serviceAccounts: [],
  };
}
