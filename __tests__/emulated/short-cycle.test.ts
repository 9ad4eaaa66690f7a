import { CommandLine, deployInRounds } from "./support/command-line";

const MINUTES = 15;
const GLOBAL = ["development-global-access", "development-global-dns"];
const STATE = "development-us-west-2-state";
const CHOICE = ["--stack", "development-*-{state,access,dns}"];

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.open("development", "111111111111");
});
afterAll(async () => {
  await line.close();
});

test(
  "an empty account gets its states, its stacks as they were reviewed, and is empty again",
  async () => {
    const early = await line.run("plan", ...CHOICE);
    expect(early).toMatchObject({ code: 1, stdout: "" });
    expect(early.stderr).toMatch(/^error: .*mindscape bootstrap --env development/m);

    const bootstrapped = await line.run("bootstrap", "--yes");
    expect(bootstrapped.stdout).toContain(`${STATE}  created`);
    expect(bootstrapped.code).toBe(0);

    expect(await deployInRounds(line, CHOICE, 1)).toEqual([GLOBAL]);
    const again = await line.run("bootstrap", "--yes");
    expect(again.stdout).toContain(`${STATE}  up to date`);
    expect(again.code).toBe(0);

    const refused = await line.run("apply", ...CHOICE, "--reviewed", "0".repeat(12));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/not those that were reviewed/);

    const planned = await line.run("destroy", "--stack", "*-dns");
    expect(line.summary.stacks.map(({ id, counts }) => [id, counts?.destroy])).toEqual([
      ["development-global-dns", 8],
    ]);
    expect(planned.code).toBe(2);
    const destroyed = await line.run("destroy", "--stack", "*-dns", ...line.reviewed);
    expect(destroyed.stdout).toContain("1 of 1 stacks are applied");
    expect(destroyed.code).toBe(0);
  },
  MINUTES * 60_000,
);
