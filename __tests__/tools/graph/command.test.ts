import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { graphCommand } from "../../../tools/graph/command";
import { drawnInMermaid, drawnInSvg } from "./drawn";
import { everyLayer, synthesized, temporaryFolder } from "./made-up";

const STACKS = synthesized([
  { id: "production-us-west-2-base" },
  { id: "production-us-west-2-network", reads: ["production-us-west-2-base"] },
  { id: "staging-us-west-2-base" },
]);

/** Runs the command and returns what it printed; rejects as the command does. */
async function graph(...args: string[]): Promise<string> {
  let printed = "";
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    const command = graphCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await command.parseAsync(args.includes("--synth-dir") ? args : [...args, "--synth-dir", STACKS], {
      from: "user",
    });
    return printed;
  } finally {
    write.mockRestore();
  }
}

describe("mindscape graph", () => {
  test("prints production as SVG", async () => {
    const { stacks } = drawnInSvg(await graph());
    expect(stacks).toEqual(["production-us-west-2-base", "production-us-west-2-network"]);
  });

  test("prints another environment as Mermaid", async () => {
    const { stacks } = drawnInMermaid(await graph("--env", "staging", "--format", "mermaid"));
    expect(stacks).toEqual(["staging-us-west-2-base"]);
  });

  test("prints nothing but JSON with --json", async () => {
    expect(JSON.parse(await graph("--json"))).toMatchObject({
      environment: "production",
      links: [
        { producer: "production-us-west-2-base", consumer: "production-us-west-2-network", outputs: 1 },
      ],
    });
  });

  test("draws one stack with what it depends on", async () => {
    const { stacks, links } = drawnInSvg(await graph("--stack", "*-network"));
    expect(stacks).toEqual(["production-us-west-2-base", "production-us-west-2-network"]);
    expect(links).toHaveLength(1);
    expect(drawnInSvg(await graph("--stack", "production-*-base")).stacks).toEqual([
      "production-us-west-2-base",
    ]);
  });

  test("writes one picture to a file", async () => {
    const file = path.join(temporaryFolder(), "new", "picture.mmd");
    expect(await graph("--format", "mermaid", "--out", file)).toBe(`wrote ${file}\n`);
    expect(readFileSync(file, "utf8")).toBe(await graph("--format", "mermaid"));
  });

  test("writes both formats of every environment", async () => {
    const folder = temporaryFolder();
    await graph("--env", "all", "--write", folder);
    const files = ["production.mmd", "production.svg", "staging.mmd", "staging.svg"];
    expect(readdirSync(folder).sort()).toEqual(files);
    expect(JSON.parse(await graph("--env", "all", "--write", folder, "--json"))).toEqual({
      written: ["staging.svg", "staging.mmd", "production.svg", "production.mmd"].map((file) =>
        path.join(folder, file),
      ),
    });
  });
});

describe("mindscape graph --check", () => {
  test("accepts what --write wrote, and writes nothing", async () => {
    const folder = temporaryFolder();
    await graph("--write", folder);
    expect(await graph("--check", folder)).toBe("2 pictures are up to date\n");
    expect(JSON.parse(await graph("--check", folder, "--json"))).toEqual({ stale: [] });
  });

  test.each(["production.svg", "production.mmd"])(
    "names a changed %s and the command that refreshes it",
    async (name) => {
      const folder = temporaryFolder();
      const file = path.join(folder, name);
      await graph("--write", folder);
      appendFileSync(file, " ");
      const changed = readFileSync(file, "utf8");
      await expect(graph("--check", folder)).rejects.toMatchObject({
        problems: [
          `${file} is stale; run "npm run -s mindscape -- graph --write ${folder}" and commit the result`,
        ],
      });
      expect(readFileSync(file, "utf8")).toBe(changed);
    },
  );

  test("finds that the stacks have changed", async () => {
    const folder = temporaryFolder();
    await graph("--write", folder);
    await expect(graph("--check", folder, "--synth-dir", synthesized(everyLayer()))).rejects.toThrow(
      /production\.svg is stale.*\n.*production\.mmd is stale/,
    );
  });

  test("takes a missing picture for a stale one", async () => {
    const folder = temporaryFolder();
    await graph("--write", folder);
    rmSync(path.join(folder, "production.mmd"));
    await expect(graph("--check", folder)).rejects.toMatchObject({
      problems: [expect.stringContaining(".mmd is stale")],
    });
  });
});

describe("mindscape graph refuses, with a remedy,", () => {
  test.each([
    ["a folder that is not synthesized", ["--synth-dir", "/nowhere"], /npm run synth/],
    [
      "a folder without stacks",
      ["--synth-dir", synthesized([])],
      /no stacks of production; run "npm run synth"/,
    ],
    ["an environment without stacks", ["--env", "organization"], /no stacks of organization/],
    ["an unknown environment", ["--env", "prod"], /--env prod is not .*nearest: .*production/],
    ["an unknown stack", ["--stack", "production-us-west-2-bass"], /nearest: production-us-west-2-base/],
    [
      "several environments on standard output",
      ["--env", "all"],
      /staging, production are several pictures; .*--write/,
    ],
    ["to keep a part as the picture", ["--stack", "*-base", "--write", "x"], /leave it out with --write/],
    ["a folder and a file at once", ["--out", "x", "--write", "y"], /cannot be used with/],
    ["a format that does not exist", ["--format", "png"], /Allowed choices are svg, mermaid/],
  ])("%s", async (_, args, message) => {
    await expect(graph(...args)).rejects.toThrow(message);
  });

  test("a folder that cannot be made", async () => {
    const file = path.join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(graph("--write", path.join(file, "folder"))).rejects.toThrow(
      /cannot be written \(.*ENOTDIR.*\); name a folder/,
    );
  });

  test("stacks that depend on each other in a cycle", async () => {
    const cycle = synthesized([
      { id: "production-global-a", after: ["production-global-b"] },
      { id: "production-global-b", after: ["production-global-a"] },
    ]);
    await expect(graph("--synth-dir", cycle)).rejects.toThrow(/cycle/);
  });
});
