import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configuration } from "../../config/environments";
import { synthesize } from "../../stacks/synthesize";
import { SHARED } from "./synthesis-folder";

/** Before all tests: the real configuration is synthesized once, for every test file to read. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "mindscape-shared-"));
  const outdir = join(folder, "cdktf.out");
  const errors: string[] = [];
  synthesize({ configuration, backend: "s3", outdir, onError: (message) => errors.push(message) });
  if (errors.length > 0) throw new Error(`the configuration cannot be synthesized:\n${errors.join("\n")}`);
  process.env[SHARED] = outdir;
  return () => rmSync(folder, { recursive: true, force: true });
}
