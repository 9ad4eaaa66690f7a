import { CANNOT_DELETE } from "../../../tools/emulation/gaps";
import { CommandLine, deployInRounds } from "../support/command-line";

const MINUTES = 60;
// Terraform reads what the round before has made: base, network, data, cluster, ingress, monitoring, and one to spare.
const MOST_ROUNDS = 7;

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.open("development", "111111111111");
});
afterAll(async () => {
  await line.close();
});

test(
  "all of development, as far as the emulator holds it, is deployed in rounds and taken down, as far as it lets go",
  async () => {
    expect((await line.run("bootstrap", "--yes")).code).toBe(0);
    const rounds = await deployInRounds(line, [], MOST_ROUNDS);
    expect(new Set(rounds[0])).toEqual(
      new Set(["development-global-access", "development-global-dns", "development-us-west-2-base"]),
    );
    const made = new Set(rounds.flat());
    for (const layer of ["network", "data", "cluster", "ingress", "batch", "monitoring"])
      expect(made).toContain(`development-us-west-2-${layer}`);

    await line.run("destroy");
    const destroyed = await line.run("destroy", ...line.reviewed);
    for (const action of Object.values(CANNOT_DELETE)) expect(destroyed.stdout).toContain(`: ${action}, `);
    // What the stack stands on that the emulator keeps is not touched, all else is gone.
    for (const layer of ["base", "network"])
      expect(destroyed.stdout).toContain(
        `waiting development-us-west-2-${layer}: comes after development-us-west-2-data, which failed`,
      );
    expect(destroyed.stdout).toContain("6 of 9 stacks are applied");
    expect(destroyed.code).toBe(1);
  },
  MINUTES * 60_000,
);
