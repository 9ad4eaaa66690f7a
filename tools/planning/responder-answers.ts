import { createHash } from "node:crypto";

/** Who asks: calls are told apart by the mock access key that each stack's provider signs with. */
export interface Caller {
  readonly stack: string;
  readonly account: string;
}

/** One request that a provider sent. */
export interface AwsCall {
  /** Service that the request is signed for, for example `states`. */
  readonly service: string;
  /** For example `GetCallerIdentity`, or method and path where the service names no action. */
  readonly action: string;
  readonly body: string;
  readonly protocol: "json" | "xml";
  /** Undefined when the request is signed with a key that no stack was given. */
  readonly caller: Caller | undefined;
}

type Answer = (call: AwsCall, caller: Caller) => string;

// The calls that provider 5.100.0 makes while it plans configurations without data sources.
const ANSWERS: Readonly<Record<string, Answer>> = {
  "states ValidateStateMachineDefinition": () =>
    JSON.stringify({ result: "OK", diagnostics: [], truncated: false }),
  "secretsmanager GetRandomPassword": (call, caller) =>
    JSON.stringify({ RandomPassword: password(call, caller) }),
  "sts GetCallerIdentity": (_call, { account }) =>
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
    `<Arn>arn:aws:iam::${account}:user/offline</Arn><UserId>AIDAOFFLINE</UserId><Account>${account}</Account>` +
    "</GetCallerIdentityResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></GetCallerIdentityResponse>",
};

/** The answer to a call of a known stack, or undefined if an offline plan has none. */
export function answerFor(call: AwsCall): { status: number; body: string } | undefined {
  const answer = ANSWERS[`${call.service} ${call.action}`];
  if (answer === undefined || call.caller === undefined) return undefined;
  return { status: 200, body: answer(call, call.caller) };
}

/** Not a secret: the value is never used outside this machine, and is the same in each run. */
function password({ body }: AwsCall, { stack }: Caller): string {
  const wanted = /"PasswordLength":\s*(\d+)/.exec(body)?.[1];
  const characters = createHash("sha512").update(`${stack} ${body}`).digest("hex");
  return `Aa1${characters.repeat(32)}`.slice(0, Number(wanted ?? 32));
}
