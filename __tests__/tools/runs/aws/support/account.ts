import { type AwsAccess, clientOf } from "../../../../../tools/runs/aws/access";
import type { EC2 } from "@aws-sdk/client-ec2";

export const REGION = "us-west-2";
const ZONE = `${REGION}a`;

export type Tags = Record<string, string>;
export const volumeTags = (cluster: string): Tags => ({
  "ebs.csi.aws.com/cluster": "true",
  [`kubernetes.io/cluster/${cluster}`]: "owned",
  "kubernetes.io/created-for/pvc/namespace": "monitoring",
  "kubernetes.io/created-for/pvc/name": "prometheus-db-0",
});
export const listed = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function tagged(
  ResourceType: "volume" | "network-interface" | "security-group",
  tags: Tags,
): { TagSpecifications?: { ResourceType: typeof ResourceType; Tags: ReturnType<typeof listed> }[] } {
  if (Object.keys(tags).length === 0) return {};
  return { TagSpecifications: [{ ResourceType, Tags: listed(tags) }] };
}

/** Makes in an emulated account what controllers of clusters make in a real one. */
export class Account {
  constructor(private readonly access: AwsAccess) {}

  ec2(): Promise<EC2> {
    return clientOf({ access: this.access, region: REGION }, "ec2");
  }

  async volume(tags: Tags): Promise<string> {
    const client = await this.ec2();
    const made = await client.createVolume({
      AvailabilityZone: ZONE,
      Size: 100,
      ...tagged("volume", tags),
    });
    return made.VolumeId!;
  }

  async network(): Promise<{ vpc: string; subnets: [string, string] }> {
    const client = await this.ec2();
    const { Vpc } = await client.createVpc({ CidrBlock: "10.0.0.0/16" });
    const vpc = Vpc!.VpcId!;
    const subnet = async (CidrBlock: string, AvailabilityZone: string): Promise<string> =>
      (await client.createSubnet({ VpcId: vpc, CidrBlock, AvailabilityZone })).Subnet!.SubnetId!;
    return { vpc, subnets: [await subnet("10.0.0.0/24", ZONE), await subnet("10.0.1.0/24", `${REGION}b`)] };
  }

  async group(vpc: string, GroupName: string, tags: Tags): Promise<string> {
    const client = await this.ec2();
    const made = await client.createSecurityGroup({
      VpcId: vpc,
      GroupName,
      Description: GroupName,
      ...tagged("security-group", tags),
    });
    return made.GroupId!;
  }

  async networkInterface(subnet: string, tags: Tags, Groups?: string[]): Promise<string> {
    const client = await this.ec2();
    const made = await client.createNetworkInterface({
      SubnetId: subnet,
      ...(Groups && { Groups }),
      ...tagged("network-interface", tags),
    });
    return made.NetworkInterface!.NetworkInterfaceId!;
  }

  async machine(subnet: string, groups?: string[]): Promise<string> {
    const client = await this.ec2();
    const { Images } = await client.describeImages({ Owners: ["amazon"] });
    const made = await client.runInstances({
      ImageId: Images![0]!.ImageId!,
      MinCount: 1,
      MaxCount: 1,
      InstanceType: "t3.micro",
      SubnetId: subnet,
      ...(groups && { SecurityGroupIds: groups }),
    });
    return made.Instances![0]!.InstanceId!;
  }
}
