import { type Attributes, resource, resources, type StackJson, synthesis } from "../../support/synthesis";

const real = synthesis();

export const production: StackJson = real.json("production-us-west-2-cluster");
export const secondRegion: StackJson = real.json("production-us-east-2-cluster");
export const staging: StackJson = real.json("staging-us-west-2-cluster");
export const development: StackJson = real.json("development-us-west-2-cluster");

export const PRODUCTION_ACCOUNT = "333333333333";
export const CLUSTER = "mindscape-production";

/** Construct paths of everything that must be there before the resource is made, by way of references and `depends_on`. */
export function before(stack: StackJson, type: string, path: string): Set<string> {
  const paths = new Map<string, string>(
    Object.entries(stack.resource).flatMap(([kind, all]) =>
      Object.entries(all).map(([name, attributes]) => [`${kind}.${name}`, pathOf(attributes)] as const),
    ),
  );
  const found = new Set<string>();
  const visit = (attributes: Attributes): void => {
    for (const [, address] of JSON.stringify(attributes).matchAll(/\b(aws_\w+\.[\w-]+)/g)) {
      const target = paths.get(address ?? "");
      if (target === undefined || found.has(target)) continue;
      found.add(target);
      const [kind = "", name = ""] = (address ?? "").split(".");
      visit(stack.resource[kind]?.[name] ?? {});
    }
  };
  visit(resource(stack, type, path));
  return found;
}

/** Node groups by the name they begin with. */
export function nodeGroup(stack: StackJson, name: string): Attributes {
  return resource(stack, "aws_eks_node_group", `machines/${name}/group`);
}

export function nodeGroupNames(stack: StackJson): string[] {
  return [...resources(stack, "aws_eks_node_group").keys()].map((path) => path.split("/")[1] ?? "").sort();
}

function pathOf(attributes: Attributes): string {
  const { path } = (attributes["//"] as { metadata: { path: string } }).metadata;
  return path.slice(path.indexOf("/") + 1);
}
