import { ORIGIN } from "../../config/origin";
import { variablePlaceholder } from "../../tools/planning/variables";
import { evaluate } from "../support/policy";
import { type Attributes, resource, resources, synthesis } from "../support/synthesis";

const ACCOUNT = "333333333333";
const real = synthesis();
const ids = real.stacks.filter((id) => id.endsWith("-ingress"));
const home = real.json("production-us-west-2-ingress");

test("there is one in every region of every environment", () => {
  expect(ids).toEqual([
    "development-us-west-2-ingress",
    "production-us-east-2-ingress",
    "production-us-west-2-ingress",
    "staging-us-east-2-ingress",
    "staging-us-west-2-ingress",
  ]);
});

const rules = (id: string, direction: "ingress" | "egress"): Attributes[] => [
  ...resources(real.json(id), `aws_vpc_security_group_${direction}_rule`).values(),
];
const groupOf = (reference: unknown): string =>
  /aws_security_group\.security-groups_([a-z-]+)_/.exec(String(reference))?.[1] ??
  (/cluster_security_group_id}$/.test(String(reference)) ? "nodes" : "unknown");
const ports = (rule: Attributes): unknown[] => [rule["ip_protocol"], rule["from_port"], rule["to_port"]];

test.each(ids)("only CloudFront reaches the load balancer of %s, on 443 alone", (id) => {
  const stack = real.json(id);
  for (const group of resources(stack, "aws_security_group").values()) {
    expect([group["ingress"], group["egress"]]).toEqual([undefined, undefined]);
  }
  const balancer = resource(stack, "aws_lb", "load-balancer/load-balancer");
  const groups = (balancer["security_groups"] as string[]).map(groupOf);
  expect(groups).toEqual(["from-cloudfront", "to-nodes"]);
  const admitting = rules(id, "ingress").filter((rule) =>
    groups.includes(groupOf(rule["security_group_id"])),
  );
  expect(admitting).toHaveLength(1);
  const [rule] = admitting as [Attributes];
  expect(groupOf(rule["security_group_id"])).toBe("from-cloudfront");
  expect(ports(rule)).toEqual(["tcp", 443, 443]);
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
  expect(rule["prefix_list_id"]).toBe(id.includes("us-west-2") ? "pl-82a045eb" : "pl-b6a144df");
  expect([rule["cidr_ipv4"], rule["cidr_ipv6"], rule["referenced_security_group_id"]]).toEqual(
    Array(3).fill(undefined),
  );
});

test.each(ids)(
  "the nodes of %s admit the load balancer on the ports of its target groups, and it goes nowhere else",
  (id) => {
    const targets = [...resources(real.json(id), "aws_lb_target_group").values()].map(({ port }) => [
      "tcp",
      port,
      port,
    ]);
    const opened = rules(id, "ingress").filter((rule) => groupOf(rule["security_group_id"]) === "nodes");
    expect(opened.map(ports)).toEqual(targets);
    expect(opened.map((rule) => groupOf(rule["referenced_security_group_id"]))).toEqual([
      "to-nodes",
      "to-nodes",
    ]);
    const leaving = rules(id, "egress");
    expect(leaving.map(ports)).toEqual(targets);
    for (const rule of leaving) {
      expect(groupOf(rule["security_group_id"])).toBe("to-nodes");
      expect(groupOf(rule["referenced_security_group_id"])).toBe("nodes");
    }
  },
);

test.each(ids)("%s holds no secret, only the names of sensitive variables that have to be given", (id) => {
  const { variable } = JSON.parse(real.text(id)) as { variable: Record<string, Attributes> };
  expect(Object.keys(variable).sort()).toEqual(["origin_proof_current", "origin_proof_previous"]);
  for (const declared of Object.values(variable)) {
    expect(declared).toMatchObject({ sensitive: true, nullable: false });
    expect(declared).not.toHaveProperty("default");
  }
  for (const rule of resources(real.json(id), "aws_lb_listener_rule").values()) {
    expect(rule["condition"]).toEqual([
      {
        http_header: {
          http_header_name: ORIGIN.proofHeader,
          values: ["${var.origin_proof_current}", "${var.origin_proof_previous}"],
        },
      },
    ]);
  }
});

test("a secret that is short, or that a rule would take for a pattern, is refused; an offline plan's is not", () => {
  const { variable } = JSON.parse(real.text(ids[0]!)) as {
    variable: Record<string, { validation: [{ condition: string }] }>;
  };
  for (const [name, declared] of Object.entries(variable)) {
    const [, pattern = "nothing"] = /regex\("(.+)", var\.\w+\)/.exec(declared.validation[0].condition) ?? [];
    const accepted = (value: unknown): boolean => new RegExp(pattern).test(String(value));
    expect(accepted(variablePlaceholder(ids[0]!, name, declared))).toBe(true);
    expect(accepted("a".repeat(64))).toBe(true);
    for (const value of ["", "a".repeat(31), "a".repeat(129), `${"a".repeat(40)}*`, `${"a".repeat(40)}?`]) {
      expect([value, accepted(value)]).toEqual([value, false]);
    }
  }
});

test.each(["us-west-2", "us-east-2"])(
  "the log bucket of %s takes both logs of the load balancer",
  (region) => {
    const balancer = resource(
      real.json(`production-${region}-ingress`),
      "aws_lb",
      "load-balancer/load-balancer",
    );
    const base = real.json(`production-${region}-base`);
    const [policy] = [...resources(base, "aws_s3_bucket_policy")]
      .find(([path]) => path.startsWith("logs/"))!
      .slice(1) as [Attributes];
    for (const logs of ["access_logs", "connection_logs"]) {
      const { bucket, prefix, enabled } = balancer[logs] as Record<string, string>;
      expect(enabled).toBe(true);
      const request = {
        principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        action: "s3:PutObject",
        resource: `arn:aws:s3:::${bucket}/${prefix}/AWSLogs/${ACCOUNT}/elasticloadbalancing/${region}/2026/11/22/x.log.gz`,
        context: {
          "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/app/mindscape-production/1`,
          "aws:SecureTransport": "true",
        },
      };
      expect(evaluate(policy["policy"] as string, request)).toBe("allow");
    }
  },
);

test("the cluster's controller may register nodes in these target groups", () => {
  const cluster = real.json("production-us-west-2-cluster");
  const may = resource(cluster, "aws_iam_role_policy", "identities/load-balancer/role/policy")[
    "policy"
  ] as string;
  const [{ tags }] = home.provider["aws"]![0]!["default_tags"] as [{ tags: Record<string, string> }];
  const request = (own: Record<string, string>) => ({
    action: "elasticloadbalancing:RegisterTargets",
    resource: `arn:aws:elasticloadbalancing:us-west-2:${ACCOUNT}:targetgroup/mindscape-production-active/1`,
    context: Object.fromEntries(Object.entries(own).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
  });
  expect(evaluate(may, request(tags))).toBe("allow");
  expect(evaluate(may, request({ ...tags, Layer: "platform" }))).toBe("none");
});

test("target groups ask the nodes for /health, without what excludes the fairest algorithm", () => {
  for (const group of resources(home, "aws_lb_target_group").values()) {
    expect(group).toMatchObject({
      target_type: "instance",
      load_balancing_algorithm_type: "least_outstanding_requests",
      health_check: { path: "/health", matcher: "200" },
      stickiness: { enabled: false },
    });
    expect(group["slow_start"]).toBeUndefined();
  }
});

test("the load balancer faces the internet in every zone, and is as protected as its environment", () => {
  const balancer = (id: string) => resource(real.json(id), "aws_lb", "load-balancer/load-balancer");
  expect(balancer("production-us-west-2-ingress")).toMatchObject({
    internal: false,
    drop_invalid_header_fields: true,
    desync_mitigation_mode: "defensive",
    enable_deletion_protection: true,
    enable_zonal_shift: true,
  });
  const subnets = balancer("production-us-west-2-ingress")["subnets"] as string[];
  expect(subnets.map((subnet) => /subnets_([a-z]+-\d)/.exec(subnet)?.[1])).toEqual([
    "public-1",
    "public-2",
    "public-3",
  ]);
  expect(balancer("development-us-west-2-ingress")["enable_deletion_protection"]).toBe(false);
});

test.each(["us-west-2", "us-east-2"])(
  "the certificate of %s fits its own name and the shared one",
  (region) => {
    const stack = real.json(`production-${region}-ingress`);
    const own = `origin-${region}.mindscape.example`;
    expect(resource(stack, "aws_acm_certificate", "certificate/certificate")).toMatchObject({
      domain_name: own,
      subject_alternative_names: ["origin.mindscape.example"],
      lifecycle: { create_before_destroy: true },
    });
    expect(resource(stack, "aws_route53_record", "record/record")).toMatchObject({ name: own, type: "A" });
    const issued = resource(stack, "aws_acm_certificate_validation", "certificate/issued");
    expect(issued["validation_record_fqdns"]).toEqual([
      expect.stringContaining("certificate_validation_record"),
      expect.stringContaining("origin_validation_record"),
    ]);
  },
);
