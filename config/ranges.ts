import { Address4 } from "ip-address";
import { z } from "zod";

// https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
const MAX_RANGES = 40;
// Nobody comes from these: EKS refuses them, and CloudFront sees public addresses only.
const PRIVATE = ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"]
  .concat("192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4")
  .map((cidr) => new Address4(cidr));
// A range shorter than this is no list of offices any more.
const MIN_PREFIX = 8;

const range = z
  .cidrv4({ error: "not an IPv4 range such as 203.0.113.0/24", abort: true })
  .refine((cidr) => Number(cidr.split("/")[1]) >= MIN_PREFIX, {
    error: `open to the world, or nearly; name the ranges that need it, each /${MIN_PREFIX} or longer`,
    abort: true,
  })
  .refine((cidr) => !PRIVATE.some((range) => new Address4(cidr).isInSubnet(range)), {
    error: "no public range; name the addresses behind which its people leave for the internet",
  })
  .refine((cidr) => cidr.startsWith(`${new Address4(cidr).startAddress().address}/`), {
    error: "has bits set behind its prefix; write its first address",
  });

/** Public IPv4 ranges that may come in. */
export const rangesSchema = z
  .array(range)
  .min(1, { error: "at least one range" })
  .max(MAX_RANGES, { error: `at most ${MAX_RANGES} ranges` })
  .readonly();
