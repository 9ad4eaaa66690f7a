import { problemUnless, textAt } from "../attributes";
import type { Rule } from "../types";

const TYPES = ["aws_launch_template", "aws_instance"];

export const imdsV2 = {
  id: "imds-v2",
  promise: "A machine gives its role's credentials only to who holds a session token (IMDSv2).",
  looksAt: TYPES,
  appliesTo: ({ kind, type }) => kind === "resource" && TYPES.includes(type),
  check: ({ attributes }) => {
    const tokens = textAt(attributes, "metadata_options.http_tokens");
    return problemUnless(
      tokens === "required",
      `metadata_options.http_tokens is ${tokens || "not set"}`,
      'say "required"',
    );
  },
} as const satisfies Rule;
