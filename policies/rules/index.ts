import { boundedRoles } from "./bounded-roles";
import { deletionProtection } from "./deletion-protection";
import { encryptedWithOurKeys } from "./encrypted-with-our-keys";
import { imdsV2 } from "./imds-v2";
import { logGroups } from "./log-groups";
import { names } from "./names";
import { noAnonymousGrants } from "./no-anonymous-grants";
import { noLookups } from "./no-lookups";
import { noSensitiveOutputs } from "./no-sensitive-outputs";
import { nothingOpenToTheWorld } from "./nothing-open-to-the-world";
import { privateBuckets } from "./private-buckets";
import { requiredTags } from "./required-tags";
import { stackSize } from "./stack-size";
import { tlsEndpoints } from "./tls-endpoints";
import { tlsOnly } from "./tls-only";

/** What must always hold, in every stack. */
export const RULES = [
  // Data
  encryptedWithOurKeys,
  tlsOnly,
  tlsEndpoints,
  deletionProtection,
  noSensitiveOutputs,
  logGroups,
  // Who may come in
  nothingOpenToTheWorld,
  privateBuckets,
  noAnonymousGrants,
  imdsV2,
  boundedRoles,
  // Order
  requiredTags,
  names,
  noLookups,
  stackSize,
] as const;

export type RuleId = (typeof RULES)[number]["id"];
