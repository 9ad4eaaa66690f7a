import { z } from "zod";
import { ENVIRONMENT_NAMES } from "./environment";

// Tag values: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions
const tagValue = z.string().regex(/^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u, {
  error: "a tag value has 1-256 letters, digits, spaces or _ . : / = + - @",
});

export const organizationSchema = z.strictObject({
  /** First part of every physical name. */
  name: z.string().regex(/^[a-z][a-z0-9-]*[a-z0-9]$/, { error: "allowed are a-z, 0-9 and inner dashes" }),
  /** Production's domain; the other environments have a name below it. */
  domain: z.hostname({ error: "not a domain name such as mindscape.example" }),
  accounts: z.record(z.enum(ENVIRONMENT_NAMES), z.string()),
  /** Team that answers for the resources; a cost tag. */
  owner: tagValue,
  costCenter: tagValue,
  terraformCloud: z.strictObject({ hostname: z.hostname(), organization: z.string().min(1) }),
  alerts: z.strictObject({ page: z.email(), ticket: z.email() }),
});

export type OrganizationConfig = Readonly<z.infer<typeof organizationSchema>>;
