import { textAt, problemUnless } from "../attributes";
import { ownKeyProblems } from "../keys";
import type { Rule } from "../types";

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logGroups = {
  id: "log-groups",
  promise: "Every log group forgets after a stated time and is encrypted with our own key.",
  looksAt: ["aws_cloudwatch_log_group"],
  appliesTo: ({ kind, type }) => kind === "resource" && type === "aws_cloudwatch_log_group",
  check: ({ attributes }) => {
    const days = textAt(attributes, "retention_in_days");
    return [
      ...problemUnless(
        RETENTION_DAYS.includes(Number(days || "0")),
        `retention_in_days is ${days || "not set"}; allowed are ${RETENTION_DAYS.join(", ")}`,
        "say how long these logs are needed",
      ),
      ...ownKeyProblems(attributes, "kms_key_id"),
    ];
  },
} as const satisfies Rule;
