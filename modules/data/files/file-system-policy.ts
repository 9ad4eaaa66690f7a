const CLIENT = "elasticfilesystem:Client";

/**
 * Only refuses. Where a policy allows nothing, a client without an identity gets nothing, and IAM alone lets roles in.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export function fileSystemPolicy(fileSystemArn: string): string {
  const refuse = { Effect: "Deny", Principal: { AWS: "*" }, Resource: fileSystemArn } as const;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...refuse,
        Sid: "TlsOnly",
        Action: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        ...refuse,
        Sid: "ThroughMountTargetsOnly",
        Action: [`${CLIENT}Mount`, `${CLIENT}Write`],
        Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "false" } },
      },
      { ...refuse, Sid: "NobodyIsRoot", Action: `${CLIENT}RootAccess` },
    ],
  });
}

/** What a role needs to mount `accessPointArn` for reading and writing. */
export function mountsAndWrites(fileSystemArn: string, accessPointArn: string): object {
  return {
    Sid: "MountAndWrite",
    Effect: "Allow",
    Action: [`${CLIENT}Mount`, `${CLIENT}Write`],
    Resource: fileSystemArn,
    Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": accessPointArn } },
  };
}
