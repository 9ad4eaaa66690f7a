import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { accountAdministers, type KeyStatement } from "./key-policy";

export interface KeyProps {
  /** `alias/<name>`; unique in account and region. */
  readonly alias: string;
  readonly description: string;
  readonly accountId: string;
  /** Days between deletion and loss, 7-30. */
  readonly deletionWindowDays: number;
  readonly preventDestroy: boolean;
  /** Services that use the key by themselves; principals of the account need no more than IAM. */
  readonly usedBy?: readonly KeyStatement[];
  /** Of another region than the stack's. */
  readonly provider?: TerraformProvider;
}

/** A symmetric customer-managed key, rotated every year, that the account administers through IAM. */
export class Key extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    const elsewhere = props.provider !== undefined && { provider: props.provider };
    const key = new KmsKey(this, "key", {
      ...elsewhere,
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [accountAdministers(props.accountId), ...(props.usedBy ?? [])],
      }),
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
    new KmsAlias(this, "alias", { ...elsewhere, name: props.alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
