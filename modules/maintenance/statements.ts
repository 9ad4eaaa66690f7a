import type { Place, PolicyStatement } from "../cluster/policy";
import type { Task } from "./tasks";

/** What the tasks look after. */
export interface Targets {
  readonly eksCluster: string;
  /** Instances of this region, copies before what they copy. */
  readonly databases: readonly string[];
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly name: string;
    readonly user: string;
    /** What `rds-db:connect` names. */
    readonly resourceId: string;
  };
  /** The batch machines' Auto Scaling group, and the public parameter with their newest image's id. */
  readonly hosts: { readonly group: string; readonly imageParameter: string };
  readonly repository: string;
  /** `sha256:...`. */
  readonly workerDigest: string;
}

/** What each task asks AWS for, and nothing else. */
export function taskStatements(
  task: Task,
  place: Place,
  targets: Targets,
  topic: { readonly arn: string; readonly kmsKeyArn: string },
): PolicyStatement[] {
  const statements: Readonly<Record<Task, () => PolicyStatement[]>> = {
    "security-patches": () => patches(place, targets),
    "dependency-updates": () => updates(place, targets),
    "database-optimization": () => optimizes(place, targets),
    "log-rotation": looksAtLogs,
  };
  return [...statements[task](), ...reports(place, topic)];
}

function reports(
  { region }: Place,
  { arn, kmsKeyArn }: { readonly arn: string; readonly kmsKeyArn: string },
): PolicyStatement[] {
  return [
    { Sid: "Report", Effect: "Allow", Action: "sns:Publish", Resource: arn },
    {
      Sid: "EncryptReport",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `sns.${region}.amazonaws.com` } },
    },
  ];
}

function patches(place: Place, { eksCluster, databases, hosts }: Targets): PolicyStatement[] {
  const { region, accountId } = place;
  const eks = `arn:aws:eks:${region}:${accountId}`;
  const nodeGroups = `${eks}:nodegroup/${eksCluster}/*/*`;
  return [
    {
      Sid: "PatchDatabases",
      Effect: "Allow",
      Action: [
        "rds:ApplyPendingMaintenanceAction",
        "rds:DescribeDBInstances",
        "rds:DescribePendingMaintenanceActions",
      ],
      Resource: databases.map((name) => `arn:aws:rds:${region}:${accountId}:db:${name}`),
    },
    {
      Sid: "FindNodes",
      Effect: "Allow",
      Action: "eks:ListNodegroups",
      Resource: `${eks}:cluster/${eksCluster}`,
    },
    {
      Sid: "PatchNodes",
      Effect: "Allow",
      Action: ["eks:DescribeNodegroup", "eks:UpdateNodegroupVersion"],
      Resource: nodeGroups,
    },
    {
      Sid: "WatchNodes",
      Effect: "Allow",
      Action: "eks:DescribeUpdate",
      Resource: [`${eks}:cluster/${eksCluster}`, nodeGroups],
    },
    ...startsNodes(place),
    {
      Sid: "NewestImages",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: ["eks", "ecs"].map(
        (service) => `arn:aws:ssm:${region}::parameter/aws/service/${service}/optimized-ami/*`,
      ),
    },
    {
      Sid: "FindHosts",
      Effect: "Allow",
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeInstanceRefreshes",
        "ec2:DescribeInstances",
      ],
      Resource: "*",
    },
    {
      Sid: "RefreshHosts",
      Effect: "Allow",
      Action: "autoscaling:StartInstanceRefresh",
      Resource: `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/${hosts.group}`,
    },
  ];
}

/**
 * EKS lets nobody update nodes who could not start them from their launch template.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
function startsNodes({ region, accountId }: Place): PolicyStatement[] {
  const templates = `arn:aws:ec2:${region}:${accountId}:launch-template/*`;
  return [
    {
      Sid: "StartFromTemplates",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: "*",
      Condition: { ArnLike: { "ec2:LaunchTemplate": templates } },
    },
    {
      Sid: "TagWhatStarts",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ["instance", "volume", "network-interface"].map(
        (kind) => `arn:aws:ec2:${region}:${accountId}:${kind}/*`,
      ),
      Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
    { Sid: "ReadTemplates", Effect: "Allow", Action: "ec2:DescribeLaunchTemplateVersions", Resource: "*" },
  ];
}

function updates({ region, accountId }: Place, { eksCluster, repository }: Targets): PolicyStatement[] {
  const eks = `arn:aws:eks:${region}:${accountId}`;
  const addons = `${eks}:addon/${eksCluster}/*/*`;
  return [
    {
      Sid: "FindAddons",
      Effect: "Allow",
      Action: ["eks:DescribeCluster", "eks:ListAddons"],
      Resource: `${eks}:cluster/${eksCluster}`,
    },
    {
      Sid: "RaiseAddons",
      Effect: "Allow",
      Action: ["eks:DescribeAddon", "eks:UpdateAddon"],
      Resource: addons,
    },
    {
      Sid: "WatchAddons",
      Effect: "Allow",
      Action: "eks:DescribeUpdate",
      Resource: [`${eks}:cluster/${eksCluster}`, addons],
    },
    { Sid: "NewestAddons", Effect: "Allow", Action: "eks:DescribeAddonVersions", Resource: "*" },
    {
      Sid: "ScanImages",
      Effect: "Allow",
      Action: ["ecr:DescribeImages", "ecr:StartImageScan"],
      Resource: `arn:aws:ecr:${region}:${accountId}:repository/${repository}`,
    },
  ];
}

function optimizes({ region, accountId }: Place, { database }: Targets): PolicyStatement[] {
  return [
    {
      Sid: "EnterAsMaintenance",
      Effect: "Allow",
      Action: "rds-db:connect",
      Resource: `arn:aws:rds-db:${region}:${accountId}:dbuser:${database.resourceId}/${database.user}`,
    },
  ];
}

/** A proof about everything in the region has to see everything; it sees no object and no line. */
function looksAtLogs(): PolicyStatement[] {
  return [
    {
      Sid: "FindLogs",
      Effect: "Allow",
      Action: ["logs:DescribeLogGroups", "s3:ListAllMyBuckets"],
      Resource: "*",
    },
    {
      Sid: "ReadRulesOfBuckets",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:GetLifecycleConfiguration"],
      Resource: "arn:aws:s3:::*",
    },
  ];
}
