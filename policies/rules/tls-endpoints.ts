import { blocksAt, textAt, valuesAt } from "../attributes";
import { isSecondaryCache } from "../databases";
import type { Attributes, Problem, Rule } from "../types";

interface Expectation {
  readonly at: string;
  readonly allowed: RegExp;
  /** `allowed` in words. */
  readonly say: string;
  /** Fine when there is none, for example a distribution without such an origin. */
  readonly optional?: boolean;
  readonly unless?: (attributes: Attributes) => boolean;
}

const BEHAVIOUR = { allowed: /^(https-only|redirect-to-https)$/, say: "https-only or redirect-to-https" };

const ENDPOINTS: Readonly<Record<string, readonly Expectation[]>> = {
  aws_cloudfront_distribution: [
    { at: "default_cache_behavior.viewer_protocol_policy", ...BEHAVIOUR },
    { at: "ordered_cache_behavior.viewer_protocol_policy", ...BEHAVIOUR, optional: true },
    {
      at: "origin.custom_origin_config.origin_protocol_policy",
      allowed: /^https-only$/,
      say: "https-only",
      optional: true,
    },
    {
      at: "origin.custom_origin_config.origin_ssl_protocols",
      allowed: /^TLSv1\.[23]$/,
      say: "TLSv1.2",
      optional: true,
    },
    { at: "viewer_certificate.minimum_protocol_version", allowed: /^TLSv1\.[23]_/, say: "TLSv1.2_2021" },
  ],
  aws_dax_cluster: [{ at: "cluster_endpoint_encryption_type", allowed: /^TLS$/, say: "TLS" }],
  aws_ecs_task_definition: [
    {
      at: "volume.efs_volume_configuration.transit_encryption",
      allowed: /^ENABLED$/,
      say: "ENABLED",
      unless: (task) => blocksAt(task, "volume.efs_volume_configuration").length === 0,
    },
  ],
  aws_elasticache_replication_group: [
    { at: "transit_encryption_enabled", allowed: /^true$/, say: "true", unless: isSecondaryCache },
  ],
  aws_lb_listener: [
    { at: "protocol", allowed: /^(HTTPS|TLS)$/, say: "HTTPS", unless: onlyRedirects },
    { at: "ssl_policy", allowed: /TLS13/, say: "ELBSecurityPolicy-TLS13-1-2-2021-06", unless: onlyRedirects },
  ],
  aws_sns_topic_subscription: [{ at: "protocol", allowed: /^(?!http$)/, say: "https" }],
};

export const tlsEndpoints = {
  id: "tls-endpoints",
  promise: "Listeners, distributions, caches and databases speak TLS 1.2 or newer, and nothing else.",
  looksAt: [...Object.keys(ENDPOINTS), "aws_db_parameter_group"],
  appliesTo: ({ kind, type }) =>
    kind === "resource" && (type in ENDPOINTS || type === "aws_db_parameter_group"),
  check: ({ type, attributes }) =>
    type === "aws_db_parameter_group"
      ? parameterProblems(attributes)
      : (ENDPOINTS[type] ?? []).flatMap((expectation) => problemsOf(expectation, attributes)),
} as const satisfies Rule;

function problemsOf({ at, allowed, say, optional, unless }: Expectation, attributes: Attributes): Problem[] {
  if (unless?.(attributes) === true) return [];
  const values = valuesAt(attributes, at).map(String);
  if (values.length === 0)
    return optional === true ? [] : [{ problem: `${at} is not set`, remedy: `say ${say}` }];
  const wrong = values.filter((value) => !allowed.test(value));
  return wrong.map((value) => ({ problem: `${at} is ${value}`, remedy: `say ${say}` }));
}

function onlyRedirects(listener: Attributes): boolean {
  const actions = blocksAt(listener, "default_action");
  return actions.length > 0 && actions.every((action) => textAt(action, "redirect.protocol") === "HTTPS");
}

/** PostgreSQL alone decides by a parameter whether it takes plain text. */
function parameterProblems(group: Attributes): Problem[] {
  if (!textAt(group, "family").startsWith("postgres")) return [];
  const forced = blocksAt(group, "parameter").find(
    (parameter) => textAt(parameter, "name") === "rds.force_ssl",
  );
  return textAt(forced, "value") === "1"
    ? []
    : [{ problem: "parameter rds.force_ssl is not 1", remedy: "set it in the group" }];
}
