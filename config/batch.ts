import { z } from "zod";
import { INSTANCE_TYPES } from "./catalogs/instance-types";

// Of the ECS-optimized image. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-ami-storage-config.html
const MIN_DISK_GIB = 30;

const known = Object.keys(INSTANCE_TYPES) as [string, ...string[]];
const atLeastOne = z.int().min(1, { error: "at least 1" });

/** The work beside the API, in each region: machines on Spot, and the worker that polls the queue. */
export const batchSchema = z.strictObject({
  spot: z.strictObject({
    instanceTypes: z
      .array(z.enum(known, { error: `allowed are ${known.join(", ")}; see config/catalogs` }))
      .min(2, { error: "at least two types, or Spot has nothing to choose from" })
      .readonly(),
    diskGiB: z.int().min(MIN_DISK_GIB, { error: `at least ${MIN_DISK_GIB}, the image's own size` }),
    /** Machines at most; without work there is none. */
    max: atLeastOne,
  }),
  worker: z.strictObject({
    /** Of the API's image, whose command `worker` it runs: a release is a commit, a rollback a revert. */
    imageDigest: z.string().regex(/^sha256:[0-9a-f]{64}$/, {
      error:
        "not a digest, sha256: and 64 hexadecimal digits; a tag such as latest says something else tomorrow",
    }),
    /** 1,024 a vCPU. */
    cpu: z.int(),
    memoryMiB: z.int(),
    /** Workers at most, each with one job at a time. */
    maxTasks: atLeastOne,
  }),
});

/** Kept from tasks on each machine, for the system and the agent. */
export const HOST_RESERVED_MIB = 256;
// What the kernel keeps of a machine's memory before ECS counts it, generously.
const KERNEL_SHARE = 0.07;
// Task interfaces on the trunk of a large machine, the smallest of every family that has one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
const TASK_INTERFACES = 10;

/** Workers that fit on one machine of each type: the smallest counts. */
export function workersPerMachine(
  types: readonly { readonly vCpus: number; readonly memoryMiB: number }[],
  worker: { readonly cpu: number; readonly memoryMiB: number },
): number {
  return Math.min(
    TASK_INTERFACES,
    ...types.map(({ vCpus, memoryMiB }) =>
      Math.floor(
        Math.min(
          (vCpus * 1024) / worker.cpu,
          (memoryMiB * (1 - KERNEL_SHARE) - HOST_RESERVED_MIB) / worker.memoryMiB,
        ),
      ),
    ),
  );
}

const steps = (first: number, last: number, step: number): number[] =>
  Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);

/**
 * Memory in MiB that Fargate accepts with each size of CPU.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export const FARGATE_MEMORY_MIB: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
};
