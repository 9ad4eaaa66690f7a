import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { JsonObject } from "./json";
import { OVERRIDE_FILE } from "./override";
import type { InstalledProvider } from "./providers/installation";
import type { SynthesizedStack } from "./synthesis";
import { makeDirectory } from "../directories";

export const CONFIGURATION_FILE = "cdk.tf.json";

/** What a work folder needs beside the copy of the stack. */
export interface WorkFolderParts {
  readonly override?: JsonObject;
  readonly providers: readonly InstalledProvider[];
  /** Folder that was initialised with the local backend of the override. */
  readonly backend?: string;
}

/**
 * Lays out a fresh folder in which Terraform can run at once: a byte-identical copy of the stack, the override beside
 * it, and what `terraform init` would have left. Nothing of an earlier run remains; the stack's own folder is only read.
 */
export function layOutWorkFolder(folder: string, stack: SynthesizedStack, parts: WorkFolderParts): void {
  rmSync(folder, { recursive: true, force: true });
  makeDirectory(path.join(folder, ".terraform"));
  writeFileSync(path.join(folder, CONFIGURATION_FILE), stack.source);
  const assets = path.join(path.dirname(stack.file), "assets");
  if (existsSync(assets)) cpSync(assets, path.join(folder, "assets"), { recursive: true });
  if (parts.override)
    writeFileSync(path.join(folder, OVERRIDE_FILE), `${JSON.stringify(parts.override, null, 2)}\n`);
  if (parts.backend) {
    const initialised = path.join(".terraform", "terraform.tfstate");
    cpSync(path.join(parts.backend, initialised), path.join(folder, initialised));
  }
  linkProviders(folder, parts.providers);
}

function linkProviders(folder: string, providers: readonly InstalledProvider[]): void {
  const locks: string[] = [];
  for (const { packagePath, directory } of providers) {
    const link = path.join(folder, ".terraform/providers", packagePath);
    makeDirectory(path.dirname(link));
    symlinkSync(path.join(directory, ".terraform/providers", packagePath), link);
    locks.push(readFileSync(path.join(directory, ".terraform.lock.hcl"), "utf8"));
  }
  writeFileSync(path.join(folder, ".terraform.lock.hcl"), locks.join("\n"));
}
