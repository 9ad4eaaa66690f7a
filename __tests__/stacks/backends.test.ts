import { changedSynthesis } from "../support/changed-synthesis";
import { synthesis } from "../support/synthesis";

const real = synthesis();

test("each state is in its own region's bucket, locked and encrypted with its key", () => {
  const { backend } = real.json("production-us-east-2-network").terraform;
  expect(backend).toEqual({
    s3: {
      bucket: "mindscape-production-state-333333333333-us-east-2",
      key: "production-us-east-2-network/terraform.tfstate",
      region: "us-east-2",
      encrypt: true,
      kms_key_id: "arn:aws:kms:us-east-2:333333333333:alias/mindscape-production-state",
      use_lockfile: true,
    },
  });
  // A global stack's state must outlive home.
  const { backend: global } = real.json("production-global-access").terraform;
  expect(global["s3"]).toMatchObject({
    bucket: "mindscape-production-state-333333333333-us-east-2",
    key: "production-global-access/terraform.tfstate",
  });
});

test("with Terraform Cloud each stack is a workspace, and consumers read workspaces", () => {
  const cloud = changedSynthesis({ backend: "cloud" });
  const stack = cloud.json("staging-us-west-2-network");
  expect(JSON.stringify(stack.terraform)).toContain('"name":"staging-us-west-2-network"');
  expect(Object.values(stack.data!["terraform_remote_state"]!)).toEqual([
    expect.objectContaining({ backend: "remote" }),
  ]);
  expect(Object.keys(cloud.manifest().stacks)).toEqual(Object.keys(real.manifest().stacks));
});

test("local states lie outside what the next synthesis empties, without a path of this machine", () => {
  const local = changedSynthesis({ backend: "local" });
  for (const id of local.stacks) {
    expect(local.text(id)).not.toContain(process.cwd());
    expect(local.json(id).terraform.backend).toEqual({ local: { path: `../../../terraform.${id}.tfstate` } });
  }
  const [state] = Object.values(local.json("staging-us-west-2-network").data!["terraform_remote_state"]!);
  expect(state).toMatchObject({ config: { path: "../../../terraform.staging-us-west-2-base.tfstate" } });
});

test("only the backend differs between the backends", () => {
  const local = changedSynthesis({ backend: "local" });
  for (const id of real.stacks) expect(local.json(id).resource).toEqual(real.json(id).resource);
});

test("an unknown backend is refused", () => {
  const result = changedSynthesis({ backend: "gcs" });
  expect(result.exitCode).toBe(1);
  expect(result.errors).toBe('MINDSCAPE_BACKEND "gcs": allowed are s3, cloud, local');
});
