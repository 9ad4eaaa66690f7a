import type { AwsAccess, Place } from "./access";
import { ask, everyPage } from "./ask";
import {
  isClustersGroup,
  isControllersGroup,
  isOfEbsDriver,
  isOfNetworking,
  type Leaving,
  LEAVING_KINDS,
} from "./leaving";
import { loadBalancingLeavings } from "./leavings-load-balancing";
import { type Tags, tagsOf } from "./resource";

const CLAIM = {
  namespace: "kubernetes.io/created-for/pvc/namespace",
  name: "kubernetes.io/created-for/pvc/name",
};

/**
 * What the controllers of a cluster made and what is still there, in the order in which it can be removed; only what its
 * tags say to be of this cluster and of no other. It can be asked before the cluster goes and after it is gone.
 * Rejects with AwsError.
 */
export async function controllerLeavings(
  access: AwsAccess,
  region: string,
  cluster: string,
): Promise<Leaving[]> {
  const place = { access, region };
  const found = await Promise.all([
    loadBalancingLeavings(place, cluster),
    interfaces(place, cluster),
    securityGroups(place, cluster),
    volumes(place, cluster),
    snapshots(place, cluster),
  ]);
  const rank = ({ kind }: Leaving): number => LEAVING_KINDS.indexOf(kind);
  return found.flat().sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/** Interfaces that nobody uses any more: those of running machines go with them. */
async function interfaces(place: Place, cluster: string): Promise<Leaving[]> {
  const Filters = [{ Name: "status", Values: ["available"] }];
  const all = await everyPage(async (NextToken) => {
    const page = await ask(place, "ec2", `list network interfaces in ${place.region}`, (ec2, options) =>
      ec2.describeNetworkInterfaces({ Filters, ...(NextToken !== undefined && { NextToken }) }, options),
    );
    return { items: page.NetworkInterfaces ?? [], token: page.NextToken };
  });
  return all
    .filter(({ TagSet }) => isOfNetworking(tagsOf(TagSet), cluster))
    .map(({ NetworkInterfaceId: id = "", Description: description = "" }) => ({
      kind: "network-interface",
      ...{ id, region: place.region, cluster, keepsData: false },
      madeBy: "Amazon VPC CNI",
      about: `interface of a machine that is gone (${description})`,
    }));
}

async function securityGroups(place: Place, cluster: string): Promise<Leaving[]> {
  const all = await everyPage(async (NextToken) => {
    const page = await ask(place, "ec2", `list security groups in ${place.region}`, (ec2, options) =>
      ec2.describeSecurityGroups({ ...(NextToken !== undefined && { NextToken }) }, options),
    );
    return { items: page.SecurityGroups ?? [], token: page.NextToken };
  });
  const found: Leaving[] = [];
  for (const { GroupId: id = "", GroupName: name = "", Tags: listed } of all) {
    const tags = tagsOf(listed);
    const ofEks = isClustersGroup(name, tags, cluster) && !(await isUsed(place, id));
    if (!ofEks && !isControllersGroup(name, tags, cluster)) continue;
    found.push({
      kind: "security-group",
      ...{ id, region: place.region, cluster, keepsData: false },
      madeBy: ofEks ? "EKS" : "AWS Load Balancer Controller",
      about: `security group ${name}`,
    });
  }
  return found;
}

/** While the cluster is there, its control plane's interfaces are in its group. */
async function isUsed(place: Place, group: string): Promise<boolean> {
  const Filters = [
    { Name: "group-id", Values: [group] },
    { Name: "status", Values: ["in-use"] },
  ];
  const page = await ask(place, "ec2", `look for who uses ${group}`, (ec2, options) =>
    ec2.describeNetworkInterfaces({ Filters }, options),
  );
  return (page.NetworkInterfaces ?? []).length > 0;
}

async function volumes(place: Place, cluster: string): Promise<Leaving[]> {
  const Filters = [{ Name: "tag:ebs.csi.aws.com/cluster", Values: ["true"] }];
  const all = await everyPage(async (NextToken) => {
    const page = await ask(place, "ec2", `list volumes in ${place.region}`, (ec2, options) =>
      ec2.describeVolumes({ Filters, ...(NextToken !== undefined && { NextToken }) }, options),
    );
    return { items: page.Volumes ?? [], token: page.NextToken };
  });
  return all
    .filter(({ Tags: tags, State }) => State !== "deleting" && isOfEbsDriver(tagsOf(tags), cluster))
    .map(({ VolumeId: id = "", Size, Tags: tags, Attachments }) => {
      const user = Attachments?.[0]?.InstanceId;
      return {
        ...stored("volume", `${Size ?? "?"} GiB${claimOf(tagsOf(tags))}`),
        ...{ id, region: place.region, cluster },
        ...(user !== undefined && { usedBy: user }),
      };
    });
}

async function snapshots(place: Place, cluster: string): Promise<Leaving[]> {
  const Filters = [{ Name: "tag:ebs.csi.aws.com/cluster", Values: ["true"] }];
  const all = await everyPage(async (NextToken) => {
    const page = await ask(place, "ec2", `list snapshots in ${place.region}`, (ec2, options) =>
      ec2.describeSnapshots(
        { Filters, OwnerIds: ["self"], ...(NextToken !== undefined && { NextToken }) },
        options,
      ),
    );
    return { items: page.Snapshots ?? [], token: page.NextToken };
  });
  return all
    .filter(({ Tags: tags }) => isOfEbsDriver(tagsOf(tags), cluster))
    .map(({ SnapshotId: id = "", VolumeId: volume = "a volume", Tags: tags }) => ({
      ...stored("snapshot", `of ${volume}${claimOf(tagsOf(tags))}`),
      ...{ id, region: place.region, cluster },
    }));
}

function stored(
  kind: "volume" | "snapshot",
  about: string,
): Pick<Leaving, "kind" | "madeBy" | "about" | "keepsData"> {
  return { kind, about, madeBy: "EBS CSI driver", keepsData: true };
}

/** The claim that it was made for, for example Prometheus' or Grafana's. */
function claimOf(tags: Tags): string {
  const name = tags[CLAIM.name];
  return name === undefined ? "" : ` for the claim ${tags[CLAIM.namespace] ?? "?"}/${name}`;
}
