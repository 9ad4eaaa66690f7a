import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { PlanningError } from "../errors";
import type { ProviderRequirement } from "./requirements";

const EXACT_VERSION = /^=?\s*(\d+\.\d+\.\d+\S*)$/;

/**
 * Folders that hold providers in the layout of `terraform providers mirror`: the one that MINDSCAPE_PROVIDER_MIRROR
 * names, or else Terraform's implied ones and any folder of /opt that looks like one.
 * Throws a PlanningError when the named one is not a folder.
 */
export function providerMirrors(environment: NodeJS.ProcessEnv): string[] {
  const named = environment["MINDSCAPE_PROVIDER_MIRROR"];
  if (named) {
    if (isFolder(named)) return [path.resolve(named)];
    throw new PlanningError([
      `MINDSCAPE_PROVIDER_MIRROR ${named} is not a folder; name one that "terraform providers mirror" wrote, or unset it`,
    ]);
  }
  const home = environment["HOME"] ?? "/";
  const data = environment["XDG_DATA_HOME"] ?? path.join(home, ".local/share");
  const implied = [
    path.join(home, ".terraform.d/plugins"),
    path.join(data, "terraform/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ].filter(isFolder);
  return [
    ...implied,
    ...foldersOf("/opt").filter((folder) => isFolder(path.join(folder, "registry.terraform.io"))),
  ];
}

/** The first mirror that holds `provider` in a version that may fit, if any. */
export function mirrorOf(mirrors: readonly string[], provider: ProviderRequirement): string | undefined {
  const exact = EXACT_VERSION.exec(provider.constraint)?.[1];
  return mirrors.find((mirror) => {
    const folder = path.join(mirror, provider.address);
    if (!isFolder(folder)) return false;
    return (
      exact === undefined ||
      readdirSync(folder).some((entry) => entry === exact || entry.includes(`_${exact}_`))
    );
  });
}

/** Text of a Terraform CLI configuration that takes each provider from its mirror and all others from their registry. */
export function mirrorConfiguration(
  held: readonly { readonly mirror: string; readonly address: string }[],
): string {
  const mirrors = held.flatMap(({ mirror, address }) => [
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(mirror)}`,
    `    include = [${JSON.stringify(address)}]`,
    "  }",
  ]);
  const excluded = JSON.stringify(held.map(({ address }) => address));
  const direct = ["  direct {", `    exclude = ${excluded}`, "  }"];
  return ["disable_checkpoint = true", "provider_installation {", ...mirrors, ...direct, "}", ""].join("\n");
}

/** The user's own CLI configuration, if it exists; Terraform merely warns about one that does not. */
export function userConfiguration(environment: NodeJS.ProcessEnv): string | undefined {
  const files = [environment["TF_CLI_CONFIG_FILE"], path.join(environment["HOME"] ?? "/", ".terraformrc")];
  return files.find((file) => file !== undefined && existsSync(file));
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function foldersOf(parent: string): string[] {
  return isFolder(parent) ? readdirSync(parent).map((name) => path.join(parent, name)) : [];
}
