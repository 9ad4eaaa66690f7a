import { Configuration } from "../../../../tools/planning/configuration";
import { objectOf, type JsonObject } from "../../../../tools/planning/json";
import { clusterAddresses } from "../../../../tools/runs/preflight/cluster-address";
import { synthesis } from "../../../support/synthesis";

const addressesOf = (provider: JsonObject): unknown => clusterAddresses(new Configuration({ provider }));

test.each([
  [{ helm: [{ kubernetes: { host: "${data.terraform_remote_state.c-1.outputs.endpoint}" } }] }],
  [{ helm: { kubernetes: [{ host: "${ data.terraform_remote_state.c-1.outputs.endpoint }" }] } }],
  [{ kubernetes: { host: "${data.terraform_remote_state.c-1.outputs.endpoint}" } }],
])("an output of another stack: %j", (provider) => {
  expect(addressesOf(provider)).toEqual([{ remoteState: "c-1", output: "endpoint" }]);
});

test("a host that is written down, and none that only Terraform can make up", () => {
  expect(addressesOf({ kubernetes: { host: "https://10.0.0.1" } })).toEqual([{ host: "https://10.0.0.1" }]);
  expect(addressesOf({ kubernetes: { host: "https://${var.name}.example" } })).toEqual([]);
  expect(addressesOf({ aws: { region: "us-west-2" } })).toEqual([]);
});

test("the real stacks that talk to a cluster are found, each with its own region's", () => {
  for (const region of ["us-west-2", "us-east-2"]) {
    for (const layer of ["platform", "service"]) {
      const stack = new Configuration(objectOf(synthesis().json(`production-${region}-${layer}`)));
      expect(clusterAddresses(stack)).toEqual([
        {
          remoteState: expect.stringContaining(`production-${region}-cluster`) as string,
          output: expect.stringMatching(/endpoint$/) as string,
        },
      ]);
    }
  }
});
