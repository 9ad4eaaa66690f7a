import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Fn, TerraformLocal, type TerraformStack } from "cdktf";
import { BOUNDARY, type Build, type Case, policy, testRule } from "./synthesis";

const ACCOUNT = "111111111111";
const key =
  (statement: object): Build =>
  (stack) =>
    new KmsKey(stack, "key", {
      policy: policy({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*", ...statement }),
    });
const everybody = (Condition: object): Build => key({ Principal: { AWS: "*" }, Condition });
const role =
  (Condition?: object): Build =>
  (stack) =>
    new IamRole(stack, "role", {
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition,
      }),
    });
const subject = (value: string | string[]) => ({
  StringLike: { "token.actions.githubusercontent.com:sub": value },
});

const fine = (what: string, build: Build): Case => ({ what, build, problems: [] });
const open = (what: string, build: Build): Case => ({ what, build, problems: [/ to anybody$/] });

testRule("no-anonymous-grants", [
  fine("a named account", key({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })),
  fine("a service", key({ Principal: { Service: "logs.us-west-2.amazonaws.com" } })),
  fine("everybody refused", key({ Effect: "Deny", Principal: "*" })),
  open("everybody", key({ Principal: "*" })),
  open("everybody, among others", key({ Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`, "*"] } })),
  open("all but one", key({ NotPrincipal: { AWS: ACCOUNT } })),

  fine("the account's own callers", everybody({ StringEquals: { "kms:CallerAccount": ACCOUNT } })),
  fine(
    "a role that does not exist yet",
    everybody({ ArnLike: { "AWS:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/a*` } }),
  ),
  open("any role of any account", everybody({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:*" } })),
  open("any of a list", everybody({ StringLike: { "aws:PrincipalAccount": [ACCOUNT, "*"] } })),
  open(
    "an operator that forgives absence",
    everybody({ StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT } }),
  ),
  open(
    "a set operator that does",
    everybody({ "ForAllValues:StringEquals": { "aws:SourceAccount": ACCOUNT } }),
  ),
  open("everybody else", everybody({ StringNotEquals: { "aws:SourceAccount": ACCOUNT } })),
  open(
    "a condition that names nobody",
    everybody({ StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } }),
  ),

  fine("one repository of an identity provider", role(subject("repo:mindscape/infrastructure:*"))),
  open("every repository", role(subject("repo:*"))),
  open("every user", role()),
  open(
    "every user for one audience",
    role({ StringEquals: { "token.actions.githubusercontent.com:aud": "sts" } }),
  ),

  {
    what: "a policy with an expression inside",
    build: (stack) =>
      new SqsQueuePolicy(stack, "policy", {
        queueUrl: "https://sqs/q",
        policy: policy({
          Effect: "Allow",
          Principal: "*",
          Action: "sqs:*",
          Resource: Fn.join(",", ["a", "b"]),
        }),
      }),
    problems: [/^policy allows sqs:\* to anybody/],
  },
  {
    what: "a policy document that allows by default",
    build: (stack) => {
      const document = new DataAwsIamPolicyDocument(stack, "document", {
        statement: [
          {
            actions: ["sqs:SendMessage"],
            resources: ["*"],
            principals: [{ type: "AWS", identifiers: ["*"] }],
          },
          {
            actions: ["sqs:SendMessage"],
            resources: ["*"],
            principals: [{ type: "AWS", identifiers: ["*"] }],
            condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [ACCOUNT] }],
          },
        ],
      });
      new SqsQueuePolicy(stack, "policy", { queueUrl: "https://sqs/q", policy: document.json });
    },
    problems: [/^policy allows sqs:SendMessage to anybody/],
  },
  {
    what: "a policy that only Terraform knows",
    build: (stack) => {
      const local = new TerraformLocal(stack, "policy", "{}");
      new SqsQueuePolicy(stack, "queue-policy", { queueUrl: "https://sqs/q", policy: local.asString });
    },
    problems: [/^policy cannot be read at synthesis/],
  },
  {
    what: "an endpoint's policy, which only narrows",
    build: (stack) =>
      new VpcEndpoint(stack, "endpoint", {
        vpcId: "vpc-1",
        policy: policy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }),
      }),
    problems: [],
  },
]);

const bounded = (permissionsBoundary?: string) => (stack: TerraformStack) =>
  new IamRole(stack, "role", {
    assumeRolePolicy: "{}",
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
  });

testRule("bounded-roles", [
  { what: "the environment's boundary", build: bounded(BOUNDARY), problems: [] },
  { what: "no boundary", build: bounded(), problems: [/^permissions_boundary is not set/] },
  {
    what: "another boundary",
    build: bounded("arn:aws:iam::aws:policy/AdministratorAccess"),
    problems: [/AdministratorAccess/],
  },
]);
