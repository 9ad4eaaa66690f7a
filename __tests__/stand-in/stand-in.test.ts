import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { API_CONTRACT } from "../../config/api";
import { debianTool } from "../support/debian-tools";
import { askedFor } from "../prometheus/expressions";
import { recordingRules, renderedGroups } from "../prometheus/rendered";
import { Image, type Ports } from "./image";

const image = new Image();

afterAll(() => image.remove());

const metricsOf = async ({ metricsPort }: Ports): Promise<string> =>
  (await fetch(`http://localhost:${metricsPort}/metrics`)).text();

async function statuses({ port }: Ports, count: number, path = "/v1/ideas"): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index++) {
    const response = await fetch(`http://localhost:${port}${path}`);
    await response.arrayBuffer();
    all.push(response.status);
  }
  return all;
}

async function put({ metricsPort }: Ports, faults: object): Promise<Response> {
  return fetch(`http://localhost:${metricsPort}/faults`, { method: "PUT", body: JSON.stringify(faults) });
}

describe("the stand-in", () => {
  let running: Ports;
  beforeAll(async () => {
    running = await image.serve();
  });
  afterEach(() => put(running, { failing: 0, slow: 0 }));

  test("answers what the API's chart asks", async () => {
    expect(await statuses(running, 1, "/health")).toEqual([200]);
    expect(await statuses(running, 1, "/v1/ideas/7")).toEqual([200]);
    expect(await statuses(running, 1, "/v1/nothing")).toEqual([404]);
    expect((await fetch(`http://localhost:${running.port}/metrics`)).status).toBe(404);
    expect((await fetch(`http://localhost:${running.port}/faults`, { method: "PUT" })).status).toBe(404);
  });

  test("shows metrics that promtool has nothing against, with all that the rules ask of the API", async () => {
    await statuses(running, 2);
    await put(running, { failing: 1 });
    await statuses(running, 1);
    const text = await metricsOf(running);
    const lint = spawnSync(debianTool("promtool"), ["check", "metrics"], { input: text, encoding: "utf8" });
    expect(`${lint.stdout}${lint.stderr}`).toBe("");
    for (const { expr } of recordingRules(renderedGroups()))
      for (const { metric, labels } of askedFor(expr).filter((asked) => asked.metric.startsWith("http_"))) {
        const line = text.split("\n").find((one) => one.startsWith(`${metric}{`));
        const own = labels.filter((label) => label !== "namespace" && label !== "job");
        for (const label of own) expect(line).toContain(`${label}="`);
      }
    expect(text).toMatch(/_bucket\{le="0\.5",.*http_response_status_code="500"/);
  });

  test("fails and dawdles as it is told, and never says that it is ill", async () => {
    await put(running, { failing: 0.2 });
    const all = await statuses(running, 20);
    expect(all.filter((status) => status === 500)).toHaveLength(4);
    await put(running, { failing: 1, slow: 1, slowSeconds: 0.2 });
    const began = Date.now();
    expect(await statuses(running, 1)).toEqual([500]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(190);
    expect(await statuses(running, 3, "/health")).toEqual([200, 200, 200]);
  });

  test("refuses faults that it does not know", async () => {
    for (const [faults, named] of [
      [{ failure: 1 }, "failure is no fault"],
      [{ failing: 20 }, "failing 20"],
      [{ slow: "all" }, 'slow "all"'],
    ] as const) {
      const response = await put(running, faults);
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(named)]);
    }
  });

  test("passes the check that comes before a switch, and fails it when it is broken", async () => {
    const run = (address: string) =>
      image.run(API_CONTRACT.check.command, { CHECK_URL: address, CHECK_PATIENCE_SECONDS: "1" });
    const address = `http://localhost:${running.port}`;
    expect(await run(address)).toEqual([0, ""]);
    await put(running, { failing: 0.1 });
    expect(await run(address)).toEqual([1, expect.stringContaining("answers 500 instead of 20")]);
    expect(await run("http://localhost:1")).toEqual([1, expect.stringContaining("GET /health")]);
  });
});

test("an old connection is asked to end, a young one is kept longer than the load balancer keeps it", async () => {
  const headers = async ({ port }: Ports, agent: Agent): Promise<IncomingHttpHeaders> =>
    new Promise((resolve, reject) => {
      request({ port, path: "/v1/ideas", agent }, (response) => {
        response.resume().on("end", () => resolve(response.headers));
      })
        .on("error", reject)
        .end();
    });
  const agents = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })] as const;
  const young = await headers(await image.serve(), agents[0]);
  expect(young.connection).toBe("keep-alive");
  expect(Number(/^timeout=(\d+)$/.exec(String(young["keep-alive"]))?.[1])).toBeGreaterThan(65);
  const old = await headers(await image.serve({ CONNECTION_SECONDS: "0" }), agents[1]);
  expect(old.connection).toBe("close");
  for (const agent of agents) agent.destroy();
});

test("told to leave, it finishes what it has begun and takes nothing new", async () => {
  const running = await image.serve({ FAULTS: '{"slow": 1, "slowSeconds": 1.5}' });
  const slow = fetch(`http://localhost:${running.port}/v1/ideas`);
  let seen = false;
  // Until it is certain that the request has arrived.
  for (let index = 0; !seen && index < 100; index++)
    seen = (await statuses(running, 1, "/health"))[0] === 200;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const left = once(running.child, "exit");
  running.child.kill("SIGTERM");
  const refused = async (): Promise<boolean> =>
    statuses(running, 1, "/health").then(
      () => false,
      () => true,
    );
  let gone = false;
  for (let index = 0; !gone && index < 100; index++) gone = await refused();
  expect(gone).toBe(true);
  expect((await slow).status).toBe(200);
  expect(await left).toEqual([0, null]);
});

describe("traces", () => {
  const spans: Record<string, unknown>[] = [];
  let collector: Server;
  beforeAll(async () => {
    collector = createServer((incoming, response) => {
      let text = "";
      incoming.on("data", (part: Buffer) => (text += part.toString()));
      incoming.on("end", () => {
        spans.push({ path: incoming.url, ...(JSON.parse(text) as object) });
        response.end("{}");
      });
    }).listen(0);
    await once(collector, "listening");
  });
  afterAll(() => collector.close());

  const until = async (count: number): Promise<void> => {
    for (let index = 0; spans.length < count && index < 200; index++)
      await new Promise((resolve) => setTimeout(resolve, 50));
  };

  test("are OTLP in JSON, with who sent them and the caller's id", async () => {
    const endpoint = `http://localhost:${(collector.address() as AddressInfo).port}`;
    const running = await image.serve({
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_SERVICE_NAME: "mindscape-api",
      OTEL_RESOURCE_ATTRIBUTES: "service.namespace=mindscape,k8s.pod.name=one",
      OTEL_TRACES_SAMPLER_ARG: "0",
      FAULTS: '{"failing": 1}',
    });
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const ask = (flags: string) =>
      fetch(`http://localhost:${running.port}/v1/ideas/7`, {
        headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-${flags}` },
      });
    await ask("00");
    await ask("01");
    await until(1);
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({
      path: "/v1/traces",
      resourceSpans: [
        {
          resource: {
            attributes: [
              { key: "service.name", value: { stringValue: "mindscape-api" } },
              { key: "service.namespace", value: { stringValue: "mindscape" } },
              { key: "k8s.pod.name", value: { stringValue: "one" } },
            ],
          },
          scopeSpans: [
            {
              spans: [
                {
                  traceId,
                  parentSpanId: "00f067aa0ba902b7",
                  spanId: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
                  name: "GET /v1/ideas/{id}",
                  kind: 2,
                  startTimeUnixNano: expect.stringMatching(/^\d{19}$/) as string,
                  status: { code: 2 },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test("are not sent where the SDK is switched off", async () => {
    const before = spans.length;
    const endpoint = `http://localhost:${(collector.address() as AddressInfo).port}`;
    const off = await image.serve({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "true" });
    const on = await image.serve({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    await statuses(off, 3);
    await statuses(on, 1);
    await until(before + 1);
    expect(spans).toHaveLength(before + 1);
  });
});
