import { setTimeout as sleep } from "node:timers/promises";
import type { SecurityGroup } from "@aws-sdk/client-ec2";
import type { AwsAccess, Place } from "./access";
import { ask, AwsError, everyPage } from "./ask";
import type { Leaving } from "./leaving";
import { PlanningError } from "../../planning/errors";

/** How long to wait for what AWS lets go of later, as the interfaces of a load balancer. */
export interface Patience {
  /** @default 5 minutes */
  readonly milliseconds?: number;
  /** @default 5 seconds */
  readonly everyMilliseconds?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

const PATIENCE = { milliseconds: 300_000, everyMilliseconds: 5_000 } as const;
const IN_USE = new Set([
  "DependencyViolation",
  "ResourceInUse",
  "VolumeInUse",
  "InvalidNetworkInterface.InUse",
]);
const GONE = /NotFound$/;

/**
 * Removes one of what `controllerLeavings` found, in whose order they are to be removed; what is gone already is fine.
 * Rejects with a PlanningError for what is still used, protected or refused.
 */
export async function removeLeaving(
  access: AwsAccess,
  leaving: Leaving,
  patience: Patience = {},
): Promise<void> {
  if (leaving.usedBy !== undefined) {
    throw new PlanningError([
      `${leaving.kind} ${leaving.id} (${leaving.about}) is still used by ${leaving.usedBy}; destroy the stacks platform and cluster first`,
    ]);
  }
  const place = { access, region: leaving.region };
  if (leaving.kind === "security-group") await forgetGroup(place, leaving.id);
  await untilFree(() => removeOne(place, leaving), patience);
}

async function removeOne(place: Place, { kind, id }: Leaving): Promise<void> {
  const doing = `remove the ${kind} ${id}`;
  switch (kind) {
    case "load-balancer":
      await ask(place, "loadBalancing", doing, (client, options) =>
        client.deleteLoadBalancer({ LoadBalancerArn: id }, options),
      );
      return;
    case "target-group":
      await ask(place, "loadBalancing", doing, (client, options) =>
        client.deleteTargetGroup({ TargetGroupArn: id }, options),
      );
      return;
    case "network-interface":
      await ask(place, "ec2", doing, (ec2, options) =>
        ec2.deleteNetworkInterface({ NetworkInterfaceId: id }, options),
      );
      return;
    case "security-group":
      await ask(place, "ec2", doing, (ec2, options) => ec2.deleteSecurityGroup({ GroupId: id }, options));
      return;
    case "volume":
      await ask(place, "ec2", doing, (ec2, options) => ec2.deleteVolume({ VolumeId: id }, options));
      return;
    case "snapshot":
      await ask(place, "ec2", doing, (ec2, options) => ec2.deleteSnapshot({ SnapshotId: id }, options));
  }
}

async function untilFree(remove: () => Promise<void>, patience: Patience): Promise<void> {
  const { milliseconds, everyMilliseconds } = { ...PATIENCE, ...patience };
  const deadline = Date.now() + milliseconds;
  for (;;) {
    try {
      await remove();
      return;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (GONE.test(error.code)) return;
      if (!IN_USE.has(error.code) || patience.signal?.aborted || Date.now() >= deadline) throw error;
    }
    await sleep(everyMilliseconds, undefined, patience.signal && { signal: patience.signal }).catch(
      () => undefined,
    );
  }
}

/** Takes away the rules by which other groups know this one: AWS keeps a group that a rule names. */
async function forgetGroup(place: Place, id: string): Promise<void> {
  for (const group of await groupsThatName(place, id, "ip-permission.group-id")) {
    const IpPermissions = rulesAbout(id, group.IpPermissions);
    await ask(place, "ec2", `take ${id} out of the rules of ${group.GroupId}`, (ec2, options) =>
      ec2.revokeSecurityGroupIngress({ GroupId: group.GroupId, IpPermissions }, options),
    );
  }
  for (const group of await groupsThatName(place, id, "egress.ip-permission.group-id")) {
    const IpPermissions = rulesAbout(id, group.IpPermissionsEgress);
    await ask(place, "ec2", `take ${id} out of the rules of ${group.GroupId}`, (ec2, options) =>
      ec2.revokeSecurityGroupEgress({ GroupId: group.GroupId, IpPermissions }, options),
    );
  }
}

async function groupsThatName(place: Place, id: string, filter: string): Promise<SecurityGroup[]> {
  const Filters = [{ Name: filter, Values: [id] }];
  const all = await everyPage(async (NextToken) => {
    const page = await ask(place, "ec2", `look for rules about ${id}`, (ec2, options) =>
      ec2.describeSecurityGroups({ Filters, ...(NextToken !== undefined && { NextToken }) }, options),
    );
    return { items: page.SecurityGroups ?? [], token: page.NextToken };
  });
  return all.filter(({ GroupId }) => GroupId !== id);
}

function rulesAbout(
  id: string,
  rules: SecurityGroup["IpPermissions"],
): NonNullable<SecurityGroup["IpPermissions"]> {
  return (rules ?? []).flatMap(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs }) => {
    const pairs = (UserIdGroupPairs ?? []).filter(({ GroupId }) => GroupId === id);
    return pairs.length === 0 ? [] : [{ IpProtocol, FromPort, ToPort, UserIdGroupPairs: pairs }];
  });
}
