import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { backupTrust, keepsRecoveryPoints } from "./backup-policy";
import { BackupPlan, type BackupPlanProps } from "./backup-plan";
import { FailureAlerts, type FailureAlertsProps } from "./failure-alerts";

// AWS adds to it what each new feature needs; a role of our own that lacks one thing makes backups fail. It cannot restore.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
const BACKS_UP = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup";

export interface BackupProps {
  /** Of the vault: 2-50 characters, unique in account and region. */
  readonly name: string;
  /** Unique in the account. */
  readonly roleName: string;
  readonly kmsKeyArn: string;
  /**
   * Retention that the vault accepts, days; outside of it a backup or copy fails. Governance mode: only who may remove the lock
   * deletes earlier.
   */
  readonly lock: { readonly minDays: number; readonly maxDays: number } | "none";
  readonly failures: FailureAlertsProps;
  /** "none" where only copies from another region arrive. */
  readonly plan: Omit<BackupPlanProps, "vaultName" | "role"> | "none";
  readonly forceDestroy: boolean;
  readonly preventDestroy: boolean;
}

/** A vault from which nobody deletes, and the plan that fills it. The role is there before the plan: after a failover no IAM is needed. */
export class Backup extends Construct {
  readonly vaultArn: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const { name, plan } = props;
    const vault = new BackupVault(this, "vault", {
      name,
      kmsKeyArn: props.kmsKeyArn,
      forceDestroy: props.forceDestroy,
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
    new BackupVaultPolicy(this, "policy", { backupVaultName: vault.name, policy: keepsRecoveryPoints() });
    if (props.lock !== "none") this.lock(vault.name, props.lock);
    const role = new IamRole(this, "role", { name: props.roleName, assumeRolePolicy: backupTrust() });
    const mayBackUp = new IamRolePolicyAttachment(this, "may-back-up", {
      role: role.name,
      policyArn: BACKS_UP,
    });
    if (plan !== "none") {
      new BackupPlan(this, "plan", { ...plan, vaultName: vault.name, role: { arn: role.arn, mayBackUp } });
    }
    new FailureAlerts(this, "failures", props.failures);
    this.vaultArn = vault.arn;
    this.roleArn = role.arn;
  }

  /** No `changeableForDays`: with it the lock becomes one that nobody, AWS included, can ever remove. */
  private lock(backupVaultName: string, { minDays, maxDays }: { minDays: number; maxDays: number }): void {
    new BackupVaultLockConfiguration(this, "lock", {
      backupVaultName,
      minRetentionDays: minDays,
      maxRetentionDays: maxDays,
    });
  }
}

/** The ARN that a vault has, also before it exists. */
export function vaultArn(region: string, accountId: string, name: string): string {
  return `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;
}
