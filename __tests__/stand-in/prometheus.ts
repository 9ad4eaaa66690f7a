import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { debianTool } from "../support/debian-tools";
import { temporaryFolder } from "../support/synthesis";

/** What is scraped, under the labels that the cluster would add. */
export interface Scraped {
  readonly port: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

export interface Curve {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

/** A Prometheus with `groups` of rules that scrapes twice a second. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly address: string,
  ) {}

  static async start(groups: unknown, scraped: readonly Scraped[]): Promise<Prometheus> {
    const folder = temporaryFolder();
    const file = (name: string, content: unknown): string => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return join(folder, name);
    };
    const config = {
      global: { scrape_interval: "500ms", scrape_timeout: "500ms", evaluation_interval: "500ms" },
      rule_files: [file("rules.yaml", { groups })],
      scrape_configs: [
        {
          job_name: "mindscape-api",
          static_configs: scraped.map(({ port, labels }) => ({ targets: [`127.0.0.1:${port}`], labels })),
        },
      ],
    };
    const listen = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      debianTool("prometheus"),
      [
        `--config.file=${file("prometheus.yaml", config)}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=${listen}`,
        "--log.level=error",
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    return new Prometheus(child, `http://${listen}`);
  }

  /** What a query returns now; nothing while Prometheus is not there yet. */
  async query(expression: string): Promise<readonly Sample[]> {
    return (await this.ask<Sample>("query", { query: expression })) ?? [];
  }

  async curves(expression: string, start: number, end: number): Promise<readonly Curve[]> {
    const span = { start: String(start), end: String(end), step: "0.5" };
    return (await this.ask<Curve>("query_range", { query: expression, ...span })) ?? [];
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }

  private async ask<T>(path: string, parameters: Record<string, string>): Promise<readonly T[] | undefined> {
    try {
      const response = await fetch(
        `${this.address}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`,
      );
      // While it reads its log of before.
      if (response.status === 503) return undefined;
      const { data, error } = (await response.json()) as { data?: { result: readonly T[] }; error?: string };
      if (error !== undefined) throw new Error(`${parameters["query"]}: ${error}`);
      return data?.result;
    } catch (problem) {
      // Nobody listens yet. By name: the runtime's own class is not the one that tests see.
      if ((problem as Error).name === "TypeError") return undefined;
      throw problem;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
