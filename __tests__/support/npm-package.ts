import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface NpmPackage {
  /** With its exact version. */
  readonly name: string;
  readonly archive: string;
  /** Base64. */
  readonly sha512: string;
}

/** Puts the archive of a package into `folder`. Throws if it is another one than was looked at. */
export function fetchPackage({ name, archive, sha512 }: NpmPackage, folder: string): void {
  execFileSync("npm", ["pack", name, "--silent"], { cwd: folder, stdio: "pipe" });
  const sum = createHash("sha512")
    .update(readFileSync(join(folder, archive)))
    .digest("base64");
  if (sum !== sha512) throw new Error(`${name} has the sum sha512-${sum}`);
}
