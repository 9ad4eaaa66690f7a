/** One statement of an identity policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Where ARNs point to. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** A policy that AWS writes and keeps up to date with the software that needs it. */
export function awsManaged(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}
