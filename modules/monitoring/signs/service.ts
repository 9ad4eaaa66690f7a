import { metricsOf, type Sign } from "./sign";

type ServiceAlert =
  | "service-certificate"
  | "service-errors"
  | "service-latency"
  | "service-no-targets"
  | "service-refused-connections"
  | "service-unhealthy-targets";

export interface ServiceSignsProps {
  /** As metrics name them: the ends of their ARNs. */
  readonly loadBalancer: string;
  readonly targetGroup: string;
  readonly certificateArn: string;
  /** Failed requests a minute, and requests a minute, below which nothing is said. */
  readonly quietBelow: { readonly errors: number; readonly requests: number };
}

/**
 * The load balancer, which every request goes through. It counts a request only once it has chosen a target, and answers 503
 * without one: so what it answers itself is added to the requests.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function serviceSigns(props: ServiceSignsProps): Sign<ServiceAlert>[] {
  const balancer = metricsOf("AWS/ApplicationELB", { LoadBalancer: props.loadBalancer });
  const target = metricsOf("AWS/ApplicationELB", {
    LoadBalancer: props.loadBalancer,
    TargetGroup: props.targetGroup,
  });
  const { errors, requests } = props.quietBelow;
  const failed = "(FILL(target, 0) + FILL(balancer, 0))";
  return [
    {
      alert: "service-errors",
      comparison: "above",
      measure: {
        metrics: {
          requests: balancer("RequestCount", "Sum"),
          target: balancer("HTTPCode_Target_5XX_Count", "Sum"),
          balancer: balancer("HTTPCode_ELB_5XX_Count", "Sum"),
        },
        expression: `IF(${failed} >= ${errors}, 100 * ${failed} / (FILL(requests, 0) + FILL(balancer, 0)), 0)`,
        label: "failed requests, %",
      },
    },
    {
      alert: "service-latency",
      comparison: "above",
      measure: {
        metrics: {
          requests: balancer("RequestCount", "Sum"),
          p95: balancer("TargetResponseTime", "p95"),
        },
        expression: `IF(FILL(requests, 0) >= ${requests}, p95, 0)`,
        label: "p95, s",
      },
    },
    // No target at all is silence.
    { alert: "service-no-targets", comparison: "below", measure: target("HealthyHostCount", "Maximum") },
    {
      alert: "service-unhealthy-targets",
      comparison: "above",
      measure: target("UnHealthyHostCount", "Minimum"),
    },
    {
      alert: "service-refused-connections",
      comparison: "above",
      measure: balancer("RejectedConnectionCount", "Sum"),
    },
    {
      alert: "service-certificate",
      comparison: "below",
      measure: metricsOf("AWS/CertificateManager", { CertificateArn: props.certificateArn })(
        "DaysToExpiry",
        "Minimum",
      ),
    },
  ];
}
