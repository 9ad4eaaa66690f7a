import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { TerraformStack } from "cdktf";
import { DISPOSABLE, LOCKED, testRule } from "./synthesis";

const STANDARD = { ...LOCKED, protection: { ...LOCKED.protection, preventDestroy: false } };
const ELSEWHERE = "arn:aws:rds:us-west-2:111111111111:db:mindscape";

const database = (stack: TerraformStack, config: Partial<DbInstanceConfig> = {}) =>
  new DbInstance(stack, "database", {
    instanceClass: "db.m7g.xlarge",
    deletionProtection: true,
    finalSnapshotIdentifier: "last",
    lifecycle: { preventDestroy: true },
    ...config,
  });
const replica = (stack: TerraformStack, replicateSourceDb: string, config: Partial<DbInstanceConfig> = {}) =>
  new DbInstance(stack, "replica", { instanceClass: "db.m7g.xlarge", replicateSourceDb, ...config });

testRule("deletion-protection", [
  { what: "a locked database", build: (stack) => database(stack), problems: [] },
  {
    what: "nothing of it",
    build: (stack) =>
      database(stack, { deletionProtection: false, skipFinalSnapshot: true, lifecycle: {} }).addOverride(
        "final_snapshot_identifier",
        null,
      ),
    problems: [
      /prevent_destroy is not true/,
      /^deletion_protection is not true/,
      /^skip_final_snapshot is true/,
      /^final_snapshot_identifier is not set/,
    ],
  },
  {
    what: "prevent_destroy that is no literal",
    build: (stack) => database(stack).addOverride("lifecycle.prevent_destroy", "${var.locked}"),
    problems: [/prevent_destroy is not true/],
  },
  {
    what: "a read replica beside its source can go",
    build: (stack) => replica(stack, database(stack).identifier, { skipFinalSnapshot: true }),
    problems: [],
  },
  {
    what: "a replica in another region is next in line",
    build: (stack) => replica(stack, ELSEWHERE),
    problems: [/prevent_destroy/, /^deletion_protection/],
  },
  {
    what: "a locked environment's key, bucket and load balancer",
    build: (stack) => {
      new KmsKey(stack, "key", {});
      new S3Bucket(stack, "bucket", { forceDestroy: true, lifecycle: { preventDestroy: true } });
      new Lb(stack, "balancer", {});
    },
    problems: [
      /prevent_destroy is not true/,
      /^force_destroy is true/,
      /^enable_deletion_protection is not true/,
    ],
  },
  {
    what: "a disposable environment that could not be disposed of",
    build: (stack) => {
      database(stack);
      new S3Bucket(stack, "bucket", {});
    },
    settings: DISPOSABLE,
    problems: [
      /prevent_destroy is true/,
      /^deletion_protection is true/,
      /^skip_final_snapshot is not true/,
      /^force_destroy is not true/,
    ],
  },
  {
    what: "a standard environment: protected by the services, not by Terraform",
    build: (stack) => database(stack, { lifecycle: {} }),
    settings: STANDARD,
    problems: [],
  },
]);
