/** How CloudFront reaches a load balancer: by which name, and with what proof that it is ours. */
export const ORIGIN = {
  /** Carries the proof; the value is a secret of `edge` and `ingress`, never of the configuration. */
  proofHeader: "x-origin-proof",
  /** Ports of every node behind which the API's services are; the charts say the same. */
  nodePorts: { active: 30080, preview: 30081 },
} as const;

/** The name that CloudFront asks for, in whatever region it is answered. */
export function originHost(domain: string): string {
  return `origin.${domain}`;
}

/** One region's own name. */
export function regionalOriginHost(domain: string, region: string): string {
  return `origin-${region}.${domain}`;
}
