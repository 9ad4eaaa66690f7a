type Values = string | readonly string[];
export type Condition = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/** One statement of a policy of IAM; exactly one of `Action` and `NotAction`, and of `Resource` and `NotResource`. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: Values;
  readonly NotAction?: Values;
  readonly Resource?: Values;
  readonly NotResource?: Values;
  readonly Condition?: Condition;
}

export interface Grant {
  readonly actions: Values;
  /** @default everything */
  readonly on?: Values;
  readonly when?: Condition;
}

export function allow(sid: string, { actions, on = "*", when }: Grant): Statement {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: on, ...(when && { Condition: when }) };
}

export function deny(sid: string, grant: Grant): Statement {
  return { ...allow(sid, grant), Effect: "Deny" };
}

/** Refuses all but `actions`. */
export function denyOthers(sid: string, { actions, on = "*", when }: Grant): Statement {
  return { Sid: sid, Effect: "Deny", NotAction: actions, Resource: on, ...(when && { Condition: when }) };
}

/** A policy or a trust as AWS takes it. */
export function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
