import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Database } from "../../../../modules/data/postgresql/database";
import { DatabaseReplica } from "../../../../modules/data/postgresql/database-replica";
import type {
  DatabaseCapacity,
  DatabaseOperations,
  DatabaseProtection,
} from "../../../../modules/data/postgresql/settings";
import { DISPOSABLE, KEY, LOCKED, synthesize, TAGS } from "../../../policies/synthesis";
import type { StackJson } from "../../../support/synthesis";

export const ACCOUNT = "111111111111";
export const NAME = "shop";
export const SOURCE_ARN = `arn:aws:rds:us-west-2:${ACCOUNT}:db:${NAME}`;
export { KEY };

export const CAPACITY: DatabaseCapacity = {
  instanceClass: "db.m7g.xlarge",
  memoryGiB: 16,
  vCpus: 4,
  storageGiB: 500,
  maxStorageGiB: 1000,
};

type Level = "locked" | "disposable";
const LEVELS = { locked: LOCKED, disposable: DISPOSABLE } as const;

interface Synthesized {
  readonly json: StackJson;
  /** What the policies say; roles get their boundary from the real stacks. */
  readonly violations: readonly string[];
}

export function database(changed: { level?: Level; readReplicas?: number } = {}): Synthesized {
  const { level = "locked", readReplicas = 1 } = changed;
  return build(level, "us-west-2", (stack) => {
    const store = new Database(stack, "database", {
      name: NAME,
      engineVersion: "17",
      databaseName: "shop",
      masterUsername: "shop_master",
      availability: level === "locked" ? "multi-zone" : "single-zone",
      readReplicas,
      ...common("us-west-2", LEVELS[level].protection),
    });
    store.allowFrom(stack, "api", "sg-api");
  });
}

export function databaseReplica(level: Level = "locked"): Synthesized {
  return build(level, "us-east-2", (stack) => addReplica(stack, level));
}

export function addReplica(scope: Construct, level: Level = "locked"): void {
  new DatabaseReplica(scope, "database", {
    name: NAME,
    sourceArn: SOURCE_ARN,
    engineVersion: "17",
    availability: "multi-zone",
    ...common("us-east-2", LEVELS[level].protection),
  });
}

function common(region: string, protection: DatabaseProtection) {
  const operations: DatabaseOperations = {
    region,
    accountId: ACCOUNT,
    maintenanceWindow: "sun:02:00-sun:03:00",
    backupWindow: "04:30-05:30",
    backupRetentionDays: 35,
    logs: { retentionDays: 365, kmsKeyArn: KEY },
    monitoringRoleName: "shop-monitoring",
  };
  const subnetIds = ["subnet-1", "subnet-2", "subnet-3"];
  return {
    capacity: CAPACITY,
    network: { vpcId: "vpc-1", subnetIds, securityGroupName: "shop-database" },
    kmsKeyArn: KEY,
    operations,
    protection,
  };
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
    violations: violations
      .filter(({ rule }) => rule !== "bounded-roles")
      .map(({ rule, path, problem }) => `${rule} ${path}: ${problem}`),
  };
}
