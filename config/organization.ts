import { z } from "zod";
import { ENVIRONMENT_NAMES } from "./environment";
import { rangesSchema } from "./ranges";

// Tag values: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions
const tagValue = z.string().regex(/^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u, {
  error: "a tag value has 1-256 letters, digits, spaces or _ . : / = + - @",
});

// https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
const permissionSet = z.string().regex(/^[\w+=,.@-]{1,32}$/, {
  error: "a permission set's name has 1-32 letters, digits or _ + = , . @ -",
});

// A star in these would be a wildcard in a role's trust.
const workspaceOwner = z.string().regex(/^[\w -]+$/, {
  error: "allowed are letters, digits, spaces, _ and -",
});
const branch = z.string().regex(/^[\w./-]+$/, { error: "not a branch's name" });

export const organizationSchema = z.strictObject({
  /** First part of every physical name. */
  name: z.string().regex(/^[a-z][a-z0-9-]*[a-z0-9]$/, { error: "allowed are a-z, 0-9 and inner dashes" }),
  /** Production's domain; the other environments have a name below it. */
  domain: z.hostname({ error: "not a domain name such as mindscape.example" }),
  accounts: z.record(z.enum(ENVIRONMENT_NAMES), z.string()),
  /** Team that answers for the resources; a cost tag. */
  owner: tagValue,
  costCenter: tagValue,
  terraformCloud: z.strictObject({
    hostname: z.hostname(),
    organization: workspaceOwner,
    project: workspaceOwner,
  }),
  github: z.strictObject({
    /**
     * What GitHub's tokens for this repository begin with, before `:environment:` and the like. Repositories created or
     * renamed after 2026-06-18 carry ids in it: read it from a token, or the repository's OIDC settings.
     */
    subjectPrefix: z.string().regex(/^repo:[\w.@-]+\/[\w.@-]+$/, {
      error: "not a subject's prefix such as repo:owner/repository",
    }),
    /** The branch whose jobs push the images of an environment; a push to it deploys there. */
    branches: z.record(z.enum(ENVIRONMENT_NAMES), branch),
  }),
  /** A registry or repository that holds a copy of every third-party chart, or none: each comes from its own repository. */
  chartMirror: z.union([
    z.literal("none"),
    z.string().regex(/^(https|oci):\/\/[\w.:/-]*[\w-]$/, {
      error: 'not "none", https://... or oci://... without a slash at the end',
    }),
  ]),
  /**
   * How Terraform enters a cluster: with a token that the provider makes, for each plan and apply, which lives 15 minutes; or with those of
   * the AWS CLI, which the machine has to have.
   */
  clusterLogin: z.enum(["token", "aws-cli"]),
  /** An image is built once and pushed to `builtIn`; `promotedTo` takes the same digest from there, and keeps its own copy. */
  images: z.strictObject({
    builtIn: z.enum(ENVIRONMENT_NAMES),
    promotedTo: z.array(z.enum(ENVIRONMENT_NAMES)).readonly(),
  }),
  /** Permission sets of IAM Identity Center whose members may take the role. */
  permissionSets: z.strictObject({ operators: permissionSet, developers: permissionSet }),
  /** Public IPv4 ranges that people and their tools come from. */
  officeRanges: rangesSchema,
  alerts: z.strictObject({ page: z.email(), ticket: z.email() }),
});

export type OrganizationConfig = Readonly<z.infer<typeof organizationSchema>>;
