import { may, reference } from "./grants";
import { CLUSTER, PRODUCTION_ACCOUNT as ACCOUNT } from "./stacks";

const REGION = { "aws:RequestedRegion": "us-west-2" };

describe("controllers", () => {
  const group = `arn:aws:autoscaling:us-west-2:${ACCOUNT}:autoScalingGroup:id:autoScalingGroupName/eks-api`;
  const owned = (cluster: string) => ({ [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster}`]: "owned" });

  test("the autoscaler changes this cluster's groups and no other", () => {
    for (const action of ["SetDesiredCapacity", "TerminateInstanceInAutoScalingGroup"]) {
      expect(may("autoscaler", `autoscaling:${action}`, group, owned(CLUSTER))).toBe("allow");
      expect(may("autoscaler", `autoscaling:${action}`, group, owned("other"))).toBe("none");
      expect(may("autoscaler", `autoscaling:${action}`, group, {})).toBe("none");
    }
    expect(may("autoscaler", "autoscaling:UpdateAutoScalingGroup", group, owned(CLUSTER))).toBe("none");
    const nodeGroup = (cluster: string) =>
      `arn:aws:eks:us-west-2:${ACCOUNT}:nodegroup/${cluster}/burst-1/uuid`;
    expect(may("autoscaler", "eks:DescribeNodegroup", nodeGroup(CLUSTER))).toBe("allow");
    expect(may("autoscaler", "eks:DescribeNodegroup", nodeGroup("other"))).toBe("none");
  });

  test.each([
    "autoscaling:DescribeAutoScalingGroups",
    "autoscaling:DescribeAutoScalingInstances",
    "autoscaling:DescribeLaunchConfigurations",
    "autoscaling:DescribeScalingActivities",
    "autoscaling:DescribeTags",
    "ec2:DescribeImages",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeLaunchTemplateVersions",
    "ec2:GetInstanceTypesFromInstanceRequirements",
  ])("the autoscaler may %s, as its documentation asks", (action) => {
    expect(may("autoscaler", action)).toBe("allow");
    expect(may("autoscaler", action, "*", { "aws:RequestedRegion": "eu-west-1" })).toBe("none");
  });

  test("the load balancer controller puts pods behind ingress's target groups, and makes nothing", () => {
    const target = `arn:aws:elasticloadbalancing:us-west-2:${ACCOUNT}:targetgroup/api/1`;
    const tags = (layer: string) => ({
      "aws:ResourceTag/Project": "mindscape",
      "aws:ResourceTag/Environment": "production",
      "aws:ResourceTag/Layer": layer,
    });
    expect(may("load-balancer", "elasticloadbalancing:RegisterTargets", target, tags("ingress"))).toBe(
      "allow",
    );
    expect(may("load-balancer", "elasticloadbalancing:DeregisterTargets", target, tags("ingress"))).toBe(
      "allow",
    );
    expect(may("load-balancer", "elasticloadbalancing:RegisterTargets", target, tags("batch"))).toBe("none");
    expect(may("load-balancer", "elasticloadbalancing:DescribeTargetHealth")).toBe("allow");
    for (const action of [
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:CreateTargetGroup",
      "ec2:CreateSecurityGroup",
      "ec2:AuthorizeSecurityGroupIngress",
      "iam:CreateServiceLinkedRole",
    ]) {
      expect(may("load-balancer", action, "*", { ...REGION, ...tags("ingress") })).toBe("none");
    }
  });

  test("the volume driver uses the volumes' key, and grants it only to AWS resources", () => {
    const key = reference("ebs-csi", "EncryptVolumes");
    expect(key).toContain("aws_kms_keyebs-key");
    expect(may("ebs-csi", "kms:GenerateDataKeyWithoutPlaintext", key)).toBe("allow");
    expect(may("ebs-csi", "kms:CreateGrant", key, { "kms:GrantIsForAWSResource": "true" })).toBe("allow");
    expect(may("ebs-csi", "kms:CreateGrant", key, {})).toBe("none");
    expect(may("ebs-csi", "kms:ScheduleKeyDeletion", key)).toBe("none");
  });

  test("log agents write to the groups that we made, and make none", () => {
    const log = (name: string) => `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:${name}`;
    const stream = (kind: string) => log(`/aws/containerinsights/${CLUSTER}/${kind}:log-stream:node`);
    for (const kind of ["application", "dataplane", "host", "performance"]) {
      expect(may("cloudwatch-agent", "logs:PutLogEvents", stream(kind))).toBe("allow");
    }
    expect(may("cloudwatch-agent", "logs:PutLogEvents", stream("other"))).toBe("none");
    expect(
      may("cloudwatch-agent", "logs:PutLogEvents", log(`/aws/eks/${CLUSTER}/cluster:log-stream:x`)),
    ).toBe("none");
    expect(may("cloudwatch-agent", "logs:CreateLogGroup", stream("application"))).toBe("none");
    expect(may("cloudwatch-agent", "logs:PutRetentionPolicy", stream("application"))).toBe("none");
    const metrics = (namespace: string) => ({ "cloudwatch:namespace": namespace });
    expect(may("cloudwatch-agent", "cloudwatch:PutMetricData", "*", metrics("ContainerInsights"))).toBe(
      "allow",
    );
    // The switch that Route 53 follows is a metric too.
    expect(may("cloudwatch-agent", "cloudwatch:PutMetricData", "*", metrics("Mindscape"))).toBe("none");
  });

  test("Alertmanager publishes to this region's topics with their key, and reads nothing", () => {
    const topic = (name: string, region = "us-west-2") =>
      `arn:aws:sns:${region}:${ACCOUNT}:${CLUSTER}-${name}`;
    for (const name of ["page", "ticket", "watchdog"])
      expect(may("alertmanager", "sns:Publish", topic(name))).toBe("allow");
    expect(may("alertmanager", "sns:Publish", topic("other"))).toBe("none");
    expect(may("alertmanager", "sns:Publish", topic("page", "us-east-2"))).toBe("none");
    expect(may("alertmanager", "sns:Subscribe", topic("page"))).toBe("none");
    const key = reference("alertmanager", "UseTheTopicsKey");
    expect(key).toContain("aws_kms_keyalerts-key");
    const via = (service: string) => ({ "kms:ViaService": `${service}.us-west-2.amazonaws.com` });
    expect(may("alertmanager", "kms:GenerateDataKey", key, via("sns"))).toBe("allow");
    expect(may("alertmanager", "kms:Decrypt", key, via("s3"))).toBe("none");
  });

  test("the collector writes traces and reads none; Grafana reads metrics and this cluster's logs", () => {
    expect(may("collector", "xray:PutTraceSegments")).toBe("allow");
    expect(may("collector", "xray:BatchGetTraces")).toBe("none");
    expect(may("grafana", "xray:BatchGetTraces")).toBe("allow");
    expect(may("grafana", "xray:PutTraceSegments")).toBe("none");
    expect(may("grafana", "cloudwatch:GetMetricData")).toBe("allow");
    expect(may("grafana", "cloudwatch:PutMetricData")).toBe("none");
    const log = (name: string) => `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:${name}:*`;
    expect(may("grafana", "logs:StartQuery", log(`/aws/containerinsights/${CLUSTER}/application`))).toBe(
      "allow",
    );
    expect(may("grafana", "logs:StartQuery", log("/mindscape/production/vpc-flow-logs"))).toBe("none");
  });
});
