import { z } from "zod";
import { imageSchema } from "./api";
import { batchSchema } from "./batch";
import { edgeSchema } from "./edge";
import { loadSchema } from "./load";
import { nodesSchema } from "./nodes";
import { prometheusSchema } from "./prometheus";
import { rangesSchema } from "./ranges";
import { REGION_NAMES } from "./regions";
import { RETENTION_DAYS } from "./retention";
import { cacheSchema, databaseSchema, daxSchema } from "./stores";

export const ENVIRONMENT_NAMES = ["development", "staging", "production"] as const;

/** Interface endpoints that an environment may choose; the last part of `com.amazonaws.<region>.<service>`. */
export const INTERFACE_ENDPOINTS = ["ecr.api", "ecr.dkr", "kms", "logs", "sqs", "ssm", "sts"] as const;

const retentionDays = z.union(
  RETENTION_DAYS.map((days) => z.literal(days)),
  { error: `allowed are ${RETENTION_DAYS.join(", ")} days` },
);
const email = z.email({ error: "not an email address" });

const region = z.strictObject({
  name: z.enum(REGION_NAMES, { error: `allowed are ${REGION_NAMES.join(", ")}; see config/regions.ts` }),
  /** The VPC's range, /16 to /22; disjoint from every other one of the address plan. */
  cidr: z.cidrv4({ error: "not an IPv4 range such as 10.0.0.0/16" }),
  /** Three zones, by id, in an order that never changes: the order is part of the subnets' addresses. */
  zoneIds: z
    .tuple([z.string(), z.string(), z.string()], { error: "exactly three zone ids are needed" })
    .readonly(),
});

/** The shape of one environment. What needs several fields at once is checked in validate.ts. */
export const environmentSchema = z.strictObject({
  name: z.enum(ENVIRONMENT_NAMES, { error: `allowed are ${ENVIRONMENT_NAMES.join(", ")}` }),
  /** One AWS account for each environment. */
  accountId: z.string().regex(/^\d{12}$/, { error: "an AWS account id has 12 digits" }),
  domain: z
    .hostname({ error: "not a domain name such as mindscape.example" })
    .includes(".", { error: "a domain name has at least two labels" }),
  /** Zones below the domain that other accounts hold, with the name servers that AWS gave them (docs/traffic.md). */
  delegations: z
    .array(
      z.strictObject({
        domain: z.hostname({ error: "not a domain name" }),
        nameServers: z
          .array(z.hostname({ error: "not the name of a server" }))
          .min(2, { error: "at least two servers; Route 53 names four" })
          .readonly(),
      }),
    )
    .readonly(),
  /** Home, where the stores are born, then other. */
  regions: z.union([z.tuple([region]), z.tuple([region, region])], {
    error: "one or two regions are needed",
  }),
  /** Where capacity, schedules and paging are; a failover changes it. */
  activeRegion: z.enum(REGION_NAMES, { error: `allowed are ${REGION_NAMES.join(", ")}` }),
  protection: z.enum(["disposable", "standard", "locked"]),
  /** One NAT gateway for the region, or one in each zone: 33 USD a month each, before traffic. */
  nat: z.enum(["single", "per-zone"]),
  /** Each costs 7.30 USD a month and zone, and saves NAT's 0.045 USD per GB. */
  interfaceEndpoints: z
    .array(z.enum(INTERFACE_ENDPOINTS, { error: `allowed are ${INTERFACE_ENDPOINTS.join(", ")}` }))
    .readonly(),
  /** Who reaches the product: everybody, or the listed ranges. */
  access: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("public") }),
    z.strictObject({ kind: z.literal("restricted"), ranges: rangesSchema }),
  ]),
  load: loadSchema,
  edge: edgeSchema,
  /** Who reaches the Kubernetes API: the VPC alone, or the listed ranges too. */
  clusterEndpoint: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("private") }),
    z.strictObject({ kind: z.literal("restricted"), ranges: rangesSchema }),
  ]),
  /** What developers may do in the cluster's namespace of the product. */
  developers: z.enum(["edit", "view", "none"]),
  /** `manual`: sizes are what the configuration says, until somebody changes it. */
  scaling: z.enum(["manual", "automatic"]),
  monitoring: z.enum(["basic", "full", "full-with-alerts"]),
  /** In the cluster; "none" with basic monitoring, and only then. */
  prometheus: prometheusSchema,
  /** How the API goes from one version to the next: pod by pod, or beside each other with a check, measurements and a way back. */
  rollout: z.enum(["rolling", "blue-green"]),
  image: imageSchema,
  /** Whether the API's pods mount the shared file system; it is there in any case. */
  sharedFiles: z.enum(["mounted", "not-mounted"]),
  nodes: nodesSchema,
  database: databaseSchema,
  /** With two regions a global datastore, with one a single replication group. */
  cache: cacheSchema,
  dynamo: z.enum(["off", "table", "table-with-dax"]),
  /** The nodes behind `table-with-dax`, in each region. */
  dax: daxSchema,
  batch: batchSchema,
  retention: z.strictObject({
    /** Log groups and the log bucket, days. */
    logsDays: retentionDays,
    /** The backup bucket's current objects, days. */
    backupsDays: z.int().min(7, { error: "at least 7" }),
  }),
  /** Email addresses that alerts go to, by severity; each has to confirm AWS's first message. */
  notify: z.strictObject({
    page: z.array(email).readonly(),
    ticket: z.array(email).min(1, { error: "at least one address" }).readonly(),
  }),
});

export type EnvironmentConfig = Readonly<z.infer<typeof environmentSchema>>;
export type EnvironmentName = EnvironmentConfig["name"];
export type RegionConfig = Readonly<z.infer<typeof region>>;
