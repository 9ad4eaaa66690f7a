import { problemUnless, textAt } from "../attributes";
import type { Rule } from "../types";

export const boundedRoles = {
  id: "bounded-roles",
  promise:
    "No role can do more than the environment's permissions boundary allows, whatever its policies say.",
  looksAt: ["aws_iam_role"],
  appliesTo: ({ kind, type }) => kind === "resource" && type === "aws_iam_role",
  check: ({ attributes }, { settings }) => {
    const boundary = textAt(attributes, "permissions_boundary");
    return problemUnless(
      boundary === settings.boundaryArn,
      `permissions_boundary is ${boundary || "not set"}`,
      `say ${settings.boundaryArn}`,
    );
  },
} as const satisfies Rule;
