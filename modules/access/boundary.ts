import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import type { Account } from "./account";
import { boundaryStatements } from "./boundary-policy";
import { policyDocument } from "./statement";

export interface BoundaryProps {
  /** At most 128 characters; the policy's ARN is derived from it, so it has no path. */
  readonly name: string;
  readonly account: Account;
  readonly protectedRoles: readonly string[];
}

/**
 * The permissions boundary that every role of the environment carries. It can only be deleted after all of them; a
 * description would be part of its identity, so it has none.
 */
export class Boundary extends Construct {
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, props: BoundaryProps) {
    super(scope, id);
    const { name, account, protectedRoles } = props;
    const policyArn = `arn:aws:iam::${account.accountId}:policy/${name}`;
    this.policy = new IamPolicy(this, "policy", {
      name,
      policy: policyDocument(boundaryStatements({ account, policyArn, protectedRoles })),
    });
  }
}
