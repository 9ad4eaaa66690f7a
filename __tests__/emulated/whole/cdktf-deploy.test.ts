import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { TERRAFORM_VERSION } from "../../../config/versions";
import { Emulation } from "../../../tools/emulation/emulation";
import { Emulator, MOCK_KEYS } from "../../../tools/emulation/server";
import { awsEnvironment, planEnvironment } from "../../../tools/planning/child-environment";
import { Processes } from "../../../tools/planning/processes";
import { ProviderInstaller } from "../../../tools/planning/providers/installation";
import { providerRequirements } from "../../../tools/planning/providers/requirements";
import { readManifest, readStacks, type SynthesizedStack } from "../../../tools/planning/synthesis";
import { Terraform } from "../../../tools/planning/terraform";
import { layOutWorkFolder } from "../../../tools/planning/work-folder";
import { synthesis, temporaryFolder } from "../../support/synthesis";
import { makeStateBuckets } from "../support/state-buckets";

const ROOT = path.join(__dirname, "../../..");
const ACCOUNT = "111111111111";
const MINUTES = 10;
const NETWORK = "development-us-west-2-network";
/** The last one comes after the others, and reads the state of the second. */
const STACKS = ["development-global-access", "development-us-west-2-base", NETWORK] as const;
const COMPLETE = /Apply complete! Resources: [1-9]/;
/** Of what is synthesized; otherwise cdktf asks the registry for other platforms' checksums. */
const OFFLINE = ["--skip-synth", "--skip-provider-lock"] as const;

let emulator: Emulator;
let folder: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  emulator = await Emulator.start(ACCOUNT);
  folder = temporaryFolder();
  cpSync(synthesis().outdir, path.join(folder, "cdktf.out"), { recursive: true });
  cpSync(path.join(ROOT, "cdktf.json"), path.join(folder, "cdktf.json"));
  const all = readStacks(readManifest(path.join(folder, "cdktf.out")).values());
  const emulation = new Emulation(all);
  const stacks = STACKS.map((id) => all.get(id)!);
  await makeStateBuckets(emulator.endpoint, stacks);
  await prepare(stacks, emulation);
  const targets = STACKS.flatMap((id) => emulation.addresses(id)).map((address) => `-target=${address}`);
  environment = {
    ...planEnvironment(process.env),
    ...awsEnvironment(emulator.endpoint),
    ...MOCK_KEYS,
    CI: "1",
    CHECKPOINT_DISABLE: "1",
    TF_CLI_ARGS_init: "-plugin-dir=.terraform/providers",
    TF_CLI_ARGS_plan: targets.join(" "),
    TF_CLI_ARGS_apply: targets.join(" "),
  };
}, MINUTES * 60_000);
afterAll(async () => {
  await emulator.stop();
});

/** What the emulator needs beside each stack: an override, and the provider that init would fetch. */
async function prepare(stacks: readonly SynthesizedStack[], emulation: Emulation): Promise<void> {
  const processes = new Processes();
  const terraform = await Terraform.locate(processes, planEnvironment(process.env), TERRAFORM_VERSION);
  const directory = path.join(folder, ".providers");
  const installer = new ProviderInstaller(terraform, directory, process.env, () => undefined);
  for (const stack of stacks) {
    const emulated = emulation.of(stack.id);
    if ("reason" in emulated) throw new Error(emulated.reason);
    const providers = await Promise.all(
      providerRequirements(stack.configuration).map((provider) => installer.install(provider)),
    );
    const work = path.join(folder, "work", stack.id);
    layOutWorkFolder(work, stack, { override: emulated.override, providers });
    cpSync(work, path.dirname(stack.file), { recursive: true });
  }
  await processes.stop();
}

test(
  "cdktf deploys stacks that read each other's states, in their order, and then finds nothing to do",
  async () => {
    const deployed = await cdktf("deploy", ...STACKS, "--auto-approve", ...OFFLINE);
    expect(deployed).toMatchObject({ code: 0 });
    expect(deployed.text.split(COMPLETE)).toHaveLength(STACKS.length + 1);
    // The first thing in the network comes after the end of both stacks before it.
    const [earlier = ""] = deployed.text.split(/aws_vpc\.\w+: Creating/);
    expect(earlier.split(COMPLETE)).toHaveLength(STACKS.length);
    for (const id of STACKS) {
      const again = await cdktf("diff", id, ...OFFLINE);
      expect(again.text).toContain("No changes. Your infrastructure matches the configuration.");
      expect(again.code).toBe(0);
    }
  },
  MINUTES * 60_000,
);

/** As a person gives it, in the folder of the synthesis. */
async function cdktf(...args: string[]): Promise<{ code: number | null; text: string }> {
  const program = [path.join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), ...args];
  const child = spawn(process.execPath, program, {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, text: stripVTControlCharacters(text) };
}
