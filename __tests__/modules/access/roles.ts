import type { Account } from "../../../modules/access/account";
import { applies } from "../../../modules/access/applying";
import { boundaryStatements } from "../../../modules/access/boundary-policy";
import { looks, operates } from "../../../modules/access/operating";
import { plans } from "../../../modules/access/planning";
import { pushes } from "../../../modules/access/pushing";
import { policyDocument, type Statement } from "../../../modules/access/statement";
import { evaluateRole, type Request } from "../../support/policy";

export const ACCOUNT = "333333333333";
const PREFIX = "shop-live";
export const STATE = `arn:aws:s3:::${PREFIX}-state-usw2`;
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/${PREFIX}-boundary`;

export const account: Account = {
  accountId: ACCOUNT,
  regions: ["us-west-2", "us-east-2"],
  prefix: PREFIX,
  stateBuckets: [`${PREFIX}-state-usw2`, `${PREFIX}-state-use2`],
  stateKeyAlias: `alias/${PREFIX}-state`,
  pages: ["usw2", "use2"].map((region) => `arn:aws:s3:::${PREFIX}-assets-${region}/static/errors/page.html`),
};

const applyProps = {
  account,
  boundaryArn: BOUNDARY,
  administratorsStackIds: ["live-global-access", "live-us-west-2-state"],
  clusterKeyAlias: `alias/${PREFIX}-data`,
} as const;

const POLICIES = {
  plan: plans(account),
  apply: applies({ ...applyProps, destroysData: "no" }),
  "apply-disposable": applies({ ...applyProps, destroysData: "yes" }),
  push: pushes(account, "shop/api", { accountId: "222222222222" }),
  operator: operates({
    account,
    metricNamespaces: "shop/*",
    passes: { backup: [`${PREFIX}-us-west-2-backup`], runbook: [`${PREFIX}-*-runbook`] },
  }),
  developer: looks(account),
} satisfies Record<string, Statement[]>;

export type Role = keyof typeof POLICIES;
export const ROLES = Object.keys(POLICIES) as Role[];

export const boundary = policyDocument(
  boundaryStatements({
    account,
    policyArn: BOUNDARY,
    protectedRoles: ["plan", "apply", "push", "operator", "developer"].map((name) => `${PREFIX}-${name}`),
  }),
);

/** Role ARN by the part of its name behind the prefix. */
export function role(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${PREFIX}-${name}`;
}

/** What AWS decides on a request of `name`, from its home region unless `context` says another. */
export function decision(name: Role, { context, ...request }: Request): "allow" | "deny" | "none" {
  const caller = name === "apply-disposable" ? "apply" : name;
  return evaluateRole(
    { policy: policyDocument(POLICIES[name]), boundary },
    { ...request, context: { ...fromHome(role(caller)), ...context } },
  );
}

/** What the boundary leaves of a role whose own policy allows everything. */
export function withinBoundary(name: string, { context, ...request }: Request): "allow" | "deny" | "none" {
  const everything = { Statement: [{ Effect: "Allow" as const, Action: "*", Resource: "*" }] };
  return evaluateRole(
    { policy: everything, boundary },
    { ...request, context: { ...fromHome(role(name)), ...context } },
  );
}

function fromHome(principalArn: string): Record<string, string> {
  return { "aws:RequestedRegion": "us-west-2", "aws:PrincipalArn": principalArn };
}

export function policyOf(name: Role): string {
  return policyDocument(POLICIES[name]);
}
