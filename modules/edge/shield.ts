import { ShieldProtection } from "@cdktf/provider-aws/lib/shield-protection";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface ShieldProps {
  /** Prefix of the protections' names: at most 100 characters. */
  readonly name: string;
  readonly distributionArn: string;
  readonly zoneId: string;
  /** Of us-east-1. */
  readonly provider: TerraformProvider;
}

/**
 * Puts what faces the internet under a subscription to Shield Advanced that the account has already: it is made by hand, for
 * a year. Load balancers are left out: they admit nobody but CloudFront.
 */
export class Shield extends Construct {
  constructor(scope: Construct, id: string, { name, distributionArn, zoneId, provider }: ShieldProps) {
    super(scope, id);
    new ShieldProtection(this, "distribution", {
      provider,
      name: `${name}-distribution`,
      resourceArn: distributionArn,
    });
    new ShieldProtection(this, "zone", {
      provider,
      name: `${name}-zone`,
      resourceArn: `arn:aws:route53:::hostedzone/${zoneId}`,
    });
  }
}
