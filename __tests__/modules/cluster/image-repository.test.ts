import { evaluate } from "../../support/policy";
import { resource, resources, type StackJson } from "../../support/synthesis";
import { development, production, secondRegion, staging } from "./stacks";

const repository = (stack: StackJson) => resource(stack, "aws_ecr_repository", "repository/repository");

test("a tag never moves, images are scanned and encrypted with our key", () => {
  for (const stack of [production, secondRegion, staging, development]) {
    expect(repository(stack)).toMatchObject({
      name: "mindscape/api",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "KMS" }],
    });
  }
});

test("images cannot be lost by accident where the environment is locked", () => {
  expect(repository(production)).toMatchObject({ force_delete: false, lifecycle: { prevent_destroy: true } });
  expect(repository(development)).toMatchObject({ force_delete: true });
});

test("what is pushed to one region is copied to the other, whichever it is", () => {
  const destinations = (stack: StackJson) =>
    [...resources(stack, "aws_ecr_replication_configuration").values()].map(
      (replication) => replication["replication_configuration"],
    );
  const to = (region: string, registry: string) => [
    {
      rule: [
        {
          destination: [{ region, registry_id: registry }],
          repository_filter: [{ filter: "mindscape/api", filter_type: "PREFIX_MATCH" }],
        },
      ],
    },
  ];
  expect(destinations(production)).toEqual(to("us-east-2", "333333333333"));
  expect(destinations(secondRegion)).toEqual(to("us-west-2", "333333333333"));
  expect(destinations(development)).toEqual([]);
});

test("old images go, the newest stay; what is untagged goes first", () => {
  const { rules } = JSON.parse(
    String(resource(production, "aws_ecr_lifecycle_policy", "repository/lifecycle")["policy"]),
  ) as { rules: { rulePriority: number; selection: Record<string, unknown> }[] };
  expect(
    rules.map(({ selection }) => [selection["tagStatus"], selection["countType"], selection["countNumber"]]),
  ).toEqual([
    ["untagged", "sinceImagePushed", 7],
    ["any", "imageCountMoreThan", 150],
  ]);
  // ECR wants the rule for any tag last.
  expect(rules.map(({ rulePriority }) => rulePriority)).toEqual([1, 2]);
});

describe("images are built in staging and promoted to production: their repository", () => {
  const policy = String(resource(staging, "aws_ecr_repository_policy", "repository/policy")["policy"]);
  const asked = (account: string, action: string) =>
    evaluate(policy, { principal: { AWS: `arn:aws:iam::${account}:root` }, action });

  test("lets production pull, and push nothing", () => {
    expect(asked("333333333333", "ecr:BatchGetImage")).toBe("allow");
    expect(asked("333333333333", "ecr:GetDownloadUrlForLayer")).toBe("allow");
    expect(asked("333333333333", "ecr:PutImage")).toBe("none");
    expect(asked("333333333333", "ecr:BatchDeleteImage")).toBe("none");
  });

  test("lets no other account in", () => {
    expect(asked("111111111111", "ecr:BatchGetImage")).toBe("none");
    expect(asked("999999999999", "ecr:BatchGetImage")).toBe("none");
  });

  test("is the only one that another account pulls from", () => {
    for (const stack of [production, development]) {
      expect(resources(stack, "aws_ecr_repository_policy").size).toBe(0);
    }
  });
});
