import { problemsOf } from "../../config/validate";
import { changed, DEVELOPMENT, environment, type Loose, PRODUCTION, STAGING } from "./changed";

const MISTAKES: [string, (copy: Loose) => void, string][] = [
  [
    "a t-class cache with a global datastore",
    (copy) => (environment(copy, STAGING).cache["nodeType"] = "cache.t4g.medium"),
    'staging.cache.nodeType "cache.t4g.medium" cannot be part of a global datastore, which two regions need; choose an m or r type',
  ],
  [
    "a cache that has nothing to fail over to",
    (copy) => (environment(copy, PRODUCTION).cache["replicas"] = 0),
    'production.cache.replicas 0 leaves nothing to fail over to; write at least 1, or availability "single-zone"',
  ],
  [
    "replicas in a single zone",
    (copy) => (environment(copy, DEVELOPMENT).cache["replicas"] = 1),
    'development.cache.replicas 1 spreads over zones, but availability is "single-zone"; write 0, or "multi-zone"',
  ],
  [
    "more replicas than ElastiCache takes",
    (copy) => (environment(copy, PRODUCTION).cache["replicas"] = 6),
    "production.cache.replicas 6: at most 5",
  ],
  [
    "storage under the engine's minimum",
    (copy) => (environment(copy, DEVELOPMENT).database["storageGiB"] = 10),
    "development.database.storageGiB 10: allowed are 20 to 65536 GiB, PostgreSQL on gp3",
  ],
  [
    "storage that would shrink",
    (copy) => (environment(copy, PRODUCTION).database["maxStorageGiB"] = 400),
    "production.database.maxStorageGiB 400 is less than a tenth above storageGiB 500, and storage never shrinks; write at least 550",
  ],
  [
    "a database class that nobody checked",
    (copy) => (environment(copy, PRODUCTION).database["instanceClass"] = "db.x2g.large"),
    'production.database.instanceClass "db.x2g.large": allowed are db.t4g.medium,',
  ],
  [
    "DAX without a table",
    (copy) => (environment(copy, PRODUCTION)["dynamo"] = "off"),
    'production.dax {"nodeType":"dax.t3.small","nodes":3} without a table to cache: dynamo is "off"; say dynamo "table-with-dax", or dax "none"',
  ],
  [
    "a table with DAX without nodes",
    (copy) => (environment(copy, STAGING)["dynamo"] = "table-with-dax"),
    'staging.dax "none", but dynamo is "table-with-dax"; say nodeType and nodes',
  ],
  [
    "machines that cannot run the image",
    (copy) => (environment(copy, STAGING).nodes.api.instanceType = "t4g.small"),
    'staging.nodes.api.instanceType "t4g.small" is arm64, the image is built for x86_64; choose a type of the image\'s architecture',
  ],
  [
    "machines without a price",
    (copy) => (environment(copy, STAGING).nodes.api.instanceType = "t3a.large"),
    'staging.nodes.api.instanceType "t3a.large" has no price: allowed are t3.micro, t3.small, t3.medium, t3.large, t3.xlarge, m6i.large, m6i.xlarge, m7i.large; choose one, or write its price into config/catalogs/machine-prices.ts',
  ],
  [
    "a burst type that cannot run the image",
    (copy) =>
      (environment(copy, PRODUCTION).nodes.burst = {
        instanceTypes: ["t3.large", "m7g.large"],
        diskGiB: 100,
        max: 6,
      }),
    'production.nodes.burst.instanceTypes[1] "m7g.large" is arm64, the image is built for x86_64',
  ],
  [
    "machines with room for nothing but daemons",
    (copy) => (environment(copy, STAGING).nodes.api.instanceType = "t3.micro"),
    'staging.nodes.api.instanceType "t3.micro" leaves 1430m and 243 MiB beside its daemons, a pod may take 500m and 512 MiB; choose a larger type',
  ],
  [
    "fewer nodes at most than at least",
    (copy) => (environment(copy, PRODUCTION).nodes.api.perZone = { min: 3, max: 2 }),
    "production.nodes.api.perZone.max 2 is less than min 3; write at least 3",
  ],
  [
    "room to scale where nothing scales",
    (copy) => (environment(copy, DEVELOPMENT).nodes.system.perZone.max = 2),
    'development.nodes.system.perZone.max 2 is more than min 1, but scaling is "manual" and nothing would use it; write 1',
  ],
  [
    "a zone without a machine for the volumes that are there",
    (copy) => (environment(copy, PRODUCTION).nodes.system.perZone.min = 0),
    "production.nodes.system.perZone.min 0: at least 1",
  ],
  [
    "burst where nothing scales",
    (copy) => (environment(copy, STAGING)["scaling"] = "manual"),
    'staging.nodes.burst is said, but scaling is "manual" and nothing would start it; say "none"',
  ],
  [
    "a cluster open to the world",
    (copy) => (environment(copy, STAGING)["clusterEndpoint"] = { kind: "restricted", ranges: ["0.0.0.0/0"] }),
    'staging.clusterEndpoint.ranges[0] "0.0.0.0/0": open to the world, or nearly; name the ranges that need it, each /8 or longer',
  ],
  [
    "a product open to half of the world",
    (copy) => (environment(copy, STAGING)["access"] = { kind: "restricted", ranges: ["128.0.0.0/1"] }),
    'staging.access.ranges[0] "128.0.0.0/1": open to the world, or nearly',
  ],
  [
    "a kind of access that is none",
    (copy) => (environment(copy, STAGING)["access"] = { kind: "private" }),
    "staging.access.kind",
  ],
];

test.each(MISTAKES)("%s is refused with path, value and remedy", (_, change, message) => {
  const lines = problemsOf(changed(change)).map(({ path, problem }) => `${path} ${problem}`);
  expect(lines.join("\n")).toContain(message);
});
