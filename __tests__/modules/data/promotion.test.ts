import { Construct } from "constructs";
import { secondPlan } from "../../support/second-plan";
import { addReplica } from "./postgresql/fixture";
import { addCache, addSecondary } from "./redis/fixture";

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
const BY_IAM = { authentication_mode: [{ type: "iam", passwords: [], password_count: 0 }] };

test("after a promotion Terraform changes, replaces and destroys nothing", async () => {
  const changes = await secondPlan(
    (stack) => {
      addCache(new Construct(stack, "home"));
      const other = new Construct(stack, "other");
      addReplica(other);
      addSecondary(other);
    },
    {
      "home/cache/group": { ...MEMBER, global_replication_group_id: "sgaui-shop" },
      "home/cache/global-datastore/group": { primary_replication_group_id: "another", engine_version: "7.1" },
      "home/cache/users/api": BY_IAM,
      "other/cache/users/api": BY_IAM,
      "other/database/instance": PROMOTED_DATABASE,
      // The first region was lost, and a new datastore made around the second one's cache.
      "other/cache/group": { ...MEMBER, global_replication_group_id: "fpkhr-shop-2" },
    },
  );
  expect(changes).toEqual([]);
});
