import type { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

const TTL_SECONDS = 300;

export interface ValidationRecordProps {
  readonly zoneId: string;
  readonly certificate: AcmCertificate;
  /** One of the certificate's names. */
  readonly host: string;
}

/**
 * Proves to ACM that a name is ours, now and at every renewal. The record belongs to name and account: every certificate for the
 * name, in whatever region, asks for the same one, so exactly one state may hold it.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class ValidationRecord extends Construct {
  readonly fqdn: string;

  constructor(scope: Construct, id: string, props: ValidationRecordProps) {
    super(scope, id);
    this.fqdn = new Route53Record(this, "record", {
      zoneId: props.zoneId,
      name: asked(props, "resource_record_name"),
      type: "CNAME",
      ttl: TTL_SECONDS,
      records: [asked(props, "resource_record_value")],
    }).fqdn;
  }
}

/** What ACM asks for `host`. The options are a set, which has no first element: they are told apart by name. */
function asked({ certificate, host }: ValidationRecordProps, attribute: string): string {
  const options = `${certificate.fqn}.domain_validation_options`;
  return `\${one([for option in ${options} : option.${attribute} if option.domain_name == "${host}"])}`;
}
