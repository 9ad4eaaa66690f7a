import { planEnvironment } from "../../planning/child-environment";
import { PlanningError } from "../../planning/errors";
import type { AwsAccess } from "../aws/access";

/** Against AWS with the caller's credentials, or against an emulator on this machine. */
export type RunKind = AwsAccess["kind"];

/** How a run reaches AWS, or what stands for it. */
export interface Reach {
  readonly access: AwsAccess;
  /** Of Terraform and its providers. */
  readonly environment: NodeJS.ProcessEnv;
}

const ENDPOINT = "AWS_ENDPOINT_URL";
// The S3 backend still listens to the older names.
const REDIRECTS = /^(AWS_ENDPOINT_URL.*|(TF_)?AWS_(S3|STS|IAM|DYNAMODB)_(ENDPOINT|ENDPOINT_URL))$/;
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
// Credentials, values of variables, a way out, the registry's tokens. TF_CLI_ARGS, TF_LOG, TF_WORKSPACE, TF_DATA_DIR and the
// like stay out: what was reviewed would not be what they make of it.
const ONLINE =
  /^(AWS_.*|TF_VAR_.*|TF_TOKEN_.*|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|https?_proxy|no_proxy|all_proxy)$/;
const NOBODY = { AWS_ACCESS_KEY_ID: "mock", AWS_SECRET_ACCESS_KEY: "mock" } as const;

/**
 * What Terraform may know of the caller's environment in a run.
 * Throws a PlanningError for an emulator that is not on this machine, or one that an online run would reach by mistake.
 */
export function reachOf(kind: RunKind, caller: NodeJS.ProcessEnv): Reach {
  const endpoint = caller[ENDPOINT];
  const base = planEnvironment(caller);
  if (kind === "online") {
    const first = Object.keys(caller).find((name) => REDIRECTS.test(name));
    if (first !== undefined) {
      throw new PlanningError([
        `${first} is ${caller[first] ?? ""}, so this would not reach AWS; unset it, or add --emulated for an emulator`,
      ]);
    }
    const passed = Object.entries(caller).filter(([name]) => ONLINE.test(name));
    // Nor may a profile lead elsewhere.
    const environment = {
      ...base,
      ...Object.fromEntries(passed),
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    };
    return { access: { kind }, environment };
  }
  if (endpoint === undefined || !isLoopback(endpoint)) {
    throw new PlanningError([
      `--emulated needs ${ENDPOINT} with an emulator on this machine, for example http://127.0.0.1:5000; it is ${endpoint ?? "not set"}`,
    ]);
  }
  const environment = {
    ...base,
    ...NOBODY,
    [ENDPOINT]: endpoint,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  return { access: { kind, endpoint }, environment };
}

function isLoopback(endpoint: string): boolean {
  try {
    return LOOPBACK.test(new URL(endpoint).hostname);
  } catch {
    return false;
  }
}
