import { resource, resources, type StackJson } from "../../support/synthesis";
import { before, development, nodeGroupNames, production } from "./stacks";

const DAEMONS = [
  "nodeless-addons/pod-identity-agent",
  "nodeless-addons/kube-proxy",
  "nodeless-addons/vpc-cni",
];

function configuration(stack: StackJson, path: string): unknown {
  return JSON.parse(String(resource(stack, "aws_eks_addon", `${path}/addon`)["configuration_values"]));
}

test("network and credentials are there before the first node, controllers after", () => {
  for (const name of nodeGroupNames(production)) {
    const earlier = before(production, "aws_eks_node_group", `machines/${name}/group`);
    for (const daemon of DAEMONS) expect(earlier).toContain(`${daemon}/addon`);
  }
  for (const path of resources(production, "aws_eks_addon").keys()) {
    const earlier = before(production, "aws_eks_addon", path);
    for (const zone of [1, 2, 3]) {
      const afterNodes = earlier.has(`machines/system-${zone}/group`);
      expect([path, afterNodes]).toEqual([path, path.startsWith("addons/")]);
    }
  }
});

test("an add-on's pods find their rights and their log groups when they start", () => {
  const earlier = (path: string) => before(production, "aws_eks_addon", `${path}/addon`);
  expect(earlier("nodeless-addons/vpc-cni")).toContain("identities/vpc-cni/AmazonEKS_CNI_Policy");
  expect(earlier("addons/ebs-csi")).toContain("identities/ebs-csi/policy");
  expect(earlier("addons/efs-csi")).toContain("identities/efs-csi/association");
  expect(earlier("addons/efs-csi")).toContain("identities/efs-csi/role/policy");
  expect(earlier("addons/cloudwatch-observability")).toContain("log-groups/performance");
  expect(earlier("addons/cloudwatch-observability")).toContain("log-groups/application");
});

test("each add-on that calls AWS takes its own role", () => {
  const accounts = [...resources(production, "aws_eks_addon").values()].map((addon) => [
    addon["addon_name"],
    (addon["pod_identity_association"] as { service_account: string }[] | undefined)?.[0]?.service_account,
  ]);
  expect(Object.fromEntries(accounts)).toEqual({
    "eks-pod-identity-agent": undefined,
    "kube-proxy": undefined,
    "vpc-cni": "aws-node",
    coredns: undefined,
    "aws-ebs-csi-driver": "ebs-csi-controller-sa",
    "aws-efs-csi-driver": undefined,
    "amazon-cloudwatch-observability": "cloudwatch-agent",
  });
});

test("versions are maintenance's, and a hand-made change survives an update", () => {
  for (const addon of resources(production, "aws_eks_addon").values()) {
    expect(addon["addon_version"]).toBeUndefined();
    expect(addon).toMatchObject({
      lifecycle: { ignore_changes: ["addon_version"] },
      resolve_conflicts_on_create: "OVERWRITE",
      resolve_conflicts_on_update: "PRESERVE",
    });
  }
});

test("pods get addresses in blocks, network policies are enforced, and added interfaces are tagged", () => {
  const cni = configuration(production, "nodeless-addons/vpc-cni") as { env: Record<string, string> };
  expect(cni).toMatchObject({
    enableNetworkPolicy: "true",
    env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
  });
  expect(JSON.parse(cni.env["ADDITIONAL_ENI_TAGS"] ?? "")).toMatchObject({
    Project: "mindscape",
    Layer: "cluster",
  });
  // The add-on's schema knows strings only.
  for (const value of Object.values(cni.env)) expect(typeof value).toBe("string");
});

test("controllers stay on the system's machines, the volume daemon goes everywhere, volumes are tagged", () => {
  const system = { nodeSelector: { "mindscape.io/workload": "system" } };
  expect(configuration(production, "addons/coredns")).toEqual(system);
  expect(configuration(production, "addons/efs-csi")).toEqual({ controller: system });
  expect(configuration(production, "addons/ebs-csi")).toMatchObject({
    controller: { ...system, extraVolumeTags: { CostCenter: "mindscape-platform" } },
    // Two defaults would be none: the platform has one of its own.
    defaultStorageClass: { enabled: false },
  });
});

test("logs are shipped once where monitoring is full, and not at all where it is basic", () => {
  const shippers = (stack: StackJson) =>
    [...resources(stack, "aws_eks_addon").values()].filter(
      ({ addon_name: name }) => name === "amazon-cloudwatch-observability",
    ).length;
  expect(shippers(production)).toBe(1);
  expect(shippers(development)).toBe(0);
});

test("Container Insights puts no agent into pods and makes no log group of its own", () => {
  expect(configuration(production, "addons/cloudwatch-observability")).toEqual({
    agent: {
      config: {
        agent: { region: "us-west-2" },
        logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } },
      },
    },
    containerLogs: { enabled: true },
    manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
  });
});
