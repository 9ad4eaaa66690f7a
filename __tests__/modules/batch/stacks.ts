import { type Attributes, resource, type StackJson, synthesis } from "../../support/synthesis";

const real = synthesis();

export const production: StackJson = real.json("production-us-west-2-batch");
export const secondRegion: StackJson = real.json("production-us-east-2-batch");
export const staging: StackJson = real.json("staging-us-west-2-batch");
export const development: StackJson = real.json("development-us-west-2-batch");
export const base: StackJson = real.json("production-us-west-2-base");

export const ACCOUNT = "333333333333";
export const CLUSTER = "mindscape-production";

/** A role's own policy, with references in place of what AWS invents. */
export function policyOf(path: string): string {
  const { policy } = resource(production, "aws_iam_role_policy", path);
  return String(policy).replace(/\$\{[^}]*\}/g, (reference) => reference.replaceAll('"', "'"));
}

/** The only container of a task definition, as ECS gets it. */
export function container(stack: StackJson, path: string): Attributes {
  const { container_definitions: text } = resource(stack, "aws_ecs_task_definition", path);
  const [only, ...others] = JSON.parse(unescaped(String(text))) as Attributes[];
  expect(others).toEqual([]);
  return only!;
}

/** What Terraform makes of a string without expressions; references stay as they are. */
function unescaped(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}
