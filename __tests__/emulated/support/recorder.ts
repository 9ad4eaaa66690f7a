import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request and its answer, as text. */
export interface Exchange {
  /** For example `secretsmanager.GetRandomPassword`; empty for services that name their action otherwise. */
  readonly target: string;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
}

/** A proxy in front of the emulator that remembers what went through it. */
export class Recorder {
  readonly exchanges: Exchange[] = [];

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(target: string): Promise<Recorder> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const recorder = new Recorder(server, `http://127.0.0.1:${port}`);
    server.on("request", (incoming, outgoing) => void recorder.pass(new URL(target), incoming, outgoing));
    return recorder;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(target: URL, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await read(incoming);
    const { method, url, headers } = incoming;
    const forwarded = request(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (answer) =>
        void read(answer).then((content) => {
          this.exchanges.push({
            target: String(headers["x-amz-target"] ?? ""),
            request: `${method} ${url}\n${body.toString("utf8")}`,
            status: answer.statusCode ?? 0,
            answer: content.toString("utf8"),
          });
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          outgoing.end(content);
        }),
    );
    forwarded.on("error", () => outgoing.destroy());
    forwarded.end(body);
  }
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
