/** What pods ask for that have not ended: a job that is done keeps its requests, and holds no room. */
export function requested(resource: "cpu" | "memory"): string {
  const alive = 'max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)';
  return `kube_pod_container_resource_requests{resource="${resource}"} * on (namespace, pod) group_left () ${alive}`;
}

export function allocatable(resource: "cpu" | "memory"): string {
  return `kube_node_status_allocatable{resource="${resource}"}`;
}
