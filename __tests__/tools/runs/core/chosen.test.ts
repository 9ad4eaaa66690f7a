import { chooseStacks } from "../../../../tools/runs/core/chosen";
import { removeFolders, temporaryFolder, writeSynthesis, type FixtureStack } from "../../fixtures/synthesis";

const stack = (id: string, dependencies: readonly string[] = [], configuration = {}): FixtureStack => ({
  id,
  dependencies,
  configuration,
});
const STACKS = [
  stack("sandbox-us-west-2-base"),
  stack("sandbox-us-west-2-network", ["sandbox-us-west-2-base"]),
  stack("sandbox-us-west-2-data", ["sandbox-us-west-2-network"]),
  stack("other-us-west-2-base"),
];
afterAll(removeFolders);

function synthesized(stacks: readonly FixtureStack[] = STACKS): string {
  const folder = temporaryFolder();
  writeSynthesis(folder, stacks);
  return folder;
}

test("a stack between two chosen ones keeps their order, without being chosen", () => {
  const chosen = chooseStacks(synthesized(), {
    environments: ["sandbox"],
    stacks: ["*base", "*data"],
  });
  expect([...chosen.stacks.keys()]).toEqual(["sandbox-us-west-2-base", "sandbox-us-west-2-data"]);
  expect(chosen.upstream.get("sandbox-us-west-2-data")).toEqual(["sandbox-us-west-2-base"]);
  expect([...chosen.all.keys()]).toContain("sandbox-us-west-2-network");
});

test("all stacks of the environment are chosen without a pattern, and none of another", () => {
  const { environment, stacks } = chooseStacks(synthesized(), { environments: ["sandbox"], stacks: [] });
  expect(environment).toBe("sandbox");
  expect(stacks.size).toBe(3);
});

test.each([
  [{ environments: ["sandbox", "other"], stacks: [] }, /--env sandbox, other: .*one environment/],
  [{ environments: ["sandbax"], stacks: [] }, /--env sandbax is not an environment.*nearest: sandbox/],
  [
    { environments: ["sandbox"], stacks: ["*basa"] },
    /--stack \*basa fits no stack.*nearest: .*sandbox-us-west-2-base/,
  ],
  [{ environments: ["organization"], stacks: [] }, /no stack is chosen of organization; run "npm run synth"/],
])("%j is refused", (wanted, message) => {
  expect(() => chooseStacks(synthesized(), wanted)).toThrow(message);
});

test("states that are not in S3 are refused, with how to synthesize", () => {
  const local = stack("sandbox-us-west-2-base", [], { terraform: { backend: { local: { path: "x" } } } });
  expect(() => chooseStacks(synthesized([local]), { environments: ["sandbox"], stacks: [] })).toThrow(
    /the backend "local"; runs need s3: MINDSCAPE_BACKEND=s3 npm run synth/,
  );
});
