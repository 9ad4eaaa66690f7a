import { ORIGIN } from "../../config/origin";
import { STATIC_FILES } from "../../config/static-files";
import { variablePlaceholder } from "../../tools/planning/variables";
import { evaluate } from "../support/policy";
import { type Attributes, resource, resources, synthesis } from "../support/synthesis";

const ACCOUNT = "333333333333";
const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`;
const real = synthesis();
const ids = real.stacks.filter((id) => id.endsWith("-edge"));
const production = real.json("production-global-edge");
const REGIONS = ["us-west-2", "us-east-2"];

const distributionOf = (id: string): Attributes =>
  resource(real.json(id), "aws_cloudfront_distribution", "distribution/distribution");
const distribution = distributionOf("production-global-edge");
const origins = (of: Attributes = distribution): Attributes[] => of["origin"] as Attributes[];
const api = origins().find(({ origin_id }) => origin_id === "api")!;
const apiBehaviour = distribution["default_cache_behavior"] as Attributes;
const [staticBehaviour] = distribution["ordered_cache_behavior"] as [Attributes];

test("there is one in every environment, which reads no region's state", () => {
  expect(ids).toEqual(["development-global-edge", "production-global-edge", "staging-global-edge"]);
  for (const id of ids) {
    const states = Object.values(real.json(id).data!["terraform_remote_state"]!);
    expect(states.map(({ config }) => (config as Attributes)["key"])).toEqual([
      `${id.replace("-edge", "-dns")}/terraform.tfstate`,
    ]);
  }
});

describe("what goes to the API", () => {
  test("is everything that is no static file, by every method, and nothing of it is kept", () => {
    expect(apiBehaviour).toMatchObject({
      target_origin_id: "api",
      allowed_methods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
      // CachingDisabled, AllViewerExceptHostHeader
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
    expect(distribution["ordered_cache_behavior"]).toHaveLength(1);
  });

  test.each(REGIONS)("is asked for by a name that is in the certificate of %s", (region) => {
    const ingress = real.json(`production-${region}-ingress`);
    const certificate = resource(ingress, "aws_acm_certificate", "certificate/certificate");
    expect(certificate["subject_alternative_names"]).toContain(api["domain_name"]);
    const { ssl_policy } = resource(ingress, "aws_lb_listener", "listener/https");
    expect(ssl_policy).toContain("TLS13-1-2");
    expect(api["custom_origin_config"]).toMatchObject({
      origin_protocol_policy: "https-only",
      origin_ssl_protocols: ["TLSv1.2"],
    });
  });

  test.each(REGIONS)("carries the proof that the load balancer of %s asks for", (region) => {
    const rules = resources(real.json(`production-${region}-ingress`), "aws_lb_listener_rule");
    const [header] = api["custom_header"] as [Attributes];
    expect(header).toEqual({ name: ORIGIN.proofHeader, value: "${var.origin_proof_current}" });
    for (const { condition } of rules.values()) {
      const [{ http_header }] = condition as [{ http_header: Attributes }];
      expect(http_header["http_header_name"]).toBe(header["name"]);
      expect(http_header["values"]).toContain(header["value"]);
    }
  });

  test.each(REGIONS)("is given up by CloudFront before the load balancer of %s gives up", (region) => {
    const balancer = resource(
      real.json(`production-${region}-ingress`),
      "aws_lb",
      "load-balancer/load-balancer",
    ) as { idle_timeout: number; client_keep_alive: number };
    const config = api["custom_origin_config"] as Record<string, number>;
    expect(config["origin_read_timeout"]).toBeLessThan(balancer.idle_timeout);
    expect(config["origin_read_timeout"]).toBeLessThanOrEqual(60);
    expect(config["origin_keepalive_timeout"]).toBeLessThan(balancer.idle_timeout);
    expect(config["origin_keepalive_timeout"]).toBeLessThan(balancer.client_keep_alive);
  });
});

test.each(ids)("%s holds no secret, only the name of a sensitive variable that has to be given", (id) => {
  const { variable } = JSON.parse(real.text(id)) as {
    variable: Record<string, { validation: [{ condition: string }] }>;
  };
  expect(Object.keys(variable)).toEqual(["origin_proof_current"]);
  const declared = variable["origin_proof_current"]!;
  expect(declared).toMatchObject({ sensitive: true, nullable: false });
  expect(declared).not.toHaveProperty("default");
  const [, pattern = "nothing"] = /regex\("(.+)", var\.\w+\)/.exec(declared.validation[0].condition) ?? [];
  const placeholder = variablePlaceholder(id, "origin_proof_current", declared);
  expect(placeholder).toMatch(new RegExp(pattern));
});

describe("static files", () => {
  test("are read only, kept and compressed, and come from whichever bucket has them, home's first", () => {
    expect(staticBehaviour).toMatchObject({
      path_pattern: STATIC_FILES.pattern,
      target_origin_id: "assets",
      allowed_methods: ["GET", "HEAD"],
      cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      compress: true,
    });
    expect(staticBehaviour).not.toHaveProperty("origin_request_policy_id");
    expect(distribution["origin_group"]).toEqual([
      {
        origin_id: "assets",
        member: [{ origin_id: "assets-us-west-2" }, { origin_id: "assets-us-east-2" }],
        failover_criteria: { status_codes: [403, 404, 500, 502, 503, 504] },
      },
    ]);
  });

  test("come straight from the bucket where there is but one", () => {
    const development = distributionOf("development-global-edge");
    expect(development["origin_group"]).toEqual([]);
    const [behaviour] = development["ordered_cache_behavior"] as [Attributes];
    expect(behaviour["target_origin_id"]).toBe("assets-us-west-2");
    expect(origins(development).map(({ origin_id }) => origin_id)).toContain("assets-us-west-2");
  });

  test.each(REGIONS)("of %s are in a bucket that admits CloudFront, with a key that does", (region) => {
    const base = real.json(`production-${region}-base`);
    const { bucket } = resource(base, "aws_s3_bucket", "assets/bucket");
    const origin = origins().find(({ origin_id }) => origin_id === `assets-${region}`)!;
    expect(origin["domain_name"]).toBe(`${bucket as string}.s3.${region}.amazonaws.com`);
    expect(origin["origin_access_control_id"]).toMatch(
      /aws_cloudfront_origin_access_control\.assets_access_/,
    );
    const asked = {
      principal: { Service: "cloudfront.amazonaws.com" },
      context: { "aws:SourceArn": DISTRIBUTION, "aws:SecureTransport": "true" },
    };
    const { policy } = resource(base, "aws_s3_bucket_policy", "assets/policy");
    const object = `arn:aws:s3:::${bucket as string}/static/app.js`;
    const read = { ...asked, action: "s3:GetObject", resource: object };
    expect(evaluate(policy as string, read)).toBe("allow");
    const { policy: keyPolicy } = resource(base, "aws_kms_key", "assets-key/key");
    expect(evaluate(keyPolicy as string, { ...asked, action: "kms:Decrypt" })).toBe("allow");
  });

  test("are asked for with a signature, always", () =>
    expect(resource(production, "aws_cloudfront_origin_access_control", "assets/access")).toMatchObject({
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    }));
});

describe("when nobody answers", () => {
  const errors = distribution["custom_error_response"] as Record<string, unknown>[];

  test("viewers see the maintenance page, under the status that it is", () => {
    const shown = errors.filter(({ response_page_path }) => response_page_path !== undefined);
    expect(shown.map(({ error_code, response_code }) => [error_code, response_code])).toEqual(
      [502, 503, 504].map((code) => [code, code]),
    );
    expect(new Set(shown.map(({ response_page_path }) => response_page_path))).toEqual(
      new Set([STATIC_FILES.maintenancePage]),
    );
  });

  test("no error outlives its cause, and a refusal stays a refusal", () => {
    expect(errors.map(({ error_caching_min_ttl }) => error_caching_min_ttl)).toEqual(errors.map(() => 0));
    const codes = errors.map(({ error_code }) => error_code);
    // What CloudFront keeps by itself.
    expect(codes).toEqual(expect.arrayContaining([404, 405, 414, 500, 501, 502, 503, 504]));
    expect(codes).not.toContain(403);
  });

  test.each(REGIONS)("the page is in the bucket of %s, where the static behaviour finds it", (region) => {
    const page = resource(real.json(`production-${region}-base`), "aws_s3_object", "maintenance-page/page");
    expect(`/${page["key"] as string}`).toBe(STATIC_FILES.maintenancePage);
    expect(page["bucket"]).toBe(`mindscape-production-assets-${ACCOUNT}-${region}`);
    expect(STATIC_FILES.maintenancePage.startsWith(STATIC_FILES.pattern.replace("*", ""))).toBe(true);
  });
});

test.each([
  ["production", true, ["A", "AAAA"]],
  // The listed ranges are of IPv4: who came over IPv6 would always be refused.
  ["staging", false, ["A"]],
  ["development", false, ["A"]],
])("%s is reached over IPv6: %s", (environment, ipv6, types) => {
  const id = `${environment}-global-edge`;
  expect(distributionOf(id)["is_ipv6_enabled"]).toBe(ipv6);
  const [domain] = distributionOf(id)["aliases"] as [string];
  const records = [...resources(real.json(id), "aws_route53_record").values()];
  const own = records.filter(({ name }) => name === domain);
  expect(own.map(({ type }) => type)).toEqual(types);
  for (const { alias } of own) {
    expect((alias as Attributes)["name"]).toMatch(
      /^\$\{aws_cloudfront_distribution\.distribution_\w+\.domain_name\}$/,
    );
  }
});

test("speaks TLS 1.2 and HTTP/3, behind the firewall", () => {
  expect(distribution).toMatchObject({
    aliases: ["mindscape.example"],
    http_version: "http2and3",
    price_class: "PriceClass_All",
    viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021", ssl_support_method: "sni-only" },
  });
  expect(distribution["web_acl_id"]).toMatch(/^\$\{aws_wafv2_web_acl\.\S+\.arn\}$/);
  for (const { response_headers_policy_id } of [apiBehaviour, staticBehaviour]) {
    expect(response_headers_policy_id).toMatch(/^\$\{aws_cloudfront_response_headers_policy\.\S+\.id\}$/);
  }
});

test("the certificate is for the domain alone, and of us-east-1", () => {
  const certificate = resource(production, "aws_acm_certificate", "certificate/certificate");
  expect(certificate).toMatchObject({ domain_name: "mindscape.example", provider: "aws.us-east-1" });
  expect(certificate["subject_alternative_names"]).toBeUndefined();
  const issued = resource(production, "aws_acm_certificate_validation", "certificate/issued");
  expect(issued["provider"]).toBe("aws.us-east-1");
  const used = (distribution["viewer_certificate"] as Attributes)["acm_certificate_arn"];
  expect(used).toMatch(/^\$\{aws_acm_certificate_validation\./);
});

test("a plan may not take down the distribution where the environment is locked, and leaves none behind elsewhere", () => {
  expect(distribution["lifecycle"]).toEqual({ prevent_destroy: true });
  expect(distributionOf("staging-global-edge")["lifecycle"]).toBeUndefined();
  for (const id of ids) expect(distributionOf(id)["retain_on_delete"]).toBe(false);
});

test("access logs go to the last region's log bucket, which admits them", () => {
  const destination = resource(
    production,
    "aws_cloudwatch_log_delivery_destination",
    "access-logs/destination",
  );
  const [{ destination_resource_arn: arn }] = destination["delivery_destination_configuration"] as [
    Attributes,
  ];
  const { policy } = resource(real.json("production-us-east-2-base"), "aws_s3_bucket_policy", "logs/policy");
  const { name } = resource(production, "aws_cloudwatch_log_delivery_source", "access-logs/source");
  const write = {
    principal: { Service: "delivery.logs.amazonaws.com" },
    action: "s3:PutObject",
    resource: `${arn as string}/2026/11/22/E1.2026-11-22-08.abc.gz`,
    context: {
      "aws:SourceAccount": ACCOUNT,
      "aws:SourceArn": `arn:aws:logs:us-east-1:${ACCOUNT}:delivery-source:${name as string}`,
      "s3:x-amz-acl": "bucket-owner-full-control",
      "aws:SecureTransport": "true",
    },
  };
  expect(arn).toBe(`arn:aws:s3:::mindscape-production-logs-${ACCOUNT}-us-east-2/cloudfront`);
  expect(evaluate(policy as string, write)).toBe("allow");
});
