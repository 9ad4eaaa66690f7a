import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Construct } from "constructs";
import { ValidationRecord } from "../dns/validation-record";

// ACM looks within minutes; a zone to which nobody delegates is never seen, however long one waits.
const PATIENCE = "20m";

export interface CertificateProps {
  readonly zoneId: string;
  /** The certificate's own name; its validation record is made here. */
  readonly host: string;
  /** A name that other regions' certificates carry too, with the record that all of them share. */
  readonly shared: { readonly host: string; readonly validationFqdn: string };
}

/** A certificate for a region's own name and the one that all regions share; it exists once ACM has issued it. */
export class Certificate extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { zoneId, host, shared }: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, "certificate", {
      domainName: host,
      subjectAlternativeNames: [shared.host],
      validationMethod: "DNS",
      // A listener is never without one.
      lifecycle: { createBeforeDestroy: true },
    });
    const record = new ValidationRecord(this, "validation", { zoneId, certificate, host });
    this.arn = new AcmCertificateValidation(this, "issued", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn, shared.validationFqdn],
      timeouts: { create: PATIENCE },
    }).certificateArn;
  }
}
