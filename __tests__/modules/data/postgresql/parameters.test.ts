import { maxConnections, parametersFor } from "../../../../modules/data/postgresql/parameters";
import { resource } from "../../../support/synthesis";
import { CAPACITY, database } from "./fixture";

const parameters = new Map(parametersFor(CAPACITY).map((parameter) => [parameter.name, parameter]));
const valueOf = (name: string, capacity = CAPACITY): number =>
  Number(parametersFor(capacity).find((parameter) => parameter.name === name)?.value);

test.each([
  { memoryGiB: 1, connections: 50 },
  { memoryGiB: 4, connections: 100 },
  { memoryGiB: 8, connections: 200 },
  { memoryGiB: 16, connections: 400 },
  { memoryGiB: 1024, connections: 5000 },
])("$memoryGiB GiB take $connections connections", ({ memoryGiB, connections }) => {
  expect(maxConnections(memoryGiB)).toBe(connections);
});

test.each([2, 4, 8, 16, 32, 64])(
  "in %s GiB all connections can sort at once, beside the cache",
  (memoryGiB) => {
    const capacity = { ...CAPACITY, memoryGiB };
    const connections = valueOf("max_connections", capacity);
    const workMemMiB = valueOf("work_mem", capacity) / 1024;
    const BACKEND_MIB = 10;
    const sharedBuffersMiB = (memoryGiB * 1024) / 4;
    expect(sharedBuffersMiB + connections * (BACKEND_MIB + workMemMiB)).toBeLessThan(memoryGiB * 1024 * 0.8);
  },
);

test("parallel workers are as many as there are CPUs, and fit the pool", () => {
  expect(valueOf("max_parallel_workers")).toBe(4);
  expect(valueOf("max_parallel_workers_per_gather")).toBe(2);
  expect(valueOf("max_worker_processes")).toBeGreaterThan(valueOf("max_parallel_workers"));
  expect(valueOf("max_parallel_workers_per_gather", { ...CAPACITY, vCpus: 1 })).toBe(1);
});

test("a replica that is gone keeps at most a fifth of the storage busy", () => {
  expect(valueOf("max_slot_wal_keep_size")).toBe(100 * 1024);
});

test.each(["max_connections", "max_worker_processes", "shared_preload_libraries"])(
  "%s is static: applied at once, RDS would refuse it",
  (name) => {
    expect(parameters.get(name)?.applyMethod).toBe("pending-reboot");
  },
);

test("TLS, statistics and slow statements are on", () => {
  const expected = {
    "rds.force_ssl": "1",
    shared_preload_libraries: "pg_stat_statements",
    track_io_timing: "1",
    log_min_duration_statement: "500",
    log_lock_waits: "1",
    idle_in_transaction_session_timeout: "300000",
    autovacuum_vacuum_scale_factor: "0.05",
    autovacuum_analyze_scale_factor: "0.02",
  };
  const found = Object.keys(expected).map((name) => [name, parameters.get(name)?.value]);
  expect(Object.fromEntries(found)).toEqual(expected);
});

test("a new major version brings a group of another name, made before the old one goes", () => {
  const group = resource(database().json, "aws_db_parameter_group", "database/parameters/group");
  expect(group).toMatchObject({
    name: "shop-postgres17",
    family: "postgres17",
    lifecycle: { create_before_destroy: true },
  });
});
