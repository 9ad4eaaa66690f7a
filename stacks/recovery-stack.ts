import type { App } from "cdktf";
import { ALERTS } from "../config/alerts";
import { switchSignal } from "../config/recovery";
import { Switch } from "../modules/recovery/switch";
import { MindscapeStack, type Site } from "./mindscape-stack";

/** The switch between the regions, in the one that must not need the other: never at home. */
export class RecoveryStack extends MindscapeStack {
  constructor(app: App, site: Site) {
    super(app, "recovery", site);
    const { summary, runbook } = ALERTS["switch-flipped"];
    const { settings, environment } = site;
    new Switch(this, "switch", {
      name: this.names.switch,
      signal: switchSignal(settings.organization.name, environment.name),
      description: `${summary}. Runbook: docs/runbooks/${runbook}.md`,
      topicArns: this.tells(environment.monitoring),
    });
  }

  /** Pages wherever it is: whoever flips it by accident takes the service down, whichever region is active. */
  private tells(monitoring: Site["environment"]["monitoring"]): string[] {
    if (monitoring === "basic") return [];
    const severity = monitoring === "full-with-alerts" ? ALERTS["switch-flipped"].severity : "ticket";
    return [`arn:aws:sns:${this.region}:${this.accountId}:${this.names.topics[severity]}`];
  }
}
