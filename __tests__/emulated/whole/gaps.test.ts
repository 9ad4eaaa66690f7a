import { join } from "node:path";
import { TERRAFORM_VERSION } from "../../../config/versions";
import { CANNOT_MAKE, CANNOT_MAKE_WITH, ONLY_AWAITED } from "../../../tools/emulation/gaps";
import { Emulator, MOCK_KEYS } from "../../../tools/emulation/server";
import { awsEnvironment, planEnvironment } from "../../../tools/planning/child-environment";
import { Configuration } from "../../../tools/planning/configuration";
import { Processes } from "../../../tools/planning/processes";
import { ProviderInstaller } from "../../../tools/planning/providers/installation";
import { providerRequirements } from "../../../tools/planning/providers/requirements";
import { Terraform } from "../../../tools/planning/terraform";
import { layOutWorkFolder } from "../../../tools/planning/work-folder";
import { temporaryFolder } from "../../support/synthesis";
import { ACCOUNT, configurationOf, IMPOSSIBLE, NEIGHBOURS } from "./minimal";

const MINUTES = 10;
const [NEIGHBOUR, GAP] = ["neighbour", "gap"];

/** Types whose resource was made, and that a second plan finds as it is. */
const held: Record<string, string[]> = { [NEIGHBOUR]: [], [GAP]: [] };

beforeAll(async () => {
  const processes = new Processes();
  const emulator = await Emulator.start(ACCOUNT);
  try {
    const terraform = await Terraform.locate(processes, planEnvironment(process.env), TERRAFORM_VERSION);
    const folder = await laidOut(terraform);
    const environment = { ...awsEnvironment(emulator.endpoint), ...MOCK_KEYS };
    const run = (...args: string[]): ReturnType<Terraform["run"]> => terraform.run(folder, args, environment);
    const applied = await run("apply", "-auto-approve", "-json", "-input=false", "-parallelism=40");
    for (const address of addressesIn(applied.stdout.toString(), "apply_complete")) {
      const [type = "", name = ""] = address.split(".");
      const again = ["plan", "-json", "-input=false", `-target=${address}`];
      const { code, stdout } = name === GAP ? await run(...again) : { code: 0, stdout: "" };
      const changed = addressesIn(stdout.toString(), "planned_change").includes(address);
      if (code === 0 && !changed) held[name]?.push(type);
    }
  } finally {
    await processes.stop();
    await emulator.stop();
  }
}, MINUTES * 60_000);

/** Whatever its timeout is. */
const HANGS = "aws_dynamodb_table_replica";

test("every type that is said to be impossible is tried, but one that would take too long", () => {
  const listed = Object.keys({ ...CANNOT_MAKE, ...ONLY_AWAITED, ...CANNOT_MAKE_WITH });
  expect([...Object.keys(IMPOSSIBLE), HANGS].sort()).toEqual(listed.sort());
});

test("what they need is made", () => {
  expect(held[NEIGHBOUR]?.sort()).toEqual(Object.keys(NEIGHBOURS).sort());
});

test.each(Object.keys(IMPOSSIBLE))("%s is still beyond the emulator", (type) => {
  expect(held[NEIGHBOUR]).not.toEqual([]);
  expect(held[GAP]).not.toContain(type);
});

async function laidOut(terraform: Terraform): Promise<string> {
  const root = configurationOf({ [NEIGHBOUR]: NEIGHBOURS, [GAP]: IMPOSSIBLE });
  const folder = temporaryFolder();
  const installer = new ProviderInstaller(terraform, join(folder, "providers"), process.env, () => undefined);
  const required = providerRequirements(new Configuration(root));
  const providers = await Promise.all(required.map((provider) => installer.install(provider)));
  const [work, source] = [join(folder, "work"), Buffer.from(JSON.stringify(root))];
  const stack = { id: "gaps", file: join(folder, "cdk.tf.json"), dependencies: [], source };
  layOutWorkFolder(work, { ...stack, configuration: new Configuration(root) }, { providers });
  return work;
}

/** Addresses that Terraform's messages of a kind name, under `hook` or `change`. */
function addressesIn(messages: string, kind: "apply_complete" | "planned_change"): string[] {
  return messages.split("\n").flatMap((line) => {
    if (!line.includes(`"type":"${kind}"`)) return [];
    const { hook, change } = JSON.parse(line) as Record<string, { resource: { addr: string } } | undefined>;
    return (hook ?? change)?.resource.addr ?? [];
  });
}
