import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import { Emulator } from "../../../../../tools/emulation/server";
import { applyPlans, type ApplyPlansOptions } from "../../../../../tools/runs/apply/apply-plans";
import type { Outcomes } from "../../../../../tools/runs/apply/report";
import { planRun, type PlanRunResult } from "../../../../../tools/runs/plan/plan-run";
import type { Summary } from "../../../../../tools/planning/summary";
import { type FixtureStack, temporaryFolder, writeSynthesis } from "../../../fixtures/synthesis";

/** Of stacks whose providers name none. */
export const ACCOUNT = "000000000000";
const BUCKET = "states";
const REGION = "us-west-2";

type CommonOptions = Pick<
  ApplyPlansOptions,
  | "kind"
  | "synthDirectory"
  | "plansDirectory"
  | "environment"
  | "interruptions"
  | "terraformVersion"
  | "concurrency"
  | "wanted"
>;

/** One emulator and one work folder, in which the stacks of one test after another are planned and applied. */
export class Trial {
  readonly folder = temporaryFolder();
  readonly plans = path.join(this.folder, ".plans");
  readonly results = path.join(this.plans, "trial");
  private readonly synthDirectory = path.join(this.folder, "cdktf.out");
  private readonly s3: S3;
  /** Where AWS is; a test may put something between. */
  endpoint: string;

  private constructor(private readonly emulator: Emulator) {
    this.endpoint = emulator.endpoint;
    this.s3 = new S3({
      endpoint: emulator.endpoint,
      forcePathStyle: true,
      region: REGION,
      credentials: { accessKeyId: "mock", secretAccessKey: "mock" },
    });
  }

  static async start(): Promise<Trial> {
    return new Trial(await Emulator.start(ACCOUNT));
  }

  async stop(): Promise<void> {
    this.s3.destroy();
    await this.emulator.stop();
  }

  /** An empty account with a bucket for states, and nothing planned; the providers stay ready. */
  async begin(stacks: readonly FixtureStack[]): Promise<void> {
    this.endpoint = this.emulator.endpoint;
    await this.emulator.reset();
    await this.s3.createBucket({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } });
    await this.s3.putBucketVersioning({ Bucket: BUCKET, VersioningConfiguration: { Status: "Enabled" } });
    for (const folder of [this.results, path.join(this.plans, ".work/runs"), this.synthDirectory])
      rmSync(folder, { recursive: true, force: true });
    this.synthesize(stacks);
  }

  synthesize(stacks: readonly FixtureStack[]): void {
    writeSynthesis(this.synthDirectory, stacks);
  }

  file(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  has(...parts: string[]): boolean {
    return existsSync(this.file(...parts));
  }

  touch(name: string): void {
    writeFileSync(this.file(name), "");
  }

  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, AWS_ENDPOINT_URL: this.endpoint };
  }

  /** What every run is given: of all stacks, or of some, without an interruption. */
  common(stacks: readonly string[] = []): CommonOptions {
    const never = { first: new AbortController().signal, second: new AbortController().signal };
    return {
      kind: "emulated",
      synthDirectory: this.synthDirectory,
      plansDirectory: this.plans,
      environment: this.environment,
      interruptions: never,
      terraformVersion: "1.11.4",
      concurrency: 4,
      wanted: { environments: ["trial"], stacks },
    };
  }

  plan(stacks: readonly string[] = []): Promise<PlanRunResult> {
    return planRun(this.common(stacks));
  }

  /** Of what lies there, by somebody who reviewed just that; in this process. */
  apply(more: Partial<ApplyPlansOptions> = {}): Promise<Outcomes> {
    return applyPlans({
      ...this.common(),
      command: "plan",
      reviewed: this.digest,
      maxAgeHours: 24,
      parallelism: 10,
      ...more,
    });
  }

  /** As a person gives it. */
  applyCommand(...more: string[]): string[] {
    return ["apply", "--env", "trial", "--emulated", "--reviewed", this.digest, ...more];
  }

  get digest(): string {
    return existsSync(path.join(this.results, "summary.json")) ? (this.summary.run?.digest ?? "") : "";
  }

  get summary(): Summary {
    return JSON.parse(readFileSync(path.join(this.results, "summary.json"), "utf8")) as Summary;
  }

  alterSummary(alter: (summary: Summary) => object): void {
    writeFileSync(path.join(this.results, "summary.json"), JSON.stringify(alter(this.summary)));
  }

  get record(): Record<string, { status: string; serial: number | null }> {
    const { stacks } = JSON.parse(readFileSync(path.join(this.results, "apply.json"), "utf8")) as {
      stacks: Record<string, { status: string; serial: number | null }>;
    };
    return stacks;
  }

  /** Terraform's own state of a stack, or undefined. */
  async state(id: string): Promise<{ serial: number; lineage: string; resources: object[] } | undefined> {
    try {
      const { Body } = await this.s3.getObject({ Bucket: BUCKET, Key: id });
      return JSON.parse((await Body?.transformToString()) ?? "") as never;
    } catch {
      return undefined;
    }
  }

  async putObject(key: string, content: object): Promise<void> {
    await this.s3.putObject({ Bucket: BUCKET, Key: key, Body: JSON.stringify(content) });
  }

  /** States and locks. */
  async objects(): Promise<string[]> {
    const { Contents = [] } = await this.s3.listObjectsV2({ Bucket: BUCKET });
    return Contents.flatMap(({ Key }) => Key ?? []);
  }
}

/** The status of each stack. */
export function statuses(outcomes: Outcomes): Record<string, string> {
  return Object.fromEntries([...outcomes].map(([id, { status }]) => [id, status]));
}

/** How many resources a plan changes, or why there is none. */
export function changes({ summary }: PlanRunResult): Record<string, number | string | null> {
  return Object.fromEntries(
    summary.stacks.map(({ id, counts, reason }) => [
      id,
      counts ? counts.add + counts.change + counts.destroy : reason,
    ]),
  );
}
