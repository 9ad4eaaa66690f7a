import { changedFaults, NO_FAULTS } from "./faults";
import { StandIn } from "./server";

/** The stand-in as a process, set up by the same variables as the API. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const traced = env["OTEL_TRACES_EXPORTER"] !== "none" && env["OTEL_SDK_DISABLED"] !== "true";
  const standIn = new StandIn({
    port: Number(env["PORT"] ?? 8000),
    metricsPort: Number(env["METRICS_PORT"] ?? 9464),
    faults: changedFaults(NO_FAULTS, env["FAULTS"] ?? "{}"),
    connectionSeconds: Number(env["CONNECTION_SECONDS"] ?? 60),
    traces: {
      endpoint: traced ? env["OTEL_EXPORTER_OTLP_ENDPOINT"] : undefined,
      service: env["OTEL_SERVICE_NAME"] ?? "mindscape-api",
      attributes: env["OTEL_RESOURCE_ATTRIBUTES"] ?? "",
      share: Number(env["OTEL_TRACES_SAMPLER_ARG"] ?? 1),
    },
  });
  // Before it listens: the first process of a container ignores a signal that it does not handle.
  process.once("SIGTERM", () => void standIn.stop().then(() => process.exit(0)));
  await standIn.start();
  process.stdout.write(`${JSON.stringify({ port: standIn.port, metricsPort: standIn.metricsPort })}\n`);
}

void main(process.env);
