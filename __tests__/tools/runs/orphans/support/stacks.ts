import { remoteState, type Block, type FixtureStack } from "../../../fixtures/synthesis";
import { ACCOUNT } from "../../apply/support/trial";

export const NETWORK = "trial-us-west-2-network";
export const BASE = "trial-us-west-2-base";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

function layer(name: string, configuration: Block): Block {
  const tags = { Project: "trial", Environment: "trial", Layer: name };
  return {
    provider: {
      aws: [{ region: "us-west-2", allowed_account_ids: [ACCOUNT], default_tags: [{ tags }] }],
    },
    ...configuration,
  };
}

const named = (name: string): Block => ({ Name: name });

/** What others stand on: found by the tag `Name`, or by what it connects. */
export const network: FixtureStack = {
  id: NETWORK,
  configuration: layer("network", {
    resource: {
      aws_vpc: { vpc: { cidr_block: "10.0.0.0/16", tags: named("trial") } },
      aws_subnet: Object.fromEntries(
        [0, 1].map((index) => [
          `s${index}`,
          { vpc_id: "${aws_vpc.vpc.id}", cidr_block: `10.0.${index}.0/24`, tags: named(`trial-${index}`) },
        ]),
      ),
      aws_route_table: { table: { vpc_id: "${aws_vpc.vpc.id}", tags: named("trial") } },
      aws_route_table_association: {
        a: { route_table_id: "${aws_route_table.table.id}", subnet_id: "${aws_subnet.s0.id}" },
      },
    },
    output: { vpc: { value: "${aws_vpc.vpc.id}" } },
  }),
};

/** Names, ids that AWS chooses, and what has neither tags nor an id. */
export const base: FixtureStack = {
  id: BASE,
  dependencies: [NETWORK],
  configuration: layer("base", {
    data: { terraform_remote_state: { network: remoteState(NETWORK) } },
    resource: {
      aws_iam_role: { api: { name: "trial-api", assume_role_policy: TRUST } },
      aws_iam_role_policy: {
        api: {
          name: "list",
          role: "${aws_iam_role.api.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
          }),
        },
      },
      aws_kms_key: { data: { description: "trial: data" }, logs: { description: "trial: logs" } },
      aws_kms_alias: {
        data: { name: "alias/trial-data", target_key_id: "${aws_kms_key.data.key_id}" },
        logs: { name: "alias/trial-logs", target_key_id: "${aws_kms_key.logs.key_id}" },
      },
      aws_s3_bucket: { files: { bucket: "trial-files", force_destroy: true } },
      aws_s3_bucket_versioning: {
        files: { bucket: "${aws_s3_bucket.files.bucket}", versioning_configuration: { status: "Enabled" } },
      },
      aws_cloudwatch_log_group: { api: { name: "/trial/api", retention_in_days: 30 } },
      aws_sns_topic: { page: { name: "trial-page" } },
      aws_security_group: {
        api: {
          name: "trial-api",
          description: "api",
          vpc_id: "${data.terraform_remote_state.network.outputs.vpc}",
        },
        store: {
          name: "trial-store",
          description: "store",
          vpc_id: "${data.terraform_remote_state.network.outputs.vpc}",
        },
      },
      aws_vpc_security_group_ingress_rule: {
        // Told apart by nothing but their groups.
        api: { security_group_id: "${aws_security_group.api.id}", ...port(443) },
        store: { security_group_id: "${aws_security_group.store.id}", ...port(443) },
      },
    },
  }),
};

function port(number: number): Block {
  return { cidr_ipv4: "10.0.0.0/16", ip_protocol: "tcp", from_port: number, to_port: number };
}
