import { Command } from "commander";
import { interruptedExitCode } from "./interruption";
import { InterruptedError, PlanningError, messageOf } from "./planning/errors";
import { applyCommand } from "./runs/apply/command";
import { bootstrapCommand } from "./runs/bootstrap/command";
import { dashboardCommand } from "./dashboard/command";
import { graphCommand } from "./graph/command";
import { destroyCommand } from "./runs/destroy/command";
import { orphansCommand } from "./runs/orphans/command";
import { planCommand } from "./runs/plan/command";
import { previewCommand } from "./preview/command";
import { reviewCommand } from "./review/command";

// A verb lives in its own folder's command.ts and is registered here.
const VERBS: readonly (() => Command)[] = [
  previewCommand,
  planCommand,
  applyCommand,
  reviewCommand,
  graphCommand,
  dashboardCommand,
  bootstrapCommand,
  destroyCommand,
  orphansCommand,
];

function program(): Command {
  const cli = new Command("mindscape").description("plans, reviews and applies Mindscape's infrastructure");
  for (const verb of VERBS) cli.addCommand(verb());
  return cli;
}

function report(error: unknown): void {
  if (error instanceof InterruptedError) {
    process.stderr.write("interrupted: nothing was written\n");
    process.exitCode = interruptedExitCode() ?? 1;
    return;
  }
  const problems = error instanceof PlanningError ? error.problems : [messageOf(error)];
  for (const problem of problems) process.stderr.write(`error: ${problem}\n`);
  if (process.env["MINDSCAPE_DEBUG"] === "1" && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}

program().parseAsync().catch(report);
