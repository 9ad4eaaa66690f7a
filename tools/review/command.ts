import { Command, Option } from "commander";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { REQUIRED_TAGS } from "../../config/tags";
import { interruption } from "../interruption";
import { addCommonOptions, type CommonOptions, positiveInteger } from "../options";
import { PlanningError, codeOf } from "../planning/errors";
import { planAgainst } from "./against/plan-against";
import { constructPaths } from "./changes/construct";
import type { PlanInput, ReviewInput } from "./input";
import type { Review } from "./model";
import { readReviewInput, type Source } from "./read/read-review-input";
import { FORMATS, type Format, render } from "./render/render";
import { review } from "./review";
import { readWaivers, type Waivers } from "./rules/waivers";
import { selectStacks } from "../preview/selection";

const WAIVERS_FILE = "review/waivers.json";
const EXIT = { nothing: 0, error: 1, changes: 2, blocked: 3 } as const;

interface ReviewCommandOptions extends CommonOptions {
  readonly plans?: string;
  readonly against?: string;
  readonly synth: boolean;
  readonly format: Format;
  readonly out?: string;
  readonly limit?: number;
  readonly waivers: string;
}

/** `mindscape review`: what plans would do, and what of it a reviewer has to know. */
export function reviewCommand(): Command {
  const command = new Command("review")
    .description("say what plans do, the risky first; any folder of Terraform plans as JSON")
    .option("--plans <dir>", "folder of */plan.json, one file, or - for standard input (default: .plans)")
    .option("--against <commit>", "instead: what the synthesized stacks do to a clean apply of this commit")
    .option("--synth", "with --against: synthesize the checkout first, together with the commit", false)
    .addOption(new Option("--format <format>", "how to write it").choices(FORMATS).default("terminal"))
    .option("--out <file>", "write it there instead of to standard output")
    .option(
      "--limit <bytes>",
      "most bytes of Markdown: a comment's, or 1048576 for a job summary",
      positiveInteger,
    )
    .option("--waivers <file>", "findings that somebody answers for", WAIVERS_FILE);
  return addCommonOptions(command).action(async (options: ReviewCommandOptions) => {
    process.exitCode = await run(options);
  });
}

async function run(options: ReviewCommandOptions): Promise<number> {
  if (options.against !== undefined && options.plans !== undefined)
    throw new PlanningError([`--plans ${options.plans} and --against ${options.against}: say one of them`]);
  if (options.synth && options.against === undefined)
    throw new PlanningError(["--synth synthesizes for --against <commit>, which is missing; name a commit"]);
  const input = await inputOf(options);
  const reviewed = review(input, {
    key: hashKey(),
    waivers: waiversIn(options.waivers),
    today: new Date().toISOString().slice(0, "2000-01-01".length),
    tagKeys: input.kind === "unknown" ? [] : REQUIRED_TAGS,
    constructs: existsSync(options.synthDir)
      ? (stack) => constructPaths(options.synthDir, stack)
      : () => new Map(),
  });
  write(reviewed, options);
  return exitCode(reviewed, options.strict);
}

async function inputOf(options: ReviewCommandOptions): Promise<ReviewInput> {
  const { against, plans = ".plans", synth, synthDir, env, stack } = options;
  if (against !== undefined) {
    const wanted = { environments: env, stacks: stack };
    const onStep = (text: string): void => void process.stderr.write(`${text}\n`);
    return planAgainst({
      against,
      synthDirectory: synthDir,
      synthesize: synth,
      wanted,
      signal: interruption(),
      onStep,
    });
  }
  const input = await readReviewInput(sourceOf(plans));
  return env.length + stack.length === 0 ? input : { ...input, plans: chosen(input.plans, env, stack) };
}

function chosen(plans: readonly PlanInput[], env: readonly string[], stack: readonly string[]): PlanInput[] {
  const ids = plans.map((plan) => plan.stack);
  const { stacks } = selectStacks(ids, { environments: env, stacks: stack });
  return plans.filter((plan) => stacks.includes(plan.stack));
}

function sourceOf(plans: string): Source {
  if (plans === "-") return { stdin: process.stdin };
  return isFile(plans) ? { files: [plans] } : { folder: plans };
}

/** What cannot be looked at is told by whoever reads it. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** None where nobody has written any; a file that is named is there. */
function waiversIn(file: string): Waivers {
  if (file !== WAIVERS_FILE && !existsSync(file))
    throw new PlanningError([`--waivers ${file}: there is no such file; name one, or leave the option out`]);
  return readWaivers(file);
}

/** Random, or the same for all runs that are to be compared. */
function hashKey(): Uint8Array {
  const given = process.env["MINDSCAPE_REVIEW_KEY"];
  return given ? createHash("sha256").update(given).digest() : randomBytes(32);
}

function write(reviewed: Review, { format, json, out, limit }: ReviewCommandOptions): void {
  const text = render(reviewed, json ? "json" : format, {
    colour: out === undefined && Boolean(process.stdout.isTTY) && !process.env["NO_COLOR"],
    width: process.stdout.columns ?? 120,
    ...(limit !== undefined && { limit }),
  });
  if (out === undefined) print(text);
  else save(out, text);
}

/** Who reads may have enough before the end, as `head` does: that is no error. */
function print(text: string): void {
  process.stdout.on("error", (error) => {
    if (codeOf(error) !== "EPIPE") throw error;
  });
  process.stdout.write(text);
}

function save(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const code = codeOf(error) ?? "unknown error";
    throw new PlanningError([
      `${file}: the review cannot be written there (${code}); name a file in a folder that exists`,
    ]);
  }
}

function exitCode({ verdict, stacks }: Review, strict: boolean): number {
  if (verdict.level === "blocked") return EXIT.blocked;
  const failed = stacks.some(({ status }) => status === "failed" || (strict && status !== "planned"));
  if (failed) return EXIT.error;
  return verdict.level === "nothing" || verdict.level === "incomplete" ? EXIT.nothing : EXIT.changes;
}
