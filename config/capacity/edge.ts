import { ASSUMED } from "./assumptions";
import type { Quantity, Serving } from "./quantity";

/** Of a rate-based rule. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html */
const WINDOW_SECONDS = 300;
// Of one distribution; the web ACL has no limit of its own there.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
const DISTRIBUTION = { requestsPerSecond: 250_000, gbps: 150 } as const;

/** What CloudFront and WAF have to let through. Viewers come within one window: a lecture begins, a notification went out. */
export function edgeQuantities({ environment }: Serving): Quantity[] {
  const { load, edge } = environment;
  const { files, fileKiB } = ASSUMED.visit;
  const requestsPerUser = (load.requestsPerSecond / load.concurrentUsers) * WINDOW_SECONDS;
  const filesPerSecond = (load.concurrentUsers * files) / WINDOW_SECONDS;
  const requestsPerSecond = Math.ceil(load.requestsPerSecond + filesPerSecond);
  const arrival = `${load.concurrentUsers} users who arrive within five minutes and load ${files} files each`;
  return [
    {
      name: "edge.requestsPerAddress",
      unit: "requests in five minutes",
      needed: Math.ceil(load.usersBehindOneAddress * (requestsPerUser + files)),
      available: edge.requestsPerAddress,
      path: "edge.requestsPerAddress",
      why: `${load.usersBehindOneAddress} users behind one address arrive within five minutes: ${files} files and ${requestsPerUser} requests each`,
      limit: "the rate limit of the web ACL",
      remedy: "raise it: whoever shares an address with so many would be turned away",
    },
    {
      name: "edge.requests",
      unit: "requests a second",
      needed: requestsPerSecond,
      available: DISTRIBUTION.requestsPerSecond,
      path: "load.requestsPerSecond",
      why: `${load.requestsPerSecond} a second, and ${arrival}`,
      limit: "quota of a distribution",
      remedy: "have the quota raised",
    },
    {
      name: "edge.traffic",
      unit: "Mbit/s",
      needed: megabits(requestsPerSecond * fileKiB),
      available: DISTRIBUTION.gbps * 1000,
      path: "load.concurrentUsers",
      why: `${requestsPerSecond} answers a second of ${fileKiB} KiB`,
      limit: "quota of a distribution",
      remedy: "have the quota raised",
    },
  ];
}

/** Mbit/s, rounded up. */
export function megabits(kibPerSecond: number): number {
  return Math.ceil((kibPerSecond * 1024 * 8) / 1_000_000);
}
