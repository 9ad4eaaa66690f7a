import path from "node:path";
import { Command } from "commander";
import { writePictures, type Picture } from "../graph/files";
import { addCommonOptions, type CommonOptions } from "../options";
import { PlanningError } from "../planning/errors";
import { readManifest, readStacks } from "../planning/synthesis";
import { selectStacks } from "../preview/selection";
import { findDashboards, type FoundDashboard } from "./find";
import { renderPage } from "./page";
import { readableIn } from "./readable";

interface Options extends CommonOptions {
  readonly out: string;
}

/** `mindscape dashboard`: CloudWatch's dashboards as pages to look at before they are deployed. */
export function dashboardCommand(): Command {
  const command = new Command("dashboard")
    .description("draw the CloudWatch dashboards of synthesized stacks, with sample data")
    .option("--out <dir>", "folder of the pages, <dashboard>.html each", ".plans/dashboards");
  return addCommonOptions(command).action(run);
}

async function run({ synthDir, env, stack, out, json }: Options): Promise<void> {
  const manifest = readManifest(synthDir);
  const chosen = selectStacks([...manifest.keys()], { environments: env, stacks: stack });
  const all = readStacks(manifest.values());
  const found = findDashboards([...all.values()].filter(({ id }) => chosen.stacks.includes(id)));
  if (found.length === 0) {
    const where =
      chosen.stacks.length === 0
        ? `${chosen.environments.join(", ")} has no stacks`
        : "no chosen stack has a dashboard";
    throw new PlanningError([
      `${synthDir}: ${where}; choose another --env or --stack, or run "npm run synth"`,
    ]);
  }
  const pages: Picture[] = [];
  for (const dashboard of found)
    pages.push({
      file: fileOf(out, dashboard),
      text: await renderPage(dashboard, readableIn(dashboard.stack, all)),
    });
  writePictures(pages);
  process.stdout.write(json ? jsonText(found, out) : pages.map(({ file }) => `wrote ${file}\n`).join(""));
}

function fileOf(out: string, { name }: FoundDashboard): string {
  return path.join(out, `${name.replace(/[^\w.-]/g, "_")}.html`);
}

function jsonText(found: readonly FoundDashboard[], out: string): string {
  const dashboards = found.map((dashboard) => ({
    name: dashboard.name,
    stack: dashboard.stack,
    file: fileOf(out, dashboard),
    widgets: dashboard.body.widgets.length,
  }));
  return `${JSON.stringify({ dashboards }, null, 2)}\n`;
}
