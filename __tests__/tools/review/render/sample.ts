import type { Review, ReviewedStack } from "../../../../tools/review/model";
import {
  attributeOf,
  findingOf,
  groupOf,
  outputOf,
  reachOf,
  renameOf,
  reviewOf,
  STACK,
  stackOf,
} from "../fixtures";

const LAYERS = ["network", "base", "data", "cluster", "platform", "service"];
const PLACES = [
  ["development", "us-west-2"],
  ["staging", "us-west-2"],
  ["staging", "us-east-2"],
  ["production", "us-west-2"],
  ["production", "us-east-2"],
] as const;

function stacks(): ReviewedStack[] {
  const regional = PLACES.flatMap(([environment, place]) =>
    LAYERS.map((layer) =>
      stackOf({ environment, place, layer, counts: layer === "network" ? { change: 1 } : {} }),
    ),
  );
  const special = [
    stackOf({ layer: "data", counts: { add: 3, change: 2, destroy: 1, replace: 1 }, worst: "deny" }),
    stackOf({ layer: "cluster", counts: { change: 4, forget: 1 }, worst: "warn" }),
    stackOf({ layer: "platform", status: "waiting", reason: "waits for production-us-west-2-cluster" }),
    stackOf({
      layer: "service",
      status: "failed",
      reason:
        "Error: Invalid index\n\n  on cdk.tf.json line 12:\n  the given key does not identify an element",
    }),
    stackOf({
      environment: "staging",
      layer: "service",
      status: "not-planned",
      reason: "provider helm is not installed here",
    }),
  ];
  const global = ["development", "staging", "production"].map((environment) =>
    stackOf({ environment, place: "global", layer: "dns" }),
  );
  const replaced = new Map(special.map((stack) => [stack.id, stack]));
  const all = [...regional.map((stack) => replaced.get(stack.id) ?? stack), ...global];
  return ["development", "staging", "production"].flatMap((name) =>
    all.filter(({ environment }) => environment === name),
  );
}

/** A review with something in every section, as a reviewer would meet it. */
export function sample(): Review {
  const network = PLACES.map(([environment, place]) => `${environment}-${place}-network`);
  return reviewOf({
    kind: "against",
    commit: "4f1d2c9",
    uncommitted: false,
    against: "9ab01e7",
    verdict: {
      level: "blocked",
      text: "Blocked: 3 to add, 11 to change, 1 to destroy, 1 to forget; 2 denied by a rule, 1 to look at; 3 of 33 stacks without a plan",
    },
    stacks: stacks(),
    findings: [
      findingOf({
        title: "the database mindscape-production-main is replaced: what it holds is lost",
        cause: "storage_encrypted cannot be changed in place",
        details: ["A final snapshot is taken under the name mindscape-production-main-final"],
      }),
      findingOf({
        rule: "output-removed",
        title: "the output endpoint is removed, and 2 stacks read it: their next plan fails",
        address: "output.endpoint",
      }),
      findingOf({
        rule: "iam-widened",
        level: "warn",
        title: "the role deploy can do more than before, on all resources",
        address: "aws_iam_role_policy.deploy",
        details: [
          "allows s3:PutObject on arn:aws:s3:::mindscape-*/*",
          "allows iam:PassRole on * when iam:PassedToService is eks.amazonaws.com",
        ],
        stacks: ["production-us-west-2-cluster", "production-us-east-2-cluster"],
      }),
      findingOf({
        rule: "open-to-the-world",
        level: "warn",
        title: "port 443 is open to 0.0.0.0/0",
        address: "aws_vpc_security_group_ingress_rule.https",
        waived: {
          owner: "@platform-team",
          reason: "the front door of the product (#412)",
          expires: "2027-03-31",
        },
      }),
      findingOf({
        rule: "nodes-roll",
        level: "info",
        title: "nodes of the group api are replaced one after the other",
        address: "aws_launch_template.api",
      }),
    ],
    changes: [
      groupOf({
        address: "aws_db_instance.main",
        action: "replace",
        order: "delete-first",
        cause: "storage_encrypted cannot be changed in place",
        construct: "production-us-west-2-data/database/instance",
        attributes: [
          attributeOf({ path: "storage_encrypted", before: "false", after: "true", forcesReplacement: true }),
          attributeOf({
            path: "password",
            before: "(hidden #a1b2c3d4)",
            after: "(hidden #77aa01ff)",
            hidden: true,
          }),
          attributeOf({ path: "arn", after: "(known after apply)", computed: true }),
        ],
      }),
      groupOf({ address: "aws_eks_addon.old", action: "forget", stack: "production-us-west-2-cluster" }),
      groupOf(
        {
          address: 'aws_subnet.private["us-west-2a"]',
          construct: "production-us-west-2-network/network/subnets",
          attributes: [
            attributeOf({ path: "map_public_ip_on_launch", before: "false", after: "true" }),
            attributeOf({
              path: "policy:Statement[0].Action",
              before: '["s3:GetObject","s3:ListBucket","s3:GetBucketLocation","s3:ListAllMyBuckets"]',
              after:
                '["s3:GetObject","s3:ListBucket","s3:GetBucketLocation","s3:ListAllMyBuckets","s3:PutObject"]',
            }),
            attributeOf({ path: "enable_dns64", kind: "added", before: null, after: "true" }),
            attributeOf({
              path: "outpost_arn",
              kind: "removed",
              before: '"arn:aws:outposts:x"',
              after: null,
            }),
          ],
        },
        { stacks: network, differsIn: ["production-us-west-2-data"] },
      ),
      ...["aws_s3_bucket.new", "aws_s3_object.page"].map((address) =>
        groupOf({
          address,
          action: "create",
          attributes: ["bucket", "force_destroy", "arn", "id"].map((path) =>
            attributeOf({ path, kind: "added", before: null, after: '"mindscape"' }),
          ),
        }),
      ),
      groupOf({
        address: "aws_instance.web",
        noise: "tags-only",
        attributes: [attributeOf({ path: "tags.owner" })],
      }),
      groupOf({ address: "aws_instance.db", noise: "tags-only" }, { stacks: network }),
      groupOf({
        address: "aws_instance.moved",
        action: "move",
        previousAddress: "aws_instance.was",
        noise: "moved",
      }),
    ],
    drift: [
      groupOf(
        {
          address: 'aws_subnet.private["us-west-2a"]',
          attributes: [attributeOf({ path: "map_public_ip_on_launch", before: "false", after: "true" })],
        },
        { stacks: network.slice(0, 2) },
      ),
      groupOf({
        address: "aws_autoscaling_group.api",
        cause: "changed outside of Terraform; will be reverted by this apply",
        attributes: [attributeOf({ path: "desired_capacity", before: "3", after: "5" })],
      }),
    ],
    outputs: [outputOf({ readers: ["production-us-west-2-service", "production-us-west-2-batch"] })],
    renames: [renameOf(), renameOf({ remedy: 'bucket.moveFromId("aws_s3_bucket.old");' })],
    reaches: [
      reachOf({
        dependents: ["aws_db_parameter_group.main", "aws_db_instance.replica"],
        consumers: ["production-us-west-2-service"],
      }),
    ],
    notes: [{ stacks: [STACK], text: "This plan is not complete: another one has to follow it" }],
    notAnalysed: [{ stacks: [STACK], text: "the field ephemeral_resources of the plan" }],
  });
}
