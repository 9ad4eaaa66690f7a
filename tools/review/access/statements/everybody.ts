import type { Clause } from "./conditions";
import { isEverything, rangesOf } from "../network/ranges";

/** What a condition may look at to tell one caller from all others. */
const CALLER = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:username",
  "aws:vpcsourceip",
  "kms:calleraccount",
  "lambda:eventsourcetoken",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "sns:endpoint",
]);

const POSITIVE =
  /^(?:foranyvalue:)?(?:stringequals|stringequalsignorecase|stringlike|arnequals|arnlike|bool|ipaddress)$/;

/** Whether conditions leave only some callers of all. */
export function limitCallers(clauses: readonly Clause[]): boolean {
  return clauses.some(
    ({ operator, ifExists, key, values }) =>
      !ifExists && CALLER.has(key) && POSITIVE.test(operator) && !acceptsAll(operator, values),
  );
}

function acceptsAll(operator: string, values: readonly string[]): boolean {
  if (operator === "ipaddress") {
    return (["IPv4", "IPv6"] as const).some((family) => isEverything(family, rangesOf(family, values)));
  }
  return values.some((value) => /^[*:?]*$/.test(value) || value === "arn:aws:*" || value === "false");
}

const WILD_SUBJECT = /^(?:\*|[\w-]+:\*|[^:]*\*.*|[^:]*:\*.*)$/;

/** Whether whoever has an account with an identity provider passes: no condition says which of its subjects. */
export function acceptsAnySubject(clauses: readonly Clause[]): boolean {
  const subjects = clauses.filter(
    ({ key, operator, ifExists }) => SUBJECT.test(key) && POSITIVE.test(operator) && !ifExists,
  );
  return (
    subjects.length === 0 || subjects.every(({ values }) => values.some((value) => WILD_SUBJECT.test(value)))
  );
}

// GitHub, Terraform Cloud, EKS, GitLab: `sub`; Cognito: `aud` is the identity pool; SAML: `SAML:sub`.
const SUBJECT =
  /(?::sub|:aud_sub|:repository|:repository_owner|:terraform_organization_id|cognito-identity\.amazonaws\.com:aud)$/;
