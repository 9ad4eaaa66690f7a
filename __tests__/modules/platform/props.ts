import { join } from "node:path";
import { zoneAddresses } from "../../../config/addresses";
import { PUBLISHED_CHARTS } from "../../../config/catalogs/published-charts";
import type { EnvironmentConfig, EnvironmentName } from "../../../config/environment";
import { configuration } from "../../../config/environments";
import { API_POD, API_REPLICAS } from "../../../config/api";
import { SERVICE_ACCOUNTS } from "../../../modules/cluster/service-accounts";
import type { KnownChart } from "../../../modules/platform/helm-releases";
import { type PlatformProps, platformReleases } from "../../../modules/platform/platform";
import type { ReleaseValues } from "../../../modules/platform/release-values";

export const TOPICS = {
  page: "arn:aws:sns:us-west-2:333333333333:mindscape-production-page",
  ticket: "arn:aws:sns:us-west-2:333333333333:mindscape-production-ticket",
  watchdog: "arn:aws:sns:us-west-2:333333333333:mindscape-production-watchdog",
} as const;

export function environmentOf(name: EnvironmentName): EnvironmentConfig {
  const found = configuration.environments.find((environment) => environment.name === name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
}

/** What the stack passes in the home region of an environment. */
export function platformProps(name: EnvironmentName): PlatformProps {
  const environment = environmentOf(name);
  const { prometheus, scaling, rollout, developers, regions } = environment;
  const charts = PUBLISHED_CHARTS.map(({ chart, version, repository, values }) => [
    chart,
    { name: chart, version, repository, defaults: values } satisfies KnownChart,
  ]);
  return {
    clusterName: `mindscape-${name}`,
    region: "us-west-2",
    vpcId: "vpc-0123456789abcdef0",
    charts: Object.fromEntries(charts) as PlatformProps["charts"],
    ownChart: { folder: join(__dirname, "../../../charts/mindscape-platform") },
    mirror: "none",
    identities: Object.values(SERVICE_ACCOUNTS),
    foundation: {
      kubernetesVersion: "1.35",
      volumesKeyArn: `arn:aws:kms:us-west-2:${environment.accountId}:key/0a0a0a0a-1111-2222-3333-444444444444`,
      nodeRanges: zoneAddresses(regions[0]).map((zone) => zone.private),
      api: { pods: API_REPLICAS.max, size: API_POD.requests },
      planners: "mindscape:planners",
      developers: developers === "none" ? "none" : { group: "mindscape:developers", may: developers },
    },
    autoscaler: scaling === "automatic",
    rollouts: rollout === "blue-green",
    monitoring:
      prometheus === "none"
        ? "none"
        : { prometheus: { ...prometheus, cluster: `mindscape-${name}` }, topicArns: TOPICS },
  };
}

export function releasesOf(name: EnvironmentName): ReturnType<typeof platformReleases>[number] {
  return platformReleases(platformProps(name)).flat();
}

export function releaseOf(environment: EnvironmentName, name: string): ReleaseValues {
  const found = releasesOf(environment).find((release) => release.name === name);
  if (found === undefined) throw new Error(`no release ${name} in ${environment}`);
  return found.release;
}
