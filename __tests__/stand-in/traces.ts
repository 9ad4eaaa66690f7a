import { randomBytes } from "node:crypto";
import type { Answered } from "./metrics";
import { Share } from "./faults";

const NANOSECONDS = 1_000_000;
// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
const SERVER_KIND = 2;
const ERROR = 2;

export interface TraceSettings {
  /** Base address of a collector; nothing is sent without. */
  readonly endpoint?: string | undefined;
  readonly service: string;
  /** `key=value,...` */
  readonly attributes: string;
  /** Of the requests that nobody has decided about before. */
  readonly share: number;
}

/** A span for each chosen request, sent as OTLP over HTTP, in JSON. A collector that is away costs the trace and nothing else. */
export class Traces {
  private readonly chosen = new Share();

  constructor(private readonly settings: TraceSettings) {}

  async send({ method, route, status, seconds }: Answered, parent?: string): Promise<void> {
    const { endpoint, share } = this.settings;
    const [, traceId, parentSpanId, flags] =
      /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(parent ?? "") ?? [];
    const sampled = flags === undefined ? this.chosen.next(share) : (parseInt(flags, 16) & 1) === 1;
    if (endpoint === undefined || !sampled) return;
    const end = Date.now();
    const span = {
      traceId: traceId ?? randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      ...(parentSpanId !== undefined && { parentSpanId }),
      name: `${method} ${route}`.trim(),
      kind: SERVER_KIND,
      startTimeUnixNano: nanoseconds(end - seconds * 1000),
      endTimeUnixNano: nanoseconds(end),
      attributes: [
        attribute("http.request.method", method),
        attribute("http.route", route),
        { key: "http.response.status_code", value: { intValue: status } },
      ],
      ...(status >= 500 && { status: { code: ERROR } }),
    };
    const body = {
      resourceSpans: [
        { resource: this.resource(), scopeSpans: [{ scope: { name: "stand-in" }, spans: [span] }] },
      ],
    };
    await fetch(`${endpoint}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(2000),
    }).catch(() => undefined);
  }

  private resource(): object {
    const { service, attributes } = this.settings;
    const pairs = attributes.split(",").filter((pair) => pair.includes("="));
    return {
      attributes: [
        attribute("service.name", service),
        ...pairs.map((pair) =>
          attribute(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)),
        ),
      ],
    };
  }
}

function attribute(key: string, value: string): object {
  return { key, value: { stringValue: value } };
}

function nanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(milliseconds)) * BigInt(NANOSECONDS));
}
