import { FORGETS } from "../../../tools/emulation/gaps";
import { Emulator } from "../../../tools/emulation/server";
import { synthesis, temporaryFolder } from "../../support/synthesis";
import { type Deployed, Deployment } from "../support/deployment";

const ACCOUNT = "333333333333";
const MINUTES = 40;
const synthesized = synthesis();
/** All of production but what Helm installs, and but the buckets of the states, which are made beforehand. */
const STACKS = synthesized.stacks.filter((id) => /^production-(?!.*-(platform|service|state)$)/.test(id));

/** What the emulator cannot make, and what refers to it, by type, where production.test.ts beside this folder does not say it. */
const LEFT_OUT: Record<string, Record<string, number>> = {
  "production-global-edge": {
    aws_cloudfront_distribution: 1,
    aws_cloudfront_response_headers_policy: 1,
    aws_cloudwatch_dashboard: 1,
    aws_cloudwatch_log_delivery: 1,
    aws_cloudwatch_log_delivery_source: 1,
    aws_cloudwatch_metric_alarm: 1,
    aws_route53_record: 2,
  },
  "production-global-replication": { aws_dynamodb_table_replica: 1, aws_efs_replication_configuration: 1 },
  "production-us-east-2-base": { aws_ebs_default_kms_key: 1 },
  "production-us-east-2-data": {
    aws_backup_vault_policy: 1,
    aws_dax_cluster: 1,
    aws_dax_parameter_group: 1,
    aws_dax_subnet_group: 1,
    aws_db_instance: 1,
    aws_db_instance_automated_backups_replication: 1,
    aws_efs_backup_policy: 1,
    aws_elasticache_replication_group: 1,
    aws_elasticache_user_group: 1,
  },
  "production-us-east-2-network": {},
  "production-us-east-2-recovery": {},
};

/** The provider would replace these, which `prevent_destroy` refuses to plan. */
const UNPLANNABLE = ["aws_eks_cluster"];

let forgotten: ReadonlySet<string> = new Set();
let deployed: ReadonlyMap<string, Deployed> = new Map();

beforeAll(async () => {
  const emulator = await Emulator.start(ACCOUNT);
  const deployment = new Deployment(synthesized.outdir, temporaryFolder(), emulator.endpoint);
  try {
    deployed = await deployment.deployAll(STACKS);
    forgotten = await deployment.forgotten(UNPLANNABLE);
  } finally {
    await deployment.stop();
    await emulator.stop();
  }
}, MINUTES * 60_000);

test.each(STACKS)("%s: a second plan is empty", (id) => {
  expect(deployed.get(id)?.secondPlan).toEqual([]);
});

test.each(Object.keys(LEFT_OUT))("%s: everything is applied that the emulator can make", (id) => {
  const { applied = [], leftOut = [] } = deployed.get(id) ?? {};
  expect(applied).not.toEqual([]);
  const types = leftOut.map((address) => address.split(".")[0]!);
  const counts = Object.fromEntries(types.map((type) => [type, types.filter((one) => one === type).length]));
  expect(counts).toEqual(LEFT_OUT[id]);
});

const listed = Object.entries(FORGETS).flatMap(([type, names]) => names.map((name) => [type, name] as const));
test.each(listed.filter(([type]) => !UNPLANNABLE.includes(type)))(
  "%s: %s is still forgotten",
  (type, name) => {
    expect(forgotten).toContain(`${type} ${name}`);
  },
);
