import { Backup, type BackupProps, vaultArn } from "../../../../modules/data/backup/backup";
import { evaluate } from "../../../support/policy";
import { stackOf } from "../../../support/stack";
import { type Attributes, resource, resources } from "../../../support/synthesis";

const TOPIC = "arn:aws:sns:us-west-2:333333333333:ticket";
const STORES = [
  "arn:aws:rds:us-west-2:333333333333:db:mindscape-test",
  "arn:aws:elasticfilesystem:us-west-2:333333333333:file-system/fs-1",
];
const ELSEWHERE = vaultArn("us-east-2", "333333333333", "mindscape-test");
const PLAN: BackupProps["plan"] = {
  name: "mindscape-test",
  schedules: {
    daily: { cron: "cron(0 6 * * ? *)", keepDays: 35 },
    monthly: { cron: "cron(0 9 1 * ? *)", keepDays: 365 },
  },
  copyTo: { vaultArn: ELSEWHERE },
  resourceArns: STORES,
  recoveryPointTags: { Project: "mindscape" },
};

function backup(changed: Partial<BackupProps> = {}) {
  return stackOf(
    (stack) =>
      new Backup(stack, "backup", {
        name: "mindscape-test",
        roleName: "mindscape-test-backup",
        kmsKeyArn: "arn:aws:kms:us-west-2:333333333333:key/backup",
        lock: { minDays: 7, maxDays: 400 },
        failures: { ruleName: "mindscape-test-backup-failures", topicArn: TOPIC },
        plan: PLAN,
        forceDestroy: false,
        preventDestroy: true,
        ...changed,
      }),
  );
}

const active = backup();
const rules = resource(active, "aws_backup_plan", "backup/plan/plan")["rule"] as Attributes[];

test("every recovery point is copied to the other region and kept as long there", () => {
  expect(rules.map((rule) => rule["rule_name"])).toEqual(["daily", "monthly"]);
  for (const rule of rules) {
    expect(rule["copy_action"]).toEqual([{ destination_vault_arn: ELSEWHERE, lifecycle: rule["lifecycle"] }]);
    expect(rule["recovery_point_tags"]).toEqual({ Project: "mindscape" });
  }
  expect(rules.map((rule) => rule["lifecycle"])).toEqual([{ delete_after: 35 }, { delete_after: 365 }]);
});

test("with one region there are no copies", () => {
  const alone = backup({ plan: { ...PLAN, copyTo: "none" } });
  const [rule] = resource(alone, "aws_backup_plan", "backup/plan/plan")["rule"] as Attributes[];
  expect(rule).not.toHaveProperty("copy_action");
});

test("does not take over the database's own continuous backup, which would fight with the database's settings", () => {
  for (const rule of rules) expect(rule).not.toHaveProperty("enable_continuous_backup");
});

test("takes what is named, once its role may", () => {
  const selection = resource(active, "aws_backup_selection", "backup/plan/stores");
  expect(selection["resources"]).toEqual(STORES);
  expect(selection["depends_on"]).toEqual([expect.stringMatching(/^aws_iam_role_policy_attachment\./)]);
});

test("where only copies arrive, vault and role are there and no plan", () => {
  const standby = backup({ plan: "none" });
  expect(resources(standby, "aws_backup_plan").size).toBe(0);
  expect(resources(standby, "aws_backup_selection").size).toBe(0);
  expect(resources(standby, "aws_backup_vault").size).toBe(1);
  expect(resources(standby, "aws_iam_role").size).toBe(1);
});

test.each([
  ["backup:DeleteRecoveryPoint", "deny"],
  ["backup:UpdateRecoveryPointLifecycle", "deny"],
  ["backup:DisassociateRecoveryPoint", "deny"],
  ["backup:CopyIntoBackupVault", "none"],
  ["backup:StartRestoreJob", "none"],
  // Removing the policy is how a deletion becomes possible: by a reviewed change.
  ["backup:DeleteBackupVaultAccessPolicy", "none"],
])("%s in the vault, by an administrator: %s", (action, expected) => {
  const policy = String(resource(active, "aws_backup_vault_policy", "backup/policy")["policy"]);
  const admin = { AWS: "arn:aws:iam::333333333333:role/admin" };
  expect(evaluate(policy, { principal: admin, action })).toBe(expected);
});

test("the lock can be lifted, and accepts every retention of the plan", () => {
  const lock = resource(active, "aws_backup_vault_lock_configuration", "backup/lock");
  expect(lock).not.toHaveProperty("changeable_for_days");
  for (const rule of rules) {
    const days = (rule["lifecycle"] as { delete_after: number }).delete_after;
    expect(days).toBeGreaterThanOrEqual(Number(lock["min_retention_days"]));
    expect(days).toBeLessThanOrEqual(Number(lock["max_retention_days"]));
  }
  expect(resources(backup({ lock: "none" }), "aws_backup_vault_lock_configuration").size).toBe(0);
});

test("its role backs up and does not restore; only AWS Backup takes it", () => {
  const attached = [...resources(active, "aws_iam_role_policy_attachment").values()];
  expect(attached.map((one) => one["policy_arn"])).toEqual([
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  ]);
  const trust = String(resource(active, "aws_iam_role", "backup/role")["assume_role_policy"]);
  const by = (service: string) => ({ principal: { Service: service }, action: "sts:AssumeRole" });
  expect(evaluate(trust, by("backup.amazonaws.com"))).toBe("allow");
  expect(evaluate(trust, by("rds.amazonaws.com"))).toBe("none");
});

test("failed backups and copies are told, successful ones are not", () => {
  const rule = resource(active, "aws_cloudwatch_event_rule", "backup/failures/rule");
  const pattern = JSON.parse(String(rule["event_pattern"])) as {
    source: string[];
    "detail-type": string[];
    detail: { state: string[] };
  };
  expect(pattern["detail-type"]).toEqual(["Backup Job State Change", "Copy Job State Change"]);
  expect(pattern.detail.state).toEqual(expect.arrayContaining(["FAILED", "EXPIRED"]));
  expect(pattern.detail.state).not.toContain("COMPLETED");
  expect(resource(active, "aws_cloudwatch_event_target", "backup/failures/topic")["arn"]).toBe(TOPIC);
});
