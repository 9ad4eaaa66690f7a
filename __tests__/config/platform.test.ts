import { PUBLISHED_CHARTS } from "../../config/catalogs/published-charts";
import { chartProblems } from "../../config/checks/charts";
import { prometheusProblems } from "../../config/checks/prometheus";
import type { EnvironmentConfig } from "../../config/environment";
import { configuration } from "../../config/environments";
import { CHARTS, VERSIONS } from "../../config/versions";

const KUBERNETES = VERSIONS.kubernetes.version;
const environment = (name: EnvironmentConfig["name"]): EnvironmentConfig =>
  configuration.environments.find((one) => one.name === name)!;

describe("charts", () => {
  const problems = (changed: Record<string, string>, kubernetes: string = KUBERNETES) =>
    chartProblems({ ...CHARTS, ...changed }, PUBLISHED_CHARTS, kubernetes);

  test("in use are known, and run on our Kubernetes", () => expect(problems({})).toEqual([]));

  test("of an unknown version are refused, with those that are known", () => {
    expect(problems({ "metrics-server": "3.14.0" })).toEqual([
      {
        path: "versions.charts.metrics-server",
        problem: "3.14.0 is unknown; known are 3.13.1, others after scripts/chart-values.ts",
      },
    ]);
    expect(problems({ "external-dns": "1.21.1" })).toMatchObject([
      { problem: expect.stringMatching(/known are none/) as string },
    ]);
  });

  test("that need a later Kubernetes are refused", () => {
    const needs = (kubeVersion: string) =>
      chartProblems(
        { "metrics-server": "3.13.1" },
        PUBLISHED_CHARTS.map((chart) => ({ ...chart, kubeVersion })),
        KUBERNETES,
      ).map(({ problem }) => problem);
    expect(needs(">= 1.16-0")).toEqual([]);
    expect(needs(">=v1.35.0-0")).toEqual([]);
    expect(needs(">=1.36.0-0")).toEqual(["3.13.1 needs Kubernetes >=1.36.0-0, the cluster has 1.35"]);
    expect(needs("<1.36.0")).toEqual([expect.stringMatching(/which is no lower bound/)]);
  });

  test("an autoscaler of another minor is refused", () => {
    expect(problems({}, "1.36")).toEqual([
      {
        path: "versions.charts.cluster-autoscaler",
        problem:
          "brings the autoscaler 1.35.0, the cluster has Kubernetes 1.36; choose a chart of that minor",
      },
    ]);
  });
});

describe("Prometheus", () => {
  const problems = (name: EnvironmentConfig["name"], changed: Partial<EnvironmentConfig>) =>
    prometheusProblems({ ...environment(name), ...changed }, name).map(
      ({ path, problem }) => `${path} ${problem}`,
    );
  const kept = { replicas: 1, retentionDays: 31, volumeGiB: 30 };

  test("is right in every environment", () => {
    for (const { name } of configuration.environments) expect(problems(name, {})).toEqual([]);
  });

  test("with a volume smaller than before is refused, a larger one is not", () => {
    expect(problems("production", { prometheus: { ...kept, volumeGiB: 99 } })).toEqual([
      "production.prometheus.volumeGiB 99 is less than 100, which its volume has already; write at least 100 (config/prometheus.ts)",
    ]);
    expect(problems("production", { prometheus: { ...kept, volumeGiB: 200 } })).toEqual([]);
  });

  test("that forgets before the error budget is over is refused where alarms wake somebody", () => {
    const of = (retentionDays: number) => ({ prometheus: { ...kept, volumeGiB: 100, retentionDays } });
    expect(problems("production", of(30))).toEqual([
      "production.prometheus.retentionDays 30 days forget what the error budget of 30 is counted from; write at least 31",
    ]);
    expect(problems("production", of(31))).toEqual([]);
  });

  test("goes with monitoring that is more than basic, and blue-green goes with it", () => {
    expect(problems("development", { prometheus: kept })).toEqual([
      'development.prometheus is said, but monitoring is "basic", which installs none; say "none"',
    ]);
    expect(problems("staging", { prometheus: "none" })).toEqual([
      'staging.prometheus is "none", but monitoring is "full"; say what it keeps',
      'staging.rollout "blue-green" asks Prometheus, and there is none; say "rolling"',
    ]);
  });
});
