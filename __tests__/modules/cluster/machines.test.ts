import type { Attributes } from "../../support/synthesis";
import { resource, resources } from "../../support/synthesis";
import { before, development, nodeGroup, nodeGroupNames, production, staging } from "./stacks";

const WORKLOAD = "mindscape.io/workload";
const REQUIRED = ["Project", "Environment", "Layer", "Owner", "CostCenter", "ManagedBy"];

function template(stack: typeof production, name: string): Attributes {
  return resource(stack, "aws_launch_template", `machines/${name}-template/template`);
}

function nodeConfig(stack: typeof production, name: string): { userData: string; spec: unknown } {
  const userData = Buffer.from(String(template(stack, name)["user_data"]), "base64").toString();
  const body = userData.split("Content-Type: application/node.eks.aws\n\n")[1]?.split("\n")[0] ?? "";
  return { userData, spec: (JSON.parse(body) as { spec: unknown }).spec };
}

describe("node groups", () => {
  test("are one a zone for the system and for the API, and burst where scaling is automatic", () => {
    const system = ["system-1", "system-2", "system-3"];
    expect(nodeGroupNames(production)).toEqual(["api-1", "api-2", "api-3", "burst", ...system]);
    expect(nodeGroupNames(staging)).toEqual(["api-1", "api-2", "api-3", "burst", ...system]);
    expect(nodeGroupNames(development)).toEqual(["api-1", "api-2", "api-3", ...system]);
    const subnetsOf = (workload: string) =>
      [1, 2, 3].map((zone) => nodeGroup(production, `${workload}-${zone}`)["subnet_ids"] as string[]);
    expect(subnetsOf("api").map((ids) => ids.length)).toEqual([1, 1, 1]);
    expect(new Set(subnetsOf("api").flat()).size).toBe(3);
    expect(subnetsOf("system")).toEqual(subnetsOf("api"));
    for (const name of system) {
      const sizes = (stack: typeof production) => nodeGroup(stack, name)["scaling_config"];
      expect(sizes(production)).toEqual({ min_size: 1, desired_size: 1, max_size: 2 });
      expect(sizes(development)).toEqual({ min_size: 1, desired_size: 1, max_size: 1 });
    }
    expect(nodeGroup(production, "burst")["subnet_ids"]).toHaveLength(3);
  });

  test.each([
    ["production", production, "t3.large", 100],
    ["staging", staging, "t3.small", 20],
    ["development", development, "t3.small", 20],
  ] as const)("of %s run the API on the owner's machines", (name, stack, type, disk) => {
    expect(nodeGroup(stack, "api-2")["instance_types"]).toEqual([type]);
    const [device] = template(stack, "api")["block_device_mappings"] as { ebs: Attributes }[];
    expect(device?.ebs).toMatchObject({ volume_size: disk, volume_type: "gp3", encrypted: "true" });
    expect(device?.ebs["kms_key_id"]).toContain("aws_kms_keyebs-key");
    const [instances] = template(stack, "api")["tag_specifications"] as { tags: Attributes }[];
    expect(instances?.tags["Name"]).toBe(`mindscape-api-${name}`);
  });

  test("keep everything but the API away from its machines, and nothing away from the system's", () => {
    expect(nodeGroup(production, "system-2")["taint"]).toBeUndefined();
    expect(nodeGroup(production, "system-2")["labels"]).toEqual({ [WORKLOAD]: "system" });
    for (const [name, workload] of [
      ["api-1", "api"],
      ["api-3", "api"],
      ["burst", "burst"],
    ] as const) {
      expect(nodeGroup(production, name)["labels"]).toEqual({ [WORKLOAD]: workload });
      expect(nodeGroup(production, name)["taint"]).toEqual([
        { key: WORKLOAD, value: workload, effect: "NO_SCHEDULE" },
      ]);
    }
  });

  test("take the image of their machines' architecture", () => {
    expect(nodeGroup(production, "system-1")).toMatchObject({
      instance_types: ["m7g.large"],
      ami_type: "AL2023_ARM_64_STANDARD",
    });
    expect(nodeGroup(production, "api-1")["ami_type"]).toBe("AL2023_x86_64_STANDARD");
  });

  test("burst from zero on Spot, with several types to choose from", () => {
    expect(nodeGroup(production, "burst")).toMatchObject({
      capacity_type: "SPOT",
      scaling_config: { min_size: 0, desired_size: 0, max_size: 6 },
    });
    expect((nodeGroup(production, "burst")["instance_types"] as string[]).length).toBeGreaterThan(2);
    expect(nodeGroup(production, "api-1")["capacity_type"]).toBe("ON_DEMAND");
  });

  test("leave their size to the autoscaler where there is one, and their release to maintenance everywhere", () => {
    const ignored = (group: Attributes) => (group["lifecycle"] as Attributes)["ignore_changes"];
    for (const name of nodeGroupNames(production)) {
      const group = nodeGroup(production, name);
      expect(ignored(group)).toEqual(["release_version", "scaling_config[0].desired_size"]);
    }
    expect(ignored(nodeGroup(development, "system-1"))).toEqual(["release_version"]);
  });

  test("follow the cluster's version, are updated one by one and make a replacement before they go", () => {
    for (const group of resources(production, "aws_eks_node_group").values()) {
      expect(group["version"]).toMatch(/^\${aws_eks_cluster\.\w+\.version}$/);
      expect(group["update_config"]).toEqual({ max_unavailable: 1 });
      expect(group["node_repair_config"]).toEqual({ enabled: true });
      expect(group["lifecycle"]).toMatchObject({ create_before_destroy: true });
      // A fixed name would still be taken.
      expect(group["node_group_name"]).toBeUndefined();
      expect(String(group["node_group_name_prefix"]).length).toBeLessThanOrEqual(37);
    }
  });

  test("name no image, type or security group in the template: those are EKS's", () => {
    for (const attributes of resources(production, "aws_launch_template").values()) {
      for (const key of ["image_id", "instance_type", "vpc_security_group_ids", "network_interfaces"]) {
        expect(attributes[key]).toBeUndefined();
      }
    }
  });
});

describe("a machine", () => {
  test("gives its credentials only to what runs in its own network", () => {
    for (const attributes of resources(production, "aws_launch_template").values()) {
      expect(attributes["metadata_options"]).toMatchObject({
        http_tokens: "required",
        http_put_response_hop_limit: 1,
      });
    }
  });

  test("is tagged with all it brings along", () => {
    for (const attributes of resources(production, "aws_launch_template").values()) {
      const specifications = attributes["tag_specifications"] as {
        resource_type: string;
        tags: Attributes;
      }[];
      expect(specifications.map(({ resource_type: type }) => type)).toEqual([
        "instance",
        "volume",
        "network-interface",
      ]);
      for (const { tags } of specifications)
        expect(Object.keys(tags).sort()).toEqual([...REQUIRED, "Name"].sort());
    }
  });

  test.each([
    ["production", production, "api", "640Mi"],
    ["production", production, "system", "574Mi"],
    ["staging", staging, "api", "376Mi"],
  ] as const)("of %s keeps for itself what its type can bear", (_, stack, name, memory) => {
    expect(nodeConfig(stack, name).spec).toEqual({
      kubelet: { config: { kubeReserved: { cpu: "70m", memory, "ephemeral-storage": "1Gi" } } },
    });
  });

  test("is told so in a part of a MIME document that EKS can append to", () => {
    const { userData } = nodeConfig(production, "api");
    expect(userData).toMatch(
      /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="(\w+)"\n\n--\1\n/,
    );
    expect(userData).toMatch(/\n--mindscape--\n$/);
    expect(userData).not.toContain("maxPods");
  });

  test("may join, pull and hand out its pods' credentials, and nothing else", () => {
    const attached = [...resources(production, "aws_iam_role_policy_attachment").entries()]
      .filter(([path]) => path.startsWith("machines/"))
      .map(([, { policy_arn: arn }]) => arn);
    expect(attached.sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
    ]);
    const { policy } = resource(production, "aws_iam_role_policy", "machines/role/join");
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [{ Action: ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"] }],
    });
    const earlier = before(production, "aws_eks_node_group", "machines/api-1/group");
    for (const grant of ["pod-identity", "images", "join"]) {
      expect(earlier).toContain(`machines/role/${grant}`);
    }
  });
});

describe("Auto Scaling groups", () => {
  const tagsOf = (name: string): Record<string, string> =>
    Object.fromEntries(
      [...resources(production, "aws_autoscaling_group_tag").entries()]
        .filter(([path]) => path.startsWith(`machines/${name}/`))
        .map(([, attributes]) => attributes["tag"] as { key: string; value: string })
        .map(({ key, value }) => [key, value]),
    );

  test("carry the required tags", () => {
    for (const name of nodeGroupNames(production))
      expect(Object.keys(tagsOf(name))).toEqual(expect.arrayContaining(REQUIRED));
    expect(Object.keys(tagsOf("system-1"))).toHaveLength(REQUIRED.length);
  });

  test("say what a node would be like where there may be none to look at", () => {
    expect(tagsOf("burst")).toMatchObject({
      "k8s.io/cluster-autoscaler/node-template/label/mindscape.io/workload": "burst",
      "k8s.io/cluster-autoscaler/node-template/taint/mindscape.io/workload": "burst:NoSchedule",
    });
  });
});
