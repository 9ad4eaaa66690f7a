import { type Attributes, resource, resources } from "../../support/synthesis";
import { before } from "../cluster/stacks";
import { CLUSTER, development, production, staging } from "./stacks";

const REQUIRED = ["Project", "Environment", "Layer", "Owner", "CostCenter", "ManagedBy"];
const group = resource(production, "aws_autoscaling_group", "spot/group");
const template = resource(production, "aws_launch_template", "spot/template/template");
const userData = Buffer.from(String(template["user_data"]), "base64").toString();

describe("the machines", () => {
  test("are on Spot alone, of several types, and none of them without work", () => {
    expect(group).toMatchObject({ min_size: 0, max_size: 8 });
    expect(group["desired_capacity"]).toBeUndefined();
    const policy = group["mixed_instances_policy"] as {
      instances_distribution: Attributes;
      launch_template: { override: { instance_type: string }[] };
    };
    expect(policy.instances_distribution).toMatchObject({
      on_demand_base_capacity: 0,
      on_demand_percentage_above_base_capacity: 0,
      spot_allocation_strategy: "price-capacity-optimized",
    });
    expect(policy.launch_template.override.length).toBeGreaterThanOrEqual(4);
  });

  test("are spread over three private subnets", () => {
    expect(group["vpc_zone_identifier"]).toHaveLength(3);
    for (const subnet of group["vpc_zone_identifier"] as string[]) expect(subnet).toContain("private");
  });

  test("go only when nothing runs on them, and are drained first", () => {
    const { auto_scaling_group_provider: provider } = resource(
      production,
      "aws_ecs_capacity_provider",
      "spot/provider",
    );
    expect(provider).toMatchObject({
      managed_draining: "ENABLED",
      managed_termination_protection: "ENABLED",
      managed_scaling: { status: "ENABLED", target_capacity: 100 },
    });
    // ECS refuses managed termination protection without it.
    expect(group["protect_from_scale_in"]).toBe(true);
  });

  test("take the newest image when they start, without a change of the plan", () => {
    expect(template["image_id"]).toBe(
      "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    );
    expect(group["max_instance_lifetime"]).toBe(604_800);
  });

  test("join the cluster, hear Spot's notice, and keep their credentials from tasks", () => {
    expect(userData).toMatch(/^#!\/bin\/bash\n/);
    for (const line of [
      `ECS_CLUSTER=${CLUSTER}`,
      "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
      "ECS_AWSVPC_BLOCK_IMDS=true",
      "ECS_DISABLE_PRIVILEGED=true",
    ]) {
      expect(userData.split("\n")).toContain(line);
    }
    expect(template["metadata_options"]).toMatchObject({
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });

  test("have encrypted disks of the environment's size", () => {
    for (const [stack, size] of [
      [production, 50],
      [staging, 30],
      [development, 30],
    ] as const) {
      const { block_device_mappings: devices } = resource(
        stack,
        "aws_launch_template",
        "spot/template/template",
      );
      const [device] = devices as { ebs: Attributes }[];
      expect(device?.ebs).toMatchObject({ volume_type: "gp3", volume_size: size, encrypted: "true" });
      expect(device?.ebs["kms_key_id"]).toContain("aws_kms_keyebs-key");
    }
  });

  test("are tagged with all they bring along, also by the group", () => {
    const tags = group["tag"] as { key: string; value: string; propagate_at_launch: boolean }[];
    expect(tags.map(({ key }) => key).sort()).toEqual([...REQUIRED, "AmazonECSManaged", "Name"].sort());
    expect(tags.every(({ propagate_at_launch: on }) => on)).toBe(true);
    const specifications = template["tag_specifications"] as { resource_type: string; tags: Attributes }[];
    expect(specifications.map(({ resource_type: type }) => type)).toEqual([
      "instance",
      "volume",
      "network-interface",
    ]);
    for (const { tags: own } of specifications)
      expect(Object.keys(own)).toEqual(expect.arrayContaining(REQUIRED));
  });

  test("come after their cluster, its trunk setting and their own rights, and so go before them", () => {
    const earlier = before(production, "aws_autoscaling_group", "spot/group");
    for (const path of ["cluster/cluster", "cluster/trunking", "spot/role/join"])
      expect(earlier).toContain(path);
  });
});

describe("the cluster", () => {
  test("has Fargate beside Spot, and runs on it what says nothing", () => {
    const providers = resource(production, "aws_ecs_cluster_capacity_providers", "spot/providers");
    expect(providers["capacity_providers"]).toEqual([
      expect.stringContaining("aws_ecs_capacity_provider"),
      "FARGATE",
      "FARGATE_SPOT",
    ]);
    expect(providers["default_capacity_provider_strategy"]).toEqual([
      expect.objectContaining({ capacity_provider: "FARGATE" }),
    ]);
  });

  test.each([
    ["production", production, "enhanced"],
    ["staging", staging, "enabled"],
    ["development", development, "disabled"],
  ] as const)("of %s measures as much as its monitoring level says", (_, stack, insights) => {
    expect(resource(stack, "aws_ecs_cluster", "cluster/cluster")["setting"]).toEqual([
      { name: "containerInsights", value: insights },
    ]);
    const logs = resources(stack, "aws_cloudwatch_log_group").get("cluster/insights");
    expect(logs === undefined).toBe(insights === "disabled");
    if (logs !== undefined)
      expect(before(stack, "aws_ecs_cluster", "cluster/cluster")).toContain("cluster/insights");
  });

  test("names the log group as Container Insights does", () => {
    expect(resource(production, "aws_cloudwatch_log_group", "cluster/insights")["name"]).toBe(
      `/aws/ecs/containerinsights/${CLUSTER}/performance`,
    );
  });

  test("encrypts the disks of Fargate tasks with our key", () => {
    const { configuration } = resource(production, "aws_ecs_cluster", "cluster/cluster");
    expect(JSON.stringify(configuration)).toContain("aws_kms_keyebs-key");
  });

  test("gives every task an interface on a trunk", () => {
    expect(resource(production, "aws_ecs_account_setting_default", "cluster/trunking")).toMatchObject({
      name: "awsvpcTrunking",
      value: "enabled",
    });
  });
});
