import type { ChartDefaults } from "../catalogs/published-charts";
import type { Problem } from "../shape";

/** Charts whose values nobody here knows, or that would not run on the cluster. */
export function chartProblems(
  charts: Readonly<Record<string, string>>,
  published: readonly ChartDefaults[],
  kubernetes: string,
): Problem[] {
  return Object.entries(charts).flatMap(([name, version]) => {
    const path = `versions.charts.${name}`;
    const known = published.filter(({ chart }) => chart === name);
    const chart = known.find((candidate) => candidate.version === version);
    if (chart === undefined) {
      const allowed = known.map((candidate) => candidate.version).join(", ") || "none";
      const problem = `${version} is unknown; known are ${allowed}, others after scripts/chart-values.ts`;
      return [{ path, problem }];
    }
    return [...kubernetesProblems(chart, kubernetes, path), ...autoscalerProblems(chart, kubernetes, path)];
  });
}

/** Only lower bounds are read; whatever else a chart says has to be looked at by somebody. */
function kubernetesProblems(
  { version, kubeVersion }: ChartDefaults,
  kubernetes: string,
  path: string,
): Problem[] {
  if (kubeVersion === null) return [];
  const [, major, minor] = /^>=\s*v?(\d+)\.(\d+)(\.\d+)?(-0)?$/.exec(kubeVersion) ?? [];
  if (major === undefined || minor === undefined) {
    const problem = `${version} asks for Kubernetes "${kubeVersion}", which is no lower bound; compare it with ${kubernetes} and teach config/checks/charts.ts`;
    return [{ path, problem }];
  }
  const [ourMajor = 0, ourMinor = 0] = kubernetes.split(".").map(Number);
  const enough = ourMajor > Number(major) || (ourMajor === Number(major) && ourMinor >= Number(minor));
  return enough
    ? []
    : [{ path, problem: `${version} needs Kubernetes ${kubeVersion}, the cluster has ${kubernetes}` }];
}

// It simulates the scheduler of its own minor version.
// https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/README.md#releases
function autoscalerProblems(
  { chart, appVersion }: ChartDefaults,
  kubernetes: string,
  path: string,
): Problem[] {
  if (chart !== "cluster-autoscaler" || appVersion.startsWith(`${kubernetes}.`)) return [];
  const problem = `brings the autoscaler ${appVersion}, the cluster has Kubernetes ${kubernetes}; choose a chart of that minor`;
  return [{ path, problem }];
}
