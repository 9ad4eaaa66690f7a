import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

// A listener's rule takes no `*` and `?` literally, no more than 128 characters, and does not tell A from a: so it has to be long.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
const PROOF = "^[A-Za-z0-9_-]{32,128}$";

/**
 * One value of CloudFront's proof to the load balancers: a secret that Terraform holds, the declared exemption of docs/adr/0007. The
 * provider has no write-only form for it, so it is in the layer's saved plans and state, which are encrypted.
 */
export function originProof(
  scope: Construct,
  name: "origin_proof_current" | "origin_proof_previous",
  description: string,
): string {
  return new TerraformVariable(scope, name, {
    type: "string",
    sensitive: true,
    nullable: false,
    description,
    validation: [
      {
        condition: `\${can(regex("${PROOF}", var.${name}))}`,
        errorMessage: `${name} has to be 32 to 128 letters, digits, _ and -.`,
      },
    ],
  }).stringValue;
}
