import type { Place } from "./access";
import { ask, everyPage } from "./ask";
import { isOfLoadBalancing, type Leaving } from "./leaving";
import { type Tags, tagsOf } from "./resource";

// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html
const TAGS_AT_ONCE = 20;

/** Load balancers and target groups that a cluster's controllers made; Terraform's own carry no such tags. */
export async function loadBalancingLeavings(place: Place, cluster: string): Promise<Leaving[]> {
  const listed = await Promise.all([loadBalancers(place), targetGroups(place)]);
  const all = listed.flat();
  const tags = await tagsByArn(
    place,
    all.map(({ id }) => id),
  );
  return all
    .filter(({ id }) => isOfLoadBalancing(tags.get(id) ?? {}, cluster))
    .map((found) => ({
      ...found,
      ...{ region: place.region, cluster, keepsData: false },
      madeBy: "AWS Load Balancer Controller",
    }));
}

type Found = Pick<Leaving, "kind" | "id" | "about">;

async function loadBalancers(place: Place): Promise<Found[]> {
  return everyPage(async (Marker) => {
    const doing = `list load balancers in ${place.region}`;
    const page = await ask(place, "loadBalancing", doing, (client, options) =>
      client.describeLoadBalancers({ ...(Marker !== undefined && { Marker }) }, options),
    );
    const items = (page.LoadBalancers ?? []).map(
      ({ LoadBalancerArn: id = "", LoadBalancerName: name = "" }) => ({
        kind: "load-balancer" as const,
        id,
        about: `load balancer ${name}`,
      }),
    );
    return { items, token: page.NextMarker };
  });
}

async function targetGroups(place: Place): Promise<Found[]> {
  return everyPage(async (Marker) => {
    const doing = `list target groups in ${place.region}`;
    const page = await ask(place, "loadBalancing", doing, (client, options) =>
      client.describeTargetGroups({ ...(Marker !== undefined && { Marker }) }, options),
    );
    const items = (page.TargetGroups ?? []).map(
      ({ TargetGroupArn: id = "", TargetGroupName: name = "" }) => ({
        kind: "target-group" as const,
        id,
        about: `target group ${name}`,
      }),
    );
    return { items, token: page.NextMarker };
  });
}

async function tagsByArn(place: Place, arns: readonly string[]): Promise<Map<string, Tags>> {
  const found = new Map<string, Tags>();
  for (let index = 0; index < arns.length; index += TAGS_AT_ONCE) {
    const ResourceArns = arns.slice(index, index + TAGS_AT_ONCE);
    const page = await ask(place, "loadBalancing", "read the tags of load balancers", (client, options) =>
      client.describeTags({ ResourceArns }, options),
    );
    for (const { ResourceArn = "", Tags: tags } of page.TagDescriptions ?? [])
      found.set(ResourceArn, tagsOf(tags));
  }
  return found;
}
