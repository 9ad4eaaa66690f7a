import path from "node:path";
import { Command, Option } from "commander";
import { addCommonOptions, type CommonOptions } from "../options";
import { PlanningError } from "../planning/errors";
import { refuseCycles } from "../planning/order";
import { readManifest, readStacks } from "../planning/synthesis";
import { selectStacks } from "../preview/selection";
import { parseStackId } from "../stack-name";
import type { Architecture } from "./architecture";
import { describeArchitecture } from "./describe";
import { stalePictures, writePictures, type Picture } from "./files";
import { renderMermaid } from "./mermaid";
import { renderSvg } from "./svg";

const FORMATS = {
  svg: { extension: "svg", render: renderSvg },
  mermaid: { extension: "mmd", render: async (drawn: Architecture) => renderMermaid(drawn) },
} as const;
type Format = keyof typeof FORMATS;

const PICTURES = "docs/architecture";

interface Options extends CommonOptions {
  readonly format: Format;
  readonly out?: string;
  /** Folder of the pictures. */
  readonly write?: string;
  readonly check?: string;
}

/** `mindscape graph`: draws who reads whose outputs. Its action rejects with a PlanningError that names the remedy. */
export function graphCommand(): Command {
  const format = new Option("--format <format>", "format of the one picture")
    .choices(Object.keys(FORMATS))
    .default("svg");
  const write = new Option("--write [dir]", "write <environment>.svg and <environment>.mmd to a folder");
  const check = new Option("--check [dir]", "fail if a file that --write would write is stale");
  const command = new Command("graph")
    .description("draw the architecture: stacks, what they hold and who reads whose outputs")
    .addOption(format.conflicts(["write", "check"]))
    .addOption(new Option("--out <file>", "write the one picture to a file").conflicts(["write", "check"]))
    .addOption(write.preset(PICTURES).conflicts("check"))
    .addOption(check.preset(PICTURES));
  return addCommonOptions(command).action(run);
}

async function run(options: Options): Promise<void> {
  const { out, format, json } = options;
  const drawn = architectures(options);
  const folder = options.write ?? options.check;
  if (folder !== undefined) {
    if (options.stack.length > 0)
      throw new PlanningError(["--stack draws a part; leave it out with --write and --check"]);
    const pictures = await picturesOf(drawn, folder);
    return options.write === undefined ? check(pictures, folder, options) : write(pictures, json);
  }
  const [one, ...more] = drawn;
  if (one === undefined || more.length > 0) {
    const names = drawn.map(({ environment }) => environment).join(", ");
    throw new PlanningError([`${names} are several pictures; choose one with --env, or add --write`]);
  }
  const text = json && out === undefined ? jsonText(one) : await FORMATS[format].render(one);
  if (out === undefined) process.stdout.write(text);
  else write([{ file: out, text }], json);
}

/** What to draw: one architecture for each chosen environment that has stacks. */
function architectures({ synthDir, env, stack }: Options): Architecture[] {
  const manifest = readManifest(synthDir);
  refuseCycles(manifest);
  const chosen = selectStacks([...manifest.keys()], { environments: env, stacks: stack });
  if (chosen.stacks.length === 0) {
    const names = chosen.environments.join(", ");
    throw new PlanningError([
      `${synthDir} has no stacks of ${names}; run "npm run synth", or choose another --env`,
    ]);
  }
  const all = readStacks(manifest.values());
  return chosen.environments
    .map((environment) => ({
      environment,
      stacks: chosen.stacks.filter((id) => parseStackId(id).environment === environment),
    }))
    .filter(({ stacks }) => stacks.length > 0)
    .map((subject) => describeArchitecture(subject, all));
}

async function picturesOf(drawn: readonly Architecture[], folder: string): Promise<Picture[]> {
  const pictures = drawn.flatMap((architecture) =>
    Object.values(FORMATS).map(async ({ extension, render }) => ({
      file: path.join(folder, `${architecture.environment}.${extension}`),
      text: await render(architecture),
    })),
  );
  return Promise.all(pictures);
}

function write(pictures: readonly Picture[], json: boolean): void {
  writePictures(pictures);
  const written = pictures.map(({ file }) => file);
  process.stdout.write(json ? jsonText({ written }) : written.map((file) => `wrote ${file}\n`).join(""));
}

function check(pictures: readonly Picture[], folder: string, { env, json }: Options): void {
  const stale = stalePictures(pictures);
  if (json) process.stdout.write(jsonText({ stale }));
  else if (stale.length === 0) process.stdout.write(`${pictures.length} pictures are up to date\n`);
  if (stale.length === 0) return;
  const environments = env.map((name) => `--env ${name} `).join("");
  const refresh = `npm run -s mindscape -- graph ${environments}--write ${folder}`;
  throw new PlanningError(stale.map((file) => `${file} is stale; run "${refresh}" and commit the result`));
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
