import type { App } from "cdktf";
import type { EnvironmentConfig } from "../config/environment";
import { BaseStack } from "./base-stack";
import type { Settings } from "./mindscape-stack";
import { NetworkStack } from "./network-stack";

/** Lays out one environment. Every arrow of the architecture is an argument on this page. */
export function buildEnvironment(app: App, environment: EnvironmentConfig, settings: Settings): void {
  for (const region of environment.regions) {
    const site = { settings, environment, region };
    const base = new BaseStack(app, site);
    new NetworkStack(app, site, { flowLogsKeyArn: base.keys.logs.arn });
  }
}
