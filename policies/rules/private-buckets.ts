import { companionsOf, isOn, problemUnless, textAt } from "../attributes";
import type { Rule } from "../types";

const BLOCK = "aws_s3_bucket_public_access_block";
const OWNERSHIP = "aws_s3_bucket_ownership_controls";
const SWITCHES = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

export const privateBuckets = {
  id: "private-buckets",
  promise:
    "Every bucket blocks public access in all four ways, and its owner owns every object, so ACLs mean nothing.",
  looksAt: ["aws_s3_bucket", BLOCK, OWNERSHIP],
  appliesTo: ({ kind, type }) => kind === "resource" && type === "aws_s3_bucket",
  check: (bucket, context) => {
    const [block] = companionsOf(bucket, context, { type: BLOCK, attribute: "bucket", name: "bucket" });
    const [owner] = companionsOf(bucket, context, { type: OWNERSHIP, attribute: "bucket", name: "bucket" });
    const off = SWITCHES.filter((name) => !isOn(block?.attributes, name));
    return [
      ...problemUnless(
        off.length === 0,
        block === undefined ? `no ${BLOCK} names it` : `${off.join(", ")} of its ${BLOCK} not true`,
        `give it a ${BLOCK} in this stack with all four switches on`,
      ),
      ...problemUnless(
        textAt(owner?.attributes, "rule.object_ownership") === "BucketOwnerEnforced",
        `no ${OWNERSHIP} enforces its owner`,
        `give it one in this stack with object_ownership BucketOwnerEnforced`,
      ),
    ];
  },
} as const satisfies Rule;
