import Ajv from "ajv";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import schema from "../../../tools/planning/summary.schema.json";
import { mindscape, type Finished } from "../fixtures/command-line";
import { absent, aliases, consumer, producer, tagged } from "../fixtures/stacks";
import { removeFolders, temporaryFolder, writeSynthesis } from "../fixtures/synthesis";

interface SummaryFile {
  readonly kind: string;
  readonly environment: string;
  readonly commit: string | null;
  readonly backend: string;
  readonly stacks: readonly { id: string; status: string; digest: string | null }[];
}

const directory = temporaryFolder();
const plans = path.join(directory, ".plans");
const inPlans = (...parts: string[]): string => path.join(plans, ...parts);
const readSummary = (environment: string): SummaryFile =>
  JSON.parse(readFileSync(inPlans(environment, "summary.json"), "utf8")) as SummaryFile;
const validate = new Ajv().compile(schema);
afterAll(removeFolders);

describe("a preview", () => {
  let run: Finished;

  beforeAll(async () => {
    writeSynthesis(path.join(directory, "cdktf.out"), [producer, consumer, aliases, absent, ...tagged]);
    mkdirSync(inPlans(".work"), { recursive: true });
    // No process has this number: the lock of a run that died.
    writeFileSync(inPlans(".work/.lock"), "999999999");
    run = await mindscape(directory, ["preview", "--env", "production,organization", "--json"], {
      ...process.env,
      CI: "true",
    });
  });

  test("takes over the lock of a dead run and succeeds although a provider cannot be had", () => {
    expect(run).toMatchObject({ code: 0 });
    expect(existsSync(inPlans(".work/.lock"))).toBe(false);
  });

  test("prints JSON alone on standard output and a line for each stack on standard error", () => {
    const printed = JSON.parse(run.stdout) as SummaryFile[];
    expect(printed.map(({ environment }) => environment)).toEqual(["production", "organization"]);
    expect(printed[0]).toEqual(readSummary("production"));
    const lines = run.stderr.split("\n").filter((line) => line.startsWith("["));
    expect(lines).toHaveLength(4);
    expect(lines[3]).toMatch(/^\[4\/4\] production-\S+ {2}(\+\d+ ~\d+ -\d+ {2}\d+\.\d s|not-planned)$/);
    expect(run.stderr).not.toContain("\u001b");
  });

  test("writes a summary that fits the published schema", () => {
    for (const environment of ["production", "organization"]) {
      expect({ valid: validate(readSummary(environment)), errors: validate.errors }).toEqual({
        valid: true,
        errors: null,
      });
    }
    const { kind, backend, stacks } = readSummary("production");
    expect({ kind, backend }).toEqual({ kind: "offline", backend: "s3" });
    expect(stacks.map(({ id, status }) => [id, status])).toEqual([
      [producer.id, "planned"],
      [consumer.id, "planned"],
      [aliases.id, "planned"],
      [absent.id, "not-planned"],
    ]);
    expect(validate({ ...readSummary("production"), kind: "guessed" })).toBe(false);
  });

  test("writes the plans of planned stacks and a report, and nothing else", () => {
    const planned = [aliases.id, consumer.id, producer.id];
    expect(readdirSync(inPlans("production")).sort()).toEqual(
      [...planned, "report.html", "report.md", "summary.json"].sort(),
    );
    for (const id of planned)
      expect(readdirSync(inPlans("production", id)).sort()).toEqual(["plan.bin", "plan.json"]);
    expect(readdirSync(plans).sort()).toEqual([".work", "organization", "production"]);
    expect(readFileSync(inPlans("organization/report.md"), "utf8")).toContain("Nothing changes");
  });

  test("fails under --strict when a provider cannot be had, and keeps the result", async () => {
    const { code, stdout } = await mindscape(directory, ["preview", "--strict"]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `not-planned ${absent.id}: provider absent.invalid/none/absent 1.0.0 cannot be had`,
    );
    expect(stdout).toContain("3 of 4 stacks planned");
    expect(stdout).not.toContain("\u001b");
  });

  test("says so when an environment has no stacks", async () => {
    const { code, stdout } = await mindscape(directory, ["preview", "--env", "organization"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "organization: nothing to plan, because it has no stacks\n\n",
    });
  });

  test("plans what a chosen stack depends on, of any environment that the glob names", async () => {
    const { code } = await mindscape(directory, ["preview", "--stack", "*-network,staging-*{3,4}"]);
    expect(code).toBe(0);
    const found = ["production", "staging"].flatMap((environment) =>
      readSummary(environment).stacks.map(({ id }) => id),
    );
    expect(found).toEqual([
      producer.id,
      consumer.id,
      "staging-us-east-2-tagged3",
      "staging-us-east-2-tagged4",
    ]);
  });
});
