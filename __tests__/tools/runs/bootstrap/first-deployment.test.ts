import { readsOf } from "../../../../tools/runs/plan/reads";
import { describeDeployment } from "../../../../tools/runs/bootstrap/describe-deployment";
import { orderOf, type FirstDeployment } from "../../../../tools/runs/bootstrap/first-deployment";
import { chooseStacks, type Chosen } from "../../../../tools/runs/core/chosen";
import { SHARED } from "../../../support/synthesis-folder";

function chosenOf(environment: string): Chosen {
  return chooseStacks(process.env[SHARED] ?? "", { environments: [environment], stacks: [] });
}

/** Of an account where only the states are. */
function emptyAccount(environment: string): FirstDeployment {
  const chosen = chosenOf(environment);
  return orderOf(
    chosen,
    [...chosen.stacks.values()].filter(({ id }) => !id.endsWith("-state")),
  );
}

const roundsIn = ({ administrators, dns, rest }: FirstDeployment): string[][] =>
  [...administrators, ...dns, ...rest].map((round) => [...round]);

describe.each(["development", "staging", "production"])("the first deployment of %s", (environment) => {
  test("brings every stack once, after what it reads and what it comes after", () => {
    const chosen = chosenOf(environment);
    const rounds = roundsIn(emptyAccount(environment));
    const roundOf = new Map(rounds.flatMap((round, index) => round.map((id) => [id, index] as const)));
    expect([...roundOf.keys()].sort()).toEqual(
      [...chosen.stacks.keys()].filter((id) => !id.endsWith("-state")).sort(),
    );
    expect(rounds.flat()).toHaveLength(roundOf.size);
    for (const [id, round] of roundOf) {
      const stack = chosen.stacks.get(id);
      if (stack === undefined) throw new Error(id);
      for (const before of stack.dependencies)
        expect(round).toBeGreaterThanOrEqual(roundOf.get(before) ?? Infinity);
      for (const { producer } of readsOf(stack, chosen.all).values())
        expect(round).toBeGreaterThan(roundOf.get(producer ?? "") ?? Infinity);
    }
  });

  test("begins with what only administrators may, and then the zone", () => {
    const { administrators, dns } = emptyAccount(environment);
    expect(administrators.flat().every((id) => /-(base|access)$/.test(id))).toBe(true);
    expect(dns).toEqual([[`${environment}-global-dns`]]);
  });
});

describe("what is said of it", () => {
  const text = (environment: string, next = emptyAccount(environment)): string =>
    describeDeployment(environment, next, false).join("\n");

  test("who has to point at the zone", () => {
    expect(text("production")).toMatch(/Delegate mindscape\.example: name .* at its registrar/);
    expect(text("staging")).toMatch(
      /Delegate staging\.mindscape\.example: write .* into delegations of config\/environments\/production.ts/,
    );
  });

  test("which values have to be given, to which stacks", () => {
    expect(text("production")).toMatch(
      /TF_VAR_origin_proof_current for .*production-global-edge.*, the same for all of them/,
    );
    expect(text("production")).toMatch(
      /TF_VAR_origin_proof_previous for production-us-east-2-ingress, production-us-west-2-ingress,/,
    );
  });

  test("who has to confirm messages, and that the image comes before the service", () => {
    expect(text("production")).toContain("oncall@mindscape.example and platform@mindscape.example");
    expect(text("production")).toMatch(/pushed to mindscape\/api of every region after cluster and before/);
  });

  test("where private clusters are reached from", () => {
    expect(text("production")).toMatch(/inside the VPC for .*production-us-west-2-platform/);
    expect(text("development")).not.toContain("inside the VPC");
  });

  test("nothing of what is there already", () => {
    const chosen = chosenOf("production");
    const edge = [...chosen.stacks.values()].filter(({ id }) => id.endsWith("-edge"));
    const said = text("production", orderOf(chosen, edge));
    expect(said).toContain("goes on with 1 stacks");
    expect(said).not.toMatch(/administrator|Delegate|image/);
    expect(text("production", orderOf(chosen, []))).toContain("nothing of the first deployment is left");
  });
});
