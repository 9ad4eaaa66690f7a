import type { SynthesizedStack } from "../../planning/synthesis";
import type { AwsAccess } from "../aws/access";
import { stateAddressOf, stateAt, type StateAddress } from "../aws/state-store";
import { atOnce } from "./at-once";

const QUESTIONS_AT_ONCE = 8;

/** Which buckets of the stacks' states do not exist, a line each with the remedy. Rejects as `stateAt` does. */
export async function missingBuckets(
  access: AwsAccess,
  environment: string,
  stacks: Iterable<SynthesizedStack>,
): Promise<string[]> {
  const buckets = new Map<string, StateAddress>();
  for (const { configuration } of stacks) {
    const address = stateAddressOf(configuration);
    buckets.set(`${address.region} ${address.bucket}`, address);
  }
  const found = await atOnce([...buckets.values()], QUESTIONS_AT_ONCE, async (address) =>
    (await stateAt(access, address)).kind === "no-bucket" ? [address] : [],
  );
  const emulated = access.kind === "emulated" ? " --emulated" : "";
  return found
    .flat()
    .map(
      ({ bucket, region }) =>
        `the bucket ${bucket} for states in ${region} does not exist; run mindscape bootstrap --env ${environment}${emulated}`,
    );
}
