import { PlanningError, codeOf } from "./errors";
import type { Completed, Processes } from "./processes";

const INSTALL = "https://developer.hashicorp.com/terraform/install";

/** The Terraform on PATH, with an environment that nothing of the caller's AWS or Terraform settings reaches. */
export class Terraform {
  private constructor(
    private readonly processes: Processes,
    private readonly environment: NodeJS.ProcessEnv,
    readonly version: string,
  ) {}

  /**
   * Finds Terraform and checks its version, if one is expected.
   * Throws a PlanningError that names both versions and the remedy.
   */
  static async locate(
    processes: Processes,
    environment: NodeJS.ProcessEnv,
    expected?: string,
  ): Promise<Terraform> {
    const wanted = expected === undefined ? "" : ` ${expected}`;
    let completed: Completed;
    try {
      completed = await processes.run("terraform", ["version", "-json"], { env: environment });
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      throw new PlanningError([
        `terraform cannot be run (${codeOf(error)}); install Terraform${wanted} (${INSTALL})`,
      ]);
    }
    const version =
      /"terraform_version":\s*"([^"]+)"/.exec(completed.stdout.toString("utf8"))?.[1] ?? "unknown";
    if (expected !== undefined && version !== expected) {
      throw new PlanningError([
        `terraform on PATH is ${version}, but .terraform-version says ${expected}; install ${expected} (${INSTALL})`,
      ]);
    }
    return new Terraform(processes, environment, version);
  }

  /** Runs a command in `directory` to its end; `environment` is added to the usual one. */
  run(directory: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Completed> {
    return this.processes.run("terraform", args, {
      cwd: directory,
      env: { ...this.environment, ...environment },
    });
  }
}
