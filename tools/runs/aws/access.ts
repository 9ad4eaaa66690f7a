import type { EC2 } from "@aws-sdk/client-ec2";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { IAM } from "@aws-sdk/client-iam";
import type { ResourceGroupsTaggingAPI } from "@aws-sdk/client-resource-groups-tagging-api";
import type { S3 } from "@aws-sdk/client-s3";
import type { STS, STSClientConfig } from "@aws-sdk/client-sts";

/** AWS with the caller's credentials, or an emulator at `endpoint` that believes everybody. */
export interface AwsAccess {
  readonly kind: "online" | "emulated";
  readonly endpoint?: string;
}

/** Where one call goes. */
export interface Place {
  readonly access: AwsAccess;
  readonly region: string;
}

export interface Clients {
  readonly ec2: EC2;
  readonly iam: IAM;
  readonly loadBalancing: ElasticLoadBalancingV2;
  readonly s3: S3;
  readonly sts: STS;
  readonly tagging: ResourceGroupsTaggingAPI;
}

type Settings = Pick<
  STSClientConfig,
  "credentials" | "endpoint" | "maxAttempts" | "region" | "requestHandler" | "retryMode"
>;

interface Limits {
  readonly connection: number;
  readonly answer: number;
  /** For all attempts of one call together. */
  readonly call: number;
}

// In milliseconds. A network that is gone is an error within 15 seconds; an emulator shares its machine with everything else.
const LIMITS: Readonly<Record<AwsAccess["kind"], Limits>> = {
  online: { connection: 3_000, answer: 6_000, call: 13_000 },
  emulated: { connection: 3_000, answer: 60_000, call: 90_000 },
};
const ATTEMPTS = 5;
// Versions are pinned: a later one that will need a later Node is nothing to tell with every command.
const NODE_WARNING = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

// A client's package costs 20 to 450 ms of loading: each is loaded when it is first asked.
const MAKERS: { readonly [S in keyof Clients]: (settings: Settings) => Promise<Clients[S]> } = {
  ec2: async (settings) => new (await import("@aws-sdk/client-ec2")).EC2(settings),
  iam: async (settings) => new (await import("@aws-sdk/client-iam")).IAM(settings),
  loadBalancing: async (settings) => {
    const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
    return new ElasticLoadBalancingV2(settings);
  },
  s3: async (settings) =>
    new (await import("@aws-sdk/client-s3")).S3({
      ...settings,
      // Names of buckets cannot be resolved as hosts of an emulator.
      forcePathStyle: settings.endpoint !== undefined,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    }),
  sts: async (settings) => new (await import("@aws-sdk/client-sts")).STS(settings),
  tagging: async (settings) => {
    const { ResourceGroupsTaggingAPI } = await import("@aws-sdk/client-resource-groups-tagging-api");
    return new ResourceGroupsTaggingAPI(settings);
  },
};

const known = new WeakMap<AwsAccess, Map<string, Promise<unknown>>>();

/**
 * A service's client in a region. It lives as long as `access`, and all of them share one look for credentials: a login
 * may start a program, or ask a service that counts how often it is asked.
 */
export function clientOf<S extends keyof Clients>(
  { access, region }: Place,
  service: S,
): Promise<Clients[S]> {
  const clients = known.get(access) ?? new Map<string, Promise<unknown>>();
  known.set(access, clients);
  const key = `${service} ${region}`;
  const client = (clients.get(key) as Promise<Clients[S]> | undefined) ?? make({ access, region }, service);
  clients.set(key, client);
  return client;
}

/** How long to wait, in milliseconds. */
export function limitsOf({ kind }: AwsAccess): Limits {
  return LIMITS[kind];
}

async function make<S extends keyof Clients>(place: Place, service: S): Promise<Clients[S]> {
  process.env[NODE_WARNING] ??= "true";
  const { connection, answer } = limitsOf(place.access);
  return MAKERS[service]({
    region: place.region,
    retryMode: "standard",
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: connection,
      requestTimeout: answer,
      throwOnRequestTimeout: true,
    },
    ...(await identityOf(place, service)),
  });
}

async function identityOf(
  { access, region }: Place,
  service: keyof Clients,
): Promise<Pick<Settings, "credentials" | "endpoint">> {
  if (access.kind === "emulated") {
    if (access.endpoint === undefined) throw new Error("an emulated access without an endpoint");
    return { endpoint: access.endpoint, credentials: { accessKeyId: "mock", secretAccessKey: "mock" } };
  }
  if (service === "sts") return {};
  const { config } = await clientOf({ access, region }, "sts");
  return { credentials: config.credentials };
}
