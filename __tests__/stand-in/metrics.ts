import { Histogram, Registry } from "prom-client";

/** As OpenTelemetry names and cuts it. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** One request that was answered. */
export interface Answered {
  readonly method: string;
  /** Its pattern; empty where it has none. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** The API's metrics, as Prometheus reads them. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: "http_server_request_duration_seconds",
    help: "Duration of HTTP server requests.",
    labelNames: ["http_route", "http_request_method", "http_response_status_code"],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  readonly contentType = this.registry.contentType;

  observe({ method, route, status, seconds }: Answered): void {
    this.durations.observe(
      { http_route: route, http_request_method: method, http_response_status_code: String(status) },
      seconds,
    );
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
