import { INSTANCE_TYPES } from "../catalogs/instance-types";
import { MACHINE_PRICES } from "../catalogs/machine-prices";
import { API_POD } from "../api";
import { leftForPods } from "../node-capacity";
import type { EnvironmentConfig } from "../environment";
import type { Problem } from "../shape";

/** Node groups that EKS would refuse, that could not run the image, or that would have room for nothing but daemons. */
export function nodeProblems(environment: EnvironmentConfig, path: string): Problem[] {
  const at = `${path}.nodes`;
  return [
    ...sizeProblems(environment, at),
    ...typeProblems(environment, at),
    ...priceProblems(environment, at),
  ];
}

/** The dashboard of a service says what its machines cost. */
function priceProblems({ nodes, image }: EnvironmentConfig, path: string): Problem[] {
  const { instanceType } = nodes.api;
  if (INSTANCE_TYPES[instanceType] === undefined || MACHINE_PRICES[instanceType] !== undefined) return [];
  const allowed = Object.keys(MACHINE_PRICES).filter(
    (name) => INSTANCE_TYPES[name]?.architecture === image.architecture,
  );
  const problem = `"${instanceType}" has no price: allowed are ${allowed.join(", ")}; choose one, or write its price into config/catalogs/machine-prices.ts`;
  return [{ path: `${path}.api.instanceType`, problem }];
}

function sizeProblems({ nodes, scaling }: EnvironmentConfig, path: string): Problem[] {
  const { system, api, burst } = nodes;
  const sizes = [
    { at: `${path}.system.perZone`, ...system.perZone },
    { at: `${path}.api.perZone`, ...api.perZone },
  ];
  const problems = sizes.flatMap(({ at, min, max }) => {
    if (max < min)
      return [{ path: `${at}.max`, problem: `${max} is less than min ${min}; write at least ${min}` }];
    if (scaling === "manual" && max > min) {
      const problem = `${max} is more than min ${min}, but scaling is "manual" and nothing would use it; write ${min}`;
      return [{ path: `${at}.max`, problem }];
    }
    return [];
  });
  if (scaling === "manual" && burst !== "none") {
    const problem = 'is said, but scaling is "manual" and nothing would start it; say "none"';
    problems.push({ path: `${path}.burst`, problem });
  }
  return problems;
}

function typeProblems({ nodes, image, monitoring }: EnvironmentConfig, path: string): Problem[] {
  const burst = nodes.burst === "none" ? [] : nodes.burst.instanceTypes;
  const forApi = [
    { at: `${path}.api.instanceType`, name: nodes.api.instanceType },
    ...burst.map((name, index) => ({ at: `${path}.burst.instanceTypes[${index}]`, name })),
  ];
  return forApi.flatMap(({ at, name }) => {
    const type = INSTANCE_TYPES[name];
    if (type === undefined) return [];
    const problems: Problem[] = [];
    if (type.architecture !== image.architecture) {
      const problem = `"${name}" is ${type.architecture}, the image is built for ${image.architecture}; choose a type of the image's architecture`;
      problems.push({ path: at, problem });
    }
    const left = leftForPods(type, monitoring !== "basic");
    const { cpuMillicores, memoryMiB } = API_POD.limits;
    if (left.cpuMillicores < cpuMillicores || left.memoryMiB < memoryMiB) {
      const problem = `"${name}" leaves ${left.cpuMillicores}m and ${left.memoryMiB} MiB beside its daemons, a pod may take ${cpuMillicores}m and ${memoryMiB} MiB; choose a larger type`;
      problems.push({ path: at, problem });
    }
    return problems;
  });
}
