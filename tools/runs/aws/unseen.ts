/** Something that a search by tags does not find, so that it proves nothing about it. */
export interface Unseen {
  readonly what: string;
  readonly reason: string;
  readonly source: string;
}

const TAGGING = "https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference";

/** What `taggedResources` cannot return; of what it does return some is already gone. */
export const UNSEEN: readonly Unseen[] = [
  {
    what: "autoscaling groups, as those of node groups and of batch",
    reason: "the tagging API returns none; their instances are seen, by EC2's own tags",
    source: `${TAGGING}/supported-services.html`,
  },
  {
    what: "what has no tags: records, aliases of keys, bucket policies, inline policies, log resource policies, dashboards",
    reason: "the API returns tagged resources only; these go with their parents, or by name",
    source: `${TAGGING}/API_GetResources.html`,
  },
  {
    what: "log groups that a service makes again after they are gone (docs/cluster.md), service-linked roles",
    reason: "services do not give our tags to what they make",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html",
  },
  {
    what: "tags that were set in the last minutes, and resources deleted in the last minutes or days",
    reason:
      "the API returns what is, or was, tagged, and follows with delay: ask the service before a resource is called left",
    source: `${TAGGING}/API_GetResources.html`,
  },
  {
    what: "resources of other accounts and of regions that were not asked",
    reason: "an answer is of one account and one region",
    source: `${TAGGING}/API_GetResources.html`,
  },
];
