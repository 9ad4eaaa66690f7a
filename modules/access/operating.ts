import { type Account, roleArn, via } from "./account";
import { noContent, noProof, onlyState } from "./content";
import { observes } from "./observing";
import { readsConfiguration } from "./reading";
import { allow, type Statement } from "./statement";
import { breaksLocks, readsState } from "./state-access";

export interface OperatingProps {
  readonly account: Account;
  /** Pattern of the CloudWatch namespaces that the failover's switch is published to. */
  readonly metricNamespaces: string;
  /** Names of the roles that a restore and the runbook run with; may be patterns. */
  readonly passes: { readonly backup: readonly string[]; readonly runbook: readonly string[] };
}

/** What a failover, a restore and a bad night need; creates no user, changes no policy, reads no secret and no data. */
export function operates(props: OperatingProps): Statement[] {
  const { account } = props;
  return [
    readsConfiguration(),
    observes(),
    ...readsState(account),
    ...breaksLocks(account),
    ...promotes(account),
    ...shiftsTraffic(account, props.metricNamespaces),
    ...scales(account),
    ...runsAutomation(props),
    noContent(),
    ...onlyState(account),
  ];
}

/** What looks without touching: nearly the eyes of `operates`, without hands. */
export function looks(account: Account): Statement[] {
  return [readsConfiguration(), observes(), noContent(), noProof(), ...onlyState(account)];
}

function promotes(account: Account): Statement[] {
  const { accountId, prefix } = account;
  const rds = (kind: string): string => `arn:aws:rds:*:${accountId}:${kind}:*`;
  return [
    allow("PromoteDatabase", {
      actions: [
        "rds:AddTagsToResource",
        "rds:CreateDBSnapshot",
        "rds:ModifyDBInstance",
        "rds:PromoteReadReplica",
        "rds:RebootDBInstance",
        "rds:RestoreDBInstanceFromDBSnapshot",
        "rds:RestoreDBInstanceToPointInTime",
      ],
      on: [
        `arn:aws:rds:*:${accountId}:db:${prefix}*`,
        ...["auto-backup", "og", "pg", "secgrp", "snapshot", "subgrp"].map(rds),
      ],
    }),
    allow("PromoteCache", {
      actions: [
        "elasticache:CreateSnapshot",
        "elasticache:DisassociateGlobalReplicationGroup",
        "elasticache:FailoverGlobalReplicationGroup",
        "elasticache:TestFailover",
      ],
      on: [
        // AWS puts five letters before the suffix of a global datastore.
        `arn:aws:elasticache::${accountId}:globalreplicationgroup:?????-${prefix}*`,
        `arn:aws:elasticache:*:${accountId}:replicationgroup:${prefix}*`,
        `arn:aws:elasticache:*:${accountId}:snapshot:*`,
      ],
    }),
    allow("PromoteFiles", {
      actions: [
        "elasticfilesystem:DeleteReplicationConfiguration",
        "elasticfilesystem:UpdateFileSystemProtection",
      ],
      on: `arn:aws:elasticfilesystem:*:${accountId}:file-system/*`,
    }),
  ];
}

function shiftsTraffic({ accountId, prefix }: Account, metricNamespaces: string): Statement[] {
  return [
    allow("FlipTheSwitch", {
      actions: "cloudwatch:PutMetricData",
      when: { StringLike: { "cloudwatch:namespace": metricNamespaces } },
    }),
    allow("Maintenance", {
      actions: "elasticloadbalancing:SetRulePriorities",
      on: `arn:aws:elasticloadbalancing:*:${accountId}:listener-rule/app/${prefix}*`,
    }),
    // https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_service-with-iam-zonal-shift.html
    allow("LeaveAZone", {
      actions: [
        "arc-zonal-shift:StartZonalShift",
        "arc-zonal-shift:UpdateZonalShift",
        "arc-zonal-shift:CancelZonalShift",
      ],
      when: {
        StringLike: {
          "arc-zonal-shift:ResourceIdentifier": [
            `arn:aws:eks:*:${accountId}:cluster/${prefix}*`,
            `arn:aws:elasticloadbalancing:*:${accountId}:loadbalancer/app/${prefix}*`,
          ],
        },
      },
    }),
    allow("QuietAlarms", {
      actions: ["cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions"],
      on: `arn:aws:cloudwatch:*:${accountId}:alarm:${prefix}*`,
    }),
    allow("RefreshTheEdge", {
      actions: "cloudfront:CreateInvalidation",
      on: `arn:aws:cloudfront::${accountId}:distribution/*`,
    }),
  ];
}

function scales({ accountId, prefix }: Account): Statement[] {
  return [
    allow("Scale", {
      actions: [
        "eks:UpdateNodegroupConfig",
        "autoscaling:SetDesiredCapacity",
        "autoscaling:TerminateInstanceInAutoScalingGroup",
        "ecs:StopTask",
        "ecs:UpdateService",
      ],
      on: [
        `arn:aws:eks:*:${accountId}:nodegroup/${prefix}*`,
        // EKS names the groups behind its node groups itself.
        `arn:aws:autoscaling:*:${accountId}:autoScalingGroup:*:autoScalingGroupName/eks-*`,
        `arn:aws:autoscaling:*:${accountId}:autoScalingGroup:*:autoScalingGroupName/${prefix}*`,
        `arn:aws:ecs:*:${accountId}:service/${prefix}*`,
        `arn:aws:ecs:*:${accountId}:task/${prefix}*`,
      ],
    }),
  ];
}

function runsAutomation({ account, passes }: OperatingProps): Statement[] {
  const { accountId, prefix } = account;
  const ssm = (kind: string): string => `arn:aws:ssm:*:${accountId}:${kind}/`;
  return [
    allow("RunTheRunbook", {
      actions: ["ssm:StartAutomationExecution", "ssm:StopAutomationExecution", "ssm:SendAutomationSignal"],
      on: [
        `${ssm("automation-definition")}${prefix}*`,
        `${ssm("document")}${prefix}*`,
        `${ssm("automation-execution")}*`,
      ],
    }),
    allow("WatchTheRunbook", { actions: ["ssm:DescribeAutomation*", "ssm:GetAutomationExecution"] }),
    allow("GrantKeysToRestores", {
      actions: "kms:CreateGrant",
      when: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringEquals: { "kms:ViaService": via(account, "backup", "rds") },
      },
    }),
    allow("Restore", {
      actions: [
        "backup:StartBackupJob",
        "backup:StartCopyJob",
        "backup:StartRestoreJob",
        "backup:GetRecoveryPointRestoreMetadata",
      ],
    }),
    passRole(account, "PassBackup", passes.backup, "backup.amazonaws.com"),
    passRole(account, "PassRunbook", passes.runbook, "ssm.amazonaws.com"),
  ];
}

function passRole(account: Account, sid: string, names: readonly string[], service: string): Statement {
  return allow(sid, {
    actions: "iam:PassRole",
    on: names.map((name) => roleArn(account, name)),
    when: { StringEquals: { "iam:PassedToService": service } },
  });
}
