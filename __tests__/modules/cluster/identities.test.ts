import { evaluate } from "../../support/policy";
import { resource, resources, type StackJson } from "../../support/synthesis";
import { CLUSTER, development, production, PRODUCTION_ACCOUNT as ACCOUNT, staging } from "./stacks";

const REGION = { "aws:RequestedRegion": "us-west-2" };
const CLUSTER_ARN = `arn:aws:eks:us-west-2:${ACCOUNT}:cluster/${CLUSTER}`;

/** Add-ons' roles stand alone, the others beside their association. */
function policy(workload: string, stack: StackJson = production): string {
  const policies = resources(stack, "aws_iam_role_policy");
  const found =
    policies.get(`identities/${workload}/policy`) ?? policies.get(`identities/${workload}/role/policy`);
  return String(found?.["policy"]);
}

function may(
  workload: string,
  action: string,
  on = "*",
  context: Record<string, string> = REGION,
): "allow" | "deny" | "none" {
  return evaluate(policy(workload), { action, resource: on, context });
}

/** The reference that an ARN of another state is written as. */
function reference(workload: string, sid: string): string {
  const { Statement } = JSON.parse(policy(workload)) as {
    Statement: { Sid: string; Resource: string | string[] }[];
  };
  return [Statement.find(({ Sid }) => Sid === sid)?.Resource ?? []].flat()[0] ?? "";
}

describe("a workload's role", () => {
  const tags = {
    "aws:RequestTag/eks-cluster-arn": CLUSTER_ARN,
    "aws:RequestTag/kubernetes-namespace": "mindscape",
    "aws:RequestTag/kubernetes-service-account": "mindscape-api",
  };
  const trust = String(
    resource(production, "aws_iam_role", "identities/api/role/role")["assume_role_policy"],
  );
  const taken = (context: Record<string, string>) =>
    evaluate(trust, { principal: { Service: "pods.eks.amazonaws.com" }, action: "sts:AssumeRole", context });

  test("is taken by its service account in this cluster", () => expect(taken(tags)).toBe("allow"));

  test.each(Object.keys(tags))("is not taken with another %s", (key) => {
    expect(taken({ ...tags, [key]: "other" })).toBe("none");
  });

  test("belongs to exactly the service accounts that charts and add-ons use", () => {
    const associations = [...resources(production, "aws_eks_pod_identity_association").values()].map(
      (association) => `${String(association["namespace"])}/${String(association["service_account"])}`,
    );
    expect(associations.sort()).toEqual([
      "kube-system/aws-load-balancer-controller",
      "kube-system/cluster-autoscaler",
      "kube-system/efs-csi-node-sa",
      "mindscape/mindscape-api",
      "monitoring/collector",
      "monitoring/grafana",
    ]);
  });

  test("exists only for what runs there", () => {
    const roles = (stack: StackJson) => [...resources(stack, "aws_iam_role").keys()].join(" ");
    expect(roles(development)).not.toMatch(/autoscaler|cloudwatch-agent/);
    expect(roles(staging)).toMatch(/autoscaler/);
    expect(roles(staging)).toMatch(/cloudwatch-agent/);
  });
});

describe("the API", () => {
  test("connects to its region's databases as its own user only", () => {
    const asApi = reference("api", "ConnectToDatabase");
    expect(asApi).toMatch(/^arn:aws:rds-db:us-west-2:\d+:dbuser:\${.*resource_id}\/api$/);
    expect(may("api", "rds-db:connect", asApi)).toBe("allow");
    expect(may("api", "rds-db:connect", asApi.replace(/api$/, "mindscape_master"))).toBe("none");
    const { Statement } = JSON.parse(policy("api")) as { Statement: { Sid: string; Resource: string[] }[] };
    const databases = Statement.find(({ Sid }) => Sid === "ConnectToDatabase")?.Resource;
    // The primary and its read replica.
    expect(databases).toHaveLength(2);
  });

  test("connects to the cache as its user", () => {
    expect(may("api", "elasticache:Connect", reference("api", "ConnectToCache"))).toBe("allow");
    expect(may("api", "elasticache:Connect", "arn:aws:elasticache:us-west-2:1:user:other")).toBe("none");
    expect(may("api", "elasticache:DeleteReplicationGroup", reference("api", "ConnectToCache"))).toBe("none");
  });

  test("reads and writes items of its table, but neither scans nor changes the table", () => {
    const table = reference("api", "ReadAndWriteItems");
    for (const action of ["GetItem", "PutItem", "Query", "BatchWriteItem"]) {
      expect(may("api", `dynamodb:${action}`, table)).toBe("allow");
      expect(may("api", `dynamodb:${action}`, "arn:aws:dynamodb:us-west-2:1:table/other")).toBe("none");
    }
    for (const action of ["Scan", "DeleteTable", "UpdateTable", "CreateBackup"]) {
      expect(may("api", `dynamodb:${action}`, table)).toBe("none");
    }
    expect(may("api", "dax:GetItem", reference("api", "ReadAndWriteItemsThroughDax"))).toBe("allow");
    expect(policy("api", staging)).not.toContain("dax:");
  });

  test("uses keys only through the service that they protect", () => {
    const through = (service: string) => ({ "kms:ViaService": `${service}.us-west-2.amazonaws.com` });
    const tables = reference("api", "UseTheTablesKey");
    const assets = reference("api", "UseTheBucketsKey");
    expect(may("api", "kms:Decrypt", tables, through("dynamodb"))).toBe("allow");
    expect(may("api", "kms:Decrypt", tables, {})).toBe("none");
    expect(may("api", "kms:Decrypt", tables, through("rds"))).toBe("none");
    expect(may("api", "kms:GenerateDataKey", assets, through("s3"))).toBe("allow");
    expect(may("api", "kms:GenerateDataKey", tables, through("s3"))).toBe("none");
  });

  test("reads assets, writes uploads, and leaves backups alone", () => {
    const bucket = `arn:aws:s3:::mindscape-production-assets-${ACCOUNT}-us-west-2`;
    expect(may("api", "s3:GetObject", `${bucket}/app.css`)).toBe("allow");
    expect(may("api", "s3:PutObject", `${bucket}/uploads/1.png`)).toBe("allow");
    expect(may("api", "s3:PutObject", `${bucket}/app.css`)).toBe("none");
    expect(may("api", "s3:ListBucket", bucket, { "s3:prefix": "uploads/1" })).toBe("allow");
    expect(may("api", "s3:ListBucket", bucket, {})).toBe("none");
    expect(may("api", "s3:GetObject", `${bucket.replace("assets", "backups")}/dump`)).toBe("none");
  });
});

describe("files", () => {
  test("are mounted by the daemon, through the API's access point only", () => {
    const files = reference("efs-csi", "MountAndWrite");
    const { Statement } = JSON.parse(policy("efs-csi")) as {
      Statement: { Condition?: { StringEquals: Record<string, string> } }[];
    };
    const point = Statement[0]?.Condition?.StringEquals["elasticfilesystem:AccessPointArn"] ?? "";
    expect(point).toContain("aws_efs_access_point");
    const through = (arn: string) => ({ "elasticfilesystem:AccessPointArn": arn });
    expect(may("efs-csi", "elasticfilesystem:ClientMount", files, through(point))).toBe("allow");
    expect(may("efs-csi", "elasticfilesystem:ClientWrite", files, through(point))).toBe("allow");
    expect(may("efs-csi", "elasticfilesystem:ClientMount", files, through("other"))).toBe("none");
    expect(may("efs-csi", "elasticfilesystem:ClientMount", files, {})).toBe("none");
    expect(may("efs-csi", "elasticfilesystem:ClientRootAccess", files, through(point))).toBe("none");
    expect(may("efs-csi", "elasticfilesystem:CreateAccessPoint", files)).toBe("none");
    expect(policy("api")).not.toContain("elasticfilesystem");
  });
});

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

  test("the collector writes traces and reads none; Grafana reads metrics and this cluster's logs", () => {
    expect(may("collector", "xray:PutTraceSegments")).toBe("allow");
    expect(may("collector", "xray:BatchGetTraces")).toBe("none");
    expect(may("grafana", "cloudwatch:GetMetricData")).toBe("allow");
    expect(may("grafana", "cloudwatch:PutMetricData")).toBe("none");
    const log = (name: string) => `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:${name}:*`;
    expect(may("grafana", "logs:StartQuery", log(`/aws/containerinsights/${CLUSTER}/application`))).toBe(
      "allow",
    );
    expect(may("grafana", "logs:StartQuery", log("/mindscape/production/vpc-flow-logs"))).toBe("none");
  });
});
