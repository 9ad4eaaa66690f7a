import { type Attributes, resource, resources } from "../../../support/synthesis";
import { database, databaseReplica, KEY, SOURCE_ARN } from "./fixture";

const home = database();
const other = databaseReplica();
const primary = resource(home.json, "aws_db_instance", "database/instance");
const reader = resource(home.json, "aws_db_instance", "database/replica-1/instance");
const standby = resource(other.json, "aws_db_instance", "database/instance");
const all: [string, Attributes][] = [
  ["the primary", primary],
  ["the read replica", reader],
  ["the other region's replica", standby],
];

/** The construct path that a list of references leads to. */
function paths(value: unknown): string[] {
  return (value as string[]).map((text) => text.replace(/^\$\{/, "").replace(/_[0-9A-F]{8}(\..*)?$/, ""));
}

describe("every instance", () => {
  test.each(all)("%s is encrypted, private, entered by IAM and watched", (_, instance) => {
    expect(instance).toMatchObject({
      storage_encrypted: true,
      storage_type: "gp3",
      publicly_accessible: false,
      iam_database_authentication_enabled: true,
      ca_cert_identifier: "rds-ca-rsa2048-g1",
      monitoring_interval: 60,
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      performance_insights_kms_key_id: KEY,
      enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
      max_allocated_storage: 1000,
      copy_tags_to_snapshot: true,
    });
  });

  test.each(all)("%s leaves minor versions and the moment of changes to the window", (_, instance) => {
    expect(instance).toMatchObject({
      auto_minor_version_upgrade: true,
      apply_immediately: false,
      maintenance_window: "sun:02:00-sun:03:00",
      backup_window: "04:30-05:30",
    });
  });

  test.each(all)("%s can be recovered to a point in time, at the latest when promoted", (_, instance) => {
    expect(instance["backup_retention_period"]).toBe(35);
  });

  test.each(all)("%s comes after its log groups and a role that may already send", (_, instance) => {
    expect(paths(instance["depends_on"])).toEqual([
      expect.stringMatching(/^aws_cloudwatch_log_group\..*logs_postgresql$/),
      expect.stringMatching(/^aws_cloudwatch_log_group\..*logs_upgrade$/),
      "aws_cloudwatch_log_group.database_monitoring_os-metrics",
      "aws_iam_role_policy_attachment.database_monitoring_may-send",
    ]);
  });

  test("logs to groups of exactly the names that RDS uses, with retention and our key", () => {
    const groups = [...resources(home.json, "aws_cloudwatch_log_group").values()];
    expect(groups.map(({ name }) => name).sort()).toEqual([
      "/aws/rds/instance/shop-replica-1/postgresql",
      "/aws/rds/instance/shop-replica-1/upgrade",
      "/aws/rds/instance/shop/postgresql",
      "/aws/rds/instance/shop/upgrade",
      "RDSOSMetrics",
    ]);
    for (const group of groups) expect(group).toMatchObject({ retention_in_days: 365, kms_key_id: KEY });
  });

  test.each([
    ["home, locked", home],
    ["other, locked", other],
    ["home, disposable", database({ level: "disposable" })],
    ["other, disposable", databaseReplica("disposable")],
  ])("obeys the policies: %s", (_, { violations }) => {
    expect(violations).toEqual([]);
  });
});

describe("the primary", () => {
  test("has the size and version asked for: a major version, so that no minor one is a difference", () => {
    expect(primary).toMatchObject({
      identifier: "shop",
      engine: "postgres",
      engine_version: "17",
      instance_class: "db.m7g.xlarge",
      allocated_storage: 500,
      multi_az: true,
      kms_key_id: KEY,
      engine_lifecycle_support: "open-source-rds-extended-support-disabled",
    });
  });

  test("takes its password from an ephemeral resource, and nothing else knows it", () => {
    const { ephemeral } = home.json as unknown as { ephemeral: Record<string, Record<string, Attributes>> };
    const [name] = Object.keys(ephemeral["aws_secretsmanager_random_password"]!);
    const reference = `\${ephemeral.aws_secretsmanager_random_password.${name}.random_password}`;
    expect(primary).toMatchObject({
      username: "shop_master",
      password_wo: reference,
      password_wo_version: 1,
    });
    expect(primary).not.toHaveProperty("password");
    expect(primary).not.toHaveProperty("manage_master_user_password");
    expect(JSON.stringify(home.json).split("random_password}")).toHaveLength(2);
    // RDS refuses / @ " and spaces, and more than 128 characters.
    expect(ephemeral["aws_secretsmanager_random_password"]![name!]).toEqual({
      password_length: 64,
      exclude_punctuation: true,
    });
  });

  test("is hard to lose where it is locked, and goes without a trace where it is disposable", () => {
    expect(primary).toMatchObject({
      lifecycle: { prevent_destroy: true },
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "shop-final",
      delete_automated_backups: false,
    });
    const disposable = resource(
      database({ level: "disposable" }).json,
      "aws_db_instance",
      "database/instance",
    );
    expect(disposable).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
    expect(disposable).not.toHaveProperty("final_snapshot_identifier");
    expect(disposable).not.toHaveProperty("lifecycle");
  });
});

describe("read replicas", () => {
  test("are as many as asked for, each with a name of its own", () => {
    const { json } = database({ readReplicas: 2 });
    const names = [...resources(json, "aws_db_instance").values()].map(({ identifier }) => identifier);
    expect(names.sort()).toEqual(["shop", "shop-replica-1", "shop-replica-2"]);
    expect(resources(database({ readReplicas: 0 }).json, "aws_db_instance").size).toBe(1);
  });

  test("follow the primary by name and give nothing of their own that RDS takes from it", () => {
    expect(reader["replicate_source_db"]).toMatch(
      /^\$\{aws_db_instance\.database_instance_\w+\.identifier}$/,
    );
    const theSources = [
      "engine",
      "engine_version",
      "username",
      "password_wo",
      "db_name",
      "allocated_storage",
      "kms_key_id",
      "db_subnet_group_name",
    ];
    for (const attribute of theSources) expect(reader).not.toHaveProperty(attribute);
    // Standbys refuse to start with fewer connections or workers than their primary.
    expect(reader["parameter_group_name"]).toBe(primary["parameter_group_name"]);
  });

  test("are made again at any time, so nothing keeps them", () => {
    expect(reader["skip_final_snapshot"]).toBe(true);
    expect(reader).not.toHaveProperty("deletion_protection");
    expect(reader).not.toHaveProperty("lifecycle");
  });
});

describe("the other region's replica", () => {
  test("follows the primary's ARN with a key and subnets of its own region", () => {
    expect(standby).toMatchObject({
      replicate_source_db: SOURCE_ARN,
      kms_key_id: KEY,
      db_subnet_group_name: expect.stringContaining("aws_db_subnet_group.database_network_subnets") as string,
      multi_az: true,
    });
    for (const attribute of ["username", "password_wo", "db_name", "engine", "allocated_storage"])
      expect(standby).not.toHaveProperty(attribute);
    expect(other.json).not.toHaveProperty("ephemeral");
  });

  test("is not made a replica again after its promotion", () => {
    expect(standby["lifecycle"]).toEqual({ ignore_changes: ["replicate_source_db"], prevent_destroy: true });
  });

  test("is guarded like the primary that it may become", () => {
    expect(standby).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "shop-final",
      delete_automated_backups: false,
    });
  });

  test("has exactly the primary's parameters", () => {
    const parameters = (json: typeof home.json): unknown =>
      resource(json, "aws_db_parameter_group", "database/parameters/group")["parameter"];
    expect(parameters(other.json)).toEqual(parameters(home.json));
  });

  test("stands beside a copy of the primary's automated backups", () => {
    const copy = resource(other.json, "aws_db_instance_automated_backups_replication", "database/backups");
    expect(copy).toMatchObject({
      source_db_instance_arn: SOURCE_ARN,
      kms_key_id: KEY,
      retention_period: 35,
    });
  });

  test("comes before that copy, which RDS starts only from a source that nothing else changes", () => {
    const copy = resource(other.json, "aws_db_instance_automated_backups_replication", "database/backups");
    expect(copy["depends_on"]).toEqual([expect.stringMatching(/^aws_db_instance\.database_instance_\w+$/)]);
  });
});

describe("the door", () => {
  test("is closed until a client is allowed, whose stack holds the rule", () => {
    expect(resources(other.json, "aws_vpc_security_group_ingress_rule").size).toBe(0);
    const group = resource(home.json, "aws_security_group", "database/network/security-group/group");
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
    expect(resource(home.json, "aws_vpc_security_group_ingress_rule", "api-to-database")).toMatchObject({
      security_group_id: expect.stringContaining("database_network_security-group") as string,
      referenced_security_group_id: "sg-api",
      ip_protocol: "tcp",
      from_port: 5432,
      to_port: 5432,
    });
  });

  test("is the same for the primary and its replicas", () => {
    expect(reader["vpc_security_group_ids"]).toEqual(primary["vpc_security_group_ids"]);
  });
});
