import type { Problem } from "../shape";

export interface ApiSizes {
  readonly replicas: { readonly min: number; readonly max: number };
  readonly pod: Readonly<Record<"requests" | "limits", Readonly<Record<string, number>>>>;
  readonly scaling: Readonly<Record<string, number>>;
}

/** Sizes that Kubernetes or the autoscaler would refuse, or that would never be reached. */
export function apiProblems({ replicas, pod, scaling }: ApiSizes): Problem[] {
  return [...replicaProblems(replicas), ...podProblems(pod), ...scalingProblems(scaling)];
}

function replicaProblems({ min, max }: ApiSizes["replicas"]): Problem[] {
  const counts = Object.entries({ min, max }).flatMap(([name, count]) =>
    Number.isInteger(count) && count >= 1
      ? []
      : [{ path: `api.replicas.${name}`, problem: `${count} is no number of pods; write 1 or more` }],
  );
  return min > max
    ? [
        ...counts,
        { path: "api.replicas.max", problem: `${max} is less than min ${min}; write at least ${min}` },
      ]
    : counts;
}

function podProblems({ requests, limits }: ApiSizes["pod"]): Problem[] {
  return Object.entries(requests).flatMap(([resource, requested]) => {
    const limit = limits[resource];
    return limit === undefined || requested > limit
      ? [
          {
            path: `api.pod.requests.${resource}`,
            problem: `${requested} is more than the limit ${limit ?? "(none)"}; Kubernetes refuses such a pod`,
          },
        ]
      : [];
  });
}

function scalingProblems(scaling: ApiSizes["scaling"]): Problem[] {
  return Object.entries(scaling).flatMap(([name, percent]) =>
    Number.isInteger(percent) && percent >= 1 && percent <= 100
      ? []
      : [
          {
            path: `api.scaling.${name}`,
            problem: `${percent}: write 1 to 100, percent of what a pod requests`,
          },
        ],
  );
}
