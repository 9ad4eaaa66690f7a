import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { type StackJson, temporaryFolder } from "./synthesis";

/** The JSON of one stack that `build` fills: for modules by themselves, without configuration and policies. */
export function stackOf(build: (stack: TerraformStack) => void): StackJson {
  return synthesized((app) => {
    const stack = new TerraformStack(app, "stack");
    new AwsProvider(stack, "aws", { region: "us-west-2" });
    build(stack);
    return stack;
  });
}

/** The JSON of the stack that `build` makes, in an app like the real one. */
export function synthesized(build: (app: App) => TerraformStack): StackJson {
  const outdir = join(temporaryFolder(), "cdktf.out");
  const app = new App({ outdir, stackTraces: false, context: { excludeStackIdFromLogicalIds: "true" } });
  const { id } = build(app).node;
  app.synth();
  return JSON.parse(readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8")) as StackJson;
}
