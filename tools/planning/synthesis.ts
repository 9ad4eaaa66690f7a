import { parse as parseJson, printParseErrorCode, type ParseError } from "jsonc-parser";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Configuration } from "./configuration";
import { PlanningError, codeOf, messageOf } from "./errors";
import { isObject, objectOf, type JsonObject } from "./json";

/** A stack as CDKTF's manifest lists it. */
export interface ManifestStack {
  readonly id: string;
  /** Absolute path of its `cdk.tf.json`. */
  readonly file: string;
  readonly dependencies: readonly string[];
}

export interface SynthesizedStack extends ManifestStack {
  /** The bytes of `cdk.tf.json`. */
  readonly source: Buffer;
  readonly configuration: Configuration;
}

/**
 * Reads `manifest.json` of a folder that CDKTF synthesized into.
 * Throws a PlanningError when the folder or the manifest is missing or broken, or names an unknown dependency.
 */
export function readManifest(directory: string): ReadonlyMap<string, ManifestStack> {
  const file = path.join(directory, "manifest.json");
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new PlanningError([
      `${file} does not exist or is no file; run "npm run synth" first, or name the folder with --synth-dir`,
    ]);
  }
  const listed = parse(file, readFileSync(file))["stacks"];
  if (!isObject(listed)) {
    throw new PlanningError([`${file} lists no stacks; run "npm run synth" again`]);
  }
  const stacks = new Map<string, ManifestStack>();
  const problems: string[] = [];
  for (const [id, entry] of Object.entries(listed)) {
    const { synthesizedStackPath, dependencies } = objectOf(entry);
    if (typeof synthesizedStackPath !== "string" || !Array.isArray(dependencies)) {
      problems.push(
        `${file} stacks.${id} lacks synthesizedStackPath or dependencies; run "npm run synth" again`,
      );
      continue;
    }
    stacks.set(id, {
      id,
      file: path.resolve(directory, synthesizedStackPath),
      dependencies: dependencies.map(String),
    });
  }
  for (const { id, dependencies } of stacks.values()) {
    for (const unknown of dependencies.filter((dependency) => !stacks.has(dependency))) {
      problems.push(
        `${file} stacks.${id}.dependencies names ${unknown}, which is not a stack; run "npm run synth" again`,
      );
    }
  }
  if (problems.length > 0) throw new PlanningError(problems);
  return stacks;
}

/** Reads the configuration of each stack. Throws one PlanningError that names every file that cannot be read. */
export function readStacks(stacks: Iterable<ManifestStack>): Map<string, SynthesizedStack> {
  const read = new Map<string, SynthesizedStack>();
  const problems: string[] = [];
  for (const stack of stacks) {
    try {
      const source = readFileSync(stack.file);
      read.set(stack.id, { ...stack, source, configuration: new Configuration(parse(stack.file, source)) });
    } catch (error) {
      if (error instanceof PlanningError) problems.push(...error.problems);
      else
        problems.push(
          `${stack.file} cannot be read (${codeOf(error) ?? messageOf(error)}); run "npm run synth" again`,
        );
    }
  }
  if (problems.length > 0) throw new PlanningError(problems);
  return read;
}

function parse(file: string, source: Buffer): JsonObject {
  const text = source.toString("utf8");
  const errors: ParseError[] = [];
  const value: unknown = parseJson(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error !== undefined) {
    const where = `${file}${position(text, error.offset)}`;
    throw new PlanningError([
      `${where} is not JSON (${printParseErrorCode(error.error)}); run "npm run synth" again`,
    ]);
  }
  if (isObject(value)) return value;
  throw new PlanningError([`${file} is not a JSON object; run "npm run synth" again`]);
}

/** `:line:column` of a character. */
function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `:${before.length}:${(before.at(-1) ?? "").length + 1}`;
}
