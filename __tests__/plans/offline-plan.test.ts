import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REQUIRED_TAGS, MAX_DEFAULT_TAGS } from "../../config/tags";
import { planOffline, type PlanningResult } from "../../tools/planning/planner";
import { answerFor } from "../../tools/planning/responder-answers";
import { validateStacks } from "../../tools/planning/validator";
import { type Attributes, synthesis, temporaryFolder } from "../support/synthesis";

/** The real stacks of all environments, planned by the real Terraform and the real provider. */
const real = synthesis();
const options = {
  synthDirectory: real.outdir,
  plansDirectory: join(temporaryFolder(), ".plans"),
  stacks: real.stacks,
  concurrency: 2,
};

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[]; readonly after: Attributes };
  }[];
  readonly output_changes: Readonly<Record<string, unknown>>;
}

let result: PlanningResult;
beforeAll(async () => {
  result = await planOffline(options);
});

function planOf(id: string): Plan {
  const planned = result.plans.find((plan) => plan.id === id);
  if (planned?.folder === undefined) throw new Error(`${id} is ${planned?.status}: ${planned?.reason}`);
  return JSON.parse(readFileSync(join(planned.folder, "plan.json"), "utf8")) as Plan;
}

/** Helm's provider is not in every mirror. Where it is, these stacks are planned and validated like the others. */
const withHelm = real.stacks.filter((id) => "helm" in real.json(id).provider);
const OUT_OF_REACH = /^provider hashicorp\/helm 3\.1\.1 cannot be had: /;

function isOutOfReach(id: string): boolean {
  const { status, reason = "" } = result.plans.find((plan) => plan.id === id) ?? {};
  return withHelm.includes(id) && status === "not-planned" && OUT_OF_REACH.test(reason);
}

test("every stack of every environment is planned, or says which provider it lacks", () => {
  const told = result.plans.map(({ id, status, reason }) => ({ id, status, reason }));
  expect(told.map(({ id }) => id).sort()).toEqual(real.stacks);
  expect(told.filter(({ id, status }) => status !== "planned" && !isOutOfReach(id))).toEqual([]);
  expect(new Set(withHelm.map(isOutOfReach)).size).toBe(1);
});

test("terraform validate accepts every stack as it is synthesized, or says which provider it lacks", async () => {
  const told = await validateStacks(options);
  expect(told.map(({ id }) => id).sort()).toEqual(real.stacks);
  const lacking = told.filter(
    ({ status, reason }) => status === "not-validated" && OUT_OF_REACH.test(reason),
  );
  expect(lacking.map(({ id }) => id)).toEqual(told.map(({ id }) => id).filter(isOutOfReach));
  expect(told.filter((one) => one.status !== "valid" && !lacking.includes(one))).toEqual([]);
});

test.each(real.stacks)("%s creates every resource of its JSON, and nothing else", (id) => {
  if (isOutOfReach(id)) return;
  const planned = planOf(id).resource_changes.map(
    ({ address, change }) => `${address} ${change.actions.join()}`,
  );
  const written = Object.entries(real.json(id).resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name} create`),
  );
  expect(planned.sort()).toEqual(written.sort());
});

const taggableIn = (id: string) =>
  isOutOfReach(id) ? [] : planOf(id).resource_changes.filter(({ change }) => "tags_all" in change.after);

test("there is something to tag", () =>
  expect(real.stacks.flatMap(taggableIn).length).toBeGreaterThan(10 * real.stacks.length));

test.each(real.stacks)("%s: whatever can carry tags carries the required ones", (id) => {
  for (const { address, change } of taggableIn(id)) {
    const tags = (change.after["tags_all"] ?? {}) as Record<string, string>;
    const missing = REQUIRED_TAGS.filter((key) => !tags[key]);
    expect({ address, missing }).toEqual({ address, missing: [] });
    expect(Object.keys(tags).length).toBeLessThanOrEqual(MAX_DEFAULT_TAGS + 2);
    expect(tags["Environment"]).toBe(id.split("-")[0]);
    expect(tags["Layer"]).toBe(id.split("-").at(-1));
  }
});

test("a consumer plans with a placeholder of its producer's account and region", () => {
  const group = planOf("production-us-east-2-network").resource_changes.find(
    ({ type }) => type === "aws_cloudwatch_log_group",
  );
  expect(group?.change.after["kms_key_id"]).toMatch(
    /^arn:aws:kms:us-east-2:333333333333:key\/[0-9a-f-]{36}$/,
  );
});

/** The planned attributes of the one resource at `address`. */
function planned(id: string, address: RegExp): Attributes {
  const found = planOf(id).resource_changes.filter((change) => address.test(change.address));
  expect(found.map((change) => change.address)).toHaveLength(1);
  return found[0]!.change.after;
}

const DATABASE = /^aws_db_instance\.database_instance_/;
const CACHE = /^aws_elasticache_replication_group\./;

test("production's database is what the owner asked for: 4 cores, 16 GB, 500 GB, Multi-AZ, read replicas (R8)", () => {
  const home = planned("production-us-west-2-data", DATABASE);
  expect(home).toMatchObject({
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
    instance_class: "db.m7g.xlarge",
    allocated_storage: 500,
    max_allocated_storage: 1000,
    storage_type: "gp3",
    multi_az: true,
    backup_retention_period: 35,
    engine: "postgres",
    engine_version: "17",
    publicly_accessible: false,
    iam_database_authentication_enabled: true,
  });
  expect(planned("production-us-west-2-data", /replica-1_instance/)).toMatchObject({
    replicate_source_db: "mindscape-production",
    instance_class: "db.m7g.xlarge",
  });
  expect(planned("production-us-east-2-data", DATABASE)).toMatchObject({
    replicate_source_db: "arn:aws:rds:us-west-2:333333333333:db:mindscape-production",
    instance_class: "db.m7g.xlarge",
    multi_az: true,
  });
});

test("production's cache holds 8 GB with two replicas, and over regions (R9)", () => {
  expect(planned("production-us-west-2-data", CACHE)).toMatchObject({
    // 13.07 GiB, of which ElastiCache keeps a quarter: 9.8 GiB.
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html
    node_type: "cache.r7g.large",
    num_cache_clusters: 3,
    multi_az_enabled: true,
    automatic_failover_enabled: true,
    transit_encryption_enabled: true,
  });
  expect(planned("production-us-east-2-data", CACHE)).toMatchObject({
    global_replication_group_id: "sgaui-mindscape-production",
    num_cache_clusters: 3,
  });
});

test.each([
  ["production", "t3.large", 100],
  ["staging", "t3.small", 20],
  ["development", "t3.small", 20],
])(
  "%s runs the API on %s with %i GB, named after the owner's words, one group a zone (R3)",
  (name, type, size) => {
    const changes = planOf(`${name}-us-west-2-cluster`).resource_changes;
    const groups = changes.filter(({ address }) => /^aws_eks_node_group\.machines_api-\d_/.test(address));
    const template = changes.find(({ address }) => /^aws_launch_template\.machines_api/.test(address))!.change
      .after;
    expect(groups.map(({ change }) => change.after["instance_types"])).toEqual([[type], [type], [type]]);
    const subnets = groups.map(({ change }) => JSON.stringify(change.after["subnet_ids"]));
    expect(new Set(subnets).size).toBe(3);
    expect(template["block_device_mappings"]).toMatchObject([
      { ebs: [{ volume_size: size, volume_type: "gp3" }] },
    ]);
    const tagged = template["tag_specifications"] as {
      resource_type: string;
      tags: Record<string, string>;
    }[];
    expect(tagged.find(({ resource_type }) => resource_type === "instance")?.tags["Name"]).toBe(
      `mindscape-api-${name}`,
    );
  },
);

test("no plan holds a password that was made for it", () => {
  const made = /Aa1[0-9a-f]{20}/;
  const request = {
    service: "secretsmanager",
    action: "GetRandomPassword",
    body: "{}",
    protocol: "json",
  } as const;
  expect(answerFor({ ...request, caller: { stack: "any", account: "1" } })?.body).toMatch(made);
  const homes = result.plans.filter(({ id }) => /us-west-2-data$/.test(id));
  expect(homes).toHaveLength(3);
  for (const { folder } of homes) {
    expect(readFileSync(join(folder!, "plan.json"), "utf8")).not.toMatch(made);
    expect(unpacked(join(folder!, "plan.bin"))).not.toMatch(made);
  }
});

/** All that a saved plan, which is a zip archive, holds. */
function unpacked(file: string): string {
  const program =
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) for n in z.namelist()]";
  const content = execFileSync("python3", ["-c", program, file], { maxBuffer: 2 ** 28 }).toString("latin1");
  expect(content).toContain("aws_db_instance");
  return content;
}
