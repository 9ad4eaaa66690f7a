import { ACCOUNT, BOUNDARY } from "./roles";

export type Context = Record<string, string | string[]>;
export type Case = [action: string, resource: string, context?: Context];

export const STATE_KEY = {
  "kms:ViaService": "s3.us-west-2.amazonaws.com",
  "kms:ResourceAliases": ["alias/shop-live-state"],
};
export const DATA_KEY = {
  "kms:ViaService": "s3.us-west-2.amazonaws.com",
  "kms:ResourceAliases": ["alias/shop-live-data"],
};
export const key = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1`;
export const at = (service: string, resource: string): string =>
  `arn:aws:${service}:us-west-2:${ACCOUNT}:${resource}`;
export const passedTo = (service: string): Context => ({ "iam:PassedToService": service });
export const bounded: Context = { "iam:PermissionsBoundary": BOUNDARY };
/** Of a grant that AWS makes for itself, or not; `service` is the one that asks for it on our behalf. */
export const grant = (forAws: boolean, service = "eks"): Context => ({
  "kms:GrantIsForAWSResource": String(forAws),
  "kms:ViaService": `${service}.us-west-2.amazonaws.com`,
});
