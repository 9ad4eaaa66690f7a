import http2 from "node:http2";
import net from "node:net";
import type { ProviderProcess } from "./process";
import { frame, unframe } from "./wire";

const MEGABYTE = 1024 * 1024;
const STATUS_OK = "0";

/** HTTP/2 settings that let a whole provider schema (5 MB for AWS) through without waiting for window updates. */
export const HTTP2_OPTIONS = {
  settings: { initialWindowSize: 16 * MEGABYTE, maxConcurrentStreams: 10_000 },
  maxSessionMemory: 256,
} as const;

export const GRPC_HEADERS = { "content-type": "application/grpc" } as const;

/** Name of the call that returns the schema, in plugin protocol 5 or 6. */
export function schemaMethod(protocolVersion: number): string {
  return protocolVersion === 5 ? "/tfplugin5.Provider/GetSchema" : "/tfplugin6.Provider/GetProviderSchema";
}

/** Opens a connection to a provider. */
export function connectProvider(provider: ProviderProcess): http2.ClientHttp2Session {
  return http2.connect("http://localhost", {
    ...HTTP2_OPTIONS,
    createConnection: () => net.connect(provider.socket),
  });
}

/** Calls a method that takes an empty message, and returns the answer. Rejects when the provider refuses. */
export async function callProvider(provider: ProviderProcess, method: string): Promise<Buffer> {
  const session = connectProvider(provider);
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      session.once("error", reject);
      const stream = session.request({ ":method": "POST", ":path": method, te: "trailers", ...GRPC_HEADERS });
      const chunks: Buffer[] = [];
      let status: unknown = STATUS_OK;
      const note = (headers: http2.IncomingHttpHeaders): unknown =>
        (status = headers["grpc-status"] ?? status);
      stream.on("response", note).on("trailers", note);
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("error", reject);
      stream.once("end", () => {
        if (status !== STATUS_OK) {
          reject(new Error(`provider answered ${method} with gRPC status ${String(status)}`));
          return;
        }
        try {
          resolve(unframe(Buffer.concat(chunks)));
        } catch (error) {
          // The provider ended in the middle of its answer.
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      stream.end(frame(Buffer.alloc(0)));
    });
  } finally {
    session.close();
  }
}

/** Answers a call with one message. */
export function answer(stream: http2.ServerHttp2Stream, message: Buffer): void {
  stream.resume();
  stream.respond({ ":status": 200, ...GRPC_HEADERS }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": STATUS_OK }));
  stream.end(frame(message));
}

/** Passes a call on to a provider, message by message in both directions. */
export function forward(
  stream: http2.ServerHttp2Stream,
  headers: http2.IncomingHttpHeaders,
  provider: http2.ClientHttp2Session,
): void {
  const upstream = provider.request({
    ":method": "POST",
    ":path": headers[":path"],
    ...withoutPseudo(headers),
  });
  let trailers: http2.OutgoingHttpHeaders | undefined;
  upstream.once("response", (response: http2.IncomingHttpHeaders, flags: number) => {
    const endStream = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    if (endStream) trailers = {};
    stream.respond(
      { ":status": 200, ...withoutPseudo(response) },
      { endStream, waitForTrailers: !endStream },
    );
  });
  upstream.once("trailers", (received: http2.IncomingHttpHeaders) => (trailers = withoutPseudo(received)));
  stream.once("wantTrailers", () => {
    if (trailers) stream.sendTrailers(trailers);
    else stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  });
  upstream.on("error", () => undefined);
  // A provider that dies closes its streams without an error, and without the trailers that end every answer.
  upstream.once("close", () => {
    if (!trailers) stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
  });
  stream.once("close", () => upstream.close(http2.constants.NGHTTP2_CANCEL));
  stream.pipe(upstream);
  upstream.pipe(stream);
}

function withoutPseudo(headers: http2.IncomingHttpHeaders): http2.OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
}
