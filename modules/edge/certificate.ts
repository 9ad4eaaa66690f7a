import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { ValidationRecord } from "../dns/validation-record";

// ACM looks within minutes; a zone to which nobody delegates is never seen, however long one waits.
const PATIENCE = "20m";

export interface CertificateProps {
  readonly zoneId: string;
  readonly domain: string;
  /** Of us-east-1, where CloudFront looks for certificates. */
  readonly provider: TerraformProvider;
}

/** What viewers see as proof that the domain is ours; it exists once ACM has issued it. */
export class Certificate extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { zoneId, domain, provider }: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, "certificate", {
      provider,
      domainName: domain,
      validationMethod: "DNS",
      // A distribution is never without one.
      lifecycle: { createBeforeDestroy: true },
    });
    const record = new ValidationRecord(this, "validation", { zoneId, certificate, host: domain });
    this.arn = new AcmCertificateValidation(this, "issued", {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
      timeouts: { create: PATIENCE },
    }).certificateArn;
  }
}
