import { readManifest, readStacks } from "../../../../tools/planning/synthesis";
import { readsOf } from "../../../../tools/runs/plan/reads";
import { remoteState, removeFolders, temporaryFolder, writeSynthesis } from "../../fixtures/synthesis";

afterAll(removeFolders);

test("finds every output that is read, wherever it stands, and who writes it", () => {
  const folder = temporaryFolder();
  writeSynthesis(folder, [
    { id: "sandbox-base", configuration: {} },
    {
      id: "sandbox-app",
      dependencies: ["sandbox-base"],
      configuration: {
        provider: { helm: { kubernetes: { host: "${data.terraform_remote_state.base.outputs.host}" } } },
        resource: {
          aws_ssm_parameter: {
            a: {
              value:
                "x-${data.terraform_remote_state.base.outputs.a-b}-${upper(data.terraform_remote_state.base.outputs.c)}",
            },
          },
        },
        output: { again: { value: "${data.terraform_remote_state.base.outputs.c}" } },
        data: {
          terraform_remote_state: { base: remoteState("sandbox-base"), other: remoteState("elsewhere") },
        },
      },
    },
  ]);
  const stacks = readStacks(readManifest(folder).values());
  const app = stacks.get("sandbox-app");
  const reads = app && readsOf(app, stacks);
  expect(reads?.get("base")?.producer).toBe("sandbox-base");
  expect([...(reads?.get("base")?.outputs ?? [])].sort()).toEqual(["a-b", "c", "host"]);
  expect(reads?.get("other")).toEqual({ producer: undefined, outputs: [] });
});
