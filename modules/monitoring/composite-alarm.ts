import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { Construct } from "constructs";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
// A rule may have 10,240 characters: as many as these with names of 90.
const MAX_CHILDREN = 100;
// An effect waits so long for its cause to ring, and for its own end after the cause's. Silence takes CloudWatch longer to see than errors:
// of three minutes it says so after about five.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
const SUPPRESSION = { waitPeriod: 180, extensionPeriod: 180 } as const;

export interface CompositeAlarmProps {
  /** Whole, at most 255 characters. */
  readonly name: string;
  readonly description: string;
  /** It rings while one of them does: metric alarms and composite ones of the same region. */
  readonly anyOf: readonly { readonly name: string }[];
  /** Empty where it only keeps others silent. */
  readonly topicArns: readonly string[];
  /** While this one rings, nothing is told. */
  readonly silentDuring: { readonly name: string } | "never";
}

/** Several alarms that are one incident, told once when the first of them rings and once when the last one ends. */
export class CompositeAlarm extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    super(scope, id);
    const { name, anyOf, silentDuring } = props;
    assertLimits(props);
    const tells = [...props.topicArns];
    const alarm = new CloudwatchCompositeAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: props.description,
      alarmRule: anyOf.map((child) => `ALARM("${child.name}")`).join(" OR "),
      ...(tells.length > 0 && { alarmActions: tells, okActions: tells }),
      ...(silentDuring !== "never" && { actionsSuppressor: { alarm: silentDuring.name, ...SUPPRESSION } }),
    });
    this.name = alarm.alarmName;
    this.arn = alarm.arn;
  }
}

function assertLimits({ name, anyOf }: CompositeAlarmProps): void {
  if (anyOf.length === 0 || anyOf.length > MAX_CHILDREN) {
    throw new Error(`${name} stands for ${anyOf.length} alarms; allowed are 1 to ${MAX_CHILDREN}`);
  }
}
