import { evaluate } from "../../support/policy";
import { resources, type StackJson } from "../../support/synthesis";
import { production } from "./stacks";

const REGION = { "aws:RequestedRegion": "us-west-2" };

/** Add-ons' roles stand alone, the others beside their association. */
export function policy(workload: string, stack: StackJson = production): string {
  const policies = resources(stack, "aws_iam_role_policy");
  const found =
    policies.get(`identities/${workload}/policy`) ?? policies.get(`identities/${workload}/role/policy`);
  return String(found?.["policy"]);
}

export function may(
  workload: string,
  action: string,
  on = "*",
  context: Record<string, string> = REGION,
): "allow" | "deny" | "none" {
  return evaluate(policy(workload), { action, resource: on, context });
}

/** The reference that an ARN of another state is written as. */
export function reference(workload: string, sid: string): string {
  const { Statement } = JSON.parse(policy(workload)) as {
    Statement: { Sid: string; Resource: string | string[] }[];
  };
  return [Statement.find(({ Sid }) => Sid === sid)?.Resource ?? []].flat()[0] ?? "";
}
