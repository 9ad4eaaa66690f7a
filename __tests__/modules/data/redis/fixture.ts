import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Cache, type CacheProps } from "../../../../modules/data/redis/cache";
import { CacheSecondary } from "../../../../modules/data/redis/cache-secondary";
import type { CacheOperations } from "../../../../modules/data/redis/settings";
import { DISPOSABLE, KEY, LOCKED, synthesize, TAGS } from "../../../policies/synthesis";
import type { StackJson } from "../../../support/synthesis";

export const NAME = "shop";
export const DATASTORE_ID = `sgaui-${NAME}`;
export { KEY };

type Level = "locked" | "disposable";
const LEVELS = { locked: LOCKED, disposable: DISPOSABLE } as const;

const OPERATIONS: CacheOperations = {
  maintenanceWindow: "sun:02:00-sun:03:00",
  snapshotWindow: "04:30-05:30",
  snapshotRetentionDays: 2,
  logs: {
    slowLogGroupName: "/shop/slow-log",
    engineLogGroupName: "/shop/engine-log",
    retentionDays: 365,
    kmsKeyArn: KEY,
  },
};
const SHARED = {
  name: NAME,
  network: { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"], securityGroupName: "shop-cache" },
  kmsKeyArn: KEY,
  users: { api: "shop-api", default: "shop-default" },
  operations: OPERATIONS,
};

interface Synthesized {
  readonly json: StackJson;
  readonly violations: readonly string[];
}

export function cache(changed: Partial<CacheProps> = {}, level: Level = "locked"): Synthesized {
  return build(level, "us-west-2", (stack) => {
    addCache(stack, { protection: LEVELS[level].protection, ...changed }).allowFrom(stack, "api", "sg-api");
  });
}

export function addCache(scope: Construct, changed: Partial<CacheProps> = {}): Cache {
  return new Cache(scope, "cache", {
    ...SHARED,
    engine: { name: "redis", version: "7.1", family: "redis7" },
    nodeType: "cache.r7g.large",
    replicas: 2,
    protection: LOCKED.protection,
    globalDatastore: { suffix: NAME },
    ...changed,
  });
}

export function cacheSecondary(replicas = 2, level: Level = "locked"): Synthesized {
  return build(level, "us-east-2", (stack) => addSecondary(stack, replicas, LEVELS[level].protection));
}

export function addSecondary(scope: Construct, replicas = 2, protection = LOCKED.protection): void {
  new CacheSecondary(scope, "cache", { ...SHARED, globalDatastoreId: DATASTORE_ID, replicas, protection });
}

function build(level: Level, region: string, fill: (stack: TerraformStack) => void): Synthesized {
  const { json, violations } = synthesize(
    {
      test: (stack) => {
        new AwsProvider(stack, "aws", { region, defaultTags: [{ tags: TAGS }] });
        fill(stack);
      },
    },
    LEVELS[level],
  );
  return {
    json: json["test"] as unknown as StackJson,
    violations: violations.map(({ rule, path, problem }) => `${rule} ${path}: ${problem}`),
  };
}
