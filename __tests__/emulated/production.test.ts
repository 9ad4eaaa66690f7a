import { Emulator } from "../../tools/emulation/server";
import { synthesis, temporaryFolder } from "../support/synthesis";
import { type Deployed, Deployment } from "./support/deployment";
import { type Exchange, FaultProxy } from "./support/fault-proxy";

const ACCOUNT = "333333333333";
// Alone it takes half of that; beside other tests the processors are theirs too.
const MINUTES = 17;
const STACKS = [
  "production-global-access",
  "production-us-west-2-base",
  "production-us-west-2-network",
  "production-us-west-2-data",
  "production-us-west-2-cluster",
  "production-global-dns",
  "production-us-west-2-ingress",
  "production-us-west-2-batch",
  "production-us-west-2-monitoring",
] as const;

const synthesized = synthesis();
let deployed: ReadonlyMap<string, Deployed> = new Map();
let exchanges: readonly Exchange[] = [];

beforeAll(async () => {
  const emulator = await Emulator.start(ACCOUNT);
  const proxy = await FaultProxy.start(emulator.endpoint);
  const deployment = new Deployment(synthesized.outdir, temporaryFolder(), proxy.endpoint);
  try {
    deployed = await deployment.deployAll(STACKS);
    exchanges = proxy.exchanges;
  } finally {
    await deployment.stop();
    await proxy.stop();
    await emulator.stop();
  }
}, MINUTES * 60_000);

test.each(STACKS)("%s: a second plan is empty", (id) => {
  expect(deployed.get(id)?.secondPlan).toEqual([]);
});

/** What the emulator cannot make, and what refers to it, by type; all the rest is applied. */
const LEFT_OUT: Record<(typeof STACKS)[number], Record<string, number>> = {
  "production-global-access": { aws_s3_account_public_access_block: 1 },
  "production-us-west-2-base": { aws_ebs_default_kms_key: 1 },
  "production-us-west-2-network": {},
  "production-us-west-2-data": {
    aws_backup_selection: 1,
    aws_backup_vault_policy: 1,
    aws_dax_cluster: 1,
    aws_dax_parameter_group: 1,
    aws_dax_subnet_group: 1,
    aws_db_instance: 1,
    aws_efs_backup_policy: 1,
    aws_elasticache_global_replication_group: 1,
    aws_elasticache_parameter_group: 1,
    aws_elasticache_replication_group: 1,
    aws_elasticache_user_group: 1,
  },
  "production-us-west-2-cluster": {
    aws_autoscaling_group_tag: 44,
    aws_eks_access_entry: 3,
    aws_eks_access_policy_association: 3,
    aws_eks_addon: 7,
    aws_eks_node_group: 7,
    aws_eks_pod_identity_association: 7,
    aws_iam_role_policy: 1,
    aws_vpc_security_group_ingress_rule: 4,
  },
  "production-global-dns": { aws_route53_query_log: 1 },
  "production-us-west-2-ingress": {
    aws_vpc_security_group_egress_rule: 2,
    aws_vpc_security_group_ingress_rule: 2,
  },
  "production-us-west-2-batch": {
    aws_appautoscaling_policy: 2,
    aws_appautoscaling_target: 1,
    aws_cloudwatch_metric_alarm: 2,
    aws_ecs_account_setting_default: 1,
    aws_ecs_service: 1,
    aws_ecs_task_definition: 1,
    aws_iam_role_policy: 1,
  },
  "production-us-west-2-monitoring": {
    aws_cloudwatch_composite_alarm: 13,
    aws_cloudwatch_dashboard: 1,
    aws_xray_group: 2,
    aws_xray_sampling_rule: 2,
  },
};

test.each(STACKS)("%s: everything is applied that the emulator can make", (id) => {
  const { applied = [], leftOut = [] } = deployed.get(id) ?? {};
  const types = leftOut.map((address) => address.split(".")[0]!);
  const counts = Object.fromEntries(types.map((type) => [type, types.filter((one) => one === type).length]));
  expect(counts).toEqual(LEFT_OUT[id]);
  const written = Object.values(synthesized.json(id).resource).flatMap((named) => Object.keys(named));
  expect(applied.length + leftOut.length).toBe(written.length);
});

describe("the master password", () => {
  const passwords = (): string[] =>
    exchanges
      .filter(({ target }) => target === "secretsmanager.GetRandomPassword")
      .map(({ answer }) => (JSON.parse(answer) as { RandomPassword: string }).RandomPassword);

  test("was made and given to the database", () => {
    const creation = exchanges.find(({ request }) => request.includes("Action=CreateDBInstance&"));
    const given = new URLSearchParams(creation?.request.split("\n")[1]).get("MasterUserPassword");
    expect(given).toHaveLength(64);
    expect(passwords()).toContain(given);
  });

  test("is in no JSON, plan or state of any stack", () => {
    const written = STACKS.flatMap((id) => [synthesized.text(id), ...(deployed.get(id)?.written ?? [])]);
    expect(written).toHaveLength(STACKS.length * 4);
    expect(passwords().length).toBeGreaterThan(0);
    for (const password of passwords()) {
      expect(written.filter((text) => text.includes(password))).toEqual([]);
    }
  });
});
