import { spawnSync } from "node:child_process";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
// It needs a font to draw with.
const PACKAGES = ["chromium", "fonts-dejavu-core"];
const MISSING = `none of ${NAMES.join(", ")} is on PATH: install chromium`;

let found: string | undefined;

/**
 * Name of a chromium on PATH. Where there is none, and the tests may install packages (a container of Debian or its kin, as root), they do; it
 * brings too many libraries along to be unpacked beside the machine's own.
 */
export function chromium(): string {
  found ??= onPath() ?? installedByApt();
  return found;
}

function onPath(): string | undefined {
  return NAMES.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
}

function installedByApt(): string {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).error !== undefined)
    throw new Error(MISSING);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Another test file may be at it.
  const lock = ["-o", "DPkg::Lock::Timeout=300"];
  const apt = (...rest: string[]): string => {
    const { status, stderr } = spawnSync("apt-get", ["-q", ...lock, ...rest], {
      encoding: "utf8",
      env: environment,
    });
    return status === 0 ? "" : stderr.trim();
  };
  const install = ["install", "--yes", "--no-install-recommends", ...PACKAGES];
  let problem = apt(...install);
  // Lists that are old, or not there.
  if (problem !== "") problem = apt("update") || apt(...install);
  const name = onPath();
  if (name === undefined) throw new Error(`${MISSING}; apt-get could not: ${problem}`);
  return name;
}
