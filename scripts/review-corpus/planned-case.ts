import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Emulator } from "../../tools/emulation/server";
import type { Json, JsonObject } from "../../tools/planning/json";
import type { Plan } from "../../tools/review/plan";
import { type Known, stateAfter } from "./state";
import { type Schemas, type Terraform, providerBlock } from "./terraform";

const ACCOUNT = "123456789012";
const STATE = "terraform.tfstate";
/** In `after.tf` the address of the emulator, which differs from run to run; also in plans. */
const ENDPOINT = "https://aws.example";

interface Settings {
  readonly known?: Known;
  readonly deposed?: readonly string[];
  readonly tainted?: readonly string[];
  readonly arguments?: readonly string[];
  readonly fails?: boolean;
}

/** One folder of `cases`, and the folder in which it is planned. */
export class PlannedCase {
  private readonly settings: Settings;
  private readonly stack: string;

  constructor(
    private readonly terraform: Terraform,
    private readonly source: string,
  ) {
    const settings = path.join(source, "case.json");
    this.settings = existsSync(settings) ? (JSON.parse(readFileSync(settings, "utf8")) as Settings) : {};
    this.stack = path.join(terraform.folder, path.basename(source));
    mkdirSync(this.stack);
    for (const extra of ["part", "upstream.tfstate.json"])
      if (this.has(extra))
        cpSync(path.join(source, extra), path.join(this.stack, extra), { recursive: true });
    terraform.prepare(this.stack);
  }

  async plan(schemas: Schemas): Promise<Plan> {
    if (this.has("elsewhere.tf")) return this.planEmulated();
    this.configure("provider.tf", providerBlock());
    if (this.has("before.tf")) {
      this.configure("main.tf", this.read("before.tf"));
      const state = stateAfter(this.planned(["-refresh=false"]), this.settings.known ?? {}, schemas);
      this.configure(STATE, JSON.stringify(this.marked(state)));
    }
    this.configure("main.tf", this.read("after.tf"));
    return this.planned(["-refresh=false", ...(this.settings.arguments ?? [])], this.settings.fails);
  }

  /** What is there is made in an emulator, then changed behind Terraform's back. */
  private async planEmulated(): Promise<Plan> {
    const emulator = await Emulator.start(ACCOUNT);
    try {
      await fetch(`${emulator.endpoint}/moto-api/seed?a=7`, { method: "POST" });
      this.configure("provider.tf", providerBlock(emulator.endpoint));
      this.apply("before.tf");
      const known = readFileSync(path.join(this.stack, STATE), "utf8");
      this.apply("elsewhere.tf");
      this.configure(STATE, known);
      this.configure("main.tf", this.read("after.tf").replaceAll(ENDPOINT, emulator.endpoint));
      const plan = JSON.stringify(this.planned(this.settings.arguments ?? []));
      return JSON.parse(plan.replaceAll(emulator.endpoint, ENDPOINT)) as Plan;
    } finally {
      await emulator.stop();
    }
  }

  private apply(file: string): void {
    this.configure("main.tf", this.read(file));
    this.terraform.run(this.stack, ["apply", "-input=false", "-auto-approve"]);
  }

  private planned(commandLine: readonly string[], fails = false): Plan {
    if (this.has("part")) this.terraform.run(this.stack, ["get"]);
    this.terraform.run(this.stack, ["plan", "-input=false", "-out=plan.bin", ...commandLine], fails);
    return JSON.parse(this.terraform.run(this.stack, ["show", "-json", "plan.bin"])) as Plan;
  }

  /** With an old object left of some resources, and others tainted. */
  private marked(state: JsonObject): JsonObject {
    const { deposed = [], tainted = [] } = this.settings;
    const resources = (state["resources"] as readonly JsonObject[]).map((resource): JsonObject => {
      const { type, name, instances } = resource as { type: string; name: string } & JsonObject;
      const [current] = instances as readonly JsonObject[];
      const address = `${type}.${name}`;
      if (tainted.includes(address))
        return { ...resource, instances: [{ ...current, status: "tainted" }] as Json };
      if (!deposed.includes(address)) return resource;
      return { ...resource, instances: [current, { ...current, deposed: "0123abcd" }] as Json };
    });
    return { ...state, resources };
  }

  private configure(file: string, text: string): void {
    writeFileSync(path.join(this.stack, file), text);
  }

  private read(file: string): string {
    return readFileSync(path.join(this.source, file), "utf8");
  }

  private has(file: string): boolean {
    return existsSync(path.join(this.source, file));
  }
}
