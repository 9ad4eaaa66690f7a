import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Construct } from "constructs";

export interface EbsDefaultProps {
  readonly kmsKeyArn: string;
}

/** Encrypts every volume of the account's region with our key, also those that nobody thought of. */
export class EbsDefault extends Construct {
  constructor(scope: Construct, id: string, props: EbsDefaultProps) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "encryption", { enabled: true });
    new EbsDefaultKmsKey(this, "key", { keyArn: props.kmsKeyArn });
  }
}
