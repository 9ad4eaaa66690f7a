import { execFileSync } from "node:child_process";
import path from "node:path";
import { capacityOf } from "../../config/capacity";
import { type Quantity, shortages } from "../../config/capacity/quantity";
import { type Configuration, configuration } from "../../config/environments";
import type { EnvironmentConfig } from "../../config/environment";
import { TABLE_UNITS } from "../../config/stores";
import { problemsOf } from "../../config/validate";
import { resources, type Synthesis, synthesis } from "../support/synthesis";
import { changed, environment, home, type Loose, PRODUCTION } from "./changed";

const ROOT = path.join(__dirname, "../..");
// R21, in the owner's numbers.
const USERS = 10_000;
const REQUESTS_PER_SECOND = 1000;
const REGIONS = ["us-west-2", "us-east-2"] as const;

const productionOf = ({ environments }: Configuration): EnvironmentConfig => environments[PRODUCTION]!;
const production = productionOf(configuration);
const quantity = (name: string, region: string = REGIONS[0]): Quantity =>
  capacityOf(production, region).find((one) => one.name === name)!;

describe("R21: 10,000 users and 1,000 requests a second", () => {
  test("are what production is held against", () => {
    expect(production.load).toMatchObject({
      concurrentUsers: USERS,
      requestsPerSecond: REQUESTS_PER_SECOND,
    });
  });

  test.each(REGIONS)("fit into %s alone, whichever region was active before", (region) => {
    for (const activeRegion of REGIONS) {
      expect(shortages(capacityOf({ ...production, activeRegion }, region))).toEqual([]);
    }
  });

  test("a thousandth more does not: the API's processors and the table are used up to their budgets", () => {
    const more = { ...production.load, requestsPerSecond: REQUESTS_PER_SECOND + 1 };
    const names = shortages(capacityOf({ ...production, load: more }, REGIONS[0])).map(({ name }) => name);
    expect(names).toEqual(["api.cpu", "table.reads", "table.writes"]);
  });

  // By hand, so that a slip in the model is no slip in its own test.
  test.each([
    // 500 users behind an address: 30 requests each in five minutes, and 40 files.
    ["edge.requestsPerAddress", 35_000, 40_000],
    // 1,000 calls a second over two gateways, ten seconds each.
    ["nat.connections", 5000, 55_000],
    // 4 ms each; ten pods of half a core at 80 %.
    ["api.cpu", 4000, 4000],
    // Two sets of ten; twelve machines that hold two each.
    ["api.nodes", 20, 24],
    // 20 pods with ten, 40 workers with two, ten others; 25 for each of 16 GiB.
    ["database.connections", 290, 400],
    // The machine's 6,000, not the storage's 12,000.
    ["database.iops", 3000, 6000],
    // 10,000 users with 80 KiB of sessions and 512 KiB of cached values; three quarters of 13.07 GiB.
    ["cache.memory", 5.65, 9.8],
    ["batch.workers", 5, 20],
  ])("%s: %d needed, %d available", (name, needed, available) => {
    expect(quantity(name)).toMatchObject({ needed, available });
  });
});

test.each(configuration.environments.map((one) => [one.name, one] as const))(
  "%s carries its own load in each of its regions",
  (_, one) => {
    for (const { name } of one.regions) expect(shortages(capacityOf(one, name))).toEqual([]);
  },
);

type Part = "load" | "edge" | "database" | "cache";
const set = (part: Part, values: Record<string, unknown>) => (copy: Loose) => {
  Object.assign(environment(copy, PRODUCTION)[part] as object, values);
};
const perZone = (max: number) => (copy: Loose) => {
  environment(copy, PRODUCTION).nodes.api.perZone.max = max;
};
const workers = (maxTasks: number) => (copy: Loose) => {
  Object.assign((environment(copy, PRODUCTION)["batch"] as { worker: object }).worker, { maxTasks });
};
const manual = (copy: Loose): void => {
  environment(copy, PRODUCTION)["scaling"] = "manual";
};
const singleNat = (requestsPerSecond: number) => (copy: Loose) => {
  environment(copy, PRODUCTION)["nat"] = "single";
  set("load", { requestsPerSecond })(copy);
};

/** By quantity: what leaves too little of it, and where the problem is reported. */
const TOO_LITTLE: Record<string, [change: (copy: Loose) => void, path: string]> = {
  "edge.requestsPerAddress": [set("edge", { requestsPerAddress: 34_999 }), "edge.requestsPerAddress"],
  "edge.requests": [set("load", { requestsPerSecond: 250_000 }), "load.requestsPerSecond"],
  "edge.traffic": [set("load", { concurrentUsers: 4_000_000 }), "load.concurrentUsers"],
  "loadBalancer.targets": [perZone(200), "nodes"],
  "loadBalancer.addresses": [(copy) => (home(copy, PRODUCTION).cidr = "10.0.0.0/22"), "regions[0].cidr"],
  "nat.connections": [singleNat(6000), "nat"],
  "nat.traffic": [singleNat(40_000), "nat"],
  "network.privateAddresses": [(copy) => (home(copy, PRODUCTION).cidr = "10.0.0.0/20"), "regions[0].cidr"],
  "api.cpu": [manual, "load.requestsPerSecond"],
  "api.memory": [manual, "load.requestsPerSecond"],
  "api.nodes": [perZone(3), "nodes.api.perZone.max"],
  "api.nodesWithoutAZone": [perZone(2), "nodes.api.perZone.max"],
  "database.connections": [set("database", { instanceClass: "db.m7g.large" }), "database.instanceClass"],
  "database.pool": [set("database", { connectionsPerPod: 4 }), "database.connectionsPerPod"],
  "database.cpu": [set("database", { instanceClass: "db.r7g.large" }), "database.instanceClass"],
  "database.iops": [set("database", { instanceClass: "db.t4g.medium" }), "database.instanceClass"],
  "cache.memory": [set("cache", { nodeType: "cache.m7g.large" }), "cache.nodeType"],
  "cache.connections": [workers(20_000), "cache.nodeType"],
  "cache.traffic": [set("cache", { nodeType: "cache.t4g.small" }), "cache.nodeType"],
  "table.reads": [set("load", { requestsPerSecond: 1001 }), "load.requestsPerSecond"],
  "table.writes": [set("load", { requestsPerSecond: 1001 }), "load.requestsPerSecond"],
  "batch.workers": [workers(4), "batch.worker.maxTasks"],
};

test("every quantity of the model can run short", () => {
  expect(Object.keys(TOO_LITTLE)).toEqual(capacityOf(production, REGIONS[0]).map(({ name }) => name));
});

test.each(Object.entries(TOO_LITTLE))("too little of %s is refused by name", (name, [change, at]) => {
  const real = changed(change);
  const short = shortages(capacityOf(productionOf(real), REGIONS[0])).find((one) => one.name === name)!;
  expect(short.needed).toBeGreaterThan(short.available);
  const problems = problemsOf(real).filter((problem) => problem.path === `production.${at}`);
  const said =
    name === "network.privateAddresses"
      ? `gives ${short.available} addresses to a private subnet, ${short.needed} are needed`
      : `${name}: ${short.needed} ${short.unit} are needed (${short.why}), ${short.available} are there (${short.limit}); ${short.remedy}`;
  expect(problems.filter(({ problem }) => problem.includes(said))).toHaveLength(1);
});

test("a rate limit below what the load needs is refused with numbers, reason and remedy", () => {
  const low = changed(set("edge", { requestsPerAddress: 15_000 }));
  expect(problemsOf(low)).toEqual([
    {
      path: "production.edge.requestsPerAddress",
      problem:
        "edge.requestsPerAddress: 35000 requests in five minutes are needed (500 users behind one address arrive within five minutes: 40 files and 30 requests each), 15000 are there (the rate limit of the web ACL); raise it: whoever shares an address with so many would be turned away",
    },
  ]);
});

test("a shortage in the other region alone is found there", () => {
  const small = changed((copy) => {
    environment(copy, PRODUCTION).regions[1]!.cidr = "10.1.0.0/22";
  });
  const problems = problemsOf(small);
  expect(new Set(problems.map((problem) => problem.path))).toEqual(new Set(["production.regions[1].cidr"]));
  expect(problems.map(({ problem }) => problem).join()).toContain("loadBalancer.addresses: 27 addresses");
});

test("small storage limits the database, whatever its class could do", () => {
  const database = { ...production.database, storageGiB: 399 };
  const iops = capacityOf({ ...production, database }, REGIONS[0]).find(
    ({ name }) => name === "database.iops",
  );
  expect(iops).toMatchObject({ available: 3000, path: "database.storageGiB" });
});

test("without a table there is nothing to count of it", () => {
  const names = capacityOf({ ...production, dynamo: "off" }, REGIONS[0]).map(({ name }) => name);
  expect(names.filter((name) => name.startsWith("table."))).toEqual([]);
});

test("docs/capacity.md says what the model says", () => {
  const script = path.join(ROOT, "scripts/capacity-doc.ts");
  expect(() =>
    execFileSync(process.execPath, ["--import", "tsx", script, "--check"], { cwd: ROOT, stdio: "pipe" }),
  ).not.toThrow();
});

describe("what the model counts on is what is deployed", () => {
  let real: Synthesis;
  beforeAll(() => {
    real = synthesis();
  });

  const places = configuration.environments.flatMap((one) =>
    one.regions.map((region) => [one.name, region.name, one] as const),
  );

  test.each(places)("max_connections of %s in %s", (name, region, one) => {
    const [group] = resources(real.json(`${name}-${region}-data`), "aws_db_parameter_group").values();
    const parameters = group!["parameter"] as { name: string; value: string }[];
    const deployed = Number(parameters.find((parameter) => parameter.name === "max_connections")?.value);
    const counted = capacityOf(one, region).find((each) => each.name === "database.connections");
    expect(deployed).toBe(counted?.available);
  });

  test("units of the table", () => {
    const [table] = resources(real.json("production-us-west-2-data"), "aws_dynamodb_table").values();
    expect(table!["on_demand_throughput"]).toMatchObject({
      max_read_request_units: TABLE_UNITS.read,
      max_write_request_units: TABLE_UNITS.write,
    });
  });
});
