import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/**
 * Who asked for what, when, and how it went. Left out on purpose is what may carry a secret or say more of a person than an address does:
 * cookies, query strings, referrers (whose own queries they repeat) and X-Forwarded-For, which is the viewer's word.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const FIELDS = [
  "date",
  "time",
  "x-edge-request-id",
  "x-edge-location",
  "c-ip",
  "c-port",
  "c-country",
  "cs-protocol",
  "cs-protocol-version",
  "ssl-protocol",
  "ssl-cipher",
  "cs-method",
  "x-host-header",
  "cs-uri-stem",
  "cs(User-Agent)",
  "cs-bytes",
  "sc-status",
  "sc-bytes",
  "sc-content-type",
  "sc-content-len",
  "time-taken",
  "time-to-first-byte",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
];

// A day is what one asks for, and what Athena can skip. Below a prefix of ours CloudFront puts none of its own before it.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
// https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2274
const DAILY = "{yyyy}/{MM}/{dd}";

export interface AccessLogsProps {
  /** Of source and destination; unique in the account, at most 60 letters, digits, `_` and `-`. */
  readonly name: string;
  readonly distributionArn: string;
  /** In any region; admits CloudWatch's log delivery below `prefix`. */
  readonly bucket: { readonly arn: string; readonly prefix: string };
  /** Of us-east-1, where everything of CloudFront is configured. */
  readonly provider: TerraformProvider;
}

/** Every request that viewers made, as lines of JSON in a bucket. */
export class AccessLogs extends Construct {
  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    const { name, bucket, provider } = props;
    const source = new CloudwatchLogDeliverySource(this, "source", {
      provider,
      name,
      logType: "ACCESS_LOGS",
      resourceArn: props.distributionArn,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      provider,
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${bucket.arn}/${bucket.prefix}` }],
    });
    new CloudwatchLogDelivery(this, "delivery", {
      provider,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: FIELDS,
      s3DeliveryConfiguration: [{ enableHiveCompatiblePath: false, suffixPath: DAILY }],
    });
  }
}
