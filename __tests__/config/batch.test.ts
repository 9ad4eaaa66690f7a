import { FARGATE_MEMORY_MIB, workersPerMachine } from "../../config/batch";
import { problemsOf } from "../../config/validate";
import { changed, environment, type Loose, PRODUCTION } from "./changed";

interface LooseBatch {
  spot: { instanceTypes: string[]; diskGiB: number; max: number };
  worker: Record<string, unknown>;
}

const batch = (copy: Loose): LooseBatch => environment(copy, PRODUCTION)["batch"] as LooseBatch;
const worker = (changes: Record<string, unknown>) => (copy: Loose) => {
  Object.assign(batch(copy).worker, changes);
};

const MISTAKES: [string, (copy: Loose) => void, string][] = [
  [
    "a tag in place of a digest",
    worker({ imageDigest: "latest" }),
    'production.batch.worker.imageDigest "latest": not a digest, sha256: and 64 hexadecimal digits',
  ],
  [
    "a digest with a digit too few",
    worker({ imageDigest: `sha256:${"a".repeat(63)}` }),
    "production.batch.worker.imageDigest",
  ],
  [
    "a digest with a tag before it",
    worker({ imageDigest: `1.2.0@sha256:${"a".repeat(64)}` }),
    "production.batch.worker.imageDigest",
  ],
  ["a worker that never runs", worker({ maxTasks: 0 }), "production.batch.worker.maxTasks 0: at least 1"],
  ["fewer workers than none", worker({ maxTasks: -1 }), "production.batch.worker.maxTasks -1: at least 1"],
  [
    "a size of CPU that Fargate lacks",
    worker({ cpu: 300 }),
    "production.batch.worker.cpu 300 is no size of Fargate; allowed are 256, 512, 1024, 2048, 4096",
  ],
  [
    "memory that does not go with the CPU",
    worker({ cpu: 1024, memoryMiB: 1024 }),
    "production.batch.worker.memoryMiB 1024 does not go with cpu 1024 on Fargate; allowed are 2048, 3072,",
  ],
  [
    "more workers than the machines hold",
    worker({ maxTasks: 33 }),
    "production.batch.worker.maxTasks 33 workers do not fit on 8 machines with room for 4 each; write at most 32, or raise spot.max",
  ],
  [
    "a worker that is larger than its machine",
    worker({ cpu: 4096, memoryMiB: 8192, maxTasks: 1 }),
    "production.batch.worker.maxTasks 1 workers do not fit on 8 machines with room for 0 each",
  ],
  ["no machines", (copy) => (batch(copy).spot.max = 0), "production.batch.spot.max 0: at least 1"],
  [
    "machines that cannot run the image",
    (copy) => (batch(copy).spot.instanceTypes = ["m5.large", "m7g.large"]),
    'production.batch.spot.instanceTypes[1] "m7g.large" is arm64, the image is built for x86_64',
  ],
  [
    "machines without a trunk",
    (copy) => (batch(copy).spot.instanceTypes = ["t3.large", "m5.large"]),
    'production.batch.spot.instanceTypes[0] "t3.large" has no trunk for tasks\' interfaces',
  ],
  [
    "a single type on Spot",
    (copy) => (batch(copy).spot.instanceTypes = ["m5.large"]),
    "production.batch.spot.instanceTypes",
  ],
  [
    "a disk smaller than the image",
    (copy) => (batch(copy).spot.diskGiB = 20),
    "production.batch.spot.diskGiB 20: at least 30",
  ],
];

test.each(MISTAKES)("%s is refused with path, value and remedy", (_, change, message) => {
  const lines = problemsOf(changed(change)).map(({ path, problem }) => `${path} ${problem}`);
  expect(lines.join("\n")).toContain(message);
});

test("what fits exactly is fine", () => {
  expect(problemsOf(changed(worker({ maxTasks: 32 })))).toEqual([]);
  expect(problemsOf(changed(worker({ cpu: 2048, memoryMiB: 4096, maxTasks: 8 })))).toEqual([]);
});

test("a machine holds what its scarcest resource allows", () => {
  const large = { vCpus: 2, memoryMiB: 8192 };
  expect(workersPerMachine([large], { cpu: 512, memoryMiB: 1024 })).toBe(4);
  // The kernel's and the agent's part leave no room for four times 2 GiB.
  expect(workersPerMachine([large], { cpu: 512, memoryMiB: 2048 })).toBe(3);
  expect(workersPerMachine([large, { vCpus: 2, memoryMiB: 4096 }], { cpu: 256, memoryMiB: 1024 })).toBe(3);
  // Interfaces run out before anything else does.
  expect(workersPerMachine([{ vCpus: 16, memoryMiB: 65_536 }], { cpu: 256, memoryMiB: 512 })).toBe(10);
});

test("Fargate's sizes are those of its documentation", () => {
  expect(FARGATE_MEMORY_MIB[512]).toEqual([1024, 2048, 3072, 4096]);
  expect(FARGATE_MEMORY_MIB[1024]).toHaveLength(7);
  expect(FARGATE_MEMORY_MIB[4096]?.at(-1)).toBe(30 * 1024);
});
