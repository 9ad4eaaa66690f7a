import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformStack } from "cdktf";
import type { EnvironmentConfig, RegionConfig } from "../config/environment";
import { NAME_LIMITS, type Names, namesFor, stackId } from "../config/names";
import type { OrganizationConfig } from "../config/organization";
import { PROTECTION, type Protection } from "../config/protection";
import { REQUIRED_TAGS, tagsFor } from "../config/tags";
import { TERRAFORM_VERSION } from "../config/versions";
import { attachPolicies, type Violation } from "../policies";
import { attachBackend, type Backend } from "./backend";

/** What all stacks of one synthesis share. */
export interface Settings {
  readonly organization: OrganizationConfig;
  readonly backend: Backend;
  /** Filled by the policies while the app is synthesized. */
  readonly violations: Violation[];
}

/** Where a regional stack belongs. */
export interface Site {
  readonly settings: Settings;
  readonly environment: EnvironmentConfig;
  readonly region: RegionConfig;
}

/** One state: a layer of an environment in a region, with its backend, provider, tags and policies. */
export abstract class MindscapeStack extends TerraformStack {
  protected readonly accountId: string;
  protected readonly region: string;
  protected readonly names: Names;
  protected readonly protection: Protection;

  constructor(app: App, layer: string, site: Site) {
    const { settings, environment, region } = site;
    const { organization, backend, violations } = settings;
    const id = stackId(environment.name, region.name, layer);
    super(app, id);
    this.accountId = environment.accountId;
    this.region = region.name;
    const place = {
      project: organization.name,
      environment: environment.name,
      accountId: environment.accountId,
      region: region.name,
    };
    this.names = namesFor(place);
    this.protection = PROTECTION[environment.protection];

    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    attachBackend(this, { backend, stackId: id, place, organization });
    new AwsProvider(this, "aws", {
      region: region.name,
      // A plan with another account's credentials fails before it reads anything.
      allowedAccountIds: [environment.accountId],
      defaultTags: [{ tags: tagsFor(organization, environment.name, layer) }],
    });
    const { protection } = this;
    attachPolicies(this, { requiredTags: REQUIRED_TAGS, protection, nameLimits: NAME_LIMITS }, violations);
  }
}
