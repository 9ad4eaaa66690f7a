import type { Account } from "./account";
import { allow, type Statement } from "./statement";

const READ = ["s3:GetObject", "s3:GetObjectTagging"] as const;

/** The only objects of a bucket that are infrastructure: what CloudFront shows while nobody answers. Everybody may read them there. */
export function readsPages({ pages }: Account): Statement {
  return allow("ReadPages", { actions: READ, on: pages });
}

export function writesPages({ pages }: Account): Statement {
  return allow("WritePages", {
    actions: [...READ, "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    on: pages,
  });
}
