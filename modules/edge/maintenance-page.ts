import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

// CloudFront keeps the page for a moment, browsers do not: both have it under the address of what was asked for, and it must be gone as soon
// as that is back.
const CACHING = "max-age=0, s-maxage=10";

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="30">
<title>Back soon</title>
<style>
  body { margin: 15vh auto; max-width: 30rem; padding: 0 1rem; font: 1.1rem/1.6 system-ui, sans-serif; color: #222; background: #fff }
  @media (prefers-color-scheme: dark) { body { color: #ddd; background: #161616 } }
</style>
<h1>Back soon</h1>
<p>We cannot answer right now and are working on it. This page tries again every 30 seconds.</p>
</html>
`;

export interface MaintenancePageProps {
  /** Versioned, and admitting CloudFront; with what has to be there before an object is. */
  readonly bucket: { readonly name: string; readonly settings: ITerraformDependable[] };
  /** Where CloudFront looks for it, without the first slash. */
  readonly key: string;
}

/**
 * What viewers see while nobody answers: one file without any other, in every region's bucket. Alone of them it is encrypted with S3's
 * key: then it is there when ours are not, and who plans needs no key to see whether it is.
 */
export class MaintenancePage extends Construct {
  constructor(scope: Construct, id: string, { bucket, key }: MaintenancePageProps) {
    super(scope, id);
    new S3Object(this, "page", {
      bucket: bucket.name,
      key,
      content: PAGE,
      contentType: "text/html; charset=utf-8",
      cacheControl: CACHING,
      serverSideEncryption: "AES256",
      dependsOn: bucket.settings,
    });
  }
}
