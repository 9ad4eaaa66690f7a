import { BackupPlan as Plan, type BackupPlanRule } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

// Minutes. A job that has not begun by then counts as expired; AWS accepts no less than 60.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
const START_WITHIN = 120;
const FINISH_WITHIN = 720;

export interface BackupSchedule {
  /** `cron(...)` in UTC, an hour or more away from the database's own backup and maintenance windows. */
  readonly cron: string;
  readonly keepDays: number;
}

export interface BackupPlanProps {
  readonly name: string;
  readonly vaultName: string;
  /** Selecting comes after `mayBackUp`, or the first job fails. */
  readonly role: { readonly arn: string; readonly mayBackUp: ITerraformDependable };
  /** By a word for the rule, for example `daily`. */
  readonly schedules: Readonly<Record<string, BackupSchedule>>;
  /** A vault in another region, kept as long there. */
  readonly copyTo: { readonly vaultArn: string } | "none";
  /** What is backed up, by ARN: named resources are taken whatever the region's opt-in settings say. */
  readonly resourceArns: readonly string[];
  /** Default tags do not reach recovery points. */
  readonly recoveryPointTags: Readonly<Record<string, string>>;
}

/** Takes recovery points of what is named, by schedule, and copies each to another region. */
export class BackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { name, schedules } = props;
    const plan = new Plan(this, "plan", {
      name,
      rule: Object.entries(schedules).map(([word, schedule]) => rule(word, schedule, props)),
    });
    new BackupSelection(this, "stores", {
      name,
      planId: plan.id,
      iamRoleArn: props.role.arn,
      resources: [...props.resourceArns],
      dependsOn: [props.role.mayBackUp],
    });
  }
}

function rule(ruleName: string, { cron, keepDays }: BackupSchedule, props: BackupPlanProps): BackupPlanRule {
  const lifecycle = { deleteAfter: keepDays };
  return {
    ruleName,
    targetVaultName: props.vaultName,
    schedule: cron,
    startWindow: START_WITHIN,
    completionWindow: FINISH_WITHIN,
    lifecycle,
    recoveryPointTags: { ...props.recoveryPointTags },
    ...(props.copyTo !== "none" && {
      copyAction: [{ destinationVaultArn: props.copyTo.vaultArn, lifecycle }],
    }),
  };
}
