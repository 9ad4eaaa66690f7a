import { Emulator } from "../../../../tools/emulation/server";
import { clientOf, type AwsAccess } from "../../../../tools/runs/aws/access";
import { taggedResources } from "../../../../tools/runs/aws/tagged";
import { Answering, queryError } from "./support/answering";

const ACCOUNT = "210987654321";
const TAGS = { Project: "mindscape", Environment: "staging" };
const ours = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));
const others = [{ Key: "Project", Value: "mindscape" }];
const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
});

let emulator: Emulator;
let access: AwsAccess;
beforeAll(async () => {
  emulator = await Emulator.start(ACCOUNT);
  access = { kind: "emulated", endpoint: emulator.endpoint };
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

async function vpc(region: string, Tags: { Key: string; Value: string }[]): Promise<void> {
  const ec2 = await clientOf({ access, region }, "ec2");
  await ec2.createVpc({ CidrBlock: "10.0.0.0/16", TagSpecifications: [{ ResourceType: "vpc", Tags }] });
}

const typesOf = async (...regions: string[]): Promise<string[]> =>
  (await taggedResources(access, regions, TAGS)).map(({ type, region }) => `${type} ${region}`).sort();

test("nothing carries the tags of an empty account", async () => {
  await expect(taggedResources(access, ["us-west-2"], TAGS)).resolves.toEqual([]);
});

test("finds what carries all of the tags, in the regions that are asked", async () => {
  for (const region of ["us-west-2", "us-east-2", "eu-west-1"]) await vpc(region, ours);
  await vpc("us-west-2", others);
  expect(await typesOf("us-west-2", "us-east-2")).toEqual(["ec2:vpc us-east-2", "ec2:vpc us-west-2"]);
});

test("asks the region of the global services as well, once", async () => {
  await vpc("us-east-1", ours);
  expect(await typesOf("us-west-2")).toEqual(["ec2:vpc us-east-1"]);
  expect(await typesOf("us-east-1", "us-east-1")).toEqual(["ec2:vpc us-east-1"]);
});

test("tells a bucket's region, which its ARN does not", async () => {
  const s3 = await clientOf({ access, region: "us-west-2" }, "s3");
  await s3.createBucket({ Bucket: "ours", CreateBucketConfiguration: { LocationConstraint: "us-west-2" } });
  await s3.putBucketTagging({ Bucket: "ours", Tagging: { TagSet: ours } });
  await expect(taggedResources(access, ["us-west-2"], TAGS)).resolves.toEqual([
    { arn: "arn:aws:s3:::ours", region: "us-west-2", type: "s3", tags: TAGS },
  ]);
});

test("reads every page", async () => {
  // The emulator gives 50 of them at once.
  await Promise.all(Array.from({ length: 60 }, () => vpc("us-west-2", ours)));
  expect(await typesOf("us-west-2")).toHaveLength(60);
});

test("finds what IAM keeps, and of it only ours", async () => {
  const iam = await clientOf({ access, region: "us-east-1" }, "iam");
  for (const [name, Tags] of [
    ["ours", ours],
    ["others", others],
  ] as const) {
    await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: DOCUMENT, Tags: [...Tags] });
    await iam.createPolicy({ PolicyName: name, PolicyDocument: DOCUMENT, Tags: [...Tags] });
    await iam.createInstanceProfile({ InstanceProfileName: name, Tags: [...Tags] });
    await iam.createOpenIDConnectProvider({
      Url: `https://${name}.example`,
      ThumbprintList: [],
      Tags: [...Tags],
    });
  }
  const found = await taggedResources(access, ["us-west-2"], TAGS);
  expect(found.map(({ arn }) => arn)).toEqual([
    `arn:aws:iam::${ACCOUNT}:instance-profile/ours`,
    `arn:aws:iam::${ACCOUNT}:oidc-provider/ours.example`,
    `arn:aws:iam::${ACCOUNT}:policy/ours`,
    `arn:aws:iam::${ACCOUNT}:role/ours`,
  ]);
  expect(found.map(({ tags }) => tags)).toEqual([TAGS, TAGS, TAGS, TAGS]);
});

test("an answer that is refused is an error, not an empty list", async () => {
  const server = await Answering.start(({ body }) =>
    body.includes("GetAccountAuthorizationDetails")
      ? queryError(403, "AccessDenied", "not authorized to perform: iam:GetAccountAuthorizationDetails")
      : { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body: "{}" },
  );
  try {
    await expect(
      taggedResources({ kind: "emulated", endpoint: server.endpoint }, ["us-west-2"], TAGS),
    ).rejects.toThrow(
      /list IAM roles: AWS refuses it \(AccessDenied\): .*iam:GetAccountAuthorizationDetails/,
    );
  } finally {
    await server.stop();
  }
});
