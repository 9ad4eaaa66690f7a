import { resources, synthesis } from "../support/synthesis";

const real = synthesis();
const RULE = "aws_vpc_security_group_ingress_rule";
const regional = (layer: string): string[] => real.stacks.filter((id) => id.endsWith(`-${layer}`));

test.each(regional("data"))("%s lets nobody in by itself: its groups have no rules", (id) => {
  const data = real.json(id);
  for (const type of [RULE, "aws_vpc_security_group_egress_rule", "aws_security_group_rule"]) {
    expect([...resources(data, type).keys()]).toEqual([]);
  }
  const groups = [...resources(data, "aws_security_group").values()];
  expect(groups.length).toBeGreaterThanOrEqual(3);
  for (const group of groups) {
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  }
});

test.each(regional("cluster"))("%s opens each store of its region to its own machines, on one port", (id) => {
  const environment = id.split("-")[0]!;
  const rules = [...resources(real.json(id), RULE)].map(([path, rule]) => [
    path,
    rule["from_port"],
    rule["to_port"],
    String(rule["security_group_id"]).includes(`${id.replace("-cluster", "-data")}.outputs`),
    rule["referenced_security_group_id"],
  ]);
  const cluster: unknown = expect.stringMatching(
    /^\$\{aws_eks_cluster\.\w+\.vpc_config\[0\]\.cluster_security_group_id\}$/,
  );
  const expected = [
    ["cluster-to-cache", 6379, 6379, true, cluster],
    ["cluster-to-database", 5432, 5432, true, cluster],
    ...(environment === "production" ? [["cluster-to-dax", 9111, 9111, true, cluster]] : []),
    ["cluster-to-files", 2049, 2049, true, cluster],
  ];
  expect(rules.sort()).toEqual(expected);
});
