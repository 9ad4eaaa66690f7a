export interface Link {
  readonly title: string;
  readonly url: string;
}

/** In Markdown, side by side. */
export function linked(links: readonly Link[]): string {
  return links.map(({ title, url }) => `[${title}](${url})`).join(" · ");
}

/** What somebody does who sees an alarm: leads to runbooks where links to them are known. */
export function whatToDo(alarmed: boolean, runbooks: readonly Link[]): string[] {
  if (runbooks.length > 0) return [`**What to do:** ${linked(runbooks)}`];
  return [
    alarmed
      ? "**What to do:** an alarm's description names its runbook in `docs/runbooks`. Several alarms, or none: `docs/runbooks/README.md`."
      : "This environment has no alarms. **What to do:** `docs/runbooks/README.md`.",
  ];
}

/** Opens another dashboard in the console. */
export function dashboardUrl(region: string, name: string): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
}
