import { writeFileSync } from "node:fs";
import path from "node:path";
import { readImports } from "../../../../tools/runs/plan/imports";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";

const BLOCKS = { import: [{ to: "aws_vpc.main", id: "vpc-1" }] };
const IDS = ["sandbox-base", "sandbox-app"];
afterAll(removeFolders);

function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

test("reads the blocks of each stack, and nothing else in the folder", () => {
  const folder = folderWith({ "sandbox-base.tf.json": JSON.stringify(BLOCKS), "README.md": "x" });
  expect([...readImports(folder, IDS)]).toEqual([["sandbox-base", BLOCKS]]);
});

test("every file that cannot be used is told, at once", () => {
  const folder = folderWith({
    "sandbox-base.tf.json": "{",
    "sandbox-app.tf.json": JSON.stringify({ ...BLOCKS, resource: {} }),
    "sandbox-gone.tf.json": JSON.stringify(BLOCKS),
  });
  expect(() => readImports(folder, IDS)).toThrow(
    /sandbox-app.tf.json holds more than import blocks[^\n]*\n.*sandbox-base.tf.json is not JSON[^\n]*\n.*sandbox-gone is none of the chosen stacks/,
  );
});

test.each([() => path.join(temporaryFolder(), "none"), () => temporaryFolder()])(
  "a folder that is not there, or empty, is told with who writes it",
  (folder) => {
    expect(() => readImports(folder(), IDS)).toThrow(/--imports .*mindscape orphans/);
  },
);
