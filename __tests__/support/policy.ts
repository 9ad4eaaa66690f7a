/** A policy document of IAM, of a key, a bucket or a topic. */
export interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Request {
  /** `{ Service: "logs.us-west-2.amazonaws.com" }`, `{ AWS: "arn:..." }`; the principal of an identity policy is left out. */
  readonly principal?: Readonly<Record<string, string>>;
  readonly action: string;
  readonly resource?: string;
  /** Condition keys that the caller fills; a key that is missing matches no positive operator. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
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

/** What a role can do: what its own policy allows and its boundary does too, unless one of them denies it. */
export function evaluateRole(
  role: { readonly policy: string | PolicyDocument; readonly boundary: string | PolicyDocument },
  request: Request,
): "allow" | "deny" | "none" {
  const verdicts = [evaluate(role.policy, request), evaluate(role.boundary, request)];
  if (verdicts.includes("deny")) return "deny";
  return verdicts.every((verdict) => verdict === "allow") ? "allow" : "none";
}

function applies(statement: Statement, request: Request): boolean {
  return (
    matchesPrincipal(statement.Principal, request.principal) &&
    matchesAction(statement, request.action.toLowerCase()) &&
    matchesResource(statement, request.resource ?? "*") &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, request.context?.[key], list(values))),
    )
  );
}

function matchesAction({ Action, NotAction }: Statement, action: string): boolean {
  const among = (patterns: string | readonly string[]): boolean =>
    list(patterns).some((pattern) => like(pattern.toLowerCase(), action));
  return NotAction === undefined ? among(Action ?? []) : !among(NotAction);
}

function matchesResource({ Resource = "*", NotResource }: Statement, resource: string): boolean {
  const among = (patterns: string | readonly string[]): boolean =>
    list(patterns).some((pattern) => like(pattern, resource));
  return NotResource === undefined ? among(Resource) : !among(NotResource);
}

function matchesPrincipal(allowed: Statement["Principal"], principal: Request["principal"]): boolean {
  if (allowed === undefined || allowed === "*") return true;
  return Object.entries(allowed).some(([kind, values]) =>
    list(values).some((value) => value === "*" || value === principal?.[kind]),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
function holds(
  operator: string,
  actual: string | readonly string[] | undefined,
  expected: readonly string[],
): boolean {
  const values = actual === undefined ? [] : list(actual);
  const [quantifier, name] = operator.includes(":") ? operator.split(":") : ["", operator];
  const compare = comparison(name ?? "");
  switch (quantifier) {
    case "ForAllValues":
      // Of nothing, all are as expected.
      return values.every((value) => compare(value, expected));
    case "ForAnyValue":
      return values.some((value) => compare(value, expected));
    default:
      if (values.length > 1) throw new Error(`${operator} takes one value, not ${values.join(", ")}`);
      return compare(values[0], expected);
  }
}

type Comparison = (actual: string | undefined, expected: readonly string[]) => boolean;

function comparison(operator: string): Comparison {
  if (operator.endsWith("IfExists")) {
    const compare = comparison(operator.slice(0, -"IfExists".length));
    return (actual, expected) => actual === undefined || compare(actual, expected);
  }
  const negated = /^(String|Arn)Not(Equals|Like)$/.exec(operator);
  if (negated !== null) {
    const compare = comparison(`${negated[1]}${negated[2]}`);
    // A key that is missing differs from everything.
    return (actual, expected) => !compare(actual, expected);
  }
  switch (operator) {
    case "StringEquals":
    case "Bool":
      return (actual, expected) => actual !== undefined && expected.includes(actual);
    case "StringLike":
      return (actual, expected) => actual !== undefined && expected.some((pattern) => like(pattern, actual));
    case "ArnEquals":
    case "ArnLike":
      return (actual, expected) =>
        actual !== undefined && expected.some((pattern) => likeArn(pattern, actual));
    case "Null":
      return (actual, expected) => expected.includes(String(actual === undefined));
    default:
      throw new Error(`condition operator ${operator} is not known here: add it to support/policy.ts`);
  }
}

/** Part by part, so that a star does not reach over a colon, except in the last of the six. */
function likeArn(pattern: string, value: string): boolean {
  const parts = (arn: string): string[] => {
    const split = arn.split(":");
    return [...split.slice(0, 5), split.slice(5).join(":")];
  };
  const actual = parts(value);
  return parts(pattern).every((part, index) => like(part, actual[index] ?? ""));
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
