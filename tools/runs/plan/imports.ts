import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { codeOf, PlanningError } from "../../planning/errors";
import { isObject, type JsonObject } from "../../planning/json";

const SUFFIX = ".tf.json";

/** Import blocks by stack, as `mindscape orphans` writes them. */
export type Imports = ReadonlyMap<string, JsonObject>;

/**
 * Reads `<stack>.tf.json` of a folder. Throws one PlanningError for a folder or files that cannot be read, that hold more than
 * import blocks, or that are of no stack among `ids`.
 */
export function readImports(directory: string, ids: Iterable<string>): Imports {
  const known = new Set(ids);
  const imports = new Map<string, JsonObject>();
  const problems: string[] = [];
  for (const file of filesIn(directory)) {
    const stack = path.basename(file, SUFFIX);
    const content = contentOf(file);
    if (!known.has(stack))
      problems.push(`${file}: ${stack} is none of the chosen stacks; choose it too, or move the file away`);
    else if (content === undefined) problems.push(`${file} is not JSON; write it again (mindscape orphans)`);
    else if (Object.keys(content).some((key) => key !== "import" && key !== "//"))
      problems.push(`${file} holds more than import blocks; what else is to change belongs into the stack`);
    else imports.set(stack, content);
  }
  if (problems.length > 0) throw new PlanningError(problems);
  return imports;
}

function filesIn(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory).filter((name) => name.endsWith(SUFFIX));
  } catch (error) {
    throw new PlanningError([
      `--imports ${directory} cannot be read (${codeOf(error) ?? "unknown error"}); name the folder that mindscape orphans wrote`,
    ]);
  }
  if (names.length === 0)
    throw new PlanningError([
      `--imports ${directory} has no *${SUFFIX}; name the folder that mindscape orphans wrote`,
    ]);
  return names.sort().map((name) => path.join(directory, name));
}

function contentOf(file: string): JsonObject | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isObject(content) ? content : undefined;
  } catch {
    return undefined;
  }
}
