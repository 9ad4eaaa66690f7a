import type { Clients, Place } from "./access";
import { isObject } from "../../planning/json";

/** What is known of a call that failed. */
export interface Failure {
  /** AWS's or the system's name of it. */
  readonly code: string;
  /** Undefined if nobody answered. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Its first line, with nothing in it that opens anything. */
  readonly message: string;
}

export interface Asked extends Place {
  readonly service: keyof Clients;
}

const NETWORK = new Set([
  ...["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"],
  ...["ENETUNREACH", "ENETDOWN", "TimeoutError", "AbortError", "RequestTimeout"],
]);
const CERTIFICATE = /^(SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_|CERT_|ERR_TLS_CERT)|^ERR_SSL/;
const NO_CREDENTIALS = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);
const EXPIRED = new Set([
  ...["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired"],
]);
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const UNKNOWN_KEYS = new Set([
  ...["InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure"],
  ...["SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature", "InvalidToken"],
  ...["MissingAuthenticationToken", "MissingAuthenticationTokenException"],
]);
const SKEWED = new Set(["RequestTimeTooSkewed", "RequestInTheFuture"]);
const THROTTLED = /^(Throttl|SlowDown|RequestLimitExceeded|TooManyRequests|RequestThrottled)/;
const DENIED = /^(AccessDenied|UnauthorizedOperation|Forbidden|AuthorizationError|NotAuthorized)/;

const MESSAGE_CHARACTERS = 400;
const LOG_IN =
  "choose a profile (AWS_PROFILE), log in (aws sso login), let the pipeline take its role by OIDC, or set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";

/** Undefined for what is no failure of a call but a mistake of ours. */
export function failureOf(error: unknown): Failure | undefined {
  if (!isThrown(error)) return undefined;
  const { $metadata, $response } = error;
  const status = isObject($metadata) ? $metadata["httpStatusCode"] : undefined;
  const headers = isObject($response) ? $response["headers"] : undefined;
  const name = nameOf(error);
  const called = isObject($metadata);
  if (!called && !NETWORK.has(name) && !CERTIFICATE.test(name) && !NO_CREDENTIALS.has(name)) return undefined;
  return {
    code: name,
    status: typeof status === "number" ? status : undefined,
    headers: isObject(headers) ? (headers as Record<string, string>) : {},
    message: harmless(error.message),
  };
}

interface Thrown extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly message: string;
}

function isThrown(error: unknown): error is Thrown {
  return isObject(error) && typeof error["name"] === "string" && typeof error["message"] === "string";
}

/** Of AWS's errors the name; of the system's the code, which the SDK may have wrapped. */
function nameOf({ name, message, code }: Thrown): string {
  if (!name.endsWith("Error") || NO_CREDENTIALS.has(name)) return name;
  if (typeof code === "string") return code;
  return [...NETWORK].find((known) => message.includes(` ${known}`)) ?? name;
}

interface Rule {
  readonly when: (failure: Failure) => boolean;
  readonly says: (failure: Failure, asked: Asked) => string;
}

// The first that fits speaks.
const RULES: readonly Rule[] = [
  { when: ({ code }) => NO_CREDENTIALS.has(code), says: withoutCredentials },
  {
    when: ({ code }) => CERTIFICATE.test(code),
    says: ({ code }) =>
      `the certificate of AWS's endpoint is not trusted (${code}); name your company's authority in NODE_EXTRA_CA_CERTS`,
  },
  { when: ({ code, status }) => status === undefined && NETWORK.has(code), says: unreachable },
  {
    when: ({ code }) => EXPIRED.has(code),
    says: ({ code }) =>
      `the AWS credentials have expired (${code}); log in again (aws sso login), or let the pipeline take its role again`,
  },
  {
    when: ({ code }) => UNKNOWN_KEYS.has(code),
    says: ({ code }, { region }) =>
      `AWS does not know these credentials (${code}), or the region ${region} is not enabled in the account; ${LOG_IN}`,
  },
  {
    when: ({ code }) => SKEWED.has(code),
    says: ({ code }) => `the clock of this machine is wrong (${code}); set it and try again`,
  },
  {
    when: ({ code, status }) => THROTTLED.test(code) || status === 429,
    says: ({ code }) => `AWS has been asked too often (${code}); wait a minute and try again`,
  },
  {
    when: ({ code, status }) => DENIED.test(code) || status === 403,
    says: ({ code, message }) =>
      `AWS refuses it (${code}): ${message}; use a role that may do this (docs/access.md)`,
  },
  {
    when: ({ status = 0 }) => status >= 500,
    says: ({ code, status }) =>
      `AWS failed with ${status} (${code}), again and again; see https://health.aws.amazon.com/health/status and try again`,
  },
];

/** Why it failed and what a person does about it. */
export function remedyFor(failure: Failure, asked: Asked): string {
  const rule = RULES.find(({ when }) => when(failure));
  return rule?.says(failure, asked) ?? `AWS refuses it (${failure.code}): ${failure.message}`;
}

function withoutCredentials({ message }: Failure): string {
  const profile = process.env["AWS_PROFILE"];
  const login = profile === undefined ? "aws sso login" : `aws sso login --profile ${profile}`;
  if (/\bsso\b/i.test(message))
    return `the login of IAM Identity Center has expired or was never made; ${login}`;
  if (profile !== undefined)
    return `the profile ${profile} (AWS_PROFILE) gives no AWS credentials; choose another, or see aws configure list --profile ${profile}`;
  return `there are no AWS credentials; ${LOG_IN}`;
}

function unreachable({ code }: Failure, { access, region, service }: Asked): string {
  if (access.kind === "emulated")
    return `the AWS emulator does not answer at ${access.endpoint} (${code}); start it, or set AWS_ENDPOINT_URL to where it is`;
  const proxied = ["HTTPS_PROXY", "https_proxy"].some((name) => process.env[name] !== undefined);
  const proxy = proxied ? "; HTTPS_PROXY is for Terraform alone, this tool goes without" : "";
  return `AWS (${service}, ${region}) cannot be reached (${code}); look after network, name server and the region's name${proxy}`;
}

/** One line of an error's text, without keys, signatures and what only AWS can decode. */
function harmless(text: string): string {
  const [first = ""] = text.split("\n");
  return first
    .replace(/\s*Encoded authorization failure message:.*$/, "")
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, "(key)")
    .replace(/(X-Amz-(?:Signature|Security-Token|Credential)=)[^&\s]+/gi, "$1(hidden)")
    .slice(0, MESSAGE_CHARACTERS);
}
