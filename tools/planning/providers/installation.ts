import { createHash } from "node:crypto";
import {
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { installationEnvironment } from "../child-environment";
import { readErrors } from "../diagnostics";
import { canonicalJson } from "../json";
import type { Terraform } from "../terraform";
import { mirrorConfiguration, mirrorOf, providerMirrors, userConfiguration } from "./mirrors";
import type { ProviderRequirement } from "./requirements";
import { makeDirectory } from "../../directories";

const MARKER = "installed.json";

/** A provider whose checksum Terraform has verified, ready to run. */
export interface InstalledProvider {
  readonly address: string;
  readonly version: string;
  /** Absolute path of the executable. */
  readonly binary: string;
  /** Folder of the package below `.terraform/providers`: `<address>/<version>/<platform>`. */
  readonly packagePath: string;
  /** Folder that was initialised; it holds `.terraform` and the lock file. */
  readonly directory: string;
  /** Changes when the executable does. */
  readonly fingerprint: string;
}

/** The provider cannot be had here; the message says why. */
export class ProviderUnavailableError extends Error {}

/**
 * Makes a provider ready with one `terraform init` in a folder of its own below `directory`, or at no cost when an
 * earlier run did and the executable is still the same.
 */
export class ProviderInstaller {
  private readonly started = new Map<string, Promise<InstalledProvider>>();
  private readonly mirrors: string[];

  constructor(
    private readonly terraform: Terraform,
    private readonly directory: string,
    private readonly caller: NodeJS.ProcessEnv,
    private readonly onInstall: (provider: ProviderRequirement) => void,
  ) {
    this.mirrors = providerMirrors(caller);
  }

  /** Rejects with ProviderUnavailableError. */
  install(provider: ProviderRequirement): Promise<InstalledProvider> {
    const key = `${provider.address} ${provider.constraint}`;
    const installed = this.started.get(key) ?? this.installOnce(provider, key);
    this.started.set(key, installed);
    return installed;
  }

  private async installOnce(provider: ProviderRequirement, key: string): Promise<InstalledProvider> {
    const name = provider.address.split("/").at(-1) ?? "provider";
    const digest = createHash("sha256").update(key).digest("hex").slice(0, 8);
    const directory = path.join(this.directory, `${name}-${digest}`);
    const earlier = readMarker(directory);
    if (earlier) return earlier;
    this.onInstall(provider);
    await this.initialise(provider, directory);
    const installed = locate(provider, directory);
    writeFileSync(path.join(directory, MARKER), canonicalJson(installed));
    return installed;
  }

  private async initialise(provider: ProviderRequirement, directory: string): Promise<void> {
    rmSync(directory, { recursive: true, force: true });
    makeDirectory(directory);
    const { localName, address, constraint } = provider;
    const required = { [localName]: { source: address, ...(constraint && { version: constraint }) } };
    writeFileSync(
      path.join(directory, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );
    const environment = {
      ...installationEnvironment(this.caller),
      ...this.cliConfiguration([provider], directory),
    };
    const { code, stdout, stderr } = await this.terraform.run(
      directory,
      ["init", "-json", "-input=false"],
      environment,
    );
    if (code === 0) return;
    const diagnostics = readErrors(stdout.toString("utf8"));
    const why = diagnostics.map(({ summary, detail }) => detail.split("\n\n")[0] || summary).join("; ");
    throw new ProviderUnavailableError(
      `provider ${address.replace("registry.terraform.io/", "")} ${constraint} cannot be had: ${oneLine(why || stderr)}`,
    );
  }

  /** Where Terraform takes these providers from; writes a CLI configuration to `directory` if they are in a mirror. */
  cliConfiguration(providers: readonly ProviderRequirement[], directory: string): NodeJS.ProcessEnv {
    const held = providers.flatMap((provider) => {
      const mirror = mirrorOf(this.mirrors, provider);
      return mirror === undefined ? [] : [{ mirror, address: provider.address }];
    });
    if (held.length === 0) {
      const own = userConfiguration(this.caller);
      return own === undefined ? {} : { TF_CLI_CONFIG_FILE: own };
    }
    const file = path.join(directory, "cli.tfrc");
    writeFileSync(file, mirrorConfiguration(held));
    return { TF_CLI_CONFIG_FILE: file };
  }
}

function locate(provider: ProviderRequirement, directory: string): InstalledProvider {
  const providers = path.join(directory, ".terraform/providers");
  const [version = ""] = readdirSync(path.join(providers, provider.address));
  const [platform = ""] = readdirSync(path.join(providers, provider.address, version));
  const packagePath = path.join(provider.address, version, platform);
  const folder = path.join(providers, packagePath);
  const executable = readdirSync(folder).find((name) => name.startsWith("terraform-provider-"));
  if (executable === undefined)
    throw new ProviderUnavailableError(`${provider.address} ${version} has no executable`);
  const binary = realpathSync(path.join(folder, executable));
  return {
    address: provider.address,
    version,
    binary,
    packagePath,
    directory,
    fingerprint: fingerprint(binary),
  };
}

/** What an earlier run installed, if the executable has not changed since. */
function readMarker(directory: string): InstalledProvider | undefined {
  const file = path.join(directory, MARKER);
  if (!existsSync(file)) return undefined;
  try {
    const installed = JSON.parse(readFileSync(file, "utf8")) as InstalledProvider;
    return installed.directory === directory && fingerprint(installed.binary) === installed.fingerprint
      ? installed
      : undefined;
  } catch {
    return undefined;
  }
}

function fingerprint(binary: string): string {
  const { size, mtimeMs } = statSync(binary);
  return createHash("sha256").update(`${binary} ${size} ${mtimeMs}`).digest("hex").slice(0, 16);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
