import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface AlertTopicProps {
  /** At most 256 characters; unique in account and region. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** Its policy must admit the publishers: see `topicPublishers`. */
  readonly kmsKeyArn: string;
  /** Each has to confirm AWS's first message. */
  readonly emails: readonly string[];
  /** Of another region than the stack's. */
  readonly provider?: TerraformProvider;
}

/**
 * An encrypted topic that alarms, budgets, EventBridge and Backup of this account can really publish to. Whatever else has
 * something to say (RDS, ElastiCache, Auto Scaling) says it through EventBridge.
 */
export class AlertTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    this.arn = `arn:aws:sns:${props.region}:${props.accountId}:${props.name}`;
    const elsewhere = props.provider !== undefined && { provider: props.provider };
    const topic = new SnsTopic(this, "topic", {
      ...elsewhere,
      name: props.name,
      kmsMasterKeyId: props.kmsKeyArn,
    });
    new SnsTopicPolicy(this, "policy", {
      ...elsewhere,
      arn: topic.arn,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: this.statements(props) }),
    });
    for (const email of props.emails) {
      new SnsTopicSubscription(this, `email-${email}`, {
        ...elsewhere,
        topicArn: topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
  }

  private statements({ region, accountId }: AlertTopicProps): object[] {
    const publish = { Effect: "Allow", Action: "sns:Publish", Resource: this.arn };
    const fromAccount = { "aws:SourceAccount": accountId };
    return [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: this.arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        ...publish,
        Sid: "AlarmsPublish",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          StringEquals: fromAccount,
          ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${accountId}:alarm:*` },
        },
      },
      {
        ...publish,
        Sid: "BudgetsPublish",
        Principal: { Service: "budgets.amazonaws.com" },
        Condition: {
          StringEquals: fromAccount,
          ArnLike: { "aws:SourceArn": `arn:aws:budgets::${accountId}:*` },
        },
      },
      {
        // EventBridge fills no source condition in a topic's policy, and AWS Backup documents none.
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
        ...publish,
        Sid: "EventsAndBackupPublish",
        Principal: { Service: ["events.amazonaws.com", "backup.amazonaws.com"] },
      },
    ];
  }
}
