import { blocksAt, isObject, stringsIn, textAt, valuesAt } from "./attributes";
import type { Attributes, Context } from "./types";

/** A statement of an IAM policy, from JSON or from an `aws_iam_policy_document`. */
export interface Statement {
  readonly effect: string;
  /** Without their kind: `*`, an ARN, a service. */
  readonly principals: readonly string[];
  /** Everybody but some: as open as `*`. */
  readonly hasNotPrincipal: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: string;
  /** In lower case: AWS compares them so. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The statements of the policy `text`, or "unreadable" when Terraform alone knows them. */
export function statementsOf(text: string, context: Context): readonly Statement[] | "unreadable" {
  const document = /^\$\{(data\.aws_iam_policy_document\.[\w-]+)\.json\}$/.exec(text)?.[1];
  if (document !== undefined) return statementsOfDocument(document, context);
  try {
    // Quotes inside an expression end the JSON string around it.
    const policy: unknown = JSON.parse(text.replace(/\$\{[^}]*\}/g, (found) => found.replaceAll('"', "'")));
    return blocksAt(policy, "Statement").map(fromJson);
  } catch {
    return "unreadable";
  }
}

function fromJson(statement: Attributes): Statement {
  return {
    effect: textAt(statement, "Effect"),
    principals: stringsIn(statement["Principal"]),
    hasNotPrincipal: statement["NotPrincipal"] !== undefined,
    actions: stringsIn(statement["Action"]),
    resources: stringsIn(statement["Resource"]),
    conditions: blocksAt(statement, "Condition").flatMap((operators) =>
      Object.entries(operators).flatMap(([operator, keys]) =>
        isObject(keys)
          ? Object.entries(keys).map(([key, values]) => condition(operator, key, [values].flat()))
          : [],
      ),
    ),
  };
}

function statementsOfDocument(address: string, context: Context): Statement[] | "unreadable" {
  const attributes = context.subjects.find((subject) => subject.address === address)?.attributes;
  const composed = ["source_policy_documents", "override_policy_documents"];
  if (attributes === undefined || composed.some((name) => attributes[name] !== undefined))
    return "unreadable";
  return blocksAt(attributes, "statement").map((statement) => ({
    effect: textAt(statement, "effect") || "Allow",
    principals: valuesAt(statement, "principals.identifiers").flatMap(stringsIn),
    hasNotPrincipal: blocksAt(statement, "not_principals").length > 0,
    actions: valuesAt(statement, "actions").flatMap(stringsIn),
    resources: valuesAt(statement, "resources").flatMap(stringsIn),
    conditions: blocksAt(statement, "condition").map((block) =>
      condition(textAt(block, "test"), textAt(block, "variable"), valuesAt(block, "values")),
    ),
  }));
}

function condition(operator: string, key: string, values: readonly unknown[]): Condition {
  return { operator, key: key.toLowerCase(), values: values.map(String) };
}

/** Whether `statement` refuses everybody's requests that came without TLS, and sets no other condition. */
export function refusesPlainText(statement: Statement): boolean {
  const [only, ...others] = statement.conditions;
  return (
    statement.effect === "Deny" &&
    statement.principals.includes("*") &&
    only?.operator === "Bool" &&
    only.key === "aws:securetransport" &&
    only.values.join() === "false" &&
    others.length === 0
  );
}
