import { kindOf } from "./keys";
import type { Steps } from "./references";

/** How far a value may be shown: as its place and shape allow, as a plain id or name only, or not at all. */
export const Trust = { Written: 0, Foreign: 1, Secret: 2 } as const;
export type Trust = (typeof Trust)[keyof typeof Trust];

/** The lesser trust. */
export function worse(one: Trust, other: Trust): Trust {
  return one > other ? one : other;
}

/** Data sources that read secrets: all that is not about the secret is one. */
const SECRET_STORES =
  /^(?:data|ephemeral)\.(?:aws_secretsmanager_|aws_ssm_parameter|aws_kms_secrets|vault_|sops_|onepassword_|azurerm_key_vault_|google_secret_manager_|doppler_|infisical_|akeyless_|bitwarden_|external$|tfe_outputs$)/;
/** Outputs of other states: Terraform drops the mark of sensitive ones. */
const STATES = /^data\.(?:terraform_remote_state|tfe_outputs)$/;
/** Resources that give back what they are given. */
const REPEATERS =
  /^(?:terraform_data|null_resource|null_data_source|data\.null_data_source|data\.template_file|data\.template_cloudinit_config|data\.cloudinit_config|data\.external|local_file|local_sensitive_file|data\.local_file|helm_release|data\.helm_template|time_static|aws_ssm_parameter|data\.aws_iam_policy_document)$/;
/** CDKTF marks each of its automatic outputs as sensitive, whatever is in it. */
const AUTOMATIC = /^cross-stack-output-/;
const AUTOMATIC_SECRET =
  /(?:password|secret_string|secret_binary|auth_token|private_key(?:_pem)?|secret|token|credentials?|passphrase)\d*(?:data)?$|random_(?:password|bytes)|tls_private_key|secret_version/;

export function isAutomaticOutput(name: string): boolean {
  return AUTOMATIC.test(name);
}

export function readsStates(type: string): boolean {
  return STATES.test(type);
}

export function repeatsInputs(type: string): boolean {
  return REPEATERS.test(type);
}

/** What the name of an output, variable or local says. */
export function trustOfName(name: string): Trust {
  if (AUTOMATIC.test(name)) return AUTOMATIC_SECRET.test(name) ? Trust.Secret : Trust.Foreign;
  const kind = kindOf(name);
  if (!kind.secret && kind.role !== "opaque") return Trust.Written;
  return kind.about === null ? Trust.Secret : Trust.Foreign;
}

/** What the attribute that is read says by its name: `.master_user_secret[0].secret_arn` is about a secret, `.password` is one. */
export function trustOfSteps(steps: Steps): Trust {
  let worst: Trust = Trust.Written;
  const names = steps.filter((step): step is string => typeof step === "string");
  names.forEach((name, at) => {
    const trust = trustOfName(name);
    const last = at === names.length - 1;
    // Below a secret, what is about it stays an id.
    if (last && trust !== Trust.Secret && worst === Trust.Secret && kindOf(name).about !== null)
      worst = Trust.Foreign;
    else if (trust > worst) worst = trust;
  });
  return worst;
}

/** What a reference to a resource of `type` carries by itself. */
export function trustOfResource(type: string, steps: Steps): Trust {
  if (STATES.test(type)) {
    const names = steps.filter((step): step is string => typeof step === "string").slice(1);
    return names.some((name) => trustOfName(name) === Trust.Secret) ? Trust.Secret : Trust.Foreign;
  }
  const last = steps.findLast((step) => typeof step === "string");
  if (SECRET_STORES.test(type))
    return typeof last === "string" && kindOf(last).about !== null ? Trust.Foreign : Trust.Secret;
  return trustOfSteps(steps);
}
