import { planOffline } from "../../../tools/planning/planner";
import { optionsFor } from "../fixtures/plans";
import { removeFolders, temporaryFolder, writeSynthesis } from "../fixtures/synthesis";

afterAll(removeFolders);

test("a stack named like the engine's own lock, without any provider block, is planned and the run ends", async () => {
  const synthDirectory = temporaryFolder();
  const resource = { terraform_data: { x: { input: "1" } } };
  writeSynthesis(synthDirectory, [{ id: "lock", configuration: { resource } }]);
  const { plans } = await planOffline(optionsFor(synthDirectory, temporaryFolder()));
  expect(plans.map(({ status, reason, counts }) => [status, reason, counts?.add])).toEqual([
    ["planned", "", 1],
  ]);
});
