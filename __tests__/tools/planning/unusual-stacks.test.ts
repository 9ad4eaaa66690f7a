import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { planOffline } from "../../../tools/planning/planner";
import { readManifest } from "../../../tools/planning/synthesis";
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

test("a manifest that lists no stacks, or is a folder, is an error and not an empty plan", () => {
  const directory = temporaryFolder();
  writeFileSync(path.join(directory, "manifest.json"), "{}");
  expect(() => readManifest(directory)).toThrow(/manifest\.json lists no stacks; run "npm run synth" again$/);
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "manifest.json"));
  expect(() => readManifest(folder)).toThrow(
    /manifest\.json does not exist or is no file; run "npm run synth" first/,
  );
});
