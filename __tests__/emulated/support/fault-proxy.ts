import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { actionOf, type Match, matches, type Seen } from "./request-match";

/** What happens to a request instead of its being answered at once. */
export type Fault =
  /** The server never hears of it. */
  | { readonly kind: "answer"; readonly status: 500 | 503 }
  /** The connection breaks before the server hears of it, or after the server has done it: a lost reply. */
  | { readonly kind: "drop"; readonly when: "before" | "after" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** It waits for `release()`, then it is passed on. */
  | { readonly kind: "hold" };

export interface Rule extends Match {
  readonly fault: Fault;
  /** Matching requests that pass before the first that does not. @default 0 */
  readonly after?: number;
  /** Requests that it meets; all if it is left out. */
  readonly times?: number;
}

/** A rule at work. */
export interface Injected {
  /** Requests that met the fault. */
  readonly hits: number;
  /** Resolves when the first request has met it. */
  readonly hit: Promise<void>;
  /** Lets go what is held, and ends the rule. */
  release(): void;
}

/** One request that reached the server, and its answer, as text. */
export interface Exchange {
  /** For example `secretsmanager.GetRandomPassword`; empty for services that name their action otherwise. */
  readonly target: string;
  /** For example `CreateRole`; empty for services that are told by method and path. */
  readonly action: string;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
}

/** A proxy in front of the emulator that remembers what went through it, and breaks what it is told to. */
export class FaultProxy {
  readonly exchanges: Exchange[] = [];
  private readonly rules: ActiveRule[] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
    private readonly port: number,
  ) {
    server.on("request", (incoming, outgoing) => void this.serve(incoming, outgoing));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FaultProxy(server, new URL(target), (server.address() as AddressInfo).port);
  }

  /** Of several rules that match a request, the first one meets it. */
  inject(rule: Rule): Injected {
    const active = new ActiveRule(rule);
    this.rules.push(active);
    return active;
  }

  /** Ends every rule. */
  heal(): void {
    for (const rule of this.rules.splice(0)) rule.release();
  }

  /** From now on connections are refused, and those that are open break. */
  async cutNetwork(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /** Ends what `cutNetwork` began; the endpoint is the same. */
  async restoreNetwork(): Promise<void> {
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
  }

  async stop(): Promise<void> {
    this.heal();
    if (this.server.listening) await this.cutNetwork();
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const body = await read(incoming);
      const { method = "", url: path = "", headers } = incoming;
      const seen = { method, path, headers, body, action: actionOf(headers, body) };
      const fault = this.rules.find((rule) => rule.meets(seen))?.meet();
      await this.answer(seen, outgoing, await fault);
    } catch {
      // Whoever asked or was asked is gone.
      outgoing.destroy();
    }
  }

  private async answer(seen: Seen, outgoing: ServerResponse, fault: Fault | undefined): Promise<void> {
    if (fault?.kind === "answer") {
      const { type, text } = failure(seen.headers, fault.status);
      outgoing.writeHead(fault.status, { "content-type": type, "content-length": text.length }).end(text);
      return;
    }
    const before = fault?.kind === "drop" && fault.when === "before";
    const answer = before ? undefined : await this.pass(seen);
    if (answer === undefined || fault?.kind === "drop") outgoing.destroy();
    else outgoing.writeHead(answer.status, answer.headers).end(answer.content);
  }

  private async pass({ method, path, headers, body, action }: Seen): Promise<Answer> {
    const { hostname: host, port } = this.target;
    const forwarded = request({ host, port, method, path, headers });
    forwarded.end(body);
    const [response] = (await once(forwarded, "response")) as [IncomingMessage];
    const content = await read(response);
    const { statusCode: status = 502 } = response;
    this.exchanges.push({
      target: String(headers["x-amz-target"] ?? ""),
      action,
      request: `${method} ${path}\n${body.toString("utf8")}`,
      status,
      answer: content.toString("utf8"),
    });
    return { status, headers: response.headers, content };
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly content: Buffer;
}

class ActiveRule implements Injected {
  hits = 0;
  readonly hit: Promise<void>;
  private matched = 0;
  private ended = false;
  private onHit: () => void = () => undefined;
  private onRelease: () => void = () => undefined;
  private readonly released = new Promise<void>((resolve) => (this.onRelease = resolve));

  constructor(private readonly rule: Rule) {
    this.hit = new Promise((resolve) => (this.onHit = resolve));
  }

  meets(seen: Seen): boolean {
    const { after = 0, times = Infinity } = this.rule;
    if (this.ended || !matches(this.rule, seen)) return false;
    this.matched += 1;
    return this.matched > after && this.hits < times;
  }

  /** Resolves with what is to happen to the request that met this rule, when it is time. */
  async meet(): Promise<Fault> {
    const { fault } = this.rule;
    this.hits += 1;
    this.onHit();
    if (fault.kind === "delay") await sleep(fault.milliseconds);
    if (fault.kind === "hold") await this.released;
    return fault;
  }

  release(): void {
    this.ended = true;
    this.onRelease();
  }
}

/** As the service would say it, so that a client knows what to make of it. */
function failure(headers: IncomingHttpHeaders, status: number): { type: string; text: string } {
  const code = status === 503 ? "ServiceUnavailable" : "InternalFailure";
  if (String(headers["content-type"]).includes("json"))
    return { type: "application/x-amz-json-1.1", text: JSON.stringify({ __type: code, message: code }) };
  const error = `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { type: "text/xml", text: `<ErrorResponse>${error}</ErrorResponse>` };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
