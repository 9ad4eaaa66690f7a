import { PlanningError } from "../planning/errors";
import type { SynthesizedStack } from "../planning/synthesis";
import { readBody, type DashboardBody } from "./body";

/** A dashboard as one stack says it. */
export interface FoundDashboard {
  readonly stack: string;
  readonly name: string;
  readonly body: DashboardBody;
}

const TYPE = "aws_cloudwatch_dashboard";

/** The dashboards of some stacks. Throws one PlanningError that names every body that cannot be shown. */
export function findDashboards(stacks: Iterable<SynthesizedStack>): FoundDashboard[] {
  const problems: string[] = [];
  const found: FoundDashboard[] = [];
  for (const { id: stack, configuration } of stacks) {
    for (const resource of configuration.resources.filter(({ type }) => type === TYPE)) {
      const { dashboard_name: name, dashboard_body: text } = resource.body;
      const address = `${stack}: ${TYPE}.${resource.name}`;
      if (typeof name !== "string" || typeof text !== "string") {
        problems.push(`${address} has no dashboard_name and dashboard_body; run "npm run synth" again`);
        continue;
      }
      const body = readBody(text);
      if ("widgets" in body) found.push({ stack, name, body });
      else problems.push(...body.map((problem) => `${address}.dashboard_body ${problem}`));
    }
  }
  if (problems.length > 0) throw new PlanningError(problems);
  return found;
}
