import { configuration as configured } from "../../../config/environments";
import { accountOf } from "../../planning/resource-attributes";
import type { AwsAccess } from "../aws/access";
import { requireAccount, type CallerIdentity } from "../aws/identity";
import { stateAddressOf } from "../aws/state-store";
import type { Chosen } from "../core/chosen";

/** Whose account the stacks are of: the environment's, or else the one that their providers allow. */
function accountOfEnvironment({ environment, all }: Pick<Chosen, "environment" | "all">): string {
  const known = configured.environments.find(({ name }) => name === environment);
  if (known !== undefined) return known.accountId;
  const [stack] = all.values();
  return stack === undefined ? "" : accountOf(stack.configuration);
}

/** Rejects with a PlanningError if there are no credentials, or they are of another account than the environment is. */
export async function checkAccount(
  access: AwsAccess,
  chosen: Pick<Chosen, "environment" | "all" | "stacks">,
): Promise<CallerIdentity> {
  const [stack] = chosen.stacks.values();
  const region = stack === undefined ? "" : stateAddressOf(stack.configuration).region;
  const { environment } = chosen;
  return requireAccount(access, region, { environment, account: accountOfEnvironment(chosen) });
}
