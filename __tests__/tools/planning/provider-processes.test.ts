import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { descendants } from "../../../tools/planning/memory";
import { planOffline, type PlanningOptions } from "../../../tools/planning/planner";
import { providersAmong } from "../fixtures/command-line";
import { optionsFor, planOf, readPlan } from "../fixtures/plans";
import { aliases } from "../fixtures/stacks";
import { ACCOUNT, awsProvider, removeFolders, temporaryFolder, writeSynthesis } from "../fixtures/synthesis";

const plansDirectory = temporaryFolder();
const folders = (): PlanningOptions => optionsFor(temporaryFolder(), plansDirectory);
afterAll(removeFolders);

/** An STS endpoint that kills whoever calls it first, and answers after that. */
async function deadlyEndpoint(): Promise<{ url: string; calls: () => number; close: () => void }> {
  let calls = 0;
  const server = http.createServer((request, response) => {
    request.resume();
    if (++calls === 1) {
      for (const pid of providersAmong(descendants(process.pid))) process.kill(pid, "SIGKILL");
      return;
    }
    response.setHeader("content-type", "text/xml");
    response.end(
      `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${ACCOUNT}:user/x</Arn><UserId>x</UserId>` +
        `<Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls: () => calls, close: () => server.close() };
}

test("a provider process that dies in the middle of a plan is replaced and the stack planned again", async () => {
  const endpoint = await deadlyEndpoint();
  const options = folders();
  const provider = { ...awsProvider("us-west-2", { Owner: "me" }), endpoints: [{ sts: endpoint.url }] };
  writeSynthesis(options.synthDirectory, [
    {
      id: "production-us-west-2-base",
      configuration: {
        provider: { aws: [provider] },
        data: { aws_caller_identity: { me: {} } },
        resource: { aws_sqs_queue: { q: { name: "queue-of-${data.aws_caller_identity.me.account_id}" } } },
      },
    },
  ]);
  const { plans } = await planOffline({ ...options, concurrency: 1 });
  endpoint.close();
  expect(plans.map(({ status, reason }) => ({ status, reason }))).toEqual([
    { status: "planned", reason: "" },
  ]);
  expect(endpoint.calls()).toBe(2);
  expect(providersAmong(descendants(process.pid))).toEqual([]);
});

test("a provider that does not run on its own is started by Terraform, with the same plan", async () => {
  const { synthDirectory } = folders();
  writeSynthesis(synthDirectory, [aliases]);
  const pooled = await planOffline(optionsFor(synthDirectory, plansDirectory));
  const binary = installedBinary();
  const mirror = temporaryFolder();
  const folder = path.join(mirror, "registry.terraform.io/hashicorp/aws/5.100.0", platform());
  mkdirSync(folder, { recursive: true });
  const wrapper = path.join(folder, "terraform-provider-aws_v5.100.0");
  writeFileSync(wrapper, `#!/bin/sh\n[ "$1" = -debug ] && exit 1\nexec ${binary} "$@"\n`);
  chmodSync(wrapper, 0o755);
  const alone = await planOffline({
    ...optionsFor(synthDirectory, temporaryFolder()),
    environment: { ...process.env, MINDSCAPE_PROVIDER_MIRROR: mirror },
  });
  expect(alone.plans.map(({ status, digest }) => [status, digest])).toEqual([
    ["planned", pooled.plans[0]?.digest],
  ]);
  expect(readPlan(planOf(alone.plans, aliases.id)).planned_values.root_module.resources).toHaveLength(12);
});

test("a provider is initialised once, and again when its executable has changed", async () => {
  const { synthDirectory } = folders();
  writeSynthesis(synthDirectory, [aliases]);
  const mirror = temporaryFolder();
  const folder = path.join(mirror, "registry.terraform.io/hashicorp/aws/5.100.0", platform());
  mkdirSync(folder, { recursive: true });
  const executable = path.join(folder, "terraform-provider-aws_v5.100.0");
  const write = (comment: string): void =>
    writeFileSync(executable, `#!/bin/sh\n# ${comment}\nexec ${installedBinary()} "$@"\n`, { mode: 0o755 });
  write("as installed");
  const own = temporaryFolder();
  const installed: string[] = [];
  const run = async (): Promise<void> => {
    const { plans } = await planOffline({
      ...optionsFor(synthDirectory, own),
      environment: { ...process.env, MINDSCAPE_PROVIDER_MIRROR: mirror },
      onEvent: (event) => event.type === "installing" && installed.push(event.provider),
    });
    expect(plans[0]?.status).toBe("planned");
  };
  await run();
  await run();
  expect(installed).toEqual(["registry.terraform.io/hashicorp/aws"]);
  write("changed since");
  await run();
  expect(installed).toHaveLength(2);
});

/** The real provider's executable, as the first run of this file found it. */
function installedBinary(): string {
  const { binary } = installation();
  return binary;
}

function platform(): string {
  return path.basename(installation().packagePath);
}

function installation(): { binary: string; packagePath: string } {
  const [folder = ""] = readdir(path.join(plansDirectory, ".work/.init/providers"));
  return JSON.parse(readFileSync(path.join(folder, "installed.json"), "utf8")) as {
    binary: string;
    packagePath: string;
  };
}

function readdir(folder: string): string[] {
  return readdirSync(folder).map((name) => path.join(folder, name));
}
