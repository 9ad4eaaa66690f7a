import { join } from "node:path";
import { configuration } from "../../config/environments";
import type { Configuration } from "../../config/environments";
import { synthesize } from "../../stacks/synthesize";
import { readSynthesis, type Synthesis, temporaryFolder } from "./synthesis";

/** Synthesizes into a folder of its own, which goes when the test file is done; without `changed` the same again. */
export function changedSynthesis(
  changed: { configuration?: Configuration; backend?: string } = {},
): Synthesis {
  const outdir = join(temporaryFolder(), "cdktf.out");
  const errors: string[] = [];
  const exitCode = synthesize({
    configuration: changed.configuration ?? configuration,
    backend: changed.backend ?? "s3",
    outdir,
    onError: (message) => errors.push(message),
  });
  return { exitCode, errors: errors.join("\n"), ...readSynthesis(outdir) };
}
