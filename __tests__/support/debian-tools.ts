import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeDirectory } from "../../tools/directories";
import { installed } from "../../tools/installed";

/** Programs by Debian's packages that hold them. */
const PACKAGES = {
  promtool: "prometheus",
  prometheus: "prometheus",
  amtool: "prometheus-alertmanager",
} as const;

export type Tool = keyof typeof PACKAGES;

const found = new Map<Tool, string>();

/** Path of `tool`: the one on PATH, else Debian's, unpacked into `.cache` without being installed. */
export function debianTool(tool: Tool): string {
  const path = found.get(tool) ?? (isOnPath(tool) ? tool : join(unpacked(PACKAGES[tool]), "usr/bin", tool));
  found.set(tool, path);
  return path;
}

function isOnPath(tool: Tool): boolean {
  return spawnSync(tool, ["--version"], { stdio: "ignore" }).error === undefined;
}

function unpacked(name: string): string {
  const missing = `${name} is missing: install it; the tests bring it along only on Debian and its kin`;
  return installed(`debian/${name}`, missing, (folder) => {
    const archive = download(name, folder);
    execFileSync("dpkg", ["-x", archive, "files"], { cwd: folder, stdio: "pipe" });
    for (const part of readdirSync(join(folder, "files")))
      renameSync(join(folder, "files", part), join(folder, part));
    for (const rest of ["files", "apt", archive])
      rmSync(join(folder, rest), { recursive: true, force: true });
  });
}

/** With the machine's own lists, or, where there are none, with lists of our own: neither needs root. */
function download(name: string, folder: string): string {
  const apt = join(folder, "apt");
  const own = ["Dir::State::Lists", "Dir::Cache"].flatMap((key) => ["-o", `${key}=${join(apt, key)}`]);
  for (const path of ["Dir::State::Lists/partial", "Dir::Cache/archives/partial"])
    makeDirectory(join(apt, path));
  const get = (...aptArguments: string[]): boolean =>
    spawnSync("apt-get", ["-q", ...aptArguments], { cwd: folder, stdio: "ignore" }).status === 0;
  if (!get("download", name) && !(get(...own, "update") && get(...own, "download", name)))
    throw new Error(`apt-get cannot download ${name}`);
  const archive = readdirSync(folder).find((file) => file.endsWith(".deb"));
  if (archive === undefined) throw new Error(`apt-get downloaded no package ${name}`);
  return archive;
}
