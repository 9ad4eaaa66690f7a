import { Construct } from "constructs";
import { FileSystem, type FileSystemProps } from "../../../modules/data/files/file-system";
import { secondPlan } from "../../support/second-plan";
import { addReplica } from "./postgresql/fixture";
import { addCache, addSecondary, KEY } from "./redis/fixture";

/** What AWS reports of both regions' stores after the second one was promoted, beside what was asked for. */
const PROMOTED_DATABASE = {
  replicate_source_db: "",
  engine: "postgres",
  engine_version: "17.6",
  username: "shop_master",
  db_name: "shop",
  availability_zone: "us-east-2a",
  backup_target: "region",
  character_set_name: "",
  nchar_character_set_name: "",
  snapshot_identifier: "",
  timezone: "",
};
const MEMBER = {
  engine: "redis",
  engine_version: "7.1",
  node_type: "cache.r7g.large",
  parameter_group_name: "global-datastore-shop-xmnc",
  at_rest_encryption_enabled: "true",
  transit_encryption_enabled: true,
  transit_encryption_mode: "required",
  auto_minor_version_upgrade: "true",
  data_tiering_enabled: false,
  network_type: "ipv4",
  security_group_names: [],
};
const protection = (replicationOverwrite: string): object => ({
  protection: [{ replication_overwrite: replicationOverwrite }],
});
const NO_TRANSITION = {
  transition_to_ia: "",
  transition_to_archive: "",
  transition_to_primary_storage_class: "",
};
const FILES = {
  availability_zone_name: "",
  performance_mode: "generalPurpose",
  creation_token: "shop",
  lifecycle_policy: [
    { ...NO_TRANSITION, transition_to_ia: "AFTER_30_DAYS" },
    { ...NO_TRANSITION, transition_to_primary_storage_class: "AFTER_1_ACCESS" },
  ],
};
const BY_IAM = { authentication_mode: [{ type: "iam", passwords: [], password_count: 0 }] };

test("after a promotion Terraform changes, replaces and destroys nothing", async () => {
  const changes = await secondPlan(
    (stack) => {
      const home = new Construct(stack, "home");
      addCache(home);
      addFiles(home, "alone");
      const other = new Construct(stack, "other");
      addReplica(other);
      addSecondary(other);
      addFiles(other, "as-destination");
    },
    {
      "home/cache/group": { ...MEMBER, global_replication_group_id: "sgaui-shop" },
      "home/cache/global-datastore/group": { primary_replication_group_id: "another", engine_version: "7.1" },
      "home/cache/users/api": BY_IAM,
      "other/cache/users/api": BY_IAM,
      "other/database/instance": PROMOTED_DATABASE,
      // The first region was lost, and a new datastore made around the second one's cache.
      "other/cache/group": { ...MEMBER, global_replication_group_id: "fpkhr-shop-2" },
      // The copy became writable, and the first region's file system a copy of it.
      "home/files/files": { ...FILES, ...protection("REPLICATING") },
      "other/files/files": { ...FILES, ...protection("ENABLED") },
    },
  );
  // A policy that names another resource is made up in this state.
  expect(changes.filter(({ address }) => !address.startsWith("aws_efs_file_system_policy."))).toEqual([]);
});

function addFiles(scope: Construct, born: FileSystemProps["born"]): void {
  new FileSystem(scope, "files", {
    name: "shop",
    securityGroupName: `shop-files-${born}`,
    vpcId: "vpc-1",
    subnetIds: ["subnet-1"],
    kmsKeyArn: KEY,
    born,
    preventDestroy: true,
  });
}
