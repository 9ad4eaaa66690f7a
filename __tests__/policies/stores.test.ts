import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { DaxCluster } from "@cdktf/provider-aws/lib/dax-cluster";
import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsReplicationConfiguration } from "@cdktf/provider-aws/lib/efs-replication-configuration";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { TerraformStack } from "cdktf";
import { AWS_KEY, KEY, testRule } from "./synthesis";

const ELSEWHERE = "arn:aws:rds:us-west-2:111111111111:db:mindscape";

const database = (stack: TerraformStack, config: Partial<DbInstanceConfig> = {}) =>
  new DbInstance(stack, "database", {
    instanceClass: "db.m7g.xlarge",
    storageEncrypted: true,
    kmsKeyId: KEY,
    ...config,
  });
const replica = (stack: TerraformStack, replicateSourceDb: string, config: Partial<DbInstanceConfig> = {}) =>
  new DbInstance(stack, "replica", { instanceClass: "db.m7g.xlarge", replicateSourceDb, ...config });
const cache = (stack: TerraformStack, config: object) =>
  new ElasticacheReplicationGroup(stack, "cache", { replicationGroupId: "c", description: "c", ...config });
const table = (stack: TerraformStack, config: object) =>
  new DynamodbTable(stack, "table", { name: "t", ...config });

testRule("encrypted-with-our-keys", [
  { what: "an encrypted database", build: (stack) => database(stack), problems: [] },
  {
    what: "encryption taken back by an override",
    build: (stack) => database(stack).addOverride("storage_encrypted", false),
    problems: [/^storage_encrypted is not true/],
  },
  {
    what: "AWS's own key",
    build: (stack) => database(stack, { kmsKeyId: AWS_KEY }),
    problems: [/AWS's own key/],
  },
  {
    what: "performance insights without a key",
    build: (stack) => database(stack, { performanceInsightsEnabled: true }),
    problems: [/^performance_insights_kms_key_id is not set/],
  },
  {
    what: "a replica beside its source has no key of its own",
    build: (stack) => replica(stack, database(stack).identifier, { storageEncrypted: true }),
    problems: [],
  },
  {
    what: "a replica of another region needs one",
    build: (stack) => replica(stack, ELSEWHERE, { storageEncrypted: true }),
    problems: [/^kms_key_id is not set/],
  },
  {
    what: "a cache without encryption",
    build: (stack) => cache(stack, {}),
    problems: [/^at_rest_encryption_enabled is not true/, /^kms_key_id/],
  },
  {
    what: "a global datastore's secondary only names its key",
    build: (stack) => cache(stack, { globalReplicationGroupId: "ldgnf-c", kmsKeyId: KEY }),
    problems: [],
  },
  {
    what: "a table without",
    build: (stack) => table(stack, {}),
    problems: [/server_side_encryption\.enabled/, /kms_key_arn/],
  },
  {
    what: "a table whose inline replica has no key",
    build: (stack) =>
      table(stack, {
        serverSideEncryption: { enabled: true, kmsKeyArn: KEY },
        replica: [{ regionName: "us-east-2" }],
      }),
    problems: [/^replica: kms_key_arn is not set/],
  },
  {
    what: "a table's replica",
    build: (stack) => new DynamodbTableReplicaA(stack, "replica", { globalTableArn: "arn:t" }),
    problems: [/^kms_key_arn/],
  },
  {
    what: "DAX takes no key",
    build: (stack) => dax(stack, { serverSideEncryption: { enabled: true } }),
    problems: [],
  },
  { what: "DAX without", build: (stack) => dax(stack, {}), problems: [/server_side_encryption\.enabled/] },
  {
    what: "files without",
    build: (stack) => new EfsFileSystem(stack, "files", { kmsKeyId: KEY }),
    problems: [/^encrypted is not true/],
  },
  {
    what: "a copy of files into a file system that exists",
    build: (stack) =>
      new EfsReplicationConfiguration(stack, "copy", {
        sourceFileSystemId: "fs-1",
        destination: { fileSystemId: "fs-2", region: "us-east-2" },
      }),
    problems: [],
  },
  {
    what: "a cluster without encrypted secrets",
    build: (stack) =>
      new EksCluster(stack, "cluster", {
        name: "c",
        roleArn: "arn:r",
        vpcConfig: { subnetIds: ["subnet-1"] },
      }),
    problems: [/encryption_config\.resources is not set/, /provider\.key_arn is not set/],
  },
  {
    what: "a repository with ECR's own encryption",
    build: (stack) =>
      new EcrRepository(stack, "images", {
        name: "i",
        encryptionConfiguration: [{ encryptionType: "AES256" }],
      }),
    problems: [/encryption_type is AES256/, /kms_key is not set/],
  },
  {
    what: "a vault",
    build: (stack) => new BackupVault(stack, "vault", { name: "v", kmsKeyArn: KEY }),
    problems: [],
  },
  {
    what: "a topic with SNS's own key",
    build: (stack) => new SnsTopic(stack, "topic", { name: "t", kmsMasterKeyId: "alias/aws/sns" }),
    problems: [/AWS's own key alias\/aws\/sns/],
  },
  {
    what: "a launch template that says nothing of its volume",
    build: (stack) => new LaunchTemplate(stack, "nodes", {}),
    problems: [/no block_device_mappings\.ebs/],
  },
  {
    what: "a launch template with one encrypted volume of two",
    build: (stack) =>
      new LaunchTemplate(stack, "nodes", {
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: KEY } },
          { deviceName: "/dev/xvdb", ebs: { volumeSize: 20 } },
        ],
      }),
    problems: [/ebs: encrypted is not true/, /ebs: kms_key_id is not set/],
  },
  {
    what: "replication that would leave encrypted objects out",
    build: (stack) =>
      new S3BucketReplicationConfigurationA(stack, "copy", {
        bucket: "b",
        role: "arn:r",
        rule: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::c" } }],
      }),
    problems: [/^rule\.destination: encryption_configuration\.replica_kms_key_id is not set/],
  },
  {
    what: "a plain and a secret parameter",
    build: (stack) => {
      new SsmParameter(stack, "plain", { name: "/p", type: "String", value: "v" });
      new SsmParameter(stack, "secret", { name: "/s", type: "SecureString" });
    },
    problems: [/^key_id is not set/],
  },
]);

testRule("tls-endpoints", [
  {
    what: "a cache without TLS",
    build: (stack) => cache(stack, {}),
    problems: [/^transit_encryption_enabled is not set/],
  },
  {
    what: "a secondary, which inherits it",
    build: (stack) => cache(stack, { globalReplicationGroupId: "ldgnf-c" }),
    problems: [],
  },
  {
    what: "DAX without TLS",
    build: (stack) => dax(stack, { clusterEndpointEncryptionType: "NONE" }),
    problems: [/cluster_endpoint_encryption_type is NONE/],
  },
  {
    what: "PostgreSQL's parameters",
    build: (stack) => {
      const force = (value: string) => [{ name: "rds.force_ssl", value }];
      new DbParameterGroup(stack, "forced", { family: "postgres17", parameter: force("1") });
      new DbParameterGroup(stack, "plain", { family: "postgres17", parameter: force("0") });
      new DbParameterGroup(stack, "silent", { family: "postgres17" });
    },
    problems: [/rds\.force_ssl is not 1/, /rds\.force_ssl is not 1/],
  },
]);

function dax(stack: TerraformStack, config: object): DaxCluster {
  return new DaxCluster(stack, "dax", {
    clusterName: "d",
    iamRoleArn: "arn:r",
    nodeType: "dax.r5.large",
    replicationFactor: 3,
    ...config,
  });
}
