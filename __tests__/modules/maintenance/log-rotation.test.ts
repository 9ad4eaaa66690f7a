import { execFileSync } from "node:child_process";
import { Emulator, emulatorPython } from "../../../tools/emulation/server";
import { run } from "./run";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start("333333333333");
});
afterAll(() => emulator.stop());

/** What stands in the emulated account, made by AWS's own library. */
function make(program: string): void {
  const prepared = `
import boto3
client = lambda service, region="us-west-2": boto3.client(service, region_name=region, endpoint_url="${emulator.endpoint}",
    aws_access_key_id="emulated", aws_secret_access_key="emulated")
logs, s3 = client("logs"), client("s3")
def bucket(name, region="us-west-2", **rule):
    client("s3", region).create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
    if rule:
        s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [
            {"ID": "expire", "Status": "Enabled", "Filter": {"Prefix": ""}, **rule}]})
`;
  execFileSync(emulatorPython(), ["-c", `${prepared}\n${program}`]);
}

const prove = () => run("log-rotation", {}, { ENDPOINT: emulator.endpoint });

test("logs that end are no trouble; how they get there is told", () => {
  make(`
logs.create_log_group(logGroupName="/ours"); logs.put_retention_policy(logGroupName="/ours", retentionInDays=30)
bucket("ours-logs", Expiration={"Days": 90}, NoncurrentVersionExpiration={"NoncurrentDays": 7},
    Transitions=[{"Days": 30, "StorageClass": "STANDARD_IA"}])
s3.put_bucket_versioning(Bucket="ours-logs", VersioningConfiguration={"Status": "Enabled"})
bucket("photos")
bucket("elsewhere-logs", region="us-east-2")`);
  const { code, output, report } = prove();
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(report?.Message).toContain("bucket ours-logs: STANDARD_IA after 30 days, gone after 90 days");
  expect(report?.Message).toContain("log groups: 1 looked at");
  expect(report?.Message).toContain("log buckets: 1 looked at");
});

test("each log that does not end is named", () => {
  make(`
for n in range(60): logs.create_log_group(logGroupName=f"/theirs/{n}")
bucket("bare-logs")
bucket("partial-logs", Filter={"Prefix": "some/"}, Expiration={"Days": 1})
bucket("off-logs", Status="Disabled", Expiration={"Days": 1})
bucket("versioned-logs", Expiration={"Days": 1})
s3.put_bucket_versioning(Bucket="versioned-logs", VersioningConfiguration={"Status": "Enabled"})`);
  const { code, report } = prove();
  expect(code).toBe(10);
  // More than one page of AWS's answer.
  expect(report?.Message.match(/PROBLEM: log group \/theirs\/\d+ keeps/g)).toHaveLength(60);
  const problems = report?.Message.match(/PROBLEM: bucket \S+/g)?.sort();
  expect(problems).toEqual(
    ["bare", "off", "partial", "versioned"].map((name) => `PROBLEM: bucket ${name}-logs`),
  );
});
