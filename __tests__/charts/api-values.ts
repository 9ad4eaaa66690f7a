import { join } from "node:path";
import { configuration } from "../../config/environments";
import type { EnvironmentConfig, EnvironmentName } from "../../config/environment";
import { namesFor } from "../../config/names";
import { SERVICE_ACCOUNTS } from "../../modules/cluster/service-accounts";
import type { ApiValues } from "../../modules/service/api-values";
import * as service from "../../stacks/service/api";

export const CHART = join(__dirname, "../../charts/mindscape-api");
export const RELEASE = { name: SERVICE_ACCOUNTS.api.name, namespace: SERVICE_ACCOUNTS.api.namespace };
export const PROMETHEUS = "http://prometheus-operated.monitoring.svc:9090";

export function environmentOf(name: EnvironmentName): EnvironmentConfig {
  const found = configuration.environments.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
}

/** What the layer `service` gives the chart in the home region of an environment, with names that AWS might invent. */
export function apiValues(name: EnvironmentName, rollout: ApiValues["rollout"]): ApiValues {
  const environment = { ...environmentOf(name), rollout };
  const { accountId, regions, dax } = environment;
  const [region] = regions;
  const targetGroup = (colour: string, digit: string): string =>
    `arn:aws:elasticloadbalancing:${region.name}:${accountId}:targetgroup/mindscape-${name}-${colour}/${digit.repeat(16)}`;
  return service.apiValues({
    environment,
    region,
    accountId,
    names: namesFor({ project: "mindscape", environment: name, accountId, region: region.name }),
    targetGroups: { active: targetGroup("active", "a"), preview: targetGroup("preview", "b") },
    data: {
      database: { address: "database.example", port: 5432, readReplicas: [{ address: "replica.example" }] },
      cache: { endpoint: "cache.example", name: "mindscape", port: 6379 },
      table: { name: "mindscape" },
      dax: dax === "none" ? "none" : { endpoint: "daxs://dax.example" },
      files: { id: "fs-0123456789abcdef0" },
      apiAccessPoint: { id: "fsap-0123456789abcdef0" },
    },
  });
}
