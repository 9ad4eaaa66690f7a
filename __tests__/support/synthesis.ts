import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configuration } from "../../config/environments";
import type { Configuration } from "../../config/environments";
import { synthesize } from "../../stacks/synthesize";

export type Attributes = Record<string, unknown>;

/** One `cdk.tf.json`. */
export interface StackJson {
  readonly resource: Record<string, Record<string, Attributes>>;
  readonly data?: Record<string, Record<string, Attributes>>;
  readonly provider: Record<string, Attributes[]>;
  readonly terraform: {
    readonly backend: Record<string, Attributes>;
    readonly required_version: string;
    readonly required_providers: Record<string, { readonly version: string }>;
  };
}

export interface Synthesis {
  readonly exitCode: number;
  readonly errors: string;
  readonly outdir: string;
  /** Stack ids, sorted. */
  readonly stacks: readonly string[];
  json(stack: string): StackJson;
  text(stack: string): string;
  manifest(): { readonly stacks: Record<string, { readonly dependencies: string[] }> };
}

const folders: string[] = [];

/** Synthesizes into a folder of its own, which goes when the test file is done. */
export function synthesis(changed: { configuration?: Configuration; backend?: string } = {}): Synthesis {
  const outdir = join(temporaryFolder(), "cdktf.out");
  const errors: string[] = [];
  const exitCode = synthesize({
    configuration: changed.configuration ?? configuration,
    backend: changed.backend ?? "s3",
    outdir,
    onError: (message) => errors.push(message),
  });
  const text = (stack: string): string => readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  return {
    exitCode,
    errors: errors.join("\n"),
    outdir,
    stacks: exitCode === 0 ? readdirSync(join(outdir, "stacks")).sort() : [],
    json: (stack) => JSON.parse(text(stack)) as StackJson,
    text,
    manifest: () =>
      JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as ReturnType<Synthesis["manifest"]>,
  };
}

/** A new folder below the system's temporary one. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mindscape-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Resources of `type`, by construct path below the stack. */
export function resources(stack: StackJson, type: string): Map<string, Attributes> {
  return new Map(
    Object.values(stack.resource[type] ?? {}).map((attributes) => {
      const { path } = (attributes["//"] as { metadata: { path: string } }).metadata;
      return [path.slice(path.indexOf("/") + 1), attributes];
    }),
  );
}

/** The one resource of `type` at `path`. */
export function resource(stack: StackJson, type: string, path: string): Attributes {
  const found = resources(stack, type).get(path);
  if (found === undefined)
    throw new Error(`no ${type} at ${path}: ${[...resources(stack, type).keys()].join(", ")}`);
  return found;
}
