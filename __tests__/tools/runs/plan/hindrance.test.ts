import type { StackStatus } from "../../../../tools/planning/stack-plan";
import { hindranceOf, type Earlier, type Surroundings } from "../../../../tools/runs/plan/hindrance";

const earlier = (status: StackStatus, ...changed: string[]): Earlier => ({
  status,
  changedOutputs: new Set(changed),
});

function judged({
  upstream = {},
  states = {},
  outputs = ["vpc"],
  kind = "online",
}: {
  upstream?: Record<string, Earlier>;
  states?: Record<string, string[]>;
  outputs?: string[];
  kind?: Surroundings["kind"];
}): string | undefined {
  const hindrance = hindranceOf({
    reads: [{ producer: "network", outputs }],
    upstream: new Map(Object.entries(upstream)),
    hasOutput: (stack, output) => states[stack]?.includes(output),
    kind,
  });
  return hindrance && `${hindrance.status}: ${hindrance.reason}`;
}

test("an upstream whose plan changes what is read is waited for, of either kind", () => {
  const states = { network: ["vpc"] };
  for (const kind of ["online", "emulated"] as const) {
    const upstream = { network: earlier("planned", "vpc", "other") };
    expect(judged({ upstream, states, kind })).toBe(
      "waiting: waits for network, whose plan changes an output that it reads: apply that one first, then plan this one",
    );
  }
});

test("an upstream that changes only what nobody reads is not", () => {
  expect(
    judged({ upstream: { network: earlier("planned", "other") }, states: { network: ["vpc"] } }),
  ).toBeUndefined();
});

test.each([
  [earlier("failed"), "waiting: waits for base, which failed"],
  [earlier("waiting"), "waiting: waits for base, which is itself waiting"],
])("an upstream that is only order and %j is waited for", (base, expected) => {
  expect(judged({ upstream: { base }, states: { network: ["vpc"] } })).toBe(expected);
});

test("one that could not be planned here stops who reads it, and not who only comes after it", () => {
  const states = { network: ["vpc"] };
  expect(judged({ upstream: { network: earlier("not-planned") }, states })).toBe(
    "not-planned: it reads outputs of network, which is not planned",
  );
  expect(judged({ upstream: { base: earlier("not-planned") }, states })).toBeUndefined();
});

test("one that is not chosen is taken as applied; without what is read, that is an error with the remedy", () => {
  expect(judged({ states: { network: ["vpc"] } })).toBeUndefined();
  expect(judged({ states: { network: [] } })).toMatch(
    /^failed: .*network, which has no output vpc; .*--stack network/,
  );
  expect(judged({})).toMatch(/^failed: .*network, which has no state; .*--stack network/);
  expect(judged({ kind: "emulated" })).toBeUndefined();
});
