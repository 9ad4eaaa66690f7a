import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Construct } from "constructs";
import { ValidationRecord } from "./validation-record";

export interface SharedValidationProps {
  readonly zoneId: string;
  readonly host: string;
}

/**
 * The validation record of a name for which several regions have certificates of their own. What has to be in it is learned from a
 * certificate that serves nothing else: nobody waits for it, and once it has expired it still knows its record.
 */
export class SharedValidation extends Construct {
  readonly recordFqdn: string;

  constructor(scope: Construct, id: string, { zoneId, host }: SharedValidationProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, "certificate", {
      domainName: host,
      validationMethod: "DNS",
      lifecycle: { createBeforeDestroy: true },
    });
    this.recordFqdn = new ValidationRecord(this, "validation", { zoneId, certificate, host }).fqdn;
  }
}
