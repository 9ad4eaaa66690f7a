import { configuration } from "../../../config/environments";
import { parseBackend } from "../../../stacks/backend";
import { ReplicationStack } from "../../../stacks/replication-stack";
import { renderViolations, type Violation } from "../../../policies";
import { evaluate } from "../../support/policy";
import { synthesized } from "../../support/stack";
import { type Attributes, resource, resources, type StackJson } from "../../support/synthesis";

const ACCOUNT = "333333333333";
const HOME = "us-west-2";
const OTHER = "us-east-2";
const REGIONS = { [HOME]: OTHER, [OTHER]: HOME } as const;
const key = (region: string, purpose: string): string => `arn:aws:kms:${region}:${ACCOUNT}:key/${purpose}`;
const bucket = (region: string, purpose: string): string =>
  `arn:aws:s3:::mindscape-production-${purpose}-${ACCOUNT}-${region}`;

const violations: Violation[] = [];

function replication(changed: { active?: typeof HOME | typeof OTHER; table?: "none" } = {}): StackJson {
  const production = configuration.environments.find(({ name }) => name === "production")!;
  const [home, other] = production.regions;
  const keys = (region: string) => ({
    assets: { arn: key(region, "assets") },
    backup: { arn: key(region, "backup") },
    data: { arn: key(region, "data") },
  });
  return synthesized((app) => {
    const settings = { organization: configuration.organization, backend: parseBackend("s3"), violations };
    const environment = { ...production, activeRegion: changed.active ?? HOME };
    return new ReplicationStack(
      app,
      { settings, environment },
      {
        home: {
          region: home,
          keys: keys(HOME),
          fileSystemId: "fs-home",
          table: changed.table ?? { arn: `arn:aws:dynamodb:${HOME}:${ACCOUNT}:table/mindscape-production` },
        },
        other: { region: other!, keys: keys(OTHER), fileSystemId: "fs-other" },
      },
    );
  });
}

const stack = replication();

test("keeps every policy, and its state where home's loss does not reach it", () => {
  expect(renderViolations(violations)).toBe(renderViolations([]));
  expect(stack.terraform.backend["s3"]).toMatchObject({ region: OTHER });
});

describe.each([
  ["assets-to-other", "assets", "assets", HOME],
  ["assets-to-home", "assets", "assets", OTHER],
  ["backups-to-other", "backups", "backup", HOME],
  ["backups-to-home", "backups", "backup", OTHER],
] as const)("%s", (id, purpose, keyPurpose, from) => {
  const to = REGIONS[from];
  const source = bucket(from, purpose);
  const destination = bucket(to, purpose);
  const permissions = String(resource(stack, "aws_iam_role_policy", `${id}/may-replicate`)["policy"]);
  const may = (action: string, on: string, context: Record<string, string> = {}) =>
    evaluate(permissions, { action, resource: on, context });

  test("reads the source and writes the destination", () => {
    expect(may("s3:GetReplicationConfiguration", source)).toBe("allow");
    expect(may("s3:ListBucket", source)).toBe("allow");
    for (const what of ["ForReplication", "Acl", "Tagging"]) {
      expect(may(`s3:GetObjectVersion${what}`, `${source}/a/b`)).toBe("allow");
    }
    for (const what of ["Object", "Delete", "Tags"]) {
      expect(may(`s3:Replicate${what}`, `${destination}/a/b`)).toBe("allow");
    }
  });

  test("does neither the other way round, nor to another bucket", () => {
    expect(may("s3:GetObjectVersionForReplication", `${destination}/a`)).toBe("none");
    expect(may("s3:ReplicateObject", `${source}/a`)).toBe("none");
    expect(may("s3:ReplicateDelete", `${bucket(to, "logs")}/a`)).toBe("none");
    expect(may("s3:DeleteObject", `${destination}/a`)).toBe("none");
  });

  test.each(["", "/a/b"])("decrypts the source and encrypts the destination, context ARN%s", (object) => {
    const context = (region: string, arn: string) => ({
      "kms:ViaService": `s3.${region}.amazonaws.com`,
      "kms:EncryptionContext:aws:s3:arn": arn + object,
    });
    const [sourceKey, destinationKey] = [key(from, keyPurpose), key(to, keyPurpose)];
    expect(may("kms:Decrypt", sourceKey, context(from, source))).toBe("allow");
    for (const action of ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"]) {
      expect(may(action, destinationKey, context(to, destination))).toBe("allow");
    }
    expect(may("kms:Encrypt", sourceKey, context(from, source))).toBe("none");
    expect(may("kms:Decrypt", sourceKey, context(from, `${source}-other`))).toBe("none");
    expect(may("kms:Decrypt", sourceKey, { ...context(from, source), "kms:ViaService": "ebs" })).toBe("none");
    expect(may("kms:Decrypt", key(from, "data"), context(from, source))).toBe("none");
  });

  test("is configured in the source's region, for deletions and changed metadata too", () => {
    const rules = resource(stack, "aws_s3_bucket_replication_configuration", `${id}/rules`);
    expect(rules["provider"]).toBe(from === HOME ? `aws.${HOME}` : "aws");
    expect(`arn:aws:s3:::${String(rules["bucket"])}`).toBe(source);
    expect(rules["rule"]).toEqual([
      expect.objectContaining({
        status: "Enabled",
        delete_marker_replication: { status: "Enabled" },
        source_selection_criteria: {
          sse_kms_encrypted_objects: { status: "Enabled" },
          replica_modifications: { status: "Enabled" },
        },
      }),
    ]);
  });

  test("copies with the destination's key, under time control on the way out", () => {
    const [rule] = resource(stack, "aws_s3_bucket_replication_configuration", `${id}/rules`)[
      "rule"
    ] as Attributes[];
    expect(rule!["destination"]).toMatchObject({
      bucket: destination,
      encryption_configuration: { replica_kms_key_id: key(to, keyPurpose) },
      metrics: { status: "Enabled" },
    });
    const timed = { replication_time: { status: "Enabled", time: { minutes: 15 } } };
    if (from === HOME) expect(rule!["destination"]).toMatchObject(timed);
    else expect(rule!["destination"]).not.toHaveProperty("replication_time");
  });
});

test("only S3 takes the roles, each used once", () => {
  const roles = [...resources(stack, "aws_iam_role").values()];
  expect(new Set(roles.map(({ name }) => name)).size).toBe(4);
  for (const role of roles) {
    const trust = String(role["assume_role_policy"]);
    const by = (service: string) => ({ principal: { Service: service }, action: "sts:AssumeRole" });
    expect(evaluate(trust, by("s3.amazonaws.com"))).toBe("allow");
    expect(evaluate(trust, by("ec2.amazonaws.com"))).toBe("none");
  }
});

test("the table's replica is in the other region, with a key of that region and all protections", () => {
  const replica = resource(stack, "aws_dynamodb_table_replica", "table/replica");
  expect(replica).toMatchObject({
    global_table_arn: `arn:aws:dynamodb:${HOME}:${ACCOUNT}:table/mindscape-production`,
    kms_key_arn: key(OTHER, "data"),
    point_in_time_recovery: true,
    deletion_protection_enabled: true,
    lifecycle: { prevent_destroy: true },
  });
  // The default provider is the other region's: the replica is where its provider is.
  expect(replica).not.toHaveProperty("provider");
  expect(replica).not.toHaveProperty("table_class_override");
});

test("without a table there is no replica", () => {
  expect(resources(replication({ table: "none" }), "aws_dynamodb_table_replica").size).toBe(0);
});

test("files go from home to the other region", () => {
  expect(resource(stack, "aws_efs_replication_configuration", "files/configuration")).toMatchObject({
    provider: `aws.${HOME}`,
    source_file_system_id: "fs-home",
    destination: { file_system_id: "fs-other", region: OTHER },
  });
});

test("after a failover nothing overwrites the promoted files; buckets and table stay as they are", () => {
  const failedOver = replication({ active: OTHER });
  expect(resources(failedOver, "aws_efs_replication_configuration").size).toBe(0);
  for (const type of ["aws_s3_bucket_replication_configuration", "aws_dynamodb_table_replica"]) {
    expect([...resources(failedOver, type)]).toEqual([...resources(stack, type)]);
  }
});
