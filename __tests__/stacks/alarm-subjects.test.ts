import { environmentOf, metricAlarms, origin } from "../support/alarms";
import { type Attributes, resources, synthesis } from "../support/synthesis";

// A name of something that is not there makes an alarm that is silent for ever. A query names nothing: "*".
const real = synthesis();
const alarmed = real.stacks.filter(
  (id) => id.endsWith("-monitoring") && environmentOf(id).monitoring !== "basic",
);

const values = (id: string, namespace: string, dimension: string): string[] => [
  ...new Set(
    metricAlarms(real, [`${id}-monitoring`]).flatMap(({ reads }) =>
      reads
        .filter((read) => read.namespace === namespace)
        .flatMap(({ dimensions }) => dimensions?.[dimension] ?? []),
    ),
  ),
];
const made = (id: string, layer: string, type: string): Attributes[] => [
  ...resources(real.json(`${id}-${layer}`), type).values(),
];
const regions = alarmed.map((id) => id.replace("-monitoring", ""));

test.each(regions)("alarms of %s are about what is there: stores", (id) => {
  const databases = made(id, "data", "aws_db_instance").map(({ identifier }) => identifier);
  expect(values(id, "AWS/RDS", "DBInstanceIdentifier").sort()).toEqual(databases.sort());
  const [group] = made(id, "data", "aws_elasticache_replication_group");
  const nodes = Array.from(
    { length: Number(group!["num_cache_clusters"]) },
    (_, index) => `${String(group!["replication_group_id"])}-00${index + 1}`,
  );
  expect(values(id, "AWS/ElastiCache", "CacheClusterId").sort()).toEqual(nodes);
  const accelerators = made(id, "data", "aws_dax_cluster").map(({ cluster_name }) => cluster_name);
  expect(values(id, "AWS/DAX", "ClusterId")).toEqual(accelerators);
  const tables = real.stacks
    .filter((stack) => stack === `${id.split("-")[0]}-us-west-2-data`)
    .flatMap((stack) => [...resources(real.json(stack), "aws_dynamodb_table").values()]);
  expect(values(id, "AWS/DynamoDB", "TableName")).toEqual(tables.map(({ name }) => name));
  const vaults = made(id, "data", "aws_backup_vault").map(({ name }) => name);
  expect(vaults).toEqual(expect.arrayContaining(values(id, "AWS/Backup", "BackupVaultName")));
});

test.each(regions)("alarms of %s are about what is there: machines and work", (id) => {
  const cluster = made(id, "cluster", "aws_eks_cluster").map(({ name }) => name);
  expect(values(id, "ContainerInsights", "ClusterName")).toEqual(cluster);
  const queues = made(id, "batch", "aws_sqs_queue").map(({ name }) => name);
  expect(queues).toEqual(expect.arrayContaining(values(id, "AWS/SQS", "QueueName")));
  const [service] = made(id, "batch", "aws_ecs_service");
  expect(values(id, "AWS/ECS", "ServiceName")).toEqual([service!["name"]]);
  const batchCluster = made(id, "batch", "aws_ecs_cluster").map(({ name }) => name);
  expect(values(id, "AWS/ECS", "ClusterName")).toEqual(batchCluster);
  const groups = made(id, "batch", "aws_autoscaling_group").map(({ name }) => name);
  expect(values(id, "AWS/EC2", "AutoScalingGroupName")).toEqual(groups);
});

test.each(regions)("alarms of %s are about what is there: what AWS has named", (id) => {
  const stack = `${id}-monitoring`;
  const origins = (namespace: string, dimension: string) =>
    values(id, namespace, dimension)
      .filter((value) => value !== "*")
      .map((value) => origin(real, stack, value));
  const gateways = Object.keys(real.json(`${id}-network`).resource["aws_nat_gateway"]!);
  expect(origins("AWS/NATGateway", "NatGatewayId").sort()).toEqual(
    gateways.map((name) => `${id}-network: \${aws_nat_gateway.${name}.id}`).sort(),
  );
  const ingress = (reference: string): unknown[] => [
    expect.stringMatching(new RegExp(`^${id}-ingress: \\$\\{${reference}\\}$`)),
  ];
  expect(origins("AWS/ApplicationELB", "LoadBalancer")).toEqual(
    ingress("aws_lb\\.load-balancer_\\w+\\.arn_suffix"),
  );
  expect(origins("AWS/ApplicationELB", "TargetGroup")).toEqual(
    ingress("aws_lb_target_group\\.active-targets_\\w+\\.arn_suffix"),
  );
  expect(origins("AWS/CertificateManager", "CertificateArn")).toEqual(
    ingress("aws_acm_certificate_validation\\.certificate_\\w+\\.certificate_arn"),
  );
  expect(origins("AWS/EFS", "FileSystemId")).toEqual([
    expect.stringMatching(new RegExp(`^${id}-data: \\$\\{aws_efs_file_system\\.\\w+\\.id\\}$`)),
  ]);
});

test.each(regions)(
  "alarms of %s are about what is there: copies come and go as the replication layer says",
  (id) => {
    const environment = id.split("-")[0]!;
    const rules = made(`${environment}-global`, "replication", "aws_s3_bucket_replication_configuration");
    const arn = (name: unknown) => `arn:aws:s3:::${String(name)}`;
    const directions = rules.flatMap(({ bucket, rule }) =>
      (rule as { id: string; destination: { bucket: string; metrics: { status: string } } }[]).map((one) => {
        expect(one.destination.metrics.status).toBe("Enabled");
        return [arn(bucket), one.destination.bucket, one.id];
      }),
    );
    const watched = metricAlarms(real, [`${id}-monitoring`]).flatMap(({ reads }) =>
      reads
        .filter(({ namespace }) => namespace === "AWS/S3")
        .map(({ metric, dimensions }) => ({ metric, ...dimensions })),
    );
    const region = id.slice(environment.length + 1);
    for (const { metric, SourceBucket, DestinationBucket, RuleId } of watched as Record<string, string>[]) {
      expect(directions).toContainEqual([arn(SourceBucket), arn(DestinationBucket), RuleId]);
      const where = metric === "ReplicationLatency" ? DestinationBucket : SourceBucket;
      expect(where).toMatch(new RegExp(`-${region}$`));
    }
    expect(watched).toHaveLength(4);
    const [receiving] = values(id, "AWS/DynamoDB", "ReceivingRegion");
    const elsewhere = environmentOf(id).regions.find(({ name }) => name !== region)!.name;
    expect(receiving).toBe(elsewhere);
  },
);
