import { Construct } from "constructs";
import { FileSystem } from "../../../../modules/data/files/file-system";
import { fileSystemPolicy, mountsAndWrites } from "../../../../modules/data/files/file-system-policy";
import { evaluate } from "../../../support/policy";
import { stackOf } from "../../../support/stack";
import { resource, resources } from "../../../support/synthesis";

const FILES = "arn:aws:elasticfilesystem:us-west-2:333333333333:file-system/fs-1";
const KEY = "arn:aws:kms:us-west-2:333333333333:key/data";

function files(
  changed: { born?: "alone" | "as-destination"; preventDestroy?: boolean } = {},
  use: (files: FileSystem, stack: Construct) => void = () => undefined,
) {
  return stackOf((stack) => {
    const made = new FileSystem(stack, "files", {
      name: "mindscape-test",
      securityGroupName: "mindscape-test-files",
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      kmsKeyArn: KEY,
      born: "alone",
      preventDestroy: true,
      ...changed,
    });
    use(made, stack);
  });
}

const home = files();
const fileSystem = resource(home, "aws_efs_file_system", "files/files");

test("is encrypted with our key", () => {
  expect(fileSystem).toMatchObject({ encrypted: true, kms_key_id: KEY });
});

test("has one mount target in each subnet, none before the policy is there", () => {
  const targets = [...resources(home, "aws_efs_mount_target").values()];
  expect(targets.map((target) => target["subnet_id"])).toEqual(["subnet-a", "subnet-b", "subnet-c"]);
  for (const target of targets) {
    expect(target["security_groups"]).toHaveLength(1);
    expect(target["depends_on"]).toEqual([expect.stringMatching(/^aws_efs_file_system_policy\./)]);
  }
});

test("is closed until a client is allowed, by a rule of the client's", () => {
  expect(resources(home, "aws_vpc_security_group_ingress_rule").size).toBe(0);
  const open = files({}, (one, stack) =>
    one.allowFrom(new Construct(stack, "caller"), "cluster", "sg-cluster"),
  );
  expect(resource(open, "aws_vpc_security_group_ingress_rule", "caller/cluster-to-files")).toMatchObject({
    from_port: 2049,
    to_port: 2049,
    referenced_security_group_id: "sg-cluster",
  });
});

test("moves unused files to cheap storage and back, one transition a block", () => {
  expect(fileSystem["lifecycle_policy"]).toEqual([
    { transition_to_ia: "AFTER_30_DAYS" },
    { transition_to_primary_storage_class: "AFTER_1_ACCESS" },
  ]);
});

test("a destination is born unprotected from replication; what replication makes of that is left alone", () => {
  const destination = resource(files({ born: "as-destination" }), "aws_efs_file_system", "files/files");
  expect(destination["protection"]).toEqual({ replication_overwrite: "DISABLED" });
  expect(fileSystem).not.toHaveProperty("protection");
  for (const one of [destination, fileSystem]) {
    expect(one["lifecycle"]).toEqual({ prevent_destroy: true, ignore_changes: ["protection"] });
  }
});

test("can be destroyed where that is said", () => {
  const disposable = resource(files({ preventDestroy: false }), "aws_efs_file_system", "files/files");
  expect(disposable["lifecycle"]).not.toHaveProperty("prevent_destroy");
});

test("is backed up by one plan only", () => {
  expect(resource(home, "aws_efs_backup_policy", "files/no-second-plan")["backup_policy"]).toEqual({
    status: "DISABLED",
  });
});

test("an access point shows one directory and acts as its owner", () => {
  const point = resource(
    files({}, (one) => one.accessPoint("api", "api")),
    "aws_efs_access_point",
    "files/api",
  );
  expect(point).toMatchObject({
    posix_user: { uid: 1000, gid: 1000 },
    root_directory: {
      path: "/api",
      creation_info: { owner_uid: 1000, owner_gid: 1000, permissions: "0750" },
    },
  });
});

describe("its policy", () => {
  const SAFE = { "aws:SecureTransport": "true", "elasticfilesystem:AccessedViaMountTarget": "true" };
  const mount = (context: Record<string, string>, action = "elasticfilesystem:ClientMount") =>
    evaluate(fileSystemPolicy(FILES), { principal: { AWS: "anybody" }, action, resource: FILES, context });

  test("lets nobody in by itself: a client without a role gets nothing", () => {
    expect(mount(SAFE)).toBe("none");
    expect(mount(SAFE, "elasticfilesystem:ClientWrite")).toBe("none");
  });

  test.each([
    ["without TLS", { ...SAFE, "aws:SecureTransport": "false" }, "elasticfilesystem:ClientMount"],
    [
      "past the mount targets",
      { ...SAFE, "elasticfilesystem:AccessedViaMountTarget": "false" },
      "elasticfilesystem:ClientWrite",
    ],
    ["as root", SAFE, "elasticfilesystem:ClientRootAccess"],
  ])("refuses whoever comes %s, whatever IAM says", (_, context, action) => {
    expect(mount(context, action)).toBe("deny");
  });

  test("leaves AWS Backup alone, which comes by the API", () => {
    expect(mount({ "aws:SecureTransport": "true" }, "elasticfilesystem:Backup")).toBe("none");
  });
});

test("a role mounts through its own access point only", () => {
  const point = (id: string): string => `arn:aws:elasticfilesystem:us-west-2:333333333333:access-point/${id}`;
  const through = (arn?: string) =>
    evaluate(JSON.stringify({ Statement: [mountsAndWrites(FILES, point("fsap-1"))] }), {
      action: "elasticfilesystem:ClientWrite",
      resource: FILES,
      context: arn === undefined ? {} : { "elasticfilesystem:AccessPointArn": arn },
    });
  expect(through(point("fsap-1"))).toBe("allow");
  expect(through(point("fsap-2"))).toBe("none");
  expect(through()).toBe("none");
});
