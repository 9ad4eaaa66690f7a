import { rmSync } from "node:fs";
import { App } from "cdktf";
import type { Configuration } from "../config/environments";
import { assertValid, ConfigurationError } from "../config/validate";
import { renderViolations, type Violation } from "../policies";
import { parseBackend } from "./backend";
import { buildEnvironment } from "./environment";

export interface SynthesisRequest {
  readonly configuration: Configuration;
  /** `s3`, `cloud` or `local`. */
  readonly backend: string;
  /** Emptied first: a stack that is gone must not be planned. */
  readonly outdir: string;
  readonly onError: (message: string) => void;
}

/**
 * Writes `<outdir>/stacks/<stack>/cdk.tf.json` for every environment. Returns the exit code: 0, or 1 if the configuration
 * or a policy says no; then all problems went to `onError` and nothing usable is left in `outdir`.
 */
export function synthesize({ configuration, backend, outdir, onError }: SynthesisRequest): 0 | 1 {
  rmSync(outdir, { recursive: true, force: true });
  const violations: Violation[] = [];
  try {
    assertValid(configuration);
    const app = new App({
      outdir,
      stackTraces: false,
      // Ids that do not contain the stack's name: the same construct has the same address everywhere.
      context: { excludeStackIdFromLogicalIds: "true" },
    });
    const settings = { organization: configuration.organization, backend: parseBackend(backend), violations };
    for (const environment of configuration.environments) buildEnvironment(app, environment, settings);
    app.synth();
  } catch (error) {
    rmSync(outdir, { recursive: true, force: true });
    if (!(error instanceof ConfigurationError)) throw error;
    onError(error.message);
    return 1;
  }
  if (violations.length === 0) return 0;
  rmSync(outdir, { recursive: true, force: true });
  onError(renderViolations(violations));
  return 1;
}
