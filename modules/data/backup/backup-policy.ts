/** AWS documents no source condition that Backup fills when it takes a role. */
export function backupTrust(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "BackupTakes",
        Effect: "Allow",
        Principal: { Service: "backup.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  });
}

/**
 * Recovery points leave only by their lifecycle, which AWS Backup carries out itself. Whoever has to delete one removes this
 * policy first, by a reviewed change.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export function keepsRecoveryPoints(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NobodyDeletes",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: [
          "backup:DeleteRecoveryPoint",
          "backup:DisassociateRecoveryPoint",
          "backup:UpdateRecoveryPointLifecycle",
        ],
        Resource: "*",
      },
    ],
  });
}
