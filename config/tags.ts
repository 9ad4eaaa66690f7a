import type { OrganizationConfig } from "./organization";

// Objects of S3 take at most 10 tags, and default_tags reach them too.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
export const MAX_DEFAULT_TAGS = 10;

/** Keys that every taggable resource carries; activated as cost allocation tags. */
export const REQUIRED_TAGS = ["Project", "Environment", "Layer", "Owner", "CostCenter", "ManagedBy"] as const;

export type Tags = Readonly<Record<(typeof REQUIRED_TAGS)[number], string>>;

/** Static tags of one stack: no clock, no commit, so that a plan shows a change only where there is one. */
export function tagsFor(organization: OrganizationConfig, environment: string, layer: string): Tags {
  return {
    Project: organization.name,
    Environment: environment,
    Layer: layer,
    Owner: organization.owner,
    CostCenter: organization.costCenter,
    ManagedBy: "terraform",
  };
}
