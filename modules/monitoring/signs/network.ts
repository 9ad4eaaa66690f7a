import { metricsOf, type Sign } from "./sign";

/**
 * A NAT gateway, the way out of the private subnets.
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natSigns(
  natGatewayId: string,
  about: string,
): Sign<"network-nat-drops" | "network-nat-ports">[] {
  const metric = metricsOf("AWS/NATGateway", { NatGatewayId: natGatewayId });
  return [
    { about, alert: "network-nat-ports", comparison: "above", measure: metric("ErrorPortAllocation", "Sum") },
    {
      about,
      alert: "network-nat-drops",
      comparison: "above",
      measure: {
        metrics: {
          dropped: metric("PacketsDropCount", "Sum"),
          going: metric("PacketsInFromSource", "Sum"),
          back: metric("PacketsInFromDestination", "Sum"),
        },
        expression: "IF(going + back > 0, 100 * FILL(dropped, 0) / (going + back), 0)",
        label: "dropped packets, %",
      },
    },
  ];
}
