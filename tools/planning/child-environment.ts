// What a child may know of the caller's environment. AWS_*, TF_* and KUBE_* stay out: they could change a plan or let
// it reach an account.
const ALLOWED = /^(PATH|HOME|USER|LOGNAME|TMPDIR|TMP|TEMP|LANG|LC_.*|SSL_CERT_(FILE|DIR)|XDG_.*|SYSTEMROOT)$/;
// Only the initialisation talks to a registry, perhaps through a proxy, with a token, or into the user's plugin cache.
const ALLOWED_FOR_INSTALLATION = /^((HTTPS?|NO|ALL)_PROXY|TF_TOKEN_.*|TF_PLUGIN_CACHE_DIR)$/i;

// Measured: less frequent collection saves a tenth of a run's processor time at 200, and only costs memory beyond.
const GARBAGE_COLLECTION = { GOGC: "200" };

function pick(environment: NodeJS.ProcessEnv, allowed: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => allowed(name)));
}

/** Environment of Terraform and of providers during a plan. */
export function planEnvironment(caller: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...pick(caller, (name) => ALLOWED.test(name)),
    ...GARBAGE_COLLECTION,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}

/** Environment of `terraform init`, which may need the network. */
export function installationEnvironment(caller: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...pick(caller, (name) => ALLOWED_FOR_INSTALLATION.test(name)), ...planEnvironment(caller) };
}

/** What keeps an AWS provider away from AWS: its calls go to `endpoint`, and it sees no profiles. */
export function awsEnvironment(endpoint: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

// A provider that is started by hand logs every request unless each of its loggers is told not to.
const LOGS = [
  "TF_LOG",
  "TF_LOG_PROVIDER",
  "TF_LOG_SDK",
  "TF_LOG_SDK_PROTO",
  "TF_LOG_SDK_MUX",
  "TF_LOG_SDK_FRAMEWORK",
  "TF_LOG_SDK_HELPER_SCHEMA",
  "TF_LOG_SDK_HELPER_RESOURCE",
];
export const SILENCED_LOGS: NodeJS.ProcessEnv = Object.fromEntries(LOGS.map((name) => [name, "off"]));

/** Environment of a provider process. */
export function providerEnvironment(caller: NodeJS.ProcessEnv, endpoint: string): NodeJS.ProcessEnv {
  return { ...planEnvironment(caller), ...awsEnvironment(endpoint), ...SILENCED_LOGS };
}
