import { configuration } from "../../config/environments";
import { accessRole } from "../support/access";
import { evaluate, evaluateRole, type PolicyDocument } from "../support/policy";
import { resources, type StackJson, synthesis } from "../support/synthesis";

const real = synthesis();

function environmentOf(stack: string): string {
  return configuration.environments.find(({ name }) => stack.startsWith(`${name}-`))!.name;
}

test.each(real.stacks)("the boundary cuts off nothing that a role of %s is granted", (id) => {
  const environment = environmentOf(id);
  const { boundary, context } = accessRole(real, environment, "apply");
  const cut = grants(real.json(id)).filter(
    ({ action, resource: on, context: own }) =>
      evaluate(boundary, { action, resource: on, context: { ...context, ...own } }) !== "allow",
  );
  expect(cut).toEqual([]);
});

/** The service that IAM knows a resource type by; the longest beginning counts. */
const SERVICE_OF: Record<string, string> = {
  aws_acm: "acm",
  aws_appautoscaling: "application-autoscaling",
  aws_autoscaling: "autoscaling",
  aws_backup: "backup",
  aws_cloudfront: "cloudfront",
  aws_cloudwatch_composite: "cloudwatch",
  aws_cloudwatch_dashboard: "cloudwatch",
  aws_cloudwatch_event: "events",
  aws_cloudwatch_log: "logs",
  aws_cloudwatch_metric: "cloudwatch",
  aws_dax: "dax",
  aws_db: "rds",
  aws_dynamodb: "dynamodb",
  aws_ecr: "ecr",
  aws_ecs: "ecs",
  aws_efs: "elasticfilesystem",
  aws_eks: "eks",
  aws_elasticache: "elasticache",
  aws_iam: "iam",
  aws_kms: "kms",
  aws_lb: "elasticloadbalancing",
  aws_route53: "route53",
  aws_s3: "s3",
  aws_shield: "shield",
  aws_scheduler: "scheduler",
  aws_sns: "sns",
  aws_sqs: "sqs",
  aws_wafv2: "wafv2",
  aws_xray: "xray",
  ...Object.fromEntries(
    "default ebs eip flow internet launch nat network route security subnet vpc"
      .split(" ")
      .map((kind) => [`aws_${kind}`, "ec2"]),
  ),
};

test.each(real.stacks)("plan can refresh, and apply can change, what %s consists of", (id) => {
  const environment = environmentOf(id);
  // A release is the cluster's, where access entries let both roles in.
  const ofAws = Object.keys(real.json(id).resource).filter((type) => type !== "helm_release");
  const services = ofAws.map((type) => {
    const known = Object.keys(SERVICE_OF).filter((start) => type.startsWith(`${start}_`) || type === start);
    return SERVICE_OF[known.sort((a, b) => b.length - a.length)[0] ?? ""] ?? `no service of ${type}`;
  });
  const touched = (role: string): string[] => {
    const { Statement } = JSON.parse(accessRole(real, environment, role).policy) as PolicyDocument;
    return Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action = [] }) =>
      [Action].flat().map((action) => action.split(":")[0]!),
    );
  };
  for (const role of ["plan", "apply"]) expect(touched(role)).toEqual(expect.arrayContaining(services));
});

test.each(real.stacks)("apply may pass the roles of %s to the services that they trust", (id) => {
  const environment = environmentOf(id);
  const { context, ...apply } = accessRole(real, environment, "apply");
  for (const { name, assume_role_policy } of resources(real.json(id), "aws_iam_role").values()) {
    const { Statement } = JSON.parse(assume_role_policy as string) as PolicyDocument;
    const account = context["aws:PrincipalArn"]!.split(":")[4]!;
    for (const service of Statement.flatMap(({ Principal }) =>
      typeof Principal === "object" ? [Principal["Service"] ?? []].flat() : [],
    )) {
      const request = {
        action: "iam:PassRole",
        resource: `arn:aws:iam::${account}:role/${name as string}`,
        context: { ...context, "iam:PassedToService": service },
      };
      expect([service, evaluateRole(apply, request)]).toEqual([service, "allow"]);
    }
  }
});

interface Grant {
  readonly path: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string>;
}

/** Every action that a policy of the stack allows, on the first of its resources. */
function grants(stack: StackJson): Grant[] {
  const policies = [...resources(stack, "aws_iam_role_policy"), ...resources(stack, "aws_iam_policy")];
  return policies
    .filter(([path]) => path !== "boundary/policy")
    .flatMap(([path, attributes]) =>
      (JSON.parse(readable(attributes["policy"] as string)) as PolicyDocument).Statement.filter(
        ({ Effect }) => Effect === "Allow",
      ).flatMap(({ Action = [], Resource = "*", Condition }) =>
        [Action].flat().map((action) => ({
          path,
          action,
          resource: [Resource].flat()[0] ?? "*",
          context: boundaryIn(Condition?.["StringEquals"]),
        })),
      ),
    );
}

/** Quotes inside an expression of Terraform end the JSON string around it. */
function readable(policy: string): string {
  return policy.replace(/\$\{[^}]*\}/g, (expression) => expression.replaceAll('"', "'"));
}

function boundaryIn(
  condition: Readonly<Record<string, string | readonly string[]>> = {},
): Record<string, string> {
  const boundary = condition["iam:PermissionsBoundary"];
  return typeof boundary === "string" ? { "iam:PermissionsBoundary": boundary } : {};
}
