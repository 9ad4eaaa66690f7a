import type { Problem } from "../shape";

// https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
const NODE_PORTS = { min: 30_000, max: 32_767 } as const;

/** Ports that Kubernetes would not open on a node, or would open for two services at once. */
export function nodePortProblems(ports: Readonly<Record<string, number>>): Problem[] {
  const entries = Object.entries(ports);
  return entries.flatMap(([purpose, port], index) => {
    const path = `origin.nodePorts.${purpose}`;
    const [earlier] = entries.slice(0, index).find(([, other]) => other === port) ?? [];
    return [
      ...(Number.isInteger(port) && port >= NODE_PORTS.min && port <= NODE_PORTS.max
        ? []
        : [{ path, problem: `${port} is no node port; allowed are ${NODE_PORTS.min} to ${NODE_PORTS.max}` }]),
      ...(earlier === undefined
        ? []
        : [{ path, problem: `${port} is also the port of ${earlier}; choose another` }]),
    ];
  });
}
