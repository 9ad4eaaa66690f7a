interface RegionFacts {
  readonly zoneIds: readonly string[];
  readonly globalDatastorePrefix: string;
  readonly cloudFrontPrefixListId: string;
}

/** Where the control planes of CloudFront, Route 53 and IAM live: for what they accept nowhere else, and nothing more. */
export const CONTROL_PLANE_REGION = "us-east-1";

/**
 * Regions that an environment may use, with the facts that synthesis needs and must not look up.
 *
 * us-east-1 is left out on purpose: the control planes of CloudFront, Route 53 and IAM live there, and neither home nor
 * other may share their fate (docs/adr/0004-home-and-other.md).
 */
export const REGIONS = {
  // Zone ids name a physical place; zone names (us-west-2a) are shuffled between accounts.
  // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
  // ElastiCache puts its region's letters before a global datastore's name.
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-CLI.html
  // AWS keeps the addresses from which CloudFront calls origins in a list of each region, the same for all accounts.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
  "us-west-2": {
    zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3", "usw2-az4"],
    globalDatastorePrefix: "sgaui",
    cloudFrontPrefixListId: "pl-82a045eb",
  },
  "us-east-2": {
    zoneIds: ["use2-az1", "use2-az2", "use2-az3"],
    globalDatastorePrefix: "fpkhr",
    cloudFrontPrefixListId: "pl-b6a144df",
  },
} as const satisfies Record<string, RegionFacts>;

export type RegionName = keyof typeof REGIONS;

export const REGION_NAMES = Object.keys(REGIONS) as [RegionName, ...RegionName[]];

/** Zone ids of `region`; empty for a region that is not listed. */
export function zoneIdsOf(region: string): readonly string[] {
  return region in REGIONS ? REGIONS[region as RegionName].zoneIds : [];
}
