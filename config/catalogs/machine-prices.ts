/**
 * USD an hour on demand, Linux, the same in us-west-2 and us-east-2, as of 2026-07-20.
 * https://github.com/kubernetes-sigs/karpenter-provider-aws (its table of prices)
 */
export const MACHINE_PRICES: Readonly<Record<string, number>> = {
  "t3.micro": 0.0104,
  "t3.small": 0.0208,
  "t3.medium": 0.0416,
  "t3.large": 0.0832,
  "t3.xlarge": 0.1664,
  "t4g.medium": 0.0336,
  "t4g.large": 0.0672,
  "m6i.large": 0.096,
  "m6i.xlarge": 0.192,
  "m7g.large": 0.0816,
  "m7g.xlarge": 0.1632,
  "m7i.large": 0.1008,
  "m6g.large": 0.077,
};
