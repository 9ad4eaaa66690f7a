import http2 from "node:http2";
import path from "node:path";
import { ProviderConnection } from "./connection";
import { token } from "../placeholders/hash";
import { HTTP2_OPTIONS, GRPC_HEADERS, answer } from "./grpc";
import type { ProviderPool } from "./pool";

const EMPTY = Buffer.alloc(0);
// go-plugin's own services: Terraform keeps the first two open and never needs anything from them.
const KEPT_OPEN = ["/plugin.GRPCStdio/StreamStdio", "/plugin.GRPCBroker/StartStream"];
const SCHEMA_METHOD = /\/Get(Provider)?Schema$/;

/** What Terraform needs to find the gateway, in the format of TF_REATTACH_PROVIDERS. */
export interface Reattachment {
  readonly Protocol: "grpc";
  readonly ProtocolVersion: number;
  readonly Pid: number;
  readonly Test: true;
  readonly Addr: { readonly Network: "unix"; readonly String: string };
}

/**
 * Stands between one run of Terraform and the processes of one provider. It answers for the schema, reduced to the
 * types that the run uses, and gives each connection (Terraform opens one for each provider configuration) a process
 * of its own. Every other call reaches the real provider unchanged.
 */
export class ProviderGateway {
  private readonly sessions = new Set<http2.ServerHttp2Session>();
  private readonly connections = new Set<ProviderConnection>();
  private readonly closing: Promise<void>[] = [];
  private died = false;

  private constructor(
    private readonly pool: ProviderPool,
    private readonly schema: Buffer,
    private readonly server: http2.Http2Server,
    readonly reattachment: Reattachment,
  ) {
    server.on("session", (session) => this.serve(session));
  }

  /** Opens a gateway on a socket in `directory`. `types`: those that the run uses, or "all". */
  static async open(
    pool: ProviderPool,
    directory: string,
    types: ReadonlySet<string> | "all",
  ): Promise<ProviderGateway> {
    const schema = await pool.schema();
    // Short: the path of a Unix socket has room for about a hundred characters.
    const socket = path.join(directory, token(pool.provider.address, 8));
    const server = http2.createServer(HTTP2_OPTIONS);
    const reattachment: Reattachment = {
      Protocol: "grpc",
      ProtocolVersion: await pool.protocolVersion(),
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: socket },
    };
    const answered = types === "all" ? schema.response : schema.prunedTo(types);
    const gateway = new ProviderGateway(pool, answered, server, reattachment);
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socket, resolve));
    return gateway;
  }

  /** Whether a provider process ended while Terraform was using it. */
  get providerDied(): boolean {
    return this.died;
  }

  /** Ends every connection; the processes behind them are back in the pool afterwards. */
  async close(): Promise<void> {
    for (const session of this.sessions) session.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await Promise.all(this.closing);
  }

  private serve(session: http2.ServerHttp2Session): void {
    const connection = new ProviderConnection(this.pool, this.connections, () => (this.died = true));
    this.connections.add(connection);
    this.sessions.add(session);
    session.on("error", () => session.destroy());
    session.once("close", () => {
      this.sessions.delete(session);
      this.connections.delete(connection);
      this.closing.push(connection.close());
    });
    session.on("stream", (stream, headers) => {
      const method = headers[":path"] ?? "";
      stream.on("error", () => undefined);
      if (SCHEMA_METHOD.test(method)) answer(stream, this.schema);
      else if (KEPT_OPEN.includes(method)) stream.respond({ ":status": 200, ...GRPC_HEADERS });
      else if (method.startsWith("/plugin.")) answer(stream, EMPTY);
      else void connection.forward(stream, headers);
    });
  }
}
