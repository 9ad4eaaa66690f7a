import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./statement";
import type { Trust } from "./trust";

// Roles that are taken from another role's session end after an hour, whatever their maximum is.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
const HOUR_SECONDS = 3600;

export interface AccessRoleProps {
  /** At most 64 characters; unique in the account. */
  readonly name: string;
  readonly description: string;
  readonly trustedBy: readonly Trust[];
  readonly may: readonly Statement[];
  /** Longest session, 1-12. @default 1 */
  readonly hours?: number;
  /** What the role's trust and boundary refer to by a derived ARN. */
  readonly after: ITerraformDependable[];
}

/** A role that people or pipelines take, with one policy of its own and nothing attached. */
export class AccessRole extends Construct {
  constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id);
    const { name, description, trustedBy, may, hours = 1, after } = props;
    const role = new IamRole(this, "role", {
      name,
      description,
      assumeRolePolicy: policyDocument(trustedBy),
      maxSessionDuration: hours * HOUR_SECONDS,
      dependsOn: after,
    });
    new IamRolePolicy(this, "may", { name: id, role: role.name, policy: policyDocument(may) });
  }
}
