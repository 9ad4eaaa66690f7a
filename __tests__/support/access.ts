import { configuration } from "../../config/environments";
import { resource, type Synthesis } from "./synthesis";

/** Policy and boundary of an access role, and who AWS says is calling. */
export function accessRole(
  real: Synthesis,
  environment: string,
  role: string,
): { policy: string; boundary: string; context: Record<string, string> } {
  const stack = real.json(`${environment}-global-access`);
  const account = configuration.environments.find(({ name }) => name === environment)!.accountId;
  return {
    policy: resource(stack, "aws_iam_role_policy", `${role}/may`)["policy"] as string,
    boundary: resource(stack, "aws_iam_policy", "boundary/policy")["policy"] as string,
    context: {
      "aws:RequestedRegion": "us-west-2",
      "aws:PrincipalArn": `arn:aws:iam::${account}:role/mindscape-${environment}-${role}`,
    },
  };
}
