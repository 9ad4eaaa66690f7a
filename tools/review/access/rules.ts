import type { Detected } from "../detector";
import type { Level } from "../model";
import { type SafeText, say } from "../text";

interface Rule {
  readonly level: Level;
  /** What is so when it is found. */
  readonly meaning: SafeText;
}

const deny = (meaning: SafeText): Rule => ({ level: "deny", meaning });
const warn = (meaning: SafeText): Rule => ({ level: "warn", meaning });
const info = (meaning: SafeText): Rule => ({ level: "info", meaning });

/** Every rule of this folder. `deny` is for what is open to everybody or makes an administrator: it needs a waiver. */
export const ACCESS_RULES = {
  "iam-admin": deny(say`a policy gives every right to everything`),
  "iam-escalation": warn(say`a policy lets its holder gain more rights`),
  "iam-widened": warn(say`a policy gives more rights than before`),
  "iam-narrowed": info(say`a policy gives fewer rights than before`),
  "iam-boundary-removed": deny(say`a permissions boundary is taken away`),
  "iam-boundary-changed": warn(say`a permissions boundary is another one`),
  "iam-access-key": warn(say`a key that does not expire is made for a user`),
  "trust-public": deny(say`anybody with an AWS account may assume a role`),
  "trust-any-subject": deny(say`any subject of an identity provider may assume a role`),
  "trust-other-account": warn(say`another AWS account may assume a role`),
  "trust-widened": warn(say`more callers may assume a role`),
  "trust-narrowed": info(say`fewer callers may assume a role`),
  "policy-public": deny(say`a resource policy lets everybody in the world in`),
  "policy-other-account": warn(say`a resource policy lets another AWS account in`),
  "policy-widened": warn(say`a resource policy allows more than before`),
  "policy-narrowed": info(say`a resource policy allows less than before`),
  "policy-unreadable": warn(say`a policy changes to something that is known only after apply`),
  "new-policy-unreadable": info(say`a new policy is known only after apply`),
  "deny-removed": warn(say`a policy does not deny any more what it denied`),
  "limit-loosened": warn(say`a permissions boundary, service control or endpoint policy lets more through`),
  "limit-tightened": info(say`a permissions boundary, service control or endpoint policy lets less through`),
  "network-open-to-internet": deny(say`a port other than 80 and 443 is open to the whole internet`),
  "web-open-to-internet": warn(say`port 80 or 443 is open to the whole internet`),
  "network-opened": warn(say`more addresses, groups or ports are let in`),
  "egress-opened": info(say`more can be reached from inside`),
  "network-narrowed": info(say`fewer addresses, groups or ports are let through`),
  "network-unreadable": warn(say`who is let through is known only after apply`),
  "eks-endpoint-open": deny(say`a cluster's endpoint can be reached from the whole internet`),
  "eks-endpoint-opened": warn(say`more addresses can reach a cluster's endpoint`),
  "eks-admin": warn(say`somebody becomes an administrator of a cluster`),
  "eks-access-widened": warn(say`somebody can do more in a cluster than before`),
  "eks-access-narrowed": info(say`somebody can do less in a cluster than before`),
  "identity-provider-widened": warn(say`more tokens of an identity provider are accepted`),
  "shared-outside": warn(say`a snapshot, an image or another resource is shared with others`),
} as const satisfies Record<string, Rule>;

export type AccessRule = keyof typeof ACCESS_RULES;

export function detected(rule: AccessRule, title: SafeText, details: readonly SafeText[] = []): Detected {
  return { rule, level: ACCESS_RULES[rule].level, title, details };
}
