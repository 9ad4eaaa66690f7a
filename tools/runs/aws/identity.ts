import type { AwsAccess } from "./access";
import { ask } from "./ask";
import { PlanningError } from "../../planning/errors";

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** Whose credentials these are. Rejects with one line that says how to get some, if there are none or they are no good. */
export async function callerIdentity(access: AwsAccess, region: string): Promise<CallerIdentity> {
  const identity = await ask({ access, region }, "sts", "ask AWS who is calling", (sts, options) =>
    sts.getCallerIdentity({}, options),
  );
  const { Account: account, Arn: arn } = identity;
  if (account === undefined || arn === undefined)
    throw new PlanningError([`ask AWS who is calling: STS in ${region} answered without an account`]);
  return { account, arn };
}

/** Rejects with a PlanningError that names both accounts unless the credentials are of the environment's account. */
export async function requireAccount(
  access: AwsAccess,
  region: string,
  expected: { readonly environment: string; readonly account: string },
): Promise<CallerIdentity> {
  const caller = await callerIdentity(access, region);
  const { environment, account } = expected;
  if (caller.account === account) return caller;
  const remedy =
    access.kind === "emulated"
      ? `start the emulator for that account (MOTO_ACCOUNT_ID=${account})`
      : `use credentials of ${account} (AWS_PROFILE, aws sso login), or correct accounts.${environment} in config/environments/organization.ts`;
  throw new PlanningError([
    `${environment} is of account ${account}, but the credentials are of ${caller.account} (${caller.arn}); ${remedy}`,
  ]);
}
