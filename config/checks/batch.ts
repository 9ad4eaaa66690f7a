import { FARGATE_MEMORY_MIB, workersPerMachine } from "../batch";
import { INSTANCE_TYPES } from "../catalogs/instance-types";
import type { EnvironmentConfig } from "../environment";
import type { Problem } from "../shape";

/** Tasks that ECS would refuse, or that would wait for a machine for ever. */
export function batchProblems(environment: EnvironmentConfig, path: string): Problem[] {
  const at = `${path}.batch`;
  const types = typeProblems(environment, `${at}.spot.instanceTypes`);
  const sizes = sizeProblems(environment, `${at}.worker`);
  return [...types, ...sizes, ...(types.length + sizes.length > 0 ? [] : roomProblems(environment, at))];
}

function typeProblems({ batch, image }: EnvironmentConfig, path: string): Problem[] {
  return batch.spot.instanceTypes.flatMap((name, index) => {
    const at = `${path}[${index}]`;
    const architecture = INSTANCE_TYPES[name]?.architecture;
    if (architecture !== image.architecture) {
      const problem = `"${name}" is ${architecture}, the image is built for ${image.architecture}; choose a type of the image's architecture`;
      return [{ path: at, problem }];
    }
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
    if (!/^t\d/.test(name)) return [];
    const problem = `"${name}" has no trunk for tasks' interfaces, so two tasks would fill it; choose an m type`;
    return [{ path: at, problem }];
  });
}

/** The worker can run on Fargate too, whose sizes are fixed. */
function sizeProblems({ batch: { worker } }: EnvironmentConfig, path: string): Problem[] {
  const memory = FARGATE_MEMORY_MIB[worker.cpu];
  if (memory === undefined) {
    const allowed = Object.keys(FARGATE_MEMORY_MIB).join(", ");
    return [{ path: `${path}.cpu`, problem: `${worker.cpu} is no size of Fargate; allowed are ${allowed}` }];
  }
  if (memory.includes(worker.memoryMiB)) return [];
  const problem = `${worker.memoryMiB} does not go with cpu ${worker.cpu} on Fargate; allowed are ${memory.join(", ")}`;
  return [{ path: `${path}.memoryMiB`, problem }];
}

function roomProblems({ batch: { spot, worker } }: EnvironmentConfig, path: string): Problem[] {
  const types = spot.instanceTypes.flatMap((name) => INSTANCE_TYPES[name] ?? []);
  const perMachine = workersPerMachine(types, worker);
  if (perMachine * spot.max >= worker.maxTasks) return [];
  const problem = `${worker.maxTasks} workers do not fit on ${spot.max} machines with room for ${perMachine} each; write at most ${perMachine * spot.max}, or raise spot.max`;
  return [{ path: `${path}.worker.maxTasks`, problem }];
}
