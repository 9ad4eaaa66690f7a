import { type Attributes, resource, resources, type StackJson } from "../../../support/synthesis";
import { cache, cacheSecondary, DATASTORE_ID, KEY } from "./fixture";

const home = cache();
const other = cacheSecondary();
const groupOf = (json: StackJson): Attributes =>
  resource(json, "aws_elasticache_replication_group", "cache/group");
const alone = (replicas: number): Attributes =>
  groupOf(cache({ replicas, globalDatastore: "none" }, "disposable").json);
const members: [string, Attributes][] = [
  ["the first", groupOf(home.json)],
  ["the second", groupOf(other.json)],
];

describe("every cache", () => {
  test.each(members)("%s fails over by itself to one of two standbys in other zones", (_, group) => {
    expect(group).toMatchObject({
      num_cache_clusters: 3,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
    });
  });

  test.each(members)("%s has a key, users, windows and logs of its own region", (_, group) => {
    expect(group).toMatchObject({
      replication_group_id: "shop",
      port: 6379,
      kms_key_id: KEY,
      user_group_ids: [expect.stringContaining("aws_elasticache_user_group.cache_users_group") as string],
      security_group_ids: [expect.stringContaining("cache_network_security-group") as string],
      subnet_group_name: expect.stringContaining("elasticache_subnet_group.cache_network_subnets") as string,
      maintenance_window: "sun:02:00-sun:03:00",
      snapshot_window: "04:30-05:30",
      snapshot_retention_limit: 2,
      apply_immediately: false,
      final_snapshot_identifier: "shop-final",
    });
  });

  test.each([
    ["the first", home.json],
    ["the second", other.json],
  ])("%s writes slow and engine logs as JSON into groups made before it", (_, json) => {
    const deliveries = groupOf(json)["log_delivery_configuration"] as Attributes[];
    expect(deliveries.map(({ log_type }) => log_type).sort()).toEqual(["engine-log", "slow-log"]);
    for (const delivery of deliveries) {
      expect(delivery).toMatchObject({ destination_type: "cloudwatch-logs", log_format: "json" });
      expect(delivery["destination"]).toMatch(/^\$\{aws_cloudwatch_log_group\.cache_logs_(slow|engine)_/);
    }
    const groups = [...resources(json, "aws_cloudwatch_log_group").values()];
    expect(groups.map(({ name }) => name).sort()).toEqual(["/shop/engine-log", "/shop/slow-log"]);
    for (const group of groups) expect(group).toMatchObject({ retention_in_days: 365, kms_key_id: KEY });
  });

  test.each([
    ["home, locked", home],
    ["other, locked", other],
    ["home, disposable", cache({ replicas: 0, globalDatastore: "none" }, "disposable")],
    ["other, disposable", cacheSecondary(1, "disposable")],
  ])("obeys the policies: %s", (_, { violations }) => {
    expect(violations).toEqual([]);
  });

  test("opens its port to an allowed client only", () => {
    expect(resources(other.json, "aws_vpc_security_group_ingress_rule").size).toBe(0);
    expect(resource(home.json, "aws_vpc_security_group_ingress_rule", "api-to-cache")).toMatchObject({
      security_group_id: expect.stringContaining("cache_network_security-group") as string,
      referenced_security_group_id: "sg-api",
      ip_protocol: "tcp",
      from_port: 6379,
      to_port: 6379,
    });
  });
});

describe("the first region's cache", () => {
  test("is encrypted at rest and accepts nothing but TLS", () => {
    expect(groupOf(home.json)).toMatchObject({
      at_rest_encryption_enabled: "true",
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
    });
  });

  test("asks for no failover where there is nothing to fail over to", () => {
    expect(alone(0)).toMatchObject({
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      multi_az_enabled: false,
    });
    expect(alone(1)).toMatchObject({ num_cache_clusters: 2, automatic_failover_enabled: true });
  });

  test.each([
    { name: "redis", version: "7.1", family: "redis7", minor: "true" },
    // A minor version that AWS chose would look like a downgrade, which the provider answers with a replacement.
    { name: "valkey", version: "8.1", family: "valkey8", minor: "false" },
  ] as const)("is $name when configuration says so", ({ minor, ...engine }) => {
    const { json } = cache({ engine, globalDatastore: "none" });
    expect(groupOf(json)).toMatchObject({
      engine: engine.name,
      engine_version: engine.version,
      auto_minor_version_upgrade: minor,
    });
    expect(resource(json, "aws_elasticache_parameter_group", "cache/parameters/group")).toMatchObject({
      name: `shop-${engine.family}`,
      family: engine.family,
      lifecycle: { create_before_destroy: true },
    });
  });

  test("evicts what expires soonest, so that cached values go before sessions", () => {
    const group = resource(home.json, "aws_elasticache_parameter_group", "cache/parameters/group");
    expect(group["parameter"]).toEqual([{ name: "maxmemory-policy", value: "volatile-ttl" }]);
  });

  test("changes its own engine and node type where it is alone", () => {
    expect(alone(1)).not.toHaveProperty("lifecycle");
  });
});

describe("users", () => {
  const users = (json: StackJson, role: string): Attributes =>
    resource(json, "aws_elasticache_user", `cache/users/${role}`);

  test.each([
    ["home", home.json],
    ["other", other.json],
  ])("in %s: the API enters by IAM, with one word for id and name", (_, json) => {
    const api = users(json, "api");
    expect(api).toMatchObject({
      user_id: "shop-api",
      user_name: "shop-api",
      authentication_mode: { type: "iam" },
    });
  });

  test("the API reaches its own keys and nothing that concerns the whole store", () => {
    const words = String(users(home.json, "api")["access_string"]).split(" ");
    expect(words[0]).toBe("on");
    expect(words.filter((word) => word.startsWith("~"))).toEqual(["~session:*", "~cache:*"]);
    // Rules apply from left to right.
    expect(words.indexOf("-@all")).toBeLessThan(words.findIndex((word) => word.startsWith("+")));
    expect(words.indexOf("-@dangerous")).toBeGreaterThan(words.indexOf("+@write"));
    for (const all of ["~*", "&*", "+@all", "+@admin", "+@dangerous"]) expect(words).not.toContain(all);
  });

  test("the mandatory default user is off, may do nothing, and has no password to keep", () => {
    const nobody = users(home.json, "default");
    expect(nobody).toMatchObject({
      user_id: "shop-default",
      user_name: "default",
      access_string: "off ~* -@all",
      no_password_required: true,
    });
    for (const secret of ["passwords", "authentication_mode"]) expect(nobody).not.toHaveProperty(secret);
    expect(JSON.stringify([home.json, other.json])).not.toMatch(/auth_token|"passwords"/);
  });

  test("are of the engine redis for Valkey as well, so that an upgrade leaves them alone", () => {
    const { json } = cache({ engine: { name: "valkey", version: "8.1", family: "valkey8" } });
    const group = resource(json, "aws_elasticache_user_group", "cache/users/group");
    expect([group, users(json, "api"), users(json, "default")].map(({ engine }) => engine)).toEqual(
      Array(3).fill("redis"),
    );
    expect(group["user_ids"]).toEqual([
      expect.stringContaining("cache_users_default"),
      expect.stringContaining("cache_users_api"),
    ]);
  });
});

describe("the global datastore", () => {
  const datastore = resource(
    home.json,
    "aws_elasticache_global_replication_group",
    "cache/global-datastore/group",
  );

  test("is made from the first region's cache, once", () => {
    expect(datastore).toMatchObject({
      global_replication_group_id_suffix: "shop",
      primary_replication_group_id: expect.stringContaining(
        "aws_elasticache_replication_group.cache_group",
      ) as string,
      cache_node_type: "cache.r7g.large",
      automatic_failover_enabled: true,
    });
    for (const json of [other.json, cache({ globalDatastore: "none" }).json])
      expect(resources(json, "aws_elasticache_global_replication_group").size).toBe(0);
  });

  test("is not replaced after a failover, nor is one of its members", () => {
    expect(datastore["lifecycle"]).toEqual({ ignore_changes: ["primary_replication_group_id"] });
    for (const [, group] of members) {
      expect(group["lifecycle"]).toMatchObject({
        ignore_changes: expect.arrayContaining(["global_replication_group_id", "node_type"]) as string[],
        prevent_destroy: true,
      });
    }
  });

  test("leaves its engine version unsaid: a minor one that AWS chose is no downgrade", () => {
    for (const attribute of ["engine_version", "parameter_group_name", "num_node_groups"])
      expect(datastore).not.toHaveProperty(attribute);
  });

  test("is joined by the second region's cache, which says nothing that it inherits", () => {
    const group = groupOf(other.json);
    expect(group["global_replication_group_id"]).toBe(DATASTORE_ID);
    // The provider refuses these beside a datastore, or ElastiCache does.
    const inherited = [
      "engine",
      "engine_version",
      "node_type",
      "parameter_group_name",
      "at_rest_encryption_enabled",
      "transit_encryption_enabled",
      "transit_encryption_mode",
      "num_node_groups",
      "snapshot_name",
      "snapshot_arns",
    ];
    for (const attribute of inherited) expect(group).not.toHaveProperty(attribute);
    expect(resources(other.json, "aws_elasticache_parameter_group").size).toBe(0);
  });
});
