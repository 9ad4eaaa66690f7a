import type { Measure } from "../../../modules/monitoring/alarm";
import { batchSigns } from "../../../modules/monitoring/signs/batch";
import { cacheSigns } from "../../../modules/monitoring/signs/cache";
import { databaseSigns } from "../../../modules/monitoring/signs/database";
import { natSigns } from "../../../modules/monitoring/signs/network";
import { nodeSigns } from "../../../modules/monitoring/signs/nodes";
import { serviceSigns } from "../../../modules/monitoring/signs/service";
import type { Sign } from "../../../modules/monitoring/signs/sign";

const GIB = 1024 ** 3;

/** What metric math makes of one value of each metric; `undefined` is a metric that says nothing. */
function value<Key extends string>(
  signs: readonly Sign<Key>[],
  key: Key,
  values: Readonly<Record<string, number | undefined>>,
): number | undefined {
  const measure: Measure = signs.find(({ alert }) => alert === key)!.measure;
  if (!("expression" in measure)) throw new Error(`${key} is no expression`);
  expect(Object.keys(measure.metrics)).toEqual(Object.keys(values));
  const functions = {
    FILL: (metric: number | undefined, instead: number) => metric ?? instead,
    IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
    MAX: (all: number[]) => Math.max(...all),
    MIN: (all: number[]) => Math.min(...all),
    PERIOD: () => 300,
  };
  const names = [...Object.keys(functions), ...Object.keys(values)];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own expressions, whose operators are JavaScript's
  const compute = new Function(...names, `return ${measure.expression}`) as (...all: unknown[]) => number;
  const result = compute(...Object.values(functions), ...Object.values(values));
  return Number.isNaN(result) ? undefined : result;
}

describe("requests", () => {
  const signs = serviceSigns({
    loadBalancer: "app/a/1",
    targetGroup: "targetgroup/a/1",
    certificateArn: "arn:aws:acm:us-west-2:333333333333:certificate/a",
    quietBelow: { errors: 5, requests: 200 },
  });
  const errors = (requests?: number, target?: number, balancer?: number) =>
    value(signs, "service-errors", { requests, target, balancer });

  test("errors are a share of the requests", () => {
    expect(errors(1000, 11, undefined)).toBeCloseTo(1.1);
    expect(errors(60_000, 300, 300)).toBeCloseTo(1, 1);
  });

  test("no traffic and a handful of errors are quiet, an outage of a quiet hour is not", () => {
    expect(errors(undefined, undefined, undefined)).toBe(0);
    expect(errors(4, 4, undefined)).toBe(0);
    expect(errors(5, 5, undefined)).toBe(100);
  });

  test("without a target nothing counts as a request, and all of it fails", () => {
    expect(errors(undefined, undefined, 50)).toBe(100);
  });

  test("latency is heard from enough requests on", () => {
    const latency = (requests: number | undefined, p95: number | undefined) =>
      value(signs, "service-latency", { requests, p95 });
    expect(latency(199, 9)).toBe(0);
    expect(latency(200, 0.7)).toBe(0.7);
    expect(latency(undefined, undefined)).toBe(0);
  });
});

describe("a database", () => {
  const signs = databaseSigns({
    identifier: "one",
    follows: true,
    memoryGiB: 16,
    storageGiB: 500,
    maxConnections: 400,
    baseline: { diskIops: 6000, networkGbps: 1.876 },
  });

  test("is measured in percent of what there is", () => {
    expect(value(signs, "database-memory", { free: 2.4 * GIB })).toBeCloseTo(85);
    expect(value(signs, "database-storage", { free: 50 * GIB })).toBeCloseTo(10);
    expect(value(signs, "database-connections", { taken: 320 })).toBe(80);
    expect(value(signs, "database-disk-io", { reads: 3000, writes: 1800 })).toBe(80);
    expect(value(signs, "database-disk-credits", { operations: 90, bytes: 10 })).toBe(10);
    expect(value(signs, "database-network", { received: 1e6, sent: 1.876e9 / 8 })).toBeCloseTo(100);
  });

  test("that has stopped following is as late as can be", () => {
    expect(value(signs, "replication-database", { lag: 299, least: 1 })).toBe(299);
    expect(value(signs, "replication-database", { lag: 0, least: -1 })).toBe(86_400);
  });

  test("tells of its lag only if it follows", () => {
    const alone = databaseSigns({
      identifier: "one",
      follows: false,
      memoryGiB: 16,
      storageGiB: 500,
      maxConnections: 400,
      baseline: { diskIops: 6000, networkGbps: 1.876 },
    });
    expect(alone.map(({ alert }) => alert)).not.toContain("replication-database");
  });
});

describe("a cache", () => {
  test("is silent when no node is heard", () => {
    const signs = cacheSigns({ name: "one", nodes: 3 });
    const heard = (...nodes: (number | undefined)[]) =>
      value(signs, "cache-silent", { node1: nodes[0], node2: nodes[1], node3: nodes[2] });
    expect(heard(undefined, undefined, undefined)).toBe(0);
    expect(heard(undefined, 1, undefined)).toBe(1);
    expect(value(signs, "cache-cpu", { engine: 85, machine: 45 })).toBe(85);
    expect(value(signs, "cache-connections", { taken: 52_000 })).toBe(80);
    expect(value(signs, "cache-network", { received: 0, sent: 1, packets: 2 })).toBe(3);
  });

  test("of one node has no standby to be late", () => {
    const keys = cacheSigns({ name: "one", nodes: 1 }).map(({ alert }) => alert);
    expect(keys).not.toContain("cache-standby-lag");
    expect(keys).not.toContain("cache-node-silent");
  });
});

test("nodes are measured against the smallest, and only T families have credits", () => {
  const baseline = { diskIops: 3000, networkGbps: 0.512 };
  const signs = nodeSigns({ clusterName: "one", baseline, credits: false });
  expect(value(signs, "nodes-disk-io", { operations: 2400 })).toBe(80);
  // 0.512 Gbit/s each way.
  expect(value(signs, "nodes-network", { bytes: 128e6 })).toBeCloseTo(100);
  expect(signs.map(({ alert }) => alert)).not.toContain("nodes-credits");
  const borrowing = nodeSigns({ clusterName: "one", baseline, credits: true });
  expect(borrowing.map(({ alert }) => alert)).toContain("nodes-credits");
});

test("batch's machines report bytes of a period", () => {
  const signs = batchSigns({
    clusterName: "one",
    serviceName: "worker",
    autoscalingGroupName: "spot",
    queues: { jobs: "jobs", failed: "failed" },
    networkGbps: 0.8,
  });
  expect(value(signs, "batch-network", { received: 300 * 1e8, sent: 0 })).toBeCloseTo(100);
});

test("NAT's drops are a share of what goes through it", () => {
  const signs = natSigns("nat-1", "1");
  expect(value(signs, "network-nat-drops", { dropped: 2, going: 5000, back: 5000 })).toBeCloseTo(0.02);
  expect(value(signs, "network-nat-drops", { dropped: undefined, going: 0, back: 0 })).toBe(0);
});
