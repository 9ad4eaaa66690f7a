import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, Aspects, TerraformStack } from "cdktf";
import type { EnvironmentConfig, RegionConfig } from "../config/environment";
import { NAME_LIMITS } from "../config/name-limits";
import { GLOBAL, type Names, namesFor, type Place, stackId } from "../config/names";
import type { OrganizationConfig } from "../config/organization";
import { PROTECTION, type Protection } from "../config/protection";
import type { CONTROL_PLANE_REGION, RegionName } from "../config/regions";
import { REQUIRED_TAGS, type Tags, tagsFor } from "../config/tags";
import { TERRAFORM_VERSION } from "../config/versions";
import { attachPolicies, type Violation } from "../policies";
import { attachBackend, type Backend } from "./backend";
import { RoleBoundary } from "./role-boundary";

/** What all stacks of one synthesis share. */
export interface Settings {
  readonly organization: OrganizationConfig;
  readonly backend: Backend;
  /** Filled by the policies while the app is synthesized. */
  readonly violations: Violation[];
}

/** Where a stack belongs: a region of an environment, or all of them. */
export interface Scope {
  readonly settings: Settings;
  readonly environment: EnvironmentConfig;
  readonly region: RegionConfig | typeof GLOBAL;
}

/** Where a regional stack belongs. */
export interface Site extends Scope {
  readonly region: RegionConfig;
}

/** One state: a layer of an environment in a region, with its backend, provider, tags, role boundary and policies. */
export abstract class MindscapeStack extends TerraformStack {
  protected readonly accountId: string;
  /** The stack's region; of a global stack the last listed one, where its state is too. */
  protected readonly region: RegionName;
  protected readonly names: Names;
  protected readonly protection: Protection;
  /** For what the provider's default tags do not reach. */
  protected readonly defaultTags: Tags;

  constructor(
    app: App,
    layer: string,
    private readonly scope: Scope,
  ) {
    const { settings, environment } = scope;
    const { organization, backend, violations } = settings;
    const id = stackId(environment.name, scope.region === GLOBAL ? GLOBAL : scope.region.name, layer);
    super(app, id);
    this.accountId = environment.accountId;
    this.region = scope.region === GLOBAL ? lastRegion(environment) : scope.region.name;
    this.names = this.namesIn(this.region);
    this.protection = PROTECTION[environment.protection];
    this.defaultTags = tagsFor(organization, environment.name, layer);

    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    attachBackend(this, { backend, stackId: id, place: this.placeIn(this.region), organization });
    this.provider(this.region);
    const boundaryArn = `arn:aws:iam::${this.accountId}:policy/${this.names.boundary}`;
    Aspects.of(this).add(new RoleBoundary(boundaryArn));
    const { protection } = this;
    const rules = { requiredTags: REQUIRED_TAGS, protection, nameLimits: NAME_LIMITS, boundaryArn };
    attachPolicies(this, rules, violations);
  }

  /** The names of another region of the same environment. */
  protected namesIn(region: RegionName): Names {
    return namesFor(this.placeIn(region));
  }

  /** Of this region's alert topics, which `base` makes. */
  protected get topicArns(): Names["topics"] {
    const entries = Object.entries(this.names.topics).map(([severity, name]) => [
      severity,
      `arn:aws:sns:${this.region}:${this.accountId}:${name}`,
    ]);
    return Object.fromEntries(entries) as Names["topics"];
  }

  protected roleArn(name: string): string {
    return `arn:aws:iam::${this.accountId}:role/${name}`;
  }

  /** The provider of `region`; resources outside the stack's own region have to name it. */
  protected providerIn(region: RegionName | typeof CONTROL_PLANE_REGION): AwsProvider {
    const found = this.node.tryFindChild(region === this.region ? "aws" : `aws-${region}`);
    return found instanceof AwsProvider ? found : this.provider(region, region);
  }

  private placeIn(region: RegionName): Place {
    const { settings, environment } = this.scope;
    const { name: project } = settings.organization;
    return { project, environment: environment.name, accountId: environment.accountId, region };
  }

  private provider(region: string, alias?: string): AwsProvider {
    return new AwsProvider(this, alias === undefined ? "aws" : `aws-${alias}`, {
      region,
      ...(alias !== undefined && { alias }),
      // A plan with another account's credentials fails before it reads anything.
      allowedAccountIds: [this.accountId],
      defaultTags: [{ tags: this.defaultTags }],
    });
  }
}

function lastRegion({ regions }: EnvironmentConfig): RegionName {
  return (regions[1] ?? regions[0]).name;
}
