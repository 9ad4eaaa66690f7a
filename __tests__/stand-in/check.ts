import { setTimeout as sleep } from "node:timers/promises";

const REQUESTS: readonly (readonly [string, string, number])[] = [
  ["GET", "/health", 200],
  ["GET", "/v1/ideas", 200],
  ["POST", "/v1/ideas", 201],
  ["GET", "/v1/ideas/1", 200],
];
const ROUNDS = 5;

/**
 * Uses the API at `address` as people do, before they do. The first answer may take a while: a node has to hear of the
 * service. Says what is wrong; nothing if all is well.
 */
export async function check(address: string, patienceSeconds: number): Promise<string[]> {
  const deadline = Date.now() + patienceSeconds * 1000;
  let problem = await problemOf(address, REQUESTS[0]!);
  while (problem !== undefined && Date.now() < deadline) {
    await sleep(200);
    problem = await problemOf(address, REQUESTS[0]!);
  }
  if (problem !== undefined) return [problem];
  const problems: string[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const request of REQUESTS) {
      const found = await problemOf(address, request);
      if (found !== undefined) problems.push(found);
    }
  return problems;
}

async function problemOf(
  address: string,
  [method, path, expected]: readonly [string, string, number],
): Promise<string | undefined> {
  try {
    const { status } = await fetch(`${address}${path}`, { method, signal: AbortSignal.timeout(5000) });
    return status === expected ? undefined : `${method} ${path} answers ${status} instead of ${expected}`;
  } catch (error) {
    return `${method} ${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
