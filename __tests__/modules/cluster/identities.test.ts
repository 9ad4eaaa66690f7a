import { evaluate } from "../../support/policy";
import { resource, resources, type StackJson } from "../../support/synthesis";
import { may, policy, reference } from "./grants";
import { CLUSTER, development, production, PRODUCTION_ACCOUNT as ACCOUNT, staging } from "./stacks";

const CLUSTER_ARN = `arn:aws:eks:us-west-2:${ACCOUNT}:cluster/${CLUSTER}`;

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
      "monitoring/alertmanager",
      "monitoring/collector",
      "monitoring/grafana",
    ]);
  });

  test("exists only for what runs there", () => {
    const roles = (stack: StackJson) => [...resources(stack, "aws_iam_role").keys()].join(" ");
    expect(roles(development)).not.toMatch(/autoscaler|cloudwatch-agent|collector|grafana|alertmanager/);
    for (const workload of ["autoscaler", "cloudwatch-agent", "collector", "grafana", "alertmanager"])
      expect(roles(staging)).toContain(workload);
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
