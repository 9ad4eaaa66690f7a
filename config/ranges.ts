import { z } from "zod";

// https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
const MAX_RANGES = 40;
// A range shorter than this is no list of offices any more.
const MIN_PREFIX = 8;

const range = z
  .cidrv4({ error: "not an IPv4 range such as 203.0.113.0/24" })
  .refine((cidr) => Number(cidr.split("/")[1]) >= MIN_PREFIX, {
    error: `open to the world, or nearly; name the ranges that need it, each /${MIN_PREFIX} or longer`,
  });

/** Public IPv4 ranges that may come in. */
export const rangesSchema = z
  .array(range)
  .min(1, { error: "at least one range" })
  .max(MAX_RANGES, { error: `at most ${MAX_RANGES} ranges` })
  .readonly();
