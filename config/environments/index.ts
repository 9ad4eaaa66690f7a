import type { EnvironmentConfig } from "../environment";
import type { OrganizationConfig } from "../organization";
import { development } from "./development";
import { organization } from "./organization";
import { production } from "./production";
import { staging } from "./staging";

export interface Configuration {
  readonly organization: OrganizationConfig;
  readonly environments: readonly EnvironmentConfig[];
}

/** All that is deployed. */
export const configuration: Configuration = {
  organization,
  environments: [development, staging, production],
};
