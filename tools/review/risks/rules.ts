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

/**
 * Every rule of this folder. `deny` is for what cannot be taken back or opens something to the world: it needs a waiver. What
 * only interrupts, or can be set right by the next apply, warns.
 */
export const RISK_RULES = {
  "stateful-destroyed": deny(say`what holds data that exists nowhere else is destroyed`),
  "stateful-replaced": deny(say`what holds data that exists nowhere else is replaced by something empty`),
  "stateful-forgotten": warn(say`what holds data stays, and nobody manages it any more`),
  "contents-destroyed": warn(say`what holds copies, history or work in progress is destroyed`),
  "contents-replaced": warn(
    say`what holds copies, history or work in progress is replaced by something empty`,
  ),

  "deletion-protection-off": deny(say`a protection against deletion is switched off`),
  "force-destroy-on": warn(say`a deletion would take the contents with it`),
  "final-snapshot-off": warn(say`a deletion would leave no snapshot behind`),
  "backups-off": deny(say`backups end, or those that exist are deleted`),
  "backups-shorter": warn(say`backups are kept for a shorter time`),
  "versioning-off": deny(say`earlier versions of objects are no longer kept`),
  "object-lock-weaker": deny(say`what could not be deleted before a date can be deleted now`),
  "retention-shorter": warn(say`logs, messages or records are kept for a shorter time`),
  "encryption-off": deny(say`data is no longer encrypted`),
  "encryption-key-changed": warn(say`data is encrypted with another key`),
  "key-off": deny(say`a key is disabled: what is encrypted with it cannot be read`),
  "key-rotation-off": warn(say`a key or a secret is no longer rotated`),
  "key-deletion-sooner": warn(say`less time is left to rescue a deleted key or secret`),
  "public-access-on": deny(say`something can be reached from the internet`),
  "public-access-block-off": deny(say`what kept the public out is switched off`),
  "exposure-wider": warn(say`more addresses may reach an endpoint than before`),
  "availability-lower": warn(say`the loss of one zone or node becomes an outage`),
  "transport-plain": deny(say`connections without encryption are accepted`),
  "tls-weaker": warn(say`older versions of TLS are accepted`),
  "authentication-weaker": warn(say`who proves less gets in`),
  "logs-off": warn(say`something is no longer logged`),
  "audit-off": deny(say`what people and machines do in the account is no longer recorded`),
  "detection-off": warn(say`a detection of attacks or faults is switched off`),
  "firewall-off": deny(say`a firewall lets through what it blocked`),
  "alarm-off": warn(say`an alarm no longer tells anybody`),
  "artifacts-mutable": warn(say`what was tested can be overwritten under its name`),
  "protection-unknown": info(say`whether a protection stays is known after the apply only`),

  "nodes-roll": warn(say`machines are replaced, and what runs on them moves`),
  "workload-rolls": info(say`containers or functions are replaced by new ones`),
  "workload-stops": warn(say`what runs is stopped before, or without, something new`),
  restart: warn(say`something restarts or fails over, and connections break`),
  "waits-for-reboot": warn(say`a change takes effect with a restart that this apply does not do`),
  "engine-upgrade": warn(say`a database or broker gets another version`),
  "cluster-upgrade": warn(say`a cluster gets another version`),
  "apply-fails": warn(say`the provider is known to refuse this`),
  "no-way-back": warn(say`the next apply cannot take this back`),
  "address-changes": warn(say`names or addresses change that others have written down`),
  "network-replaced": warn(say`a part of the network goes, with whatever is in it`),
  "network-interrupted": warn(say`traffic stops, or has no way, for a while or for good`),
  "certificate-changes": warn(say`clients are shown another certificate`),
  "dns-changes": warn(say`a name answers otherwise, and caches keep the old answer`),
  "edge-changes": info(say`a change travels to edge locations for minutes`),
  "identity-replaced": warn(say`an identity goes, and grants that name it do not follow`),
  "secret-value-changes": warn(say`a generated secret gets another value`),
  "data-expires": warn(say`data is deleted by age or by rule from now on`),
  "capacity-lower": info(say`there is less of something than before`),
  "release-changes": warn(say`what a chart makes changes, and the plan does not show it`),
  "release-created-again": deny(say`a release is created that may exist already`),
  "release-may-exist": warn(say`a release is created where the state should have some, and has none`),
  opaque: info(say`what is done cannot be seen in the plan`),
} as const satisfies Record<string, Rule>;

export type RiskRule = keyof typeof RISK_RULES;

export function detected(rule: RiskRule, title: SafeText, details: readonly SafeText[] = []): Detected {
  return { rule, level: RISK_RULES[rule].level, title, details };
}
