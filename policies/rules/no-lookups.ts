import type { Rule } from "../types";

// They read a state or compute; nothing else may be asked while a plan is made.
const ALLOWED = ["terraform_remote_state", "aws_iam_policy_document"];

export const noLookups = {
  id: "no-lookups",
  promise:
    "What can be known at synthesis is never looked up: no data source calls AWS or any other service.",
  looksAt: [`every data source but ${ALLOWED.join(" and ")}`],
  appliesTo: ({ kind, type }) => kind === "data" && !ALLOWED.includes(type),
  check: ({ type }) => [{ problem: `data source ${type} asks a service`, remedy: "derive it from config/" }],
} as const satisfies Rule;
