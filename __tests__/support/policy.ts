/** A policy document of IAM, of a key, a bucket or a topic. */
export interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Request {
  /** `{ Service: "logs.us-west-2.amazonaws.com" }`, `{ AWS: "arn:..." }`; the principal of an identity policy is left out. */
  readonly principal?: Readonly<Record<string, string>>;
  readonly action: string;
  readonly resource?: string;
  /** Condition keys that the caller fills; a key that is missing matches no positive operator. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * What one policy alone says: "deny" beats "allow", silence is "none". Knows the operators that this project uses and
 * throws for any other, so that a condition is never skipped.
 */
export function evaluate(policy: string | PolicyDocument, request: Request): "allow" | "deny" | "none" {
  const { Statement } = typeof policy === "string" ? (JSON.parse(policy) as PolicyDocument) : policy;
  const effects = Statement.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
  if (effects.includes("Deny")) return "deny";
  return effects.includes("Allow") ? "allow" : "none";
}

function applies(statement: Statement, request: Request): boolean {
  return (
    matchesPrincipal(statement.Principal, request.principal) &&
    list(statement.Action).some((pattern) => like(pattern.toLowerCase(), request.action.toLowerCase())) &&
    list(statement.Resource ?? "*").some((pattern) => like(pattern, request.resource ?? "*")) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, request.context?.[key], list(values))),
    )
  );
}

function matchesPrincipal(allowed: Statement["Principal"], principal: Request["principal"]): boolean {
  if (allowed === undefined || allowed === "*") return true;
  return Object.entries(allowed).some(([kind, values]) =>
    list(values).some((value) => value === "*" || value === principal?.[kind]),
  );
}

function holds(operator: string, actual: string | undefined, expected: readonly string[]): boolean {
  switch (operator) {
    case "StringEquals":
    case "Bool":
      return actual !== undefined && expected.includes(actual);
    case "StringLike":
    case "ArnLike":
      return actual !== undefined && expected.some((pattern) => like(pattern, actual));
    default:
      throw new Error(`condition operator ${operator} is not known here: add it to support/policy.ts`);
  }
}

function like(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`, "s").test(value);
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
