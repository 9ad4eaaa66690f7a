import { OBJECTIVES } from "../alerts";
import type { EnvironmentConfig } from "../environment";
import { VOLUME_FLOORS } from "../prometheus";
import type { Problem } from "../shape";

/** A Prometheus where none belongs, none where one is needed, or with a volume that Kubernetes cannot make. */
export function prometheusProblems(
  environment: EnvironmentConfig,
  path: string,
  floors: Readonly<Record<string, number>> = VOLUME_FLOORS,
): Problem[] {
  const { name, monitoring, prometheus, rollout } = environment;
  const at = `${path}.prometheus`;
  if (prometheus === "none") {
    return [
      ...(monitoring === "basic"
        ? []
        : [{ path: at, problem: `is "none", but monitoring is "${monitoring}"; say what it keeps` }]),
      ...(rollout === "rolling"
        ? []
        : [
            {
              path: `${path}.rollout`,
              problem: '"blue-green" asks Prometheus, and there is none; say "rolling"',
            },
          ]),
    ];
  }
  const floor = floors[name] ?? 0;
  return [
    ...(monitoring === "full-with-alerts" && prometheus.retentionDays <= OBJECTIVES.days
      ? [
          {
            path: `${at}.retentionDays`,
            problem: `${prometheus.retentionDays} days forget what the error budget of ${OBJECTIVES.days} is counted from; write at least ${OBJECTIVES.days + 1}`,
          },
        ]
      : []),
    ...(monitoring === "basic"
      ? [{ path: at, problem: 'is said, but monitoring is "basic", which installs none; say "none"' }]
      : []),
    ...(prometheus.volumeGiB < floor
      ? [
          {
            path: `${at}.volumeGiB`,
            problem: `${prometheus.volumeGiB} is less than ${floor}, which its volume has already; write at least ${floor} (config/prometheus.ts)`,
          },
        ]
      : []),
  ];
}
