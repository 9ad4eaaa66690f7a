import { AssetOrigins } from "../../../modules/edge/asset-origins";
import { MaintenancePage } from "../../../modules/edge/maintenance-page";
import { ResponseHeaders } from "../../../modules/edge/response-headers";
import { stackOf } from "../../support/stack";
import { type Attributes, resource } from "../../support/synthesis";

describe("response headers", () => {
  const policy = resource(
    stackOf((stack) => void new ResponseHeaders(stack, "headers", { name: "shop-live" })),
    "aws_cloudfront_response_headers_policy",
    "headers/policy",
  );
  const security = policy["security_headers_config"] as Record<string, Attributes>;

  test("insist on TLS for a year, of this host alone, and on types that are not guessed", () => {
    expect(security["strict_transport_security"]).toEqual({
      access_control_max_age_sec: 31_536_000,
      include_subdomains: false,
      preload: false,
      override: true,
    });
    expect(security["content_type_options"]).toEqual({ override: true });
  });

  test("leave frames, referrers and content to an origin that says something itself", () => {
    for (const header of ["frame_options", "referrer_policy", "content_security_policy"]) {
      expect(security[header]!["override"]).toBe(false);
    }
    expect(security["content_security_policy"]!["content_security_policy"]).toContain(
      "frame-ancestors 'none'",
    );
  });

  test("hide who answers, account and key", () => {
    const { items } = policy["remove_headers_config"] as { items: { header: string }[] };
    const removed = items.map(({ header }) => header);
    expect(removed).toEqual(
      expect.arrayContaining(["server", "x-amz-server-side-encryption-aws-kms-key-id"]),
    );
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
    expect(removed.length).toBeLessThanOrEqual(10);
  });
});

test("with one bucket there is no group, and the bucket itself is asked", () => {
  const bucket = (region: string) => ({ name: `shop-${region}`, region });
  stackOf((stack) => {
    const one = new AssetOrigins(stack, "one", { name: "one", buckets: [bucket("us-west-2")] });
    expect([one.groups, one.targetId]).toEqual([[], "assets-us-west-2"]);
    const buckets = [bucket("us-west-2"), bucket("us-east-2")];
    const two = new AssetOrigins(stack, "two", { name: "two", buckets });
    expect(two.groups.map(({ originId }) => originId)).toEqual([two.targetId]);
    expect(two.origins.map(({ domainName }) => domainName)).toEqual([
      "shop-us-west-2.s3.us-west-2.amazonaws.com",
      "shop-us-east-2.s3.us-east-2.amazonaws.com",
    ]);
  });
});

describe("the maintenance page", () => {
  const page = resource(
    stackOf(
      (stack) =>
        void new MaintenancePage(stack, "page", { bucket: { name: "assets", settings: [] }, key: "a.html" }),
    ),
    "aws_s3_object",
    "page/page",
  );

  test("needs nothing else, for nothing else may answer", () => {
    const html = page["content"] as string;
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/src=|href=|url\(|@import|<script/);
    expect(page["content_type"]).toBe("text/html; charset=utf-8");
    // Terraform would take them for its own.
    expect(html).not.toMatch(/[$%]\{/);
  });

  test("is kept by CloudFront and by no browser, which has it under another address", () =>
    expect(page["cache_control"]).toBe("max-age=0, s-maxage=10"));

  test("is readable when our keys are not", () => expect(page["server_side_encryption"]).toBe("AES256"));
});
