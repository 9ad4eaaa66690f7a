import { synthesis } from "../../../support/synthesis";
import { parseArn } from "../../../../tools/runs/orphans/arn";
import { MADE_BY_AWS, TAGGED_TYPES } from "../../../../tools/runs/orphans/tagged-types";
import { BY_HAND, MADE_AGAIN, NAMED_TYPES } from "../../../../tools/runs/orphans/untagged-types";

const { stacks, json } = synthesis();
const types = [...new Set(stacks.flatMap((stack) => Object.keys(json(stack).resource ?? {})))].sort();
const tables = [
  Object.values(TAGGED_TYPES).flatMap(({ types: of }) => of),
  Object.keys(NAMED_TYPES),
  Object.keys(BY_HAND),
  Object.keys(MADE_AGAIN),
];

test("every type that our stacks have is found in exactly one way", () => {
  expect(types.length).toBeGreaterThan(100);
  const ways = types.map((type) => [type, tables.filter((table) => table.includes(type)).length]);
  expect(ways.filter(([, count]) => count !== 1)).toEqual([]);
});

test("no kind is both ours and AWS's", () => {
  expect(Object.keys(MADE_BY_AWS).filter((kind) => kind in TAGGED_TYPES)).toEqual([]);
});

const AT = "us-west-2:123456789012";
const ID = "0a1b2c3d-0000-1111-2222-333344445555";
test.each([
  [`arn:aws:kms:${AT}:key/${ID}`, "aws_kms_key", ID],
  ["arn:aws:iam::123456789012:role/path/api", "aws_iam_role", "api"],
  ["arn:aws:s3:::files", "aws_s3_bucket", "files"],
  [`arn:aws:sns:${AT}:page`, "aws_sns_topic", `arn:aws:sns:${AT}:page`],
  [`arn:aws:sqs:${AT}:jobs`, "aws_sqs_queue", "https://sqs.us-west-2.amazonaws.com/123456789012/jobs"],
  [`arn:aws:logs:${AT}:log-group:/a/b`, "aws_cloudwatch_log_group", "/a/b"],
  [`arn:aws:ecr:${AT}:repository/shop/api`, "aws_ecr_repository", "shop/api"],
  [`arn:aws:rds:${AT}:db:shop`, "aws_db_instance", "shop"],
  [`arn:aws:ecs:${AT}:service/shop/worker`, "aws_ecs_service", "shop/worker"],
  [`arn:aws:eks:${AT}:nodegroup/shop/api-1/${ID}`, "aws_eks_node_group", "shop:api-1"],
  [
    `arn:aws:eks:${AT}:access-entry/shop/role/123456789012/apply/${ID}`,
    "aws_eks_access_entry",
    "shop:arn:aws:iam::123456789012:role/apply",
  ],
  [`arn:aws:eks:${AT}:podidentityassociation/shop/a-1`, "aws_eks_pod_identity_association", "shop,a-1"],
  [
    `arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/${ID}`,
    "aws_wafv2_web_acl",
    `${ID}/shop/CLOUDFRONT`,
  ],
  ["arn:aws:route53:::hostedzone/Z1", "aws_route53_zone", "Z1"],
  [`arn:aws:xray:${AT}:sampling-rule/shop`, "aws_xray_sampling_rule", "shop"],
])("%s is imported as %s by %s", (text, type, id) => {
  const arn = parseArn(text);
  const known = TAGGED_TYPES[arn.kind];
  expect(known?.types).toContain(type);
  expect(known?.importId(arn, undefined)).toBe(id);
});
