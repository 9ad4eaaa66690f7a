import Ajv, { type AnySchema } from "ajv";
import { PUBLISHED_CHARTS } from "../../../config/catalogs/published-charts";
import { FREE_KEYS, type Shape, unknownValues } from "../../../modules/platform/unknown-values";
import { at } from "../../charts/objects";
import collectorSchema from "./opentelemetry-collector.schema.json";
import { releaseOf, releasesOf } from "./props";

const published = releasesOf("production").flatMap(({ chart, release }) =>
  "folder" in chart ? [] : [{ chart, values: release.values, free: FREE_KEYS[chart.name] ?? [] }],
);

test("all published charts in use are looked at", () => {
  expect(published.map(({ chart }) => chart.name).sort()).toEqual(
    PUBLISHED_CHARTS.map(({ chart }) => chart).sort(),
  );
});

test.each(published)(
  "every value that $chart.name is told is one that it knows",
  ({ chart, values, free }) => {
    expect(unknownValues(values, chart.defaults, free)).toEqual([]);
  },
);

test.each(
  published.flatMap(({ chart, values, free }) => free.map((key) => ({ ...key, chart, values, free }))),
)("that $chart.name leaves $path free is needed", ({ path, chart, values, free }) => {
  const others = free.filter((key) => key.path !== path);
  expect(unknownValues(values, chart.defaults, others).join()).toContain(path);
});

const shape: Shape = { replicas: "value", args: "list", labels: {}, limits: "any", pod: { name: "value" } };
test.each<[string, object, string[]]>([
  ["a typing error", { replica: 2 }, ["replica is not in the chart's defaults"]],
  ["a typing error further down", { pod: { nmae: 1 } }, ["pod/nmae is not in the chart's defaults"]],
  ["a map for a value", { replicas: { min: 1 } }, ["replicas is a map, the chart has a value"]],
  ["a value for a list", { args: "one" }, ["args is a value, the chart has a list"]],
  ["a value for a map", { pod: 1 }, ["pod is a value, the chart has a map"]],
  ["what is right", { replicas: 1, args: [], labels: { a: { b: 1 } }, limits: { c: 1 }, pod: null }, []],
])("%s is seen", (_, values, problems) => expect(unknownValues(values, shape, [])).toEqual(problems));

test("the collector's own schema accepts its values", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const schema = { ...(collectorSchema as Record<string, unknown>) };
  delete schema["$schema"];
  const validate = ajv.compile(schema as AnySchema);
  const { values } = releaseOf("production", "collector");
  // Defaults that it requires, and nobody changes.
  const whole = { apiVersion: "apps/v1", ...values };
  expect(validate(whole) ? [] : validate.errors).toEqual([]);
  expect(validate({ ...whole, replicas: 3 })).toBe(false);
});

describe("Prometheus and Grafana", () => {
  const { values } = releaseOf("production", "kube-prometheus-stack");
  const read = (path: string): unknown => at(values, path);

  test("say nothing of what EKS runs out of reach", () => {
    for (const component of ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"])
      expect(read(`${component}.enabled`)).toBe(false);
  });

  test("read the monitors and rules of all releases", () => {
    for (const kind of ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"])
      expect(read(`prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`)).toBe(false);
    expect(read("grafana.sidecar.dashboards")).toMatchObject({
      enabled: true,
      label: "grafana_dashboard",
      searchNamespace: "ALL",
    });
  });

  test("keep so much for so long, on volumes of our class", () => {
    expect(read("prometheus.prometheusSpec")).toMatchObject({
      replicas: 2,
      retention: "31d",
      retentionSize: "85GiB",
      storageSpec: {
        volumeClaimTemplate: {
          spec: { storageClassName: "gp3", resources: { requests: { storage: "100Gi" } } },
        },
      },
    });
  });

  test("the password is the chart's own, and no door is open", () => {
    expect(JSON.stringify(values)).not.toMatch(/password|existingSecret|LoadBalancer|NodePort/i);
    expect(read("grafana.service.type")).toBe("ClusterIP");
    expect(JSON.stringify(values)).not.toMatch(/"ingress"|"route":\{"main"/);
    expect(read("grafana.deploymentStrategy.type")).toBe("Recreate");
  });

  test("Grafana asks CloudWatch and X-Ray with its pod's identity", () => {
    const sources = read("grafana.additionalDataSources") as { type: string; jsonData: object }[];
    expect(sources.map(({ type }) => type)).toEqual(["cloudwatch", "grafana-x-ray-datasource"]);
    for (const { jsonData } of sources)
      expect(jsonData).toEqual({ authType: "default", defaultRegion: "us-west-2" });
  });

  test("Grafana starts although grafana.com is away, and keeps the data sources of its image", () => {
    expect(read("grafana")).not.toHaveProperty("plugins");
    expect(JSON.stringify(read("grafana"))).not.toMatch(/INSTALL_PLUGINS|preinstall_sync/i);
    expect(read("grafana")).toMatchObject({
      "grafana.ini": {
        plugins: { preinstall: "grafana-x-ray-datasource", preinstall_auto_update: false },
      },
    });
  });
});

test("the load balancer controller stops nobody's release", () => {
  expect(releaseOf("production", "aws-load-balancer-controller").values).toMatchObject({
    clusterName: "mindscape-production",
    region: "us-west-2",
    vpcId: "vpc-0123456789abcdef0",
    enableServiceMutatorWebhook: false,
    keepTLSSecret: true,
    controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
  });
});

test("the autoscaler takes on demand before Spot, by the names that EKS gives to groups", () => {
  const { values } = releaseOf("production", "cluster-autoscaler") as {
    values: { expanderPriorities: Record<number, string[]>; extraArgs: object };
  };
  const priority = (group: string): number =>
    Math.max(
      ...Object.entries(values.expanderPriorities)
        .filter(([, patterns]) => patterns.some((pattern) => new RegExp(pattern).test(group)))
        .map(([number]) => Number(number)),
    );
  const [api, burst, system] = ["api-1", "burst", "system-1"].map((name) =>
    priority(`eks-${name}-20261122104455123400000001-0acd1234-aaaa-bbbb-cccc-0123456789ab`),
  ) as [number, number, number];
  expect(api).toBeGreaterThan(burst);
  expect(burst).toBeGreaterThan(system);
  expect(system).toBeGreaterThan(0);
  expect(values.extraArgs).toMatchObject({ expander: "priority" });
});

test("the autoscaler ends machines although their pods have scratch space, or are the system's", () => {
  expect(releaseOf("production", "cluster-autoscaler").values).toMatchObject({
    extraArgs: { "skip-nodes-with-local-storage": false, "skip-nodes-with-system-pods": false },
  });
});

test("the collector asks X-Ray which requests to trace, and samples nothing itself", () => {
  const { values } = releaseOf("production", "collector");
  const config = at(values, "config") as {
    extensions: object;
    service: { extensions: string[]; pipelines: Record<string, object | null> };
  };
  expect(config.service.extensions).toEqual(["health_check", "awsproxy"]);
  expect(config.extensions).toMatchObject({ awsproxy: { region: "us-west-2" } });
  expect(JSON.stringify(config)).not.toMatch(/sampler|sampling/);
  expect(config.service.pipelines).toEqual({
    logs: null,
    traces: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["awsxray"] },
    metrics: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["prometheus"] },
  });
  const ports = at(values, "ports") as Record<
    string,
    { enabled: boolean; containerPort?: number; servicePort?: number }
  >;
  const open = Object.entries(ports).filter(([, { enabled }]) => enabled);
  expect(open.map(([name, { containerPort }]) => [name, containerPort])).toEqual([
    ["otlp-http", 4318],
    ["metrics", 8888],
    ["received", 8889],
    ["sampling", 2000],
  ]);
  for (const [, { containerPort, servicePort }] of open) expect(servicePort).toBe(containerPort);
});
