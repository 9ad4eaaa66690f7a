import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configuration } from "../../config/environments";
import { REQUIRED_TAGS } from "../../config/tags";
import { changedSynthesis } from "../support/changed-synthesis";
import { resources, synthesis } from "../support/synthesis";

const real = synthesis();

/** Every stack and whose outputs it reads; a new layer is a line here. */
const GRAPH: Record<string, string[]> = {
  ...oneRegion("development"),
  ...twoRegions("staging"),
  ...twoRegions("production"),
};

function oneRegion(environment: string, region = "us-west-2"): Record<string, string[]> {
  const [base, network, data, access] = ["base", "network", "data"]
    .map((layer) => `${environment}-${region}-${layer}`)
    .concat(`${environment}-global-access`) as [string, string, string, string];
  const [dns, cluster] = [`${environment}-global-dns`, `${environment}-${region}-cluster`];
  return {
    [access]: [],
    [dns]: [],
    [`${environment}-${region}-state`]: [],
    [base]: [],
    [network]: [access, base],
    [data]: [access, base, network],
    [cluster]: [access, base, network, data],
    [`${environment}-${region}-batch`]: [access, base, network, data],
    [`${environment}-${region}-ingress`]: [dns, network, cluster],
    [`${environment}-${region}-platform`]: [base, network, cluster],
    [`${environment}-${region}-service`]: [
      data,
      cluster,
      `${environment}-${region}-ingress`,
      `${environment}-${region}-platform`,
    ],
    [`${environment}-${region}-monitoring`]: [
      base,
      network,
      data,
      `${environment}-${region}-ingress`,
      `${environment}-${region}-service`,
    ],
    [`${environment}-global-edge`]: [dns, `${environment}-${region}-ingress`],
  };
}

function twoRegions(environment: string): Record<string, string[]> {
  const [home, other] = [`${environment}-us-west-2`, `${environment}-us-east-2`];
  const regions = { ...oneRegion(environment), ...oneRegion(environment, "us-east-2") };
  return {
    ...regions,
    [`${other}-data`]: [...regions[`${other}-data`]!, `${home}-data`],
    [`${other}-recovery`]: [`${other}-base`],
    [`${environment}-global-edge`]: [
      `${environment}-global-dns`,
      ...[home, other].map((region) => `${region}-ingress`),
      `${other}-recovery`,
    ],
    [`${environment}-global-replication`]: [
      `${environment}-global-access`,
      ...[home, other].flatMap((region) => [`${region}-base`, `${region}-data`]),
    ],
  };
}

/**
 * Losing one of these addresses is losing what it holds: renaming a construct needs `moveFromId`, not a new line. Production's
 * home has all of them.
 */
const STATEFUL = {
  state: [
    "aws_kms_key.key_F64E54E4",
    "aws_s3_bucket.logs_bucket_5A22438C",
    "aws_s3_bucket.states_bucket_A3E9FD14",
  ],
  access: [
    "aws_iam_openid_connect_provider.identity-providers_github_AA264FE8",
    "aws_iam_openid_connect_provider.identity-providers_terraform-cloud_E9268EDE",
    "aws_iam_policy.boundary_policy_A8BEFB25",
  ],
  base: [
    "aws_kms_key.alerts-key_453745FF",
    "aws_kms_key.assets-key_15300693",
    "aws_kms_key.backup-key_3D56A38B",
    "aws_kms_key.data-key_5D719C34",
    "aws_kms_key.ebs-key_A1CB17E0",
    "aws_kms_key.logs-key_44F95A88",
    "aws_s3_bucket.assets_bucket_A5D94784",
    "aws_s3_bucket.backups_bucket_5DB31D01",
    "aws_s3_bucket.logs_bucket_5A22438C",
  ],
  network: [
    "aws_subnet.network_subnets_isolated-1_FFF8F198",
    "aws_subnet.network_subnets_isolated-2_F8F6BAF5",
    "aws_subnet.network_subnets_isolated-3_A296519C",
    "aws_subnet.network_subnets_private-1_0310D037",
    "aws_subnet.network_subnets_private-2_2D122A8D",
    "aws_subnet.network_subnets_private-3_FB1DC84A",
    "aws_subnet.network_subnets_public-1_EB71ED3F",
    "aws_subnet.network_subnets_public-2_BD6F57E0",
    "aws_subnet.network_subnets_public-3_1206D53C",
    "aws_vpc.network_vpc_4E8F0223",
  ],
  data: [
    "aws_backup_vault.backup_vault_A3268EAD",
    "aws_db_instance.database_instance_D7FC2283",
    "aws_db_instance.database_replica-1_instance_BAC4AF2B",
    "aws_dynamodb_table.table_43360BC0",
    "aws_efs_file_system.files_A7F07955",
    "aws_elasticache_global_replication_group.cache_global-datastore_group_DB32505E",
    "aws_elasticache_replication_group.cache_group_D050DA10",
  ],
  cluster: [
    "aws_ecr_repository.repository_5D02F86B",
    "aws_eks_cluster.cluster_A4C38409",
    "aws_eks_node_group.machines_api-1_group_2177FAD5",
    "aws_eks_node_group.machines_api-2_group_3671B1DC",
    "aws_eks_node_group.machines_api-3_group_B82F78DC",
    "aws_eks_node_group.machines_burst_group_86C8222D",
    "aws_eks_node_group.machines_system-1_group_6D084EB6",
    "aws_eks_node_group.machines_system-2_group_A953C79F",
    "aws_eks_node_group.machines_system-3_group_A8B70F4A",
  ],
  batch: [
    "aws_sqs_queue.maintenance_missed_04524C31",
    "aws_sqs_queue.queue_failed_874E4890",
    "aws_sqs_queue.queue_jobs_E9CBB996",
  ],
  dns: ["aws_kms_key.key_F64E54E4", "aws_route53_zone.zone_6E295601"],
  // Not what it holds, but what is outside: a new one means requests that fail meanwhile.
  ingress: ["aws_lb.load-balancer_30A23327", "aws_lb_listener.listener_https_A1B3DAC4"],
  platform: [],
  service: [],
  replication: ["aws_dynamodb_table_replica.table_replica_B4C500E2"],
  monitoring: [],
  // What viewers reach; a domain belongs to one distribution at a time.
  edge: [
    "aws_cloudfront_distribution.distribution_4EC597ED",
    "aws_kms_key.watch_key_809FCE51",
    // A new one counts as healthy: after a failover it would send viewers home.
    "aws_route53_health_check.origin_switch_6B8E46A0",
  ],
  // Route 53 follows it by name.
  recovery: ["aws_cloudwatch_metric_alarm.switch_alarm_3A7DD778"],
};

test("the stacks and their dependencies are those of the table", () => {
  expect(real.errors).toBe("");
  const graph = Object.fromEntries(
    Object.entries(real.manifest().stacks).map(([id, { dependencies }]) => [id, [...dependencies].sort()]),
  );
  const expected = Object.entries(GRAPH).map(([id, dependencies]) => [id, [...dependencies].sort()] as const);
  expect(graph).toEqual(Object.fromEntries(expected));
  expect(real.stacks).toEqual(Object.keys(GRAPH).sort());
});

test("development has one region", () => {
  expect(
    new Set(real.stacks.filter((id) => id.startsWith("development-")).map((id) => id.replace(/-\w+$/, ""))),
  ).toEqual(new Set(["development-us-west-2", "development-global"]));
});

test("two syntheses are byte-identical", () => {
  const again = changedSynthesis();
  for (const id of real.stacks) expect(again.text(id)).toBe(real.text(id));
  expect(again.manifest()).toEqual(real.manifest());
});

test.each(real.stacks)("%s keeps the addresses of what holds data", (id) => {
  const layer = id.split("-").at(-1) as keyof typeof STATEFUL;
  const { resource } = real.json(id);
  const types = new Set(STATEFUL[layer].map((address) => address.split(".")[0]!));
  const addresses = [...types].flatMap((type) =>
    Object.keys(resource[type] ?? {}).map((name) => `${type}.${name}`),
  );
  const everything = /^production-(us-west-2|global)-/.test(id);
  expect(STATEFUL[layer]).toEqual(expect.arrayContaining(addresses));
  if (everything) expect(addresses.sort()).toEqual([...STATEFUL[layer]].sort());
});

test.each(real.stacks)("%s has its provider, tags and exact versions", (id) => {
  const stack = real.json(id);
  const environment = configuration.environments.find(({ name }) => id.startsWith(`${name}-`))!;
  // The state, and so the first provider, of a global stack is in the last region.
  const region = environment.regions.find(({ name }) => id.includes(name)) ?? environment.regions.at(-1)!;
  const providers = stack.provider["aws"]!;
  expect(providers[0]).toMatchObject({ region: region.name });
  const elsewhere = { replication: ["us-west-2"], dns: ["us-east-1"], edge: ["us-east-1"] };
  expect(providers.slice(1).map(({ alias }) => alias)).toEqual(
    elsewhere[id.split("-").at(-1) as keyof typeof elsewhere] ?? [],
  );
  for (const provider of providers) {
    expect(provider["allowed_account_ids"]).toEqual([environment.accountId]);
    const [{ tags }] = provider["default_tags"] as [{ tags: Record<string, string> }];
    expect(Object.keys(tags).sort()).toEqual([...REQUIRED_TAGS].sort());
    expect(tags).toMatchObject({ Environment: environment.name, Layer: id.split("-").at(-1) });
  }
  const file = readFileSync(join(__dirname, "../../.terraform-version"), "utf8");
  expect(stack.terraform.required_version).toBe(file.trim());
  expect(stack.terraform.required_providers["aws"]?.version).toBe("5.100.0");
});

test("the levels of protection differ where they should", () => {
  const facts = (environment: string): object => {
    const bucket = resources(real.json(`${environment}-us-west-2-base`), "aws_s3_bucket").get(
      "backups/bucket",
    )!;
    const key = resources(real.json(`${environment}-us-west-2-base`), "aws_kms_key").get("data-key/key")!;
    return {
      forceDestroy: bucket["force_destroy"],
      prevent: [bucket["lifecycle"], key["lifecycle"]],
      window: key["deletion_window_in_days"],
    };
  };
  const prevent = { prevent_destroy: true };
  expect(facts("development")).toEqual({ forceDestroy: true, prevent: [undefined, undefined], window: 7 });
  expect(facts("staging")).toEqual({ forceDestroy: false, prevent: [undefined, undefined], window: 14 });
  expect(facts("production")).toEqual({ forceDestroy: false, prevent: [prevent, prevent], window: 30 });
});
