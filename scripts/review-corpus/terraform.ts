import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Json } from "../../tools/planning/json";
import { mirrorConfiguration, mirrorOf, providerMirrors } from "../../tools/planning/providers/mirrors";

export const PROVIDER = {
  localName: "aws",
  address: "registry.terraform.io/hashicorp/aws",
  constraint: "5.100.0",
};
export type Schemas = ReadonlyMap<string, ResourceSchema>;
export interface ResourceSchema {
  readonly version: number;
  readonly block: { readonly attributes: Readonly<Record<string, { readonly type?: Json }>> };
}

const OUTPUT_BYTES = 256 * 1024 * 1024;

/** Terraform in folders of its own, with the AWS provider installed once and nothing of the caller's settings. */
export class Terraform {
  private readonly environment: NodeJS.ProcessEnv;
  private readonly installed: string;

  constructor(readonly folder: string) {
    const mirror = mirrorOf(providerMirrors(process.env), PROVIDER);
    const configuration = path.join(folder, "terraform.rc");
    writeFileSync(
      configuration,
      mirrorConfiguration(mirror === undefined ? [] : [{ mirror, address: PROVIDER.address }]),
    );
    const { PATH, HOME } = process.env;
    this.environment = {
      PATH,
      HOME,
      TF_CLI_CONFIG_FILE: configuration,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      ...Object.fromEntries(
        ["init", "plan", "apply"].map((command) => [`TF_CLI_ARGS_${command}`, "-no-color"]),
      ),
      AWS_EC2_METADATA_DISABLED: "true",
      GOGC: "400",
    };
    this.installed = path.join(folder, "installed");
    mkdirSync(this.installed);
    writeFileSync(path.join(this.installed, "provider.tf"), providerBlock());
    this.run(this.installed, ["init", "-input=false"]);
  }

  /** Makes `stack` ready for `run`. */
  prepare(stack: string): void {
    mkdirSync(path.join(stack, ".terraform"), { recursive: true });
    for (const entry of [".terraform/providers", ".terraform.lock.hcl"])
      cpSync(path.join(this.installed, entry), path.join(stack, entry), {
        recursive: true,
        verbatimSymlinks: true,
      });
  }

  /** Standard output of a command; throws if it fails, unless it is expected to. */
  run(stack: string, commandLine: readonly string[], fails = false): string {
    const { status, stdout, stderr } = spawnSync("terraform", [`-chdir=${stack}`, ...commandLine], {
      env: this.environment,
      encoding: "utf8",
      maxBuffer: OUTPUT_BYTES,
    });
    if (status !== (fails ? 1 : 0))
      throw new Error(`${path.basename(stack)}: terraform ${commandLine[0]} failed\n${stderr}`);
    return stdout;
  }

  /** Of each type of resource of the AWS provider. */
  schemas(): Schemas {
    const { provider_schemas: providers } = JSON.parse(
      this.run(this.installed, ["providers", "schema", "-json"]),
    ) as {
      provider_schemas: Record<string, { resource_schemas: Record<string, ResourceSchema> }>;
    };
    return new Map(Object.entries(providers[PROVIDER.address]?.resource_schemas ?? {}));
  }
}

/** Without an account; with `endpoint`, of an emulator. */
export function providerBlock(endpoint?: string): string {
  const services = ["dynamodb", "ec2", "iam", "s3", "sqs", "ssm", "sts"];
  const endpoints = services.map((service) => `    ${service} = "${endpoint}"\n`).join("");
  return `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "${PROVIDER.constraint}"
    }
  }
}
provider "aws" {
  region                      = "us-west-2"
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
  max_retries                 = 1
${endpoint === undefined ? "" : `  s3_use_path_style = true\n  endpoints {\n${endpoints}  }\n`}}
`;
}
