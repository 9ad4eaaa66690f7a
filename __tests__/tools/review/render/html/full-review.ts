import type { Review, ReviewedStack } from "../../../../../tools/review/model";
import { name } from "../../../../../tools/review/text";
import { attributeOf, changeOf, findingOf, groupOf, reviewOf } from "./made-up";

const WEST = name("production-us-west-2-data");
const EAST = name("production-us-east-2-data");

/** A review with something in every part. */
export function fullReview(): Review {
  const policy = `{"Version":"2012-10-17","Statement":[{"Action":"s3:GetObject","Resource":"arn:aws:s3:::assets/`;
  const replaced = changeOf({
    action: "replace",
    order: "delete-first",
    construct: name("production-us-west-2-data/database/instance"),
    cause: name("identifier cannot be changed in place"),
    attributes: [
      attributeOf({
        path: name("identifier"),
        before: name("main"),
        after: name("main-2"),
        forcesReplacement: true,
      }),
      attributeOf({
        path: name("password"),
        before: name("(hidden #a1b2c3d4)"),
        after: name("(hidden #99887766)"),
        hidden: true,
      }),
      attributeOf({ path: name("endpoint"), after: name("(known after apply)"), computed: true }),
    ],
  });
  const base = reviewOf();
  const odd: Record<string, Partial<ReviewedStack>> = {
    "production-us-west-2-data": { worst: "deny" },
    "production-us-west-2-network": { worst: "warn" },
    "production-us-east-2-cluster": {
      status: "waiting",
      reason: name("waits for production-us-east-2-network"),
      counts: null,
    },
    "production-us-east-2-service": {
      status: "failed",
      reason: name("terraform plan failed: no such provider"),
      counts: null,
    },
    "production-us-west-2-base": {
      counts: { add: 0, change: 0, destroy: 0, replace: 0, import: 0, forget: 0 },
    },
    "production-us-east-2-base": {
      counts: { add: 0, change: 0, destroy: 0, replace: 0, import: 2, forget: 1 },
    },
  };
  const changed = (stack: ReviewedStack): ReviewedStack => ({ ...stack, ...odd[stack.id] });
  const stacks = base.stacks.map(changed);
  const rows = base.matrix.rows.map(({ layer, cells }) => ({
    layer,
    cells: cells.map((cell) =>
      cell === null || (layer === "service" && cell.place === "us-west-2") ? null : changed(cell),
    ),
  }));
  return {
    ...base,
    kind: "against",
    uncommitted: false,
    against: name("fedcba98"),
    matrix: { ...base.matrix, rows },
    stacks,
    findings: [
      findingOf(),
      findingOf({
        rule: "open-to-world",
        level: "warn",
        title: name("the security group api lets the whole internet in on port 22"),
        details: [name("+ 0.0.0.0/0 tcp 22"), name("- 10.0.0.0/16 tcp 22")],
        address: name("aws_security_group.api"),
        cause: null,
        stacks: [name("production-us-west-2-network")],
      }),
      findingOf({
        rule: "policy-grants-more",
        level: "info",
        title: name("the role api may read more of the bucket assets"),
        address: name("aws_iam_role_policy.api"),
        cause: null,
        stacks: [name("production-us-west-2-service"), name("production-us-east-2-service")],
      }),
      findingOf({
        rule: "retention-shortened",
        title: name("logs are kept for 7 days instead of 30"),
        level: "warn",
        address: null,
        cause: null,
        waived: { owner: name("platform"), reason: name("cost"), expires: name("2026-12-31") },
      }),
    ],
    changes: [
      groupOf(replaced),
      groupOf(
        changeOf({
          address: name("aws_security_group.api"),
          stack: name("production-us-west-2-network"),
          attributes: [
            attributeOf({
              path: name("ingress[0].cidr_blocks[0]"),
              before: name("10.0.0.0/16"),
              after: name("0.0.0.0/0"),
            }),
          ],
        }),
      ),
      groupOf(
        changeOf({
          address: name("aws_iam_role_policy.api"),
          stack: name("production-us-west-2-service"),
          attributes: [
            attributeOf({
              path: name("policy"),
              before: name(`${policy}public/*"}]}`),
              after: name(`${policy}*"}]}`),
            }),
          ],
        }),
        {
          stacks: [name("production-us-west-2-service"), name("production-us-east-2-service")],
          differsIn: [name("staging-us-west-2-service")],
        },
      ),
      groupOf(
        changeOf({
          address: name("aws_s3_bucket.new"),
          action: "create",
          attributes: [
            attributeOf({ path: name("bucket"), kind: "added", before: null, after: name("mindscape-new") }),
          ],
        }),
      ),
      groupOf(
        changeOf({
          address: name("aws_sqs_queue.old"),
          action: "delete",
          deposed: true,
          cause: name("it is no longer in the code"),
          attributes: [
            attributeOf({ path: name("name"), kind: "removed", after: null, before: name("old") }),
          ],
        }),
      ),
      groupOf(changeOf({ address: name("aws_dynamodb_table.kept"), action: "forget", attributes: [] })),
      groupOf(changeOf({ address: name("aws_sns_topic.alerts"), action: "import", attributes: [] })),
      groupOf(
        changeOf({
          address: name("aws_kms_key.data"),
          noise: "tags-only",
          attributes: [attributeOf({ path: name("tags.Team"), before: name("a"), after: name("b") })],
        }),
        { stacks: [WEST, EAST] },
      ),
      groupOf(
        changeOf({
          address: name("aws_eip.nat"),
          action: "move",
          noise: "moved",
          previousAddress: name("aws_eip.old"),
          attributes: [],
        }),
      ),
      groupOf(
        changeOf({ address: name("data.aws_ami.node"), action: "read", noise: "read", attributes: [] }),
      ),
    ],
    drift: [
      groupOf(
        changeOf({
          address: name("aws_autoscaling_group.nodes"),
          attributes: [attributeOf({ path: name("desired_capacity"), before: name("3"), after: name("5") })],
        }),
      ),
    ],
    outputs: [
      {
        output: name("endpoint"),
        action: "delete",
        stacks: [WEST],
        readers: [name("production-us-west-2-service")],
      },
    ],
    renames: [
      {
        stacks: [WEST, EAST],
        type: name("aws_sqs_queue"),
        from: name("aws_sqs_queue.old"),
        to: name("aws_sqs_queue.new"),
        likeness: 0.987,
        remedy: name("moved {\n  from = aws_sqs_queue.old\n  to   = aws_sqs_queue.new\n}"),
      },
    ],
    reaches: [
      {
        stack: WEST,
        address: name("aws_db_instance.main"),
        dependents: [name("aws_db_instance.replica"), name("aws_cloudwatch_metric_alarm.cpu")],
        consumers: [name("production-us-west-2-service")],
      },
    ],
    notes: [
      { stacks: [], text: name("Planned without credentials: what AWS decides is not known") },
      { stacks: [EAST], text: name("1 change is deferred: the provider is not configured yet") },
    ],
    notAnalysed: [{ stacks: [WEST], text: name("aws_verifiedaccess_group: no rule knows this type") }],
  };
}
