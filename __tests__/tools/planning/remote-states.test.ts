import { Configuration } from "../../../tools/planning/configuration";
import type { JsonObject } from "../../../tools/planning/json";
import { producers } from "../../../tools/planning/remote-states";
import type { SynthesizedStack } from "../../../tools/planning/synthesis";

const stack = (id: string, terraform: JsonObject): SynthesizedStack => ({
  id,
  file: "",
  dependencies: [],
  source: Buffer.alloc(0),
  configuration: new Configuration({ terraform }),
});
const s3 = (key: string, region = "us-west-2"): JsonObject => ({
  bucket: "states",
  key,
  region,
  use_lockfile: true,
});
const reader = (name: string, backend: string, config: JsonObject): Configuration =>
  new Configuration({ data: { terraform_remote_state: { [name]: { backend, config } } } });

const stacks = [
  stack("a", { backend: { s3: s3("a") } }),
  stack("b", { backend: { s3: s3("b") } }),
  stack("b-elsewhere", { backend: { s3: s3("b", "us-east-2") } }),
  stack("c", { cloud: { organization: "o", workspaces: { name: "c" } } }),
  stack("d", { backend: { local: { path: "/states/d" } } }),
];

test.each([
  ["an S3 key", "s3", { bucket: "states", key: "a", region: "us-west-2" }, "a"],
  ["an S3 key in another region", "s3", { bucket: "states", key: "b", region: "us-east-2" }, "b-elsewhere"],
  ["a Terraform Cloud workspace", "remote", { organization: "o", workspaces: { name: "c" } }, "c"],
  ["a local path", "local", { path: "/states/d" }, "d"],
  ["a key that no stack writes", "s3", { bucket: "states", key: "z", region: "us-west-2" }, undefined],
  ["a key that two stacks may write", "s3", { bucket: "states", key: "b" }, undefined],
])("the producer is found by %s", (_what, backend, config, expected) => {
  expect(producers(reader("x", backend, config), stacks)).toEqual(new Map([["x", expected]]));
});

test("CDKTF's own name decides where the backends do not", () => {
  const name = "cross-stack-reference-input-b";
  expect(producers(reader(name, "s3", { bucket: "states", key: "b" }), stacks).get(name)).toBe("b");
});
