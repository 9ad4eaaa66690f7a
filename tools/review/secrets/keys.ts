/** What the name of an attribute, a map key or a header says of the value below it. */
export interface KeyKind {
  /** The value, or all below it, is a secret by name. */
  readonly secret: boolean;
  /** A fact about a secret rather than the secret: `secret_arn`, `password_length`. */
  readonly about: "arn" | "id" | "zone" | "name" | "fact" | null;
  readonly role: Role;
}

export type Role =
  /** Nothing below it is shown: user data, variables of processes. */
  | "opaque"
  /** Lists of names with values that are not shown. */
  | "variables"
  /** `environment`: a word, a block, or variables of a process. */
  | "environment"
  /** Tags, dimensions, labels: every member is a name. */
  | "names"
  | "name"
  /** Words for people. */
  | "text"
  /** `value`, `content`, ...: only the value's own shape speaks for it. */
  | "generic"
  /** The attribute of an object whose meaning stands beside it, in `name` or `key`. */
  | "paired"
  | "plain";

const SECRET_WORDS =
  wordsOf(`password passwords passwd passwort pwd passphrase passphrases passcode secret secrets token tokens
  credential credentials creds cred auth authorization authtoken bearer apikey apikeys apitoken authkey privatekey accesskey
  secretkey secretstring connectionstring connstr connstring dsn cookie setcookie htpasswd dockerconfigjson dockercfg
  dockerconfig kubeconfig jwt hmac pfx pkcs12 p12 keystore jks otp totp mnemonic webhook clientsecret sas psk presharedkey
  masterkey signingkey encryptionkey userpassword dbpassword rootpassword adminpassword proof nonce kubeconfigs pat`);

/** Of two words after another: `private_key`, `connectionString`. */
const SECRET_PAIRS =
  wordsOf(`private_key private_keys access_key access_keys secret_key api_key api_keys api_secret app_key
  application_key signing_key encryption_key encrypt_key shared_key preshared_key master_key account_key license_key
  licence_key deploy_key routing_key integration_key session_key service_key ssh_key rsa_key ingest_key ingestion_key
  decryption_key cipher_key connection_string connection_strings connection_url connection_uri database_url
  db_url redis_url mongo_uri mongodb_uri jdbc_url key_material key_pem pem_key webhook_url client_key
  tls_key ssl_key recovery_code recovery_codes seed_phrase storage_key host_key server_key user_key`);

const OPAQUE =
  wordsOf(`user_data custom_data startup_script cloud_init cloudinit cloud_config userdata customdata
  secret_string secret_binary env_file env_files bootstrap_script`);
const VARIABLES =
  wordsOf(`custom_header custom_headers request_headers http_headers env envs env_var env_vars env_variable env_variables environment_variable environment_variables environment_secret
  environment_secrets runtime_environment_variables runtime_environment_secrets plaintext_env secret_env set_sensitive secrets
  extra_env stage_variables repository_secrets`);
const NAMES = wordsOf(
  `tags tags_all tag dimensions labels match_labels default_tags resource_tags recovery_point_tags match_tags`,
);

/** The last word makes it a fact about a secret. */
const ABOUT: ReadonlyMap<string, KeyKind["about"]> = new Map<string, KeyKind["about"]>([
  ...["arn", "arns"].map((word) => [word, "arn"] as const),
  ...["id", "ids"].map((word) => [word, "id"] as const),
  ...["name", "names", "label"].map((word) => [word, "name"] as const),
  ...wordList(`length type types status mode state strategy policy version versions spec size algorithm enabled disabled required
    validity units unit days hours minutes seconds age expiry expiration ttl rotation usage count prevention scheme method
    timeout duration behavior`).map((word) => [word, "fact"] as const),
]);

/** Ids of hosted zones and distributions: a letter and up to 21 others, which a licence key could be too. */
const ZONES = wordsOf(`zone_id distribution_id zone_ids`);

/** Words of AWS that sound like secrets and are none. */
const HARMLESS =
  wordsOf(`http_tokens metadata_http_tokens kms_master_key_id kms_key_arn kms_key_id kms_key signing_behavior
  deletion_token next_token authentication author access_key_last_used`);

/**
 * What a token says of who holds it, as policies ask for it: `token.actions.githubusercontent.com:sub`. The names of a workflow, a service
 * account, an audience. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const CLAIM =
  /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[\w./-]+)?:(?:sub|aud|azp|amr|actor|environment|job_workflow_ref|ref|repository|repository_owner|workflow)$/i;

const TEXT_WORDS = wordsOf(
  `description comment comments label title purpose summary reason documentation runbook synopsis`,
);
const TEXT_KEYS =
  wordsOf(`detail_type record records alarm_rule filter_expression expression alarm_description cache_control content_type display_name
  content_security_policy`);
const NAME_WORDS =
  wordsOf(`name names id ids identifier identifiers bucket cluster region zone namespace group groups subnet
  subnets role family repository repositories host hostname domain alias aliases prefix service function queue topic table
  database username user owner project env stage layer team statement sid sids path paths endpoint endpoints target`);
const GENERIC =
  wordsOf(`value values data content contents body default payload input text argument arguments args command
  commands entrypoint entry_point parameters raw string json config configuration settings source script template result
  output set literal string_value default_value triggers keepers query rendered default_arguments options content_base64 data_json`);
const PAIRED = wordsOf(`value values parameter_value string_value value_from default insecure_value`);

const kinds = new Map<string, KeyKind>();

/** `key` as snake, camel or kebab case, header or dotted path; cached. */
export function kindOf(key: string): KeyKind {
  let kind = kinds.get(key);
  if (kind === undefined) {
    if (kinds.size > 20_000) kinds.clear();
    kinds.set(key, (kind = classify(key)));
  }
  return kind;
}

function classify(key: string): KeyKind {
  if (CLAIM.test(key)) return { secret: false, about: null, role: "name" };
  // Keys of conditions in policies: a service or an issuer's host stands before the colon.
  const words = snake(key.replace(/^.*[:/](?=[^:/]+$)/, ""));
  const whole = words.join("_");
  const last = words.at(-1) ?? "";
  if (HARMLESS.has(whole)) return { secret: false, about: null, role: "plain" };
  const secret = isSecret(words);
  const about = ZONES.has(words.slice(-2).join("_")) ? "zone" : (ABOUT.get(last) ?? null);
  return { secret, about, role: roleOf(whole, last, words) };
}

function isSecret(words: readonly string[]): boolean {
  const kms = words.includes("kms");
  return words.some((word, at) => {
    // `bypass`, `pass_through` and `passed` are no passwords: `pass` counts at the end only.
    if (SECRET_WORDS.has(word) || ((word === "pass" || word === "pw") && at === words.length - 1))
      return true;
    if (at === 0) return false;
    const before = words[at - 1] ?? "";
    return (!kms && SECRET_PAIRS.has(`${before}_${word}`)) || SECRET_WORDS.has(before + word);
  });
}

/** The first that fits; `user_data_replace_on_change` is opaque too. */
const ROLES: readonly (readonly [
  Role,
  (words: { whole: string; last: string; first: string; end: string }) => boolean,
])[] = [
  ["opaque", ({ whole, first, end }) => OPAQUE.has(whole) || OPAQUE.has(first) || OPAQUE.has(end)],
  ["variables", ({ whole, end }) => VARIABLES.has(whole) || VARIABLES.has(end)],
  ["environment", ({ whole }) => whole === "environment" || whole === "environments"],
  ["names", ({ whole }) => NAMES.has(whole)],
  ["text", ({ whole, last }) => TEXT_KEYS.has(whole) || TEXT_WORDS.has(last)],
  ["paired", ({ whole }) => PAIRED.has(whole)],
  ["generic", ({ whole, last }) => GENERIC.has(whole) || GENERIC.has(last)],
  ["name", ({ last }) => NAME_WORDS.has(last)],
];

function roleOf(whole: string, last: string, words: readonly string[]): Role {
  const parts = { whole, last, first: words.slice(0, 2).join("_"), end: words.slice(-2).join("_") };
  return ROLES.find(([, fits]) => fits(parts))?.[0] ?? "plain";
}

/** `masterUserPassword`, `X-Api-Key` and `TF_VAR_x.y` as lower-case words. */
export function snake(key: string): string[] {
  return key
    .slice(0, 256)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function wordList(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(wordList(text));
}
