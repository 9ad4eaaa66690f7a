import { type JsonObject } from "../../../planning/json";
import type { Detected, Subject } from "../../detector";
import { factsOf } from "../plan-facts";
import { type Sides, sidesOf, stringOf } from "../sides";
import { compareText } from "./difference";
import { type Statement, statementOfParts } from "./statement";

/** Who may call a Lambda function: each permission is a statement of its policy. */
export function functionAccess(subject: Subject): readonly Detected[] {
  const sides = subject.resource.type === "aws_lambda_permission" ? sidesOf(subject) : undefined;
  return sides ? permissions(subject, sides) : [];
}

function permissions(subject: Subject, { before, after }: Sides): readonly Detected[] {
  const { staying, going } = factsOf(subject.plan);
  const owner = stringOf(after ?? before, "function_name") ?? "";
  if (after === null && going.has(owner)) return [];
  return compareText(subject, {
    old: before ? [permission(before)] : [],
    next: after ? [permission(after)] : [],
    kind: "resource",
    isNew: before === null && !staying.has(owner),
  });
}

const CONDITIONS = [
  ["source_arn", "ArnLike", "aws:SourceArn"],
  ["source_account", "StringEquals", "aws:SourceAccount"],
  ["principal_org_id", "StringEquals", "aws:PrincipalOrgID"],
  ["event_source_token", "StringEquals", "lambda:EventSourceToken"],
  ["function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"],
] as const;

function permission(side: JsonObject): Statement {
  const principal = stringOf(side, "principal") ?? "";
  const kind = principal.includes(".") ? "Service" : "AWS";
  return statementOfParts({
    principal: { kind, text: principal, path: ["principal"] },
    action: { text: stringOf(side, "action") ?? "lambda:InvokeFunction", path: ["action"] },
    resource: { text: stringOf(side, "function_name") ?? "", path: ["function_name"] },
    conditions: CONDITIONS.flatMap(([attribute, operator, key]) => {
      const value = stringOf(side, attribute);
      return value === undefined ? [] : [{ operator, key, value, path: [attribute] }];
    }),
  });
}
