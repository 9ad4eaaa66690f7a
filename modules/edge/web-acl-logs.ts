import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import {
  Wafv2WebAclLoggingConfiguration,
  type Wafv2WebAclLoggingConfigurationRedactedFields,
} from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

// Logs of what stands in front of CloudFront are accepted nowhere else.
// https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
const REGION = "us-east-1";
// Who a person is, and what links carry; of an injection the matched words are recorded all the same.
// https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
const REDACTED: Wafv2WebAclLoggingConfigurationRedactedFields[] = [
  { singleHeader: { name: "authorization" } },
  { singleHeader: { name: "cookie" } },
  { queryString: {} },
];
// The rest, which is nearly everything, would be 0.50 USD per GB of 1-2 KB records.
// AWS has two names for what a managed rule would have blocked and only counts.
// https://docs.aws.amazon.com/waf/latest/APIReference/API_ActionCondition.html
const KEPT_ACTIONS = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"];

export interface WebAclLogsProps {
  readonly webAclArn: string;
  /** Begins with `aws-waf-logs-`, or WAF refuses it. */
  readonly logGroupName: string;
  readonly accountId: string;
  /** Unique in account and region; an account has ten of them in a region. */
  readonly policyName: string;
  /** A value that CloudWatch Logs accepts. */
  readonly retentionDays: number;
  /** In us-east-1, like everything here. */
  readonly kmsKeyArn: string;
  /** Of us-east-1. */
  readonly provider: TerraformProvider;
}

/** Records the requests that a web ACL blocked or counted, by which rule, without what identifies people. */
export class WebAclLogs extends Construct {
  constructor(scope: Construct, id: string, props: WebAclLogsProps) {
    super(scope, id);
    const { provider } = props;
    const group = new CloudwatchLogGroup(this, "log-group", {
      provider,
      name: props.logGroupName,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const mayWrite = new CloudwatchLogResourcePolicy(this, "may-write", {
      provider,
      policyName: props.policyName,
      policyDocument: writes(props),
    });
    new Wafv2WebAclLoggingConfiguration(this, "configuration", {
      provider,
      resourceArn: props.webAclArn,
      logDestinationConfigs: [group.arn],
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: KEPT_ACTIONS.map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      redactedFields: REDACTED,
      // Where the policy is missing, the service writes one of its own that nobody removes.
      dependsOn: [mayWrite],
    });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html */
function writes({ logGroupName, accountId }: WebAclLogsProps): string {
  const logs = `arn:aws:logs:${REGION}:${accountId}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LogDeliveryWrites",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logs}:log-group:${logGroupName}:log-stream:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `${logs}:*` },
        },
      },
    ],
  });
}
