import http2 from "node:http2";
import { connectProvider, forward } from "./grpc";
import type { ProviderPool } from "./pool";
import type { ProviderProcess } from "./process";

interface Borrowed {
  readonly process: ProviderProcess;
  readonly upstream: http2.ClientHttp2Session;
  /** Set when we end the session ourselves. */
  returned: boolean;
}

/** One connection of Terraform to a provider, and the process that serves it alone. */
export class ProviderConnection {
  private borrowed: Promise<Borrowed> | undefined;
  private pending = 0;
  private configured = false;
  private reusable = true;

  constructor(
    private readonly pool: ProviderPool,
    /** Connections of the same run of Terraform, this one included. */
    private readonly siblings: ReadonlySet<ProviderConnection>,
    private readonly onDeath: () => void,
  ) {}

  /** Passes a call on to this connection's process, which it gets with the first call. */
  async forward(stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): Promise<void> {
    const method = headers[":path"] ?? "";
    if (/\/Configure(Provider)?$/.test(method)) this.configured = true;
    // A provider that was told to stop refuses later work.
    if (method.endsWith("/Stop")) this.reusable = false;
    this.pending++;
    stream.once("close", () => {
      this.pending--;
      // A call that was cut off may still be running in the provider.
      if (stream.rstCode !== http2.constants.NGHTTP2_NO_ERROR) this.reusable = false;
    });
    try {
      // A new process would not be configured, so a connection whose process is lost stays broken.
      this.borrowed ??= this.takeOver() ?? this.borrow();
      forward(stream, headers, (await this.borrowed).upstream);
    } catch {
      stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    }
  }

  /** Gives the process back to the pool. */
  async close(): Promise<void> {
    const borrowed = await this.borrowed?.catch(() => undefined);
    if (!borrowed) return;
    const sound = this.reusable && !borrowed.upstream.destroyed;
    borrowed.returned = true;
    borrowed.upstream.close();
    this.pool.giveBack(borrowed.process, sound);
  }

  /** The process of a sibling that only validated and is done: Terraform keeps such a connection open for long. */
  private takeOver(): Promise<Borrowed> | undefined {
    for (const sibling of this.siblings) {
      if (sibling === this || sibling.configured || sibling.pending > 0 || !sibling.reusable) continue;
      const { borrowed } = sibling;
      sibling.borrowed = undefined;
      if (borrowed) return borrowed;
    }
    return undefined;
  }

  private async borrow(): Promise<Borrowed> {
    const process = await this.pool.borrow();
    const borrowed = { process, upstream: connectProvider(process), returned: false };
    borrowed.upstream.on("error", () => this.lose());
    borrowed.upstream.once("close", () => {
      if (!borrowed.returned) this.lose();
    });
    return borrowed;
  }

  private lose(): void {
    this.reusable = false;
    this.onDeath();
  }
}
