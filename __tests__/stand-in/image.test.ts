import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageSchema } from "../../config/api";
import { apiValues, CHART, RELEASE } from "../charts/api-values";
import { at, containersOf } from "../charts/objects";
import { one, template } from "../support/helm";
import { Image } from "./image";

const objects = template(CHART, apiValues("production", "blue-green"), RELEASE);
const rollout = one(objects, "Rollout");
const [api] = containersOf(rollout);
const job = at(one(objects, "AnalysisTemplate", "mindscape-api-check"), "spec.metrics.0.provider.job");
const [check] = containersOf(job);
const image = new Image();

afterAll(() => image.remove());

/** What the chart says outright; what a pod knows of itself only a pod has. */
function variablesOf(container: Record<string, unknown> | undefined): Record<string, string> {
  const variables = (container?.["env"] ?? []) as readonly {
    readonly name: string;
    readonly value?: string;
  }[];
  return Object.fromEntries(
    variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
}

describe("the stand-in's image", () => {
  test("is a published version of Node and its programs, and nothing runs while it is built", () => {
    const dockerfile = readFileSync(join(image.folder, "Dockerfile"), "utf8");
    const instructions = [...dockerfile.matchAll(/^[A-Z]+/gm)].map(String);
    expect(instructions).toEqual(["FROM", "COPY", "USER", "ENTRYPOINT"]);
    expect(image.said("FROM")).toEqual([
      expect.stringMatching(/^public\.ecr\.aws\/\S+:\d+\.\d+\.\d+-[\w.-]+$/),
    ]);
    expect(readdirSync(image.folder).sort()).toEqual(["Dockerfile", "api", "check"]);
  });

  test("is the chart's user from the start, and whoever it is can run its programs", () => {
    const { runAsUser, runAsGroup } = at(rollout, "spec.template.spec.securityContext") as Record<
      string,
      number
    >;
    expect(image.said("USER")).toEqual([`${runAsUser}:${runAsGroup}`]);
    for (const program of ["/app/api", "/app/check"])
      expect((statSync(image.file(program)).mode & 0o777).toString(8)).toMatch(/^[57]55$/);
    expect(() => image.file("/app/other")).toThrow("the image holds no /app/other");
  });

  test("has a tag that an environment takes, the same for the same contents wherever it is built", () => {
    expect(imageSchema.shape.version.parse(image.tag)).toMatch(/^stand-in-[0-9a-f]{12}$/);
    const again = new Image(tmpdir());
    try {
      expect(again.tag).toBe(image.tag);
    } finally {
      again.remove();
    }
  });

  test("serves on 8000 unless it is told otherwise", async () => {
    // Another program of this machine may have the port; then it complains about that one.
    const said = await image.serve({}, { METRICS_PORT: "0" }).then(
      ({ port }) => String(port),
      (error: Error) => error.message,
    );
    expect(said).toMatch(/^8000$|EADDRINUSE.*:8000/);
  });

  test("serves, is measured, traced and checked as the chart has it, and goes when told to", async () => {
    const spans: unknown[] = [];
    const collector = createServer((incoming, response) => {
      incoming.setEncoding("utf8").on("data", (part: string) => spans.push(part));
      incoming.on("end", () => response.end("{}"));
    }).listen(0);
    await once(collector, "listening");
    const { child, port, metricsPort } = await image.serve({
      ...variablesOf(api),
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${(collector.address() as AddressInfo).port}`,
      OTEL_TRACES_SAMPLER_ARG: "1",
    });
    const address = `http://localhost:${port}`;
    const health = at(api, "readinessProbe.httpGet.path") as string;
    expect((await fetch(`${address}${health}`)).status).toBe(200);

    const checked = () =>
      image.run(check?.["command"] as string[], { ...variablesOf(check), CHECK_URL: address });
    expect(await checked()).toEqual([0, ""]);
    const faults = { method: "PUT", body: '{"failing": 0.5}' };
    expect((await fetch(`http://localhost:${metricsPort}/faults`, faults)).status).toBe(200);
    expect(await checked()).toEqual([1, expect.stringContaining("answers 500 instead of 20")]);

    const metrics = await (await fetch(`http://localhost:${metricsPort}/metrics`)).text();
    expect(metrics).toMatch(/_bucket\{le="0\.5",.*http_response_status_code="500"/);
    expect(spans.join("")).toContain('"service.name","value":{"stringValue":"mindscape-api"}');
    const left = once(child, "exit");
    child.kill("SIGTERM");
    expect(await left).toEqual([0, null]);
    collector.closeAllConnections();
    collector.close();
  });
});
