import { z } from "zod";
import { ARCHITECTURES } from "./catalogs/instance-types";
import type { Resources } from "./node-capacity";

/** Pods of the API (R17): `max` where scaling is automatic, `min` where nobody scales. */
export const API_REPLICAS = { min: 3, max: 10 } as const;

/** Requests and limits of one pod of the API (R16). */
export const API_POD = {
  requests: { cpuMillicores: 100, memoryMiB: 256 },
  limits: { cpuMillicores: 500, memoryMiB: 512 },
} as const satisfies Record<string, Resources>;

/** Of what a pod requests: above it there are more of them (R17). */
export const API_SCALING = { cpuPercent: 70, memoryPercent: 80 } as const;

/** What every image of the API keeps to (charts/mindscape-api/README.md). */
export const API_CONTRACT = {
  /** Answered by the process alone. */
  healthPath: "/health",
  /** Its histogram of durations: by status and route, with a bucket that ends at the threshold of `service-latency`. */
  requests: {
    histogram: "http_server_request_duration_seconds",
    statusLabel: "http_response_status_code",
    routeLabel: "http_route",
    ignoredRoutes: ["/health", "/metrics"],
  },
  /** Uses the API at CHECK_URL, and fails if it does not work. The time is enough for a new machine under its pod too. */
  check: { command: ["/app/check"], seconds: 300 },
  /** Where it finds the shared files. */
  filesPath: "/var/lib/mindscape",
} as const;

export const SCRAPE_SECONDS = 15;

/**
 * Of a thousand requests a second the first one each second and this part of the others are 28 million traces a month, at 5 USD a
 * million 142 USD. A twentieth, X-Ray's own default, would be 660 USD. https://aws.amazon.com/xray/pricing/
 */
export const TRACED_SHARE = 0.01;

// https://docs.docker.com/reference/cli/docker/image/tag/
const VERSION = /^(sha256:[0-9a-f]{64}|(?!latest$)[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/;
const VERSION_PROBLEM =
  "is no version of an image: sha256: and 64 hexadecimal digits, or a tag that never moves; latest says something else tomorrow";

/** The API's container image, in each region's own registry. */
export const imageSchema = z.strictObject({
  architecture: z.enum(ARCHITECTURES, { error: `allowed are ${ARCHITECTURES.join(", ")}` }),
  /** A release is a commit that changes it, a rollback a revert. */
  version: z.string({ error: VERSION_PROBLEM }).regex(VERSION, { error: VERSION_PROBLEM }),
});
