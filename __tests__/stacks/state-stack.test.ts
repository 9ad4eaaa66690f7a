import { configuration } from "../../config/environments";
import { namesFor } from "../../config/names";
import { accessRole } from "../support/access";
import { evaluate, evaluateRole, type Request } from "../support/policy";
import { type Attributes, resource, resources, type StackJson, synthesis } from "../support/synthesis";

const real = synthesis();
const SITES = configuration.environments.flatMap((environment) =>
  environment.regions.map(({ name: region }) => ({
    environment,
    region,
    id: `${environment.name}-${region}`,
  })),
);
const state = (id: string): StackJson => real.json(`${id}-state`);

function namesAt(id: string): ReturnType<typeof namesFor> {
  const { environment, region } = SITES.find((site) => site.id === id)!;
  const { accountId, name } = environment;
  return namesFor({ project: "mindscape", environment: name, accountId, region });
}

describe.each(SITES)("$id", ({ id, region, environment }) => {
  const stack = state(id);

  test("has the bucket and the key that the region's backends name, its own among them", () => {
    const names = namesAt(id);
    expect(resource(stack, "aws_s3_bucket", "states/bucket")["bucket"]).toBe(names.buckets.state);
    expect(resource(stack, "aws_kms_alias", "key/alias")["name"]).toBe(names.keyAliases.state);
    for (const layer of ["state", "data"]) {
      expect(real.json(`${id}-${layer}`).terraform.backend["s3"]).toEqual({
        bucket: resource(stack, "aws_s3_bucket", "states/bucket")["bucket"],
        key: `${id}-${layer}/terraform.tfstate`,
        region,
        encrypt: true,
        kms_key_id: `arn:aws:kms:${region}:${environment.accountId}:${names.keyAliases.state}`,
        use_lockfile: true,
      });
    }
  });

  test("cannot be destroyed by Terraform, whatever the environment's protection", () => {
    const kept = [...resources(stack, "aws_s3_bucket").values(), ...resources(stack, "aws_kms_key").values()];
    expect(kept).toHaveLength(3);
    for (const { lifecycle } of kept) expect(lifecycle).toEqual({ prevent_destroy: true });
    for (const bucket of resources(stack, "aws_s3_bucket").values())
      expect(bucket["force_destroy"]).toBe(false);
    expect(resource(stack, "aws_kms_key", "key/key")).toMatchObject({
      deletion_window_in_days: 30,
      enable_key_rotation: true,
    });
  });

  test("has versions and is private", () => {
    for (const purpose of ["states", "logs"]) {
      expect(resource(stack, "aws_s3_bucket_versioning", `${purpose}/versioning`)).toMatchObject({
        versioning_configuration: { status: "Enabled" },
      });
      expect(
        resource(stack, "aws_s3_bucket_public_access_block", `${purpose}/public-access-block`),
      ).toMatchObject({ block_public_policy: true, restrict_public_buckets: true });
    }
  });

  test("keeps old states for 90 days, the newest hundred for ever, and logs as long as the environment says", () => {
    expect(rulesOf(stack, "states")).toEqual([
      expect.objectContaining({
        filter: [{ prefix: "" }],
        noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 100 }],
      }),
    ]);
    expect(rulesOf(stack, "states")[0]).not.toHaveProperty("expiration");
    const expiries = rulesOf(stack, "logs").flatMap(({ expiration }) => expiration ?? []);
    expect(expiries).toEqual([{ days: environment.retention.logsDays }]);
  });

  test("records who asked for what", () => {
    expect(resource(stack, "aws_s3_bucket_logging", "states/access-logs")).toMatchObject({
      target_bucket: namesAt(id).buckets["state-logs"],
      target_prefix: "s3/state/",
    });
  });
});

function rulesOf(stack: StackJson, purpose: string): Record<string, Attributes[] | undefined>[] {
  const lifecycle = resource(stack, "aws_s3_bucket_lifecycle_configuration", `${purpose}/lifecycle`);
  return lifecycle["rule"] as Record<string, Attributes[] | undefined>[];
}

test("states are encrypted with the layer's own key, one data key for many objects", () => {
  const encryption = "aws_s3_bucket_server_side_encryption_configuration";
  expect(resource(state("production-us-west-2"), encryption, "states/encryption")["rule"]).toEqual([
    {
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.key_\w+\.arn\}$/) as string,
      },
      bucket_key_enabled: true,
    },
  ]);
});

test("the key is the account's alone", () => {
  const key = resource(state("production-us-west-2"), "aws_kms_key", "key/key")["policy"] as string;
  const decrypt = (account: string): string =>
    evaluate(key, { principal: { AWS: `arn:aws:iam::${account}:root` }, action: "kms:Decrypt" });
  expect(decrypt("333333333333")).toBe("allow");
  expect(decrypt("999999999999")).toBe("none");
});

const BUCKETS = ["states", "logs"] as const;
// What the provider asks for when it refreshes a resource of these types.
const BUCKET_READS = [
  ..."ListBucket GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration".split(
    " ",
  ),
  ..."GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock GetBucketRequestPayment".split(
    " ",
  ),
  ..."GetBucketTagging GetBucketVersioning GetBucketWebsite GetAccelerateConfiguration".split(" "),
  ..."GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration".split(" "),
];
const KEY_READS = ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListAliases", "ListResourceTags"];
const BUCKET_CHANGES = [
  ..."DeleteBucket DeleteBucketPolicy PutBucketPolicy PutBucketVersioning PutBucketLogging".split(" "),
  ..."PutLifecycleConfiguration PutEncryptionConfiguration PutBucketPublicAccessBlock PutBucketTagging".split(
    " ",
  ),
];
const KEY_CHANGES = ["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion", "TagResource", "CreateGrant"];

describe.each(configuration.environments.map(({ name }) => name))("in %s", (environment) => {
  const id = `${environment}-us-west-2`;
  const account = configuration.environments.find(({ name }) => name === environment)!.accountId;
  const key = `arn:aws:kms:us-west-2:${account}:key/1`;
  const ofState = { "kms:ResourceAliases": [namesAt(id).keyAliases.state] };

  /** What the role's policy, its boundary and the bucket's policy decide together. */
  function decision(role: string, bucket: (typeof BUCKETS)[number], action: string): string {
    const { context, ...policies } = accessRole(real, environment, role);
    const policy = resource(state(id), "aws_s3_bucket_policy", `${bucket}/policy`)["policy"] as string;
    const request: Request = {
      action: `s3:${action}`,
      resource: `arn:aws:s3:::${resource(state(id), "aws_s3_bucket", `${bucket}/bucket`)["bucket"] as string}`,
      context: {
        ...context,
        "aws:PrincipalAccount": account,
        "aws:PrincipalIsAWSService": "false",
        "aws:SecureTransport": "true",
      },
    };
    const verdicts = [evaluate(policy, request), evaluateRole(policies, request)];
    return verdicts.includes("deny") ? "deny" : verdicts[1]!;
  }

  function onKey(role: string, action: string): string {
    const { context, ...policies } = accessRole(real, environment, role);
    const more = action === "CreateGrant" ? { "kms:GrantIsForAWSResource": "true" } : {};
    return evaluateRole(policies, {
      action: `kms:${action}`,
      resource: key,
      context: { ...context, ...ofState, ...more },
    });
  }

  test.each(BUCKETS)("plan refreshes the bucket of %s", (bucket) => {
    for (const action of BUCKET_READS)
      expect([action, decision("plan", bucket, action)]).toEqual([action, "allow"]);
  });

  test.each(BUCKETS)("apply refreshes and cannot change the bucket of %s", (bucket) => {
    for (const action of BUCKET_READS)
      expect([action, decision("apply", bucket, action)]).toEqual([action, "allow"]);
    for (const action of BUCKET_CHANGES)
      expect([action, decision("apply", bucket, action)]).toEqual([action, "deny"]);
  });

  test("plan and apply refresh the key, and apply cannot change it", () => {
    for (const action of KEY_READS) {
      for (const role of ["plan", "apply"])
        expect([role, action, onKey(role, action)]).toEqual([role, action, "allow"]);
    }
    for (const action of KEY_CHANGES) expect([action, onKey("apply", action)]).toEqual([action, "deny"]);
    const alias = `arn:aws:kms:us-west-2:${account}:${namesAt(id).keyAliases.state}`;
    const { context, ...policies } = accessRole(real, environment, "apply");
    for (const action of ["kms:DeleteAlias", "kms:UpdateAlias"])
      expect(evaluateRole(policies, { action, resource: alias, context })).toBe("deny");
  });
});
