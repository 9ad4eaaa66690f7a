import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STORE_PORTS } from "../../config/addresses";
import { TRACED_SHARE } from "../../config/api";
import { COLLECTOR_PORTS } from "../../modules/platform/collector";
import type { ApiValues } from "../../modules/service/api-values";
import { lint, one, refusal, template } from "../support/helm";
import { apiValues, CHART, RELEASE } from "./api-values";
import { at, containersOf } from "./objects";

type Changes = Readonly<Record<string, unknown>>;

const blueGreen = apiValues("production", "blue-green");
const rolling = apiValues("production", "rolling");

/** `values` with the value at each dotted path replaced, or taken away by `undefined`. */
function changed(values: ApiValues, changes: Changes): Changes {
  const copy = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<Record<string, unknown>>((inner, key) => {
      inner[key] ??= {};
      return inner[key] as Record<string, unknown>;
    }, copy);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

test.each<[string, Changes, ApiValues?]>([
  ["image", { image: undefined }],
  ["image", { image: "mindscape/api" }],
  ["image", { image: "mindscape/api:latest" }],
  ["image", { image: "api@sha256:1234" }],
  ["replcas", { replcas: 3 }],
  ["autoscale", { "scaling.autoscale": true }],
  ["scaling.kind", { "scaling.kind": "auto" }],
  ["scaling.min 5 is above scaling.max 3", { "scaling.min": 5, "scaling.max": 3 }],
  ["scaling.min", { "scaling.min": 0 }],
  ["scaling.cpuPercent", { "scaling.cpuPercent": 700 }],
  ["resources.requests.cpuMillicores 600 is above", { "resources.requests.cpuMillicores": 600 }],
  ["resources.requests.memoryMiB 1024 is above", { "resources.requests.memoryMiB": 1024 }],
  ["resources.limits.memoryMiB", { "resources.limits.memoryMiB": "512Mi" }],
  ["ephemeral", { "resources.limits.ephemeral": 1 }],
  ["rollout", { rollout: "canary" }],
  ["region", { region: "somewhere" }],
  ["serviceAccount", { serviceAccount: "Mindscape" }],
  ["nodePorts.active", { "nodePorts.active": 8000 }],
  ["nodePorts.preview 30080 is nodePorts.active too", { "nodePorts.preview": 30080 }],
  ["ports.metrics 8000 is the API's own", { "ports.api": 8000, "ports.metrics": 8000 }],
  ["targetGroups.active", { "targetGroups.active": "mindscape-active" }],
  ["preview", { "targetGroups.preview": undefined }],
  ["targetGroups.preview", { "targetGroups.preview": blueGreen.targetGroups.active }],
  ["placement.prefer system is not in", { "placement.prefer": "system" }],
  ["shutdown.waitSeconds", { "shutdown.waitSeconds": 20, "shutdown.drainSeconds": 30 }],
  ["shutdown.drainSeconds are 160 together", { "shutdown.waitSeconds": 100, "shutdown.drainSeconds": 60 }],
  ["user", { user: 0 }],
  ["DATABASE_PASSWORD", { "variables.DATABASE_PASSWORD": "x" }],
  ["AWS_REGION", { "variables.AWS_REGION": "us-east-1" }],
  ["variables.DEBUG", { "variables.DEBUG": true }],
  ["network.nodeRanges", { "network.nodeRanges": [] }],
  ["network.stores.ranges.0", { "network.stores.ranges": ["10.0.0.0"] }],
  ["files.accessPointId", { "files.accessPointId": "fs-0123456789abcdef0" }],
  ["mountPath", { "files.mountPath": undefined }],
  ["traces.share", { "traces.share": 5 }],
  ["metrics", { metrics: undefined }],
  ["check", { check: undefined }],
  ["check.command", { "check.command": [] }],
  ["analysis", { analysis: undefined }],
  ["errorPercent", { "analysis.errorPercent": undefined }],
  ["analysis.p95Seconds", { "analysis.p95Seconds": 0 }],
  ["analysis.requests.histogram", { "analysis.requests.histogram": "up{}" }],
  [
    "observation.windowSeconds 60 is less than four times metrics.intervalSeconds 30",
    { "metrics.intervalSeconds": 30 },
  ],
  [
    "observation.toleratedFailures 10 leaves none",
    {
      observation: { windowSeconds: 60, everySeconds: 30, measurements: 10, toleratedFailures: 10 },
    },
  ],
])("a mistake is refused, and %s is named", (named, changes) => {
  expect(refusal(CHART, changed(blueGreen, changes), RELEASE)).toContain(named);
});

test("helm's lint sees what the schema sees, and passes over what only the templates compare", () => {
  expect(() => lint(CHART, changed(blueGreen, { image: "mindscape/api:latest" }), RELEASE)).toThrow("image");
  expect(() => lint(CHART, changed(blueGreen, { "scaling.min": 20 }), RELEASE)).not.toThrow();
});

test("an image is named by digest or by a tag that is not latest", () => {
  for (const image of ["mindscape/api:1.4.2", "localhost:5000/mindscape/api:latest-1", blueGreen.image])
    expect(
      containersOf(one(template(CHART, changed(rolling, { image }), RELEASE), "Deployment"))[0],
    ).toMatchObject({ image });
});

test("every object of the schema refuses keys that it does not know, and says which of its own it needs", () => {
  const schema = JSON.parse(readFileSync(join(CHART, "values.schema.json"), "utf8")) as object;
  const open: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, additionalProperties, required } = node as Record<string, unknown>;
    if (type === "object" && path !== "/properties/variables")
      if (additionalProperties !== false || !Array.isArray(required)) open.push(path);
    for (const [key, inner] of Object.entries(node)) visit(inner, `${path}/${key}`);
  };
  visit(schema, "");
  expect(open).toEqual([]);
});

test("a release of another name and namespace has other names throughout", () => {
  const objects = template(CHART, blueGreen, { name: "second", namespace: "elsewhere" });
  for (const { kind, metadata } of objects) {
    if (kind !== "PersistentVolume") expect(metadata.namespace).toBe("elsewhere");
    // AWS knows the account's name.
    if (kind !== "ServiceAccount") expect(metadata.name).toMatch(/^second/);
  }
  expect(JSON.stringify(at(one(objects, "Rollout"), "spec.selector"))).toContain('"second"');
});

describe("shared files", () => {
  const objects = template(CHART, rolling, RELEASE);
  const name = "mindscape-api-fsap-0123456789abcdef0";

  test("are mounted through the access point, over TLS, with an identity", () => {
    expect(one(objects, "PersistentVolume", name)["spec"]).toMatchObject({
      csi: {
        driver: "efs.csi.aws.com",
        volumeHandle: "fs-0123456789abcdef0::fsap-0123456789abcdef0",
      },
      mountOptions: ["tls", "iam"],
      persistentVolumeReclaimPolicy: "Retain",
      storageClassName: "",
      claimRef: { namespace: "mindscape", name },
    });
    expect(one(objects, "PersistentVolumeClaim", name)["spec"]).toMatchObject({
      volumeName: name,
      storageClassName: "",
    });
    const deployment = one(objects, "Deployment");
    expect(at(deployment, "spec.template.spec.volumes")).toContainEqual({
      name: "files",
      persistentVolumeClaim: { claimName: name },
    });
    expect(containersOf(deployment)[0]?.["volumeMounts"]).toContainEqual({
      name: "files",
      mountPath: "/var/lib/mindscape",
    });
  });

  test("are left out where nothing is said of them", () => {
    const without = template(CHART, changed(rolling, { files: undefined }), RELEASE);
    expect(without.filter(({ kind }) => kind.startsWith("PersistentVolume"))).toEqual([]);
    expect(JSON.stringify(without)).not.toContain("files");
  });
});

describe("the network", () => {
  const policy = one(template(CHART, blueGreen, RELEASE), "NetworkPolicy", "mindscape-api");

  test("lets nodes and the check in to the API, and Prometheus to the metrics", () => {
    const peers = at(policy, "spec.ingress") as { from: unknown[]; ports: { port: number }[] }[];
    expect(peers.map(({ ports }) => ports.map(({ port }) => port))).toEqual([[8000], [8000], [9464]]);
    expect(peers[0]?.from).toEqual(blueGreen.network.nodeRanges.map((cidr) => ({ ipBlock: { cidr } })));
    expect(JSON.stringify(peers[2]?.from)).toContain("monitoring");
    expect(at(policy, "spec.policyTypes")).toEqual(["Ingress", "Egress"]);
  });

  test("lets the API out to names, credentials, the stores, HTTPS and the collector, and nowhere else", () => {
    const ways = at(policy, "spec.egress") as { ports: { port: number }[] }[];
    const { postgresql, redis, dax } = STORE_PORTS;
    expect(ways.map(({ ports }) => ports.map(({ port }) => port))).toEqual([
      [53, 53],
      [80],
      [postgresql, redis, dax],
      [443],
      [COLLECTOR_PORTS.otlp, COLLECTOR_PORTS.sampling],
    ]);
    expect(at(ways[1], "to")).toEqual([{ ipBlock: { cidr: "169.254.170.23/32" } }]);
    expect(at(ways[2], "to")).toEqual(blueGreen.network.stores.ranges.map((cidr) => ({ ipBlock: { cidr } })));
  });
});

test("traces go to the collector with who sent them; without one the SDK sends nothing", () => {
  const environment = (values: Changes): Record<string, unknown> => {
    const list = containersOf(one(template(CHART, values, RELEASE), "Deployment"))[0]?.["env"];
    return Object.fromEntries(
      (list as { name: string; value?: string }[]).map((one) => [one.name, one.value]),
    );
  };
  const traced = environment(changed(rolling, {}));
  expect(traced).toMatchObject({
    AWS_REGION: "us-west-2",
    DATABASE_PORT: "5432",
    METRICS_PORT: "9464",
    OTEL_SERVICE_NAME: "mindscape-api",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.monitoring.svc:4318",
    OTEL_TRACES_SAMPLER_ARG: String(TRACED_SHARE),
  });
  expect(traced["OTEL_RESOURCE_ATTRIBUTES"]).toContain("deployment.environment.name=production");
  const untraced = environment(changed(rolling, { traces: undefined }));
  expect(untraced["OTEL_TRACES_EXPORTER"]).toBe("none");
  expect(Object.keys(untraced)).not.toContain("OTEL_EXPORTER_OTLP_ENDPOINT");
});
