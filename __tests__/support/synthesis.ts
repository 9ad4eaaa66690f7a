import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SHARED } from "./synthesis-folder";

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

/** All stacks of the real configuration. Nobody may write there. */
export function synthesis(): Synthesis {
  const outdir = process.env[SHARED];
  if (outdir === undefined) throw new Error(`${SHARED} is not set: run the tests by jest.config.js`);
  return { exitCode: 0, errors: "", ...readSynthesis(outdir) };
}

/** What lies in the folder of a synthesis; nothing, if it failed. */
export function readSynthesis(outdir: string): Omit<Synthesis, "exitCode" | "errors"> {
  const text = (stack: string): string => readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  return {
    outdir,
    stacks: existsSync(join(outdir, "stacks")) ? readdirSync(join(outdir, "stacks")).sort() : [],
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
