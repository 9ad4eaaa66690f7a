import type { IAM, Tag } from "@aws-sdk/client-iam";
import type { AwsAccess } from "./access";
import { ask, type CallOptions, everyPage } from "./ask";
import { resourceOf, type TaggedResource, type Tags, tagsOf } from "./resource";

// IAM slows down callers that ask for more at once.
const AT_ONCE = 5;

interface Identity {
  readonly arn: string;
  readonly tags: (iam: IAM, options: CallOptions) => Promise<{ readonly Tags?: Tag[] | undefined }>;
}

/**
 * Roles, the account's own policies, instance profiles and OIDC providers that carry all of `tags`. The tagging API
 * lists no roles at all; IAM's lists tell no tags, so that each of the others is asked for its own.
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 */
export async function taggedIdentities(
  access: AwsAccess,
  region: string,
  tags: Tags,
): Promise<TaggedResource[]> {
  const list = listerIn(access, region);
  const [found, ...identities] = await Promise.all([
    rolesOf(list),
    policies(list),
    profiles(list),
    providers(list),
  ]);
  const asked = await inTurns(identities.flat(), async ({ arn, tags: read }) => {
    const answer = await list("read the tags of " + arn, read);
    return resourceOf(arn, region, tagsOf(answer.Tags));
  });
  const roles = found.map((role) => resourceOf(role.arn, region, role.tags));
  return [...roles, ...asked].filter((resource) => carries(resource, tags));
}

type Lister = <T>(doing: string, call: (iam: IAM, options: CallOptions) => Promise<T>) => Promise<T>;

function listerIn(access: AwsAccess, region: string): Lister {
  return (doing, call) => ask({ access, region }, "iam", doing, call);
}

function carries(resource: TaggedResource, tags: Tags): boolean {
  return Object.entries(tags).every(([key, value]) => resource.tags[key] === value);
}

/** Roles tell their tags in the account's overview, some hundred at once. */
async function rolesOf(list: Lister): Promise<{ arn: string; tags: Tags }[]> {
  return everyPage(async (Marker) => {
    const page = await list("list IAM roles", (iam, options) =>
      iam.getAccountAuthorizationDetails(
        { Filter: ["Role"], ...(Marker !== undefined && { Marker }) },
        options,
      ),
    );
    const items = (page.RoleDetailList ?? []).map(({ Arn = "", Tags: listed }) => ({
      arn: Arn,
      tags: tagsOf(listed),
    }));
    return { items, token: page.Marker };
  });
}

async function policies(list: Lister): Promise<Identity[]> {
  return everyPage(async (Marker) => {
    const page = await list("list IAM policies", (iam, options) =>
      iam.listPolicies({ Scope: "Local", ...(Marker !== undefined && { Marker }) }, options),
    );
    const items = (page.Policies ?? []).map(({ Arn = "" }): Identity => ({
      arn: Arn,
      tags: (iam, options) => iam.listPolicyTags({ PolicyArn: Arn }, options),
    }));
    return { items, token: page.Marker };
  });
}

async function profiles(list: Lister): Promise<Identity[]> {
  return everyPage(async (Marker) => {
    const page = await list("list IAM instance profiles", (iam, options) =>
      iam.listInstanceProfiles({ ...(Marker !== undefined && { Marker }) }, options),
    );
    const items = (page.InstanceProfiles ?? []).map(({ Arn = "", InstanceProfileName }): Identity => ({
      arn: Arn,
      // Its own list of tags is unknown to emulators.
      tags: async (iam, options) =>
        (await iam.getInstanceProfile({ InstanceProfileName }, options)).InstanceProfile ?? {},
    }));
    return { items, token: page.Marker };
  });
}

async function providers(list: Lister): Promise<Identity[]> {
  const page = await list("list IAM OIDC providers", (iam, options) =>
    iam.listOpenIDConnectProviders({}, options),
  );
  return (page.OpenIDConnectProviderList ?? []).map(({ Arn = "" }) => ({
    arn: Arn,
    tags: (iam, options) => iam.listOpenIDConnectProviderTags({ OpenIDConnectProviderArn: Arn }, options),
  }));
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let index = 0; index < items.length; index += AT_ONCE)
    results.push(...(await Promise.all(items.slice(index, index + AT_ONCE).map(work))));
  return results;
}
