import type { AwsAccess } from "./access";
import { ask, everyPage } from "./ask";
import { resourceOf, type TaggedResource, type Tags, tagsOf } from "./resource";
import { taggedIdentities } from "./tagged-identities";

// Where resources without a region are listed: CloudFront, Route 53, WAF for CloudFront, IAM.
// https://docs.aws.amazon.com/ARG/latest/userguide/supported-resources.html
export const GLOBAL_REGION = "us-east-1";
// https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
const PAGE = 100;

/**
 * Everything in the account that carries all of `tags`, in the order of the ARNs: of `regions`, of no region, and of IAM.
 * The answer may still hold what was deleted minutes ago, or what AWS deletes later (keys, secrets); what it never holds is
 * in `UNSEEN` (unseen.ts). Rejects with AwsError.
 */
export async function taggedResources(
  access: AwsAccess,
  regions: readonly string[],
  tags: Tags,
): Promise<TaggedResource[]> {
  const asked = [...new Set([...regions, GLOBAL_REGION])];
  const found = [
    ...(await Promise.all(asked.map((region) => taggedIn(access, region, tags)))).flat(),
    ...(await taggedIdentities(access, GLOBAL_REGION, tags)),
  ];
  // What has no region is found in each: the first is one that was asked for.
  const byArn = new Map(found.reverse().map((resource) => [resource.arn, resource]));
  return [...byArn.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

async function taggedIn(access: AwsAccess, region: string, tags: Tags): Promise<TaggedResource[]> {
  const TagFilters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }));
  return everyPage(async (token) => {
    const page = await ask(
      { access, region },
      "tagging",
      `list what is tagged in ${region}`,
      (client, options) =>
        client.getResources(
          { TagFilters, ResourcesPerPage: PAGE, ...(token !== undefined && { PaginationToken: token }) },
          options,
        ),
    );
    const items = (page.ResourceTagMappingList ?? []).flatMap(({ ResourceARN: arn, Tags: listed }) =>
      arn === undefined ? [] : [resourceOf(arn, region, tagsOf(listed))],
    );
    return { items, token: page.PaginationToken };
  });
}
