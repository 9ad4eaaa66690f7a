import type { Place, PolicyStatement } from "../policy";

export interface LoadBalancerGrants extends Place {
  /** What Terraform tags the target groups with that pods may be put behind. */
  readonly targetGroupTags: Readonly<Record<string, string>>;
}

/**
 * The part of the controller's policy that `TargetGroupBinding` needs. Load balancers, listeners, target groups and security
 * groups are Terraform's: an Ingress or a Service of type LoadBalancer gets an error, not a load balancer.
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
 */
export function loadBalancerStatements(grants: LoadBalancerGrants): PolicyStatement[] {
  const { region, accountId, targetGroupTags } = grants;
  const tags = Object.entries(targetGroupTags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  return [
    {
      Sid: "RegisterTargets",
      Effect: "Allow",
      Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      Resource: `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/*/*`,
      Condition: { StringEquals: Object.fromEntries(tags) as Record<string, string> },
    },
    {
      // Neither service knows a narrower resource for these.
      Sid: "ReadTargetsAndNetwork",
      Effect: "Allow",
      Action: [
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetHealth",
        "elasticloadbalancing:DescribeTags",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcs",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ];
}
