import { check } from "./check";
import { changedFaults, NO_FAULTS } from "./faults";
import { StandIn } from "./server";

/** The stand-in as a process, set up by the same variables as the API; with the argument `check`, the check before a switch. */
const { env } = process;

async function serve(): Promise<void> {
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
  await standIn.start();
  process.stdout.write(`${JSON.stringify({ port: standIn.port, metricsPort: standIn.metricsPort })}\n`);
  process.once("SIGTERM", () => void standIn.stop().then(() => process.exit(0)));
}

async function checked(): Promise<void> {
  const address = env["CHECK_URL"];
  if (address === undefined) throw new Error("CHECK_URL is missing");
  const problems = await check(address, Number(env["CHECK_PATIENCE_SECONDS"] ?? 30));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

void (process.argv[2] === "check" ? checked() : serve());
