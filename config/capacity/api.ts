import { INSTANCE_TYPES } from "../catalogs/instance-types";
import type { EnvironmentConfig } from "../environment";
import { API_POD, API_REPLICAS } from "../api";
import { leftForPods } from "../node-capacity";
import { ZONES } from "../nodes";
import { ASSUMED, COMFORTABLE } from "./assumptions";
import type { Quantity, Serving } from "./quantity";

/** Of a release, while both stand. */
export const SETS = 2;

/** Pods of the API that share the load. */
export function replicas({ scaling }: Pick<EnvironmentConfig, "scaling">): number {
  return scaling === "automatic" ? API_REPLICAS.max : API_REPLICAS.min;
}

/** Pods, and the machines under them. */
export function apiQuantities(serving: Serving): Quantity[] {
  return [...pods(serving), ...nodes(serving)];
}

/** Requests that a pod answers at the same moment, and the memory that it takes then. */
export function busyPod(environment: Pick<EnvironmentConfig, "load" | "scaling">): {
  readonly atOnce: number;
  readonly memoryMiB: number;
} {
  const { request, pod } = ASSUMED;
  const atOnce = Math.ceil((environment.load.requestsPerSecond * request.seconds) / replicas(environment));
  return { atOnce, memoryMiB: pod.idleMemoryMiB + atOnce * request.memoryMiB };
}

function pods({ environment }: Serving): Quantity[] {
  const { load, scaling } = environment;
  const { cpuMillicores, memoryMiB } = API_POD.limits;
  const { request, pod } = ASSUMED;
  const count = replicas(environment);
  const busy = busyPod(environment);
  const limit = `of ${count} pods, ${COMFORTABLE.cpu * 100} % of ${cpuMillicores}m each`;
  return [
    {
      name: "api.cpu",
      unit: "millicores",
      needed: Math.ceil(load.requestsPerSecond * request.cpuMilliseconds),
      available: count * cpuMillicores * COMFORTABLE.cpu,
      path: "load.requestsPerSecond",
      why: `${load.requestsPerSecond} requests a second of ${request.cpuMilliseconds} ms`,
      limit,
      remedy:
        scaling === "manual"
          ? 'say scaling "automatic", or make a request cheaper'
          : "raise the pods' number or limits (config/api.ts), or make a request cheaper",
    },
    {
      name: "api.memory",
      unit: "MiB a pod",
      needed: busy.memoryMiB,
      available: Math.floor(memoryMiB * COMFORTABLE.memory),
      path: "load.requestsPerSecond",
      why: `${pod.idleMemoryMiB} at rest, and ${busy.atOnce} requests at once of ${request.memoryMiB}`,
      limit: `${COMFORTABLE.memory * 100} % of the pod's ${memoryMiB} MiB`,
      remedy: "raise the pods' number or limits (config/api.ts)",
    },
  ];
}

/** Spot may have none when they are needed: burst nodes are not counted. */
function nodes({ environment }: Serving): Quantity[] {
  const { instanceType, perZone } = environment.nodes.api;
  const perNode = podsAtTheirLimits(environment);
  const count = replicas(environment);
  const shared = {
    unit: "pods at their limits",
    path: "nodes.api.perZone.max",
    remedy: "raise it, or choose a larger instanceType",
  };
  const limit = (zones: number): string =>
    `of ${zones * perZone.max} ${instanceType} with room for ${perNode} each; Spot is not counted`;
  return [
    {
      ...shared,
      name: "api.nodes",
      needed: SETS * count,
      available: ZONES * perZone.max * perNode,
      why: `${count} pods, and as many of the next release beside them`,
      limit: limit(ZONES),
    },
    {
      ...shared,
      name: "api.nodesWithoutAZone",
      needed: count,
      available: (ZONES - 1) * perZone.max * perNode,
      why: `${count} pods in the two zones that are left`,
      limit: limit(ZONES - 1),
    },
  ];
}

function podsAtTheirLimits({ nodes: { api }, monitoring }: EnvironmentConfig): number {
  const type = INSTANCE_TYPES[api.instanceType];
  if (type === undefined) return 0;
  const left = leftForPods(type, monitoring !== "basic");
  const { cpuMillicores, memoryMiB } = API_POD.limits;
  return Math.max(0, Math.floor(Math.min(left.cpuMillicores / cpuMillicores, left.memoryMiB / memoryMiB)));
}
