import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { type StackJson } from "../../support/synthesis";
import { stackOf } from "../../support/stack";

export const ACCOUNT = "333333333333";

/** A stack with the provider that everything in front of CloudFront needs. */
export function edgeOf(build: (stack: TerraformStack, provider: AwsProvider) => void): StackJson {
  return stackOf((stack) => {
    build(stack, new AwsProvider(stack, "aws-us-east-1", { region: "us-east-1", alias: "us-east-1" }));
  });
}
