import { resources, synthesis } from "../support/synthesis";

const real = synthesis();
const clusters = real.stacks.filter((id) => id.endsWith("-cluster"));
const home = real.json("production-us-west-2-cluster");

test("there is a cluster in every region of every environment", () => {
  expect(clusters).toEqual([
    "development-us-west-2-cluster",
    "production-us-east-2-cluster",
    "production-us-west-2-cluster",
    "staging-us-east-2-cluster",
    "staging-us-west-2-cluster",
  ]);
});

test("it opens the stores' ports to its nodes, from its own state", () => {
  const rules = [...resources(home, "aws_vpc_security_group_ingress_rule").values()];
  expect(rules.map(({ from_port: port }) => port).sort((a, b) => Number(a) - Number(b))).toEqual([
    2049, 5432, 6379, 9111,
  ]);
  for (const rule of rules) {
    expect(rule["referenced_security_group_id"]).toMatch(/cluster_security_group_id}$/);
    expect(rule["security_group_id"]).toContain("terraform_remote_state");
    expect(rule["cidr_ipv4"]).toBeUndefined();
  }
  const data = real.json("production-us-west-2-data");
  expect(JSON.stringify(data.resource)).not.toContain("cluster_security_group_id");
});

test("it is applied after the layers that it reads, and after the roles that it lets in", () => {
  for (const id of clusters) {
    const place = id.replace(/-cluster$/, "");
    const environment = id.split("-")[0] ?? "";
    expect(real.manifest().stacks[id]?.dependencies).toEqual(
      expect.arrayContaining([
        `${environment}-global-access`,
        `${place}-base`,
        `${place}-data`,
        `${place}-network`,
      ]),
    );
  }
});

test("regions differ in nothing but their place and their stores", () => {
  const other = real.json("production-us-east-2-cluster");
  for (const [type, all] of Object.entries(home.resource)) {
    expect([type, Object.keys(other.resource[type] ?? {}).sort()]).toEqual([type, Object.keys(all).sort()]);
  }
  expect(real.text("production-us-east-2-cluster").replaceAll(/\${[^}]*}/g, "")).not.toMatch(
    /arn:aws:[\w-]+:us-west-2:/,
  );
});

test("what holds rights or machines keeps its address", () => {
  expect(Object.keys(home.resource["aws_eks_cluster"] ?? {})).toEqual(["cluster_A4C38409"]);
  expect(Object.keys(home.resource["aws_ecr_repository"] ?? {})).toHaveLength(1);
});
