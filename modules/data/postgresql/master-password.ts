import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

const TYPE = "aws_secretsmanager_random_password";
// RDS accepts 8-128 characters for PostgreSQL, without / @ " and space: letters and digits only.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints
const LENGTH = 64;

/**
 * A password that nobody knows: Secrets Manager makes a new one for each plan and apply, and it is kept nowhere. Who needs to
 * be master sets a password of their own (break-glass), so that no secret has to be stored.
 */
export class MasterPassword extends Construct {
  /** A reference that only write-only arguments accept. */
  readonly value: string;
  /** RDS is told a password again only when this changes. */
  readonly version = 1;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const name = stack.getLogicalId(this.node);
    // CDKTF knows no ephemeral resources.
    stack.addOverride(`ephemeral.${TYPE}.${name}`, { password_length: LENGTH, exclude_punctuation: true });
    this.value = `\${ephemeral.${TYPE}.${name}.random_password}`;
  }
}
