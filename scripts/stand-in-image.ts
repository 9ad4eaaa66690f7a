/**
 * Writes the programs of the stand-in's image, and its Dockerfile, to a folder, and says under which tag to push it: a hash of what
 * it holds, for a registry whose tags never move.
 *
 *   make stand-in                                              .cache/stand-in
 *   node --import tsx scripts/stand-in-image.ts <folder>
 */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";

const ROOT = path.join(__dirname, "..");
const SOURCES = path.join(ROOT, "__tests__/stand-in");
const PROGRAMS = { api: "main.ts", check: "check-command.ts" } as const;
// The oldest that the project itself runs on: tests run with it what the image holds.
const TARGET = "node20";

function main(folder: string): void {
  const hash = createHash("sha256");
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: Uint8Array, mode: number): void => {
    hash.update(`${name} ${content.length}\n`).update(content);
    writeFileSync(path.join(folder, name), content);
    // Whatever the umask is.
    chmodSync(path.join(folder, name), mode);
  };
  for (const [name, source] of Object.entries(PROGRAMS)) write(name, bundled(source), 0o755);
  write("Dockerfile", readFileSync(path.join(SOURCES, "Dockerfile")), 0o644);
  console.log(`stand-in-${hash.digest("hex").slice(0, 12)}`);
}

/** One file that needs Node and nothing else. */
function bundled(source: string): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [path.join(SOURCES, source)],
    bundle: true,
    write: false,
    platform: "node",
    target: TARGET,
    // What Node takes a file without an ending for.
    format: "cjs",
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "warning",
  });
  const [program] = outputFiles;
  if (program === undefined) throw new Error(`${source} made no program`);
  return program.contents;
}

main(process.argv[2] ?? path.join(ROOT, ".cache/stand-in"));
