import { Emulator } from "../../../../tools/emulation/server";
import { type AwsAccess, clientOf } from "../../../../tools/runs/aws/access";
import type { Leaving } from "../../../../tools/runs/aws/leaving";
import { controllerLeavings } from "../../../../tools/runs/aws/leavings";
import { removeLeaving } from "../../../../tools/runs/aws/removal";
import { Account, listed, REGION, volumeTags } from "./support/account";
import { Answering, ec2Error } from "./support/answering";

const CLUSTER = "mindscape-staging";
const OTHER = "mindscape-staging-2";
const NO_PATIENCE = { milliseconds: 0 };

let emulator: Emulator;
let access: AwsAccess;
let account: Account;
beforeAll(async () => {
  emulator = await Emulator.start("210987654321");
  access = { kind: "emulated", endpoint: emulator.endpoint };
  account = new Account(access);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const found = (): Promise<Leaving[]> => controllerLeavings(access, REGION, CLUSTER);
const kinds = async (): Promise<string[]> => (await found()).map(({ kind }) => kind);

test("nothing is left in an empty account", async () => {
  await expect(found()).resolves.toEqual([]);
});

describe("volumes", () => {
  test("are this cluster's only where their tags say so", async () => {
    const ours = await account.volume(volumeTags(CLUSTER));
    await account.volume(volumeTags(OTHER));
    await account.volume({ "ebs.csi.aws.com/cluster": "true" });
    await account.volume({ [`kubernetes.io/cluster/${CLUSTER}`]: "owned" });
    await account.volume({ ...volumeTags(CLUSTER), "ebs.csi.aws.com/cluster-name": OTHER });
    const named = await account.volume({
      "ebs.csi.aws.com/cluster": "true",
      "ebs.csi.aws.com/cluster-name": CLUSTER,
    });
    expect((await found()).map(({ id }) => id).sort()).toEqual([ours, named].sort());
  });

  test("keep data, and say whose", async () => {
    await account.volume(volumeTags(CLUSTER));
    await expect(found()).resolves.toMatchObject([
      { kind: "volume", keepsData: true, about: "100 GiB for the claim monitoring/prometheus-db-0" },
    ]);
  });

  test("that are used are not removed", async () => {
    const id = await account.volume(volumeTags(CLUSTER));
    const { subnets } = await account.network();
    const InstanceId = await account.machine(subnets[0]);
    const client = await account.ec2();
    await client.attachVolume({ VolumeId: id, InstanceId, Device: "/dev/sdf" });
    const [leaving] = await found();
    await expect(removeLeaving(access, leaving!)).rejects.toThrow(
      `volume ${id} (100 GiB for the claim monitoring/prometheus-db-0) is still used by ${InstanceId}; destroy the stacks platform and cluster first`,
    );
    await client.detachVolume({ VolumeId: id, InstanceId, Device: "/dev/sdf" });
    const [free] = await found();
    await removeLeaving(access, free!);
    await expect(found()).resolves.toEqual([]);
  });

  test("and their snapshots are removed, what others made is not", async () => {
    const client = await account.ec2();
    const id = await account.volume(volumeTags(CLUSTER));
    const kept = await account.volume(volumeTags(OTHER));
    const TagSpecifications = [{ ResourceType: "snapshot" as const, Tags: listed(volumeTags(CLUSTER)) }];
    await client.createSnapshot({ VolumeId: id, TagSpecifications });
    expect(await kinds()).toEqual(["volume", "snapshot"]);
    for (const leaving of await found()) await removeLeaving(access, leaving);
    await expect(found()).resolves.toEqual([]);
    const { Volumes } = await client.describeVolumes({});
    expect(Volumes!.map(({ VolumeId }) => VolumeId)).toEqual([kept]);
  });

  test("may be gone already", async () => {
    await account.volume(volumeTags(CLUSTER));
    const [leaving] = await found();
    await removeLeaving(access, leaving!);
    await expect(removeLeaving(access, leaving!)).resolves.toBeUndefined();
  });
});

describe("interfaces", () => {
  const ofNetworking = {
    "cluster.k8s.amazonaws.com/name": CLUSTER,
    "node.k8s.amazonaws.com/instance_id": "i-1",
  };

  test("are left where no machine uses them and their tags name the cluster", async () => {
    const { subnets } = await account.network();
    const ours = await account.networkInterface(subnets[0], ofNetworking);
    const pods = await account.networkInterface(subnets[0], {
      "eks:eni:owner": "amazon-vpc-cni",
      [`kubernetes.io/cluster/${CLUSTER}`]: "owned",
    });
    await account.networkInterface(subnets[0], { ...ofNetworking, "cluster.k8s.amazonaws.com/name": OTHER });
    await account.networkInterface(subnets[0], { "node.k8s.amazonaws.com/instance_id": "i-1" });
    const used = await account.networkInterface(subnets[0], ofNetworking);
    const client = await account.ec2();
    const InstanceId = await account.machine(subnets[0]);
    await client.attachNetworkInterface({ NetworkInterfaceId: used, InstanceId, DeviceIndex: 1 });
    expect((await found()).map(({ id }) => id).sort()).toEqual([ours, pods].sort());
    for (const leaving of await found()) await removeLeaving(access, leaving);
    await expect(found()).resolves.toEqual([]);
  });
});

describe("load balancing", () => {
  async function made(cluster: string, name: string): Promise<void> {
    const client = await clientOf({ access, region: REGION }, "loadBalancing");
    const { vpc, subnets } = await account.network();
    const Tags = listed({ "elbv2.k8s.aws/cluster": cluster });
    const balancer = await client.createLoadBalancer({ Name: name, Subnets: subnets, Tags });
    const target = await client.createTargetGroup({
      Name: name,
      VpcId: vpc,
      Port: 80,
      Protocol: "HTTP",
      Tags,
    });
    const TargetGroupArn = target.TargetGroups![0]!.TargetGroupArn!;
    await client.createListener({
      LoadBalancerArn: balancer.LoadBalancers![0]!.LoadBalancerArn!,
      Port: 80,
      Protocol: "HTTP",
      DefaultActions: [{ Type: "forward", TargetGroupArn }],
    });
  }

  test("goes in an order that AWS accepts, and only this cluster's", async () => {
    await made(CLUSTER, "k8s-ours");
    await made(OTHER, "k8s-others");
    expect(await kinds()).toEqual(["load-balancer", "target-group"]);
    for (const leaving of await found()) await removeLeaving(access, leaving, NO_PATIENCE);
    await expect(found()).resolves.toEqual([]);
    await expect(controllerLeavings(access, REGION, OTHER)).resolves.toHaveLength(2);
  });
});

describe("security groups", () => {
  const ofController = { "elbv2.k8s.aws/cluster": CLUSTER };

  test("go although rules of others name them", async () => {
    const client = await account.ec2();
    const { vpc } = await account.network();
    const ours = await account.group(vpc, "k8s-traffic-x", ofController);
    const nodes = await account.group(vpc, "nodes", {});
    const rule = (GroupId: string) => ({
      IpProtocol: "tcp",
      FromPort: 1,
      ToPort: 2,
      UserIdGroupPairs: [{ GroupId }],
    });
    await client.authorizeSecurityGroupIngress({ GroupId: nodes, IpPermissions: [rule(ours), rule(nodes)] });
    await client.authorizeSecurityGroupEgress({ GroupId: nodes, IpPermissions: [rule(ours)] });
    const [leaving] = await found();
    expect(leaving).toMatchObject({ kind: "security-group", id: ours, keepsData: false });
    await removeLeaving(access, leaving!, NO_PATIENCE);
    const { SecurityGroups } = await client.describeSecurityGroups({ GroupIds: [nodes] });
    const named = SecurityGroups![0]!.IpPermissions!.flatMap(({ UserIdGroupPairs }) => UserIdGroupPairs!);
    expect(named.map(({ GroupId }) => GroupId)).toEqual([nodes]);
    await expect(found()).resolves.toEqual([]);
  });

  test("wait for what AWS lets go of later", async () => {
    let refused = 0;
    const server = await Answering.start(({ body }) => {
      const empty = { status: 200, headers: { "content-type": "text/xml" } };
      if (body.includes("Action=DescribeSecurityGroups"))
        return { ...empty, body: "<DescribeSecurityGroupsResponse/>" };
      refused += 1;
      return refused < 3
        ? ec2Error(400, "DependencyViolation", "resource sg-1 has a dependent object")
        : {
            ...empty,
            body: "<DeleteSecurityGroupResponse><return>true</return></DeleteSecurityGroupResponse>",
          };
    });
    const place = { kind: "emulated", endpoint: server.endpoint } as const;
    const leaving: Leaving = {
      ...{ kind: "security-group", id: "sg-1", region: REGION, cluster: CLUSTER },
      ...{ madeBy: "a controller", about: "a group", keepsData: false },
    };
    try {
      await removeLeaving(place, leaving, { everyMilliseconds: 1 });
      expect(refused).toBe(3);
      refused = -1_000;
      await expect(removeLeaving(place, leaving, NO_PATIENCE)).rejects.toThrow(
        /remove the security-group sg-1: AWS refuses it \(DependencyViolation\): resource sg-1 has a dependent object/,
      );
    } finally {
      await server.stop();
    }
  });

  test("that EKS made stay while the cluster is there, and are left when nobody uses them", async () => {
    const { vpc, subnets } = await account.network();
    const ofEks = { "aws:eks:cluster-name": CLUSTER, [`kubernetes.io/cluster/${CLUSTER}`]: "owned" };
    const id = await account.group(vpc, `eks-cluster-sg-${CLUSTER}-123`, ofEks);
    const client = await account.ec2();
    const NetworkInterfaceId = await account.networkInterface(subnets[0], {}, [id]);
    const InstanceId = await account.machine(subnets[0]);
    const attached = await client.attachNetworkInterface({ NetworkInterfaceId, InstanceId, DeviceIndex: 1 });
    await expect(found()).resolves.toEqual([]);
    await client.detachNetworkInterface({ AttachmentId: attached.AttachmentId! });
    await expect(found()).resolves.toMatchObject([{ kind: "security-group", id, madeBy: "EKS" }]);
    await expect(controllerLeavings(access, REGION, OTHER)).resolves.toEqual([]);
  });
});
