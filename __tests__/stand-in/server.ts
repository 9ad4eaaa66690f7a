import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { changedFaults, type Faults, NO_FAULTS, Share } from "./faults";
import { Metrics } from "./metrics";
import { Traces, type TraceSettings } from "./traces";

/** Longer than the load balancer keeps an idle connection. */
const KEEP_ALIVE_MS = 75_000;
const ROUTES = [
  { method: "GET", route: "/health", pattern: /^\/health$/, success: 200 },
  { method: "GET", route: "/v1/ideas", pattern: /^\/v1\/ideas$/, success: 200 },
  { method: "POST", route: "/v1/ideas", pattern: /^\/v1\/ideas$/, success: 201 },
  { method: "GET", route: "/v1/ideas/{id}", pattern: /^\/v1\/ideas\/[^/]+$/, success: 200 },
] as const;
/** What people wait for, what is traced and what faults are about. */
const BUSINESS = new Set<string>(["/v1/ideas", "/v1/ideas/{id}"]);

export interface Settings {
  /** 0: any free one. */
  readonly port: number;
  readonly metricsPort: number;
  readonly faults?: Faults;
  /** Age at which a connection is asked to end. */
  readonly connectionSeconds: number;
  readonly traces: TraceSettings;
}

/** Behaves towards its surroundings as the API has to (charts/mindscape-api/README.md), and fails on demand. */
export class StandIn {
  faults: Faults;
  private readonly failing = new Share();
  private readonly slow = new Share();
  private readonly metrics = new Metrics();
  private readonly traces: Traces;
  private readonly opened = new WeakMap<Socket, number>();
  private readonly api: Server;
  private readonly control: Server;
  private leaving = false;

  constructor(private readonly settings: Settings) {
    this.faults = settings.faults ?? NO_FAULTS;
    this.traces = new Traces(settings.traces);
    this.api = createServer((request, response) => void this.answer(request, response));
    this.api.keepAliveTimeout = KEEP_ALIVE_MS;
    this.api.on("connection", (socket: Socket) => this.opened.set(socket, Date.now()));
    this.control = createServer((request, response) => void this.operate(request, response));
  }

  async start(): Promise<void> {
    await listening(this.api, this.settings.port);
    await listening(this.control, this.settings.metricsPort);
  }

  get port(): number {
    return (this.api.address() as AddressInfo).port;
  }

  get metricsPort(): number {
    return (this.control.address() as AddressInfo).port;
  }

  /** Takes nothing new, finishes what it has begun. */
  async stop(): Promise<void> {
    this.leaving = true;
    await closed(this.api);
    await closed(this.control);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = process.hrtime.bigint();
    const method = request.method ?? "GET";
    const { route, success } = served(method, new URL(request.url ?? "/", "http://api").pathname);
    request.resume();
    const status = BUSINESS.has(route) && (await this.goesWrong()) ? 500 : success;
    const headers = {
      "content-type": "application/json",
      ...(this.isLast(request.socket) && { connection: "close" }),
    };
    response.writeHead(status, headers).end(JSON.stringify({ status }));
    const answered = { method, route, status, seconds: Number(process.hrtime.bigint() - began) / 1e9 };
    this.metrics.observe(answered);
    const { traceparent } = request.headers;
    if (BUSINESS.has(route))
      await this.traces.send(answered, Array.isArray(traceparent) ? traceparent[0] : traceparent);
  }

  private async goesWrong(): Promise<boolean> {
    if (this.slow.next(this.faults.slow)) await sleep(this.faults.slowSeconds * 1000);
    return this.failing.next(this.faults.failing);
  }

  private isLast(socket: Socket): boolean {
    const age = Date.now() - (this.opened.get(socket) ?? 0);
    return this.leaving || age >= this.settings.connectionSeconds * 1000;
  }

  /** On the port that the internet does not reach: metrics, and faults for drills. */
  private async operate(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = `${request.method} ${request.url}`;
    if (path === "GET /metrics") {
      const text = await this.metrics.text();
      response.writeHead(200, { "content-type": this.metrics.contentType }).end(text);
    } else if (path === "PUT /faults") {
      try {
        this.faults = changedFaults(this.faults, await textOf(request));
        response.writeHead(200).end(JSON.stringify(this.faults));
      } catch (error) {
        response.writeHead(400).end(error instanceof Error ? error.message : String(error));
      }
    } else response.writeHead(404).end();
  }
}

function served(method: string, path: string): { readonly route: string; readonly success: number } {
  return ROUTES.find((one) => one.method === method && one.pattern.test(path)) ?? { route: "", success: 404 };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => server.once("error", reject).listen(port, resolve));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
