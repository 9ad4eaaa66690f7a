import type { Condition } from "./statement";

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
export const GITHUB = { host: "token.actions.githubusercontent.com", audience: "sts.amazonaws.com" } as const;

/** https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration */
export const TERRAFORM_CLOUD_AUDIENCE = "aws.workload.identity";

/** Who may take a role, as one statement of its trust. */
export interface Trust {
  readonly Effect: "Allow";
  readonly Principal: Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Condition: Condition;
}

export interface GithubJobs {
  readonly accountId: string;
  /** For example `repo:owner/repository`. */
  readonly subjectPrefix: string;
  /** What follows the prefix and a colon: `pull_request`, `environment:production`, `ref:refs/heads/main`. */
  readonly jobs: readonly string[];
}

/**
 * Jobs of one repository, each named in full. A job that names an environment has that one in its subject and no branch;
 * which branches may use an environment, and who has to approve, is said in the environment's own settings. Pull requests
 * from forks get no token.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function githubJobs({ accountId, subjectPrefix, jobs }: GithubJobs): Trust {
  return federated(accountId, GITHUB.host, {
    StringEquals: {
      [`${GITHUB.host}:aud`]: GITHUB.audience,
      [`${GITHUB.host}:sub`]: jobs.map((job) => `${subjectPrefix}:${job}`),
    },
  });
}

export interface TerraformCloudRuns {
  readonly accountId: string;
  readonly hostname: string;
  readonly organization: string;
  readonly project: string;
  /** What the workspaces' names begin with. */
  readonly workspacePrefix: string;
  readonly phase: "plan" | "apply";
}

/**
 * Runs of one project's workspaces, in one phase. Names of workspaces have no colon, and the phase comes last: nothing
 * else can stand where the pattern has its star.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 */
export function terraformCloudRuns(runs: TerraformCloudRuns): Trust {
  const { accountId, hostname, organization, project, workspacePrefix, phase } = runs;
  const workspaces = `organization:${organization}:project:${project}:workspace:${workspacePrefix}*`;
  return federated(accountId, hostname, {
    StringEquals: { [`${hostname}:aud`]: TERRAFORM_CLOUD_AUDIENCE },
    StringLike: { [`${hostname}:sub`]: `${workspaces}:run_phase:${phase}` },
  });
}

/**
 * People with a permission set of IAM Identity Center. AWS names the role behind it with a random suffix, and puts it below
 * the region that Identity Center runs in, unless that is us-east-1.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSet(accountId: string, name: string): Trust {
  const roles = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com`;
  return {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
    Condition: {
      ArnLike: {
        "aws:PrincipalArn": [`${roles}/AWSReservedSSO_${name}_*`, `${roles}/*/AWSReservedSSO_${name}_*`],
      },
    },
  };
}

function federated(accountId: string, host: string, condition: Condition): Trust {
  return {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${host}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  };
}
