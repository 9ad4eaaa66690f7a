import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import type { App, ITerraformDependable } from "cdktf";
import { GLOBAL, stackId } from "../config/names";
import { objectKey, STATIC_FILES } from "../config/static-files";
import { AccessRole } from "../modules/access/access-role";
import type { Account } from "../modules/access/account";
import { applies } from "../modules/access/applying";
import { Boundary } from "../modules/access/boundary";
import { IdentityProviders } from "../modules/access/identity-providers";
import { looks, operates } from "../modules/access/operating";
import { plans } from "../modules/access/planning";
import { pushes } from "../modules/access/pushing";
import { githubJobs, permissionSet, terraformCloudRuns, type Trust } from "../modules/access/trust";
import { bucketArn } from "../modules/buckets/bucket";
import { MindscapeStack, type Scope } from "./mindscape-stack";

// An apply of the slowest layer, with time to spare: a replica and a cache in a second region take most of an hour.
const APPLY_HOURS = 4;

/**
 * Who may come in, and the most that anybody may do: two identity providers, a boundary, and the roles of people and
 * pipelines. None of those roles can change this layer: administrators of the account apply it.
 */
export class AccessStack extends MindscapeStack {
  private readonly account: Account;
  private readonly after: ITerraformDependable[];

  constructor(
    app: App,
    private readonly site: Omit<Scope, "region">,
  ) {
    super(app, "access", { ...site, region: GLOBAL });
    this.account = this.describeAccount();
    new S3AccountPublicAccessBlock(this, "no-public-buckets", {
      accountId: this.accountId,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const providers = new IdentityProviders(this, "identity-providers", {
      terraformCloudHostname: site.settings.organization.terraformCloud.hostname,
    });
    const boundary = new Boundary(this, "boundary", {
      name: this.names.boundary,
      account: this.account,
      protectedRoles: Object.values(this.names.people),
    });
    this.after = [boundary.policy, ...providers.all];
    this.pipelines();
    this.people();
  }

  private describeAccount(): Account {
    const { settings, environment } = this.site;
    return {
      accountId: this.accountId,
      regions: environment.regions.map(({ name }) => name),
      prefix: `${settings.organization.name}-${environment.name}`,
      stateBuckets: environment.regions.map(({ name }) => this.namesIn(name).buckets.state),
      stateKeyAlias: this.names.keyAliases.state,
      pages: environment.regions.map(
        ({ name }) =>
          `${bucketArn(this.namesIn(name).buckets.assets)}/${objectKey(STATIC_FILES.maintenancePage)}`,
      ),
    };
  }

  private pipelines(): void {
    const { account, after, names } = this;
    const { name, regions } = this.site.environment;
    const { accounts, github, images } = this.site.settings.organization;
    const source = images.promotedTo.includes(name) ? { accountId: accounts[images.builtIn] } : "none";
    new AccessRole(this, "plan", {
      name: names.people.plan,
      description: "Reads configuration and state for plans; changes nothing",
      trustedBy: [this.github("pull_request", `environment:${name}-plan`), this.terraformCloud("plan")],
      may: plans(account),
      after,
    });
    new AccessRole(this, "apply", {
      name: names.people.apply,
      description: `Applies reviewed plans, from the protected GitHub environment ${name} or Terraform Cloud's apply`,
      trustedBy: [this.github(`environment:${name}`), this.terraformCloud("apply")],
      may: applies({
        account,
        boundaryArn: `arn:aws:iam::${this.accountId}:policy/${names.boundary}`,
        administratorsStackIds: [
          this.node.id,
          ...regions.map((region) => stackId(name, region.name, "state")),
        ],
        clusterKeyAlias: names.keyAliases.data,
        destroysData: this.protection.preventDestroy ? "no" : "yes",
      }),
      hours: APPLY_HOURS,
      after,
    });
    new AccessRole(this, "push", {
      name: names.people.push,
      description: "Pushes images and nothing else",
      trustedBy: [this.github(`ref:refs/heads/${github.branches[name]}`)],
      may: pushes(account, names.repository, source),
      after,
    });
  }

  private people(): void {
    const { account, accountId, after, names } = this;
    const { settings, environment } = this.site;
    const { name: project, permissionSets } = settings.organization;
    new AccessRole(this, "operator", {
      name: names.people.operator,
      description: "Runs the runbooks: failover, restore, scaling; no secrets, no data, no IAM",
      trustedBy: [permissionSet(accountId, permissionSets.operators)],
      may: operates({
        account,
        metricNamespaces: `${project}/*`,
        passes: {
          backup: environment.regions.map(({ name }) => this.namesIn(name).roles.backup),
          runbook: [`${account.prefix}-*-runbook`],
        },
      }),
      after,
    });
    if (environment.developers === "none") return;
    new AccessRole(this, "developer", {
      name: names.people.developer,
      description: "Looks at configuration, metrics and logs; what it may do in the cluster is said there",
      trustedBy: [permissionSet(accountId, permissionSets.developers)],
      may: looks(account),
      after,
    });
  }

  private github(...jobs: string[]): Trust {
    const { subjectPrefix } = this.site.settings.organization.github;
    return githubJobs({ accountId: this.accountId, subjectPrefix, jobs });
  }

  private terraformCloud(phase: "plan" | "apply"): Trust {
    const { terraformCloud } = this.site.settings.organization;
    const workspacePrefix = `${this.site.environment.name}-`;
    return terraformCloudRuns({ ...terraformCloud, accountId: this.accountId, workspacePrefix, phase });
  }
}
