import { LOG_LINES } from "./content";
import { allow, type Statement } from "./statement";

/** Metrics, log lines, traces, and what AWS says of its own health. */
export function observes(): Statement {
  return allow("Observe", {
    actions: [
      ...LOG_LINES,
      "cloudwatch:Get*",
      "xray:Get*",
      "pi:DescribeDimensionKeys",
      "pi:GetResourceMetrics",
      "health:Describe*",
      "ecr:DescribeImage*",
    ],
  });
}
