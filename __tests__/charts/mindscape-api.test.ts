import { ENVIRONMENT_NAMES } from "../../config/environment";
import { API_POD } from "../../config/api";
import { ORIGIN } from "../../config/origin";
import { SERVICE_ACCOUNTS } from "../../modules/cluster/service-accounts";
import { taintOf, WORKLOAD } from "../../modules/cluster/workloads";
import { type KubernetesObject, lint, one, template } from "../support/helm";
import { assertKubernetes } from "../support/kubernetes-schemas";
import { apiValues, CHART, RELEASE } from "./api-values";
import { at, containersOf, matches, number } from "./objects";

const WORKLOADS = { rolling: "Deployment", "blue-green": "Rollout" } as const;
// The load balancer's: requests that are under way when a node leaves have this long.
const DEREGISTRATION_SECONDS = 60;
const SPOT_SECONDS = 120;

const combinations = ENVIRONMENT_NAMES.flatMap((environment) =>
  (["rolling", "blue-green"] as const).map((rollout) => ({ environment, rollout })),
);

describe.each(combinations)("$rollout in $environment", ({ environment, rollout }) => {
  const values = apiValues(environment, rollout);
  let objects: KubernetesObject[];
  let workload: KubernetesObject;
  let pod: Record<string, unknown>;
  beforeAll(() => {
    objects = template(CHART, values, RELEASE);
    workload = one(objects, WORKLOADS[rollout]);
    pod = at(workload, "spec.template.spec") as Record<string, unknown>;
  });
  const labels = (): Record<string, string> =>
    at(workload, "spec.template.metadata.labels") as Record<string, string>;

  test("passes helm's strict lint", () => lint(CHART, values, RELEASE));

  test("is what Kubernetes of the cluster's version and the controllers know", () =>
    assertKubernetes(objects));

  test("has one workload, and what belongs to the other is absent", () => {
    const kinds = objects.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "Deployment" || kind === "Rollout")).toEqual([WORKLOADS[rollout]]);
    expect(kinds.filter((kind) => kind === "AnalysisTemplate")).toHaveLength(rollout === "rolling" ? 0 : 2);
    expect(kinds).not.toContain("Namespace");
    expect(new Set(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).size).toBe(
      objects.length,
    );
  });

  test("is the owner's container", () => {
    const [container] = containersOf(workload);
    expect(container).toMatchObject({
      name: "api",
      image: values.image,
      resources: {
        requests: { cpu: "100m", memory: "256Mi" },
        limits: { cpu: "500m", memory: "512Mi" },
      },
      readinessProbe: { httpGet: { path: "/health", port: 8000 } },
    });
    expect(API_POD.requests).toEqual({ cpuMillicores: 100, memoryMiB: 256 });
    expect(at(container, "ports.0.containerPort")).toBe(8000);
  });

  test("pods are those that the workload, the budget and every service select, and the check's are not", () => {
    const checked = { ...labels(), "app.kubernetes.io/component": "check" };
    const selectors = [
      at(workload, "spec.selector.matchLabels"),
      at(one(objects, "PodDisruptionBudget"), "spec.selector.matchLabels"),
      at(one(objects, "NetworkPolicy", RELEASE.name), "spec.podSelector.matchLabels"),
      ...objects.filter(({ kind }) => kind === "Service").map((service) => at(service, "spec.selector")),
    ];
    for (const selector of selectors) {
      expect(matches(selector, labels())).toBe(true);
      expect(matches(selector, checked)).toBe(false);
    }
  });

  test("selectors say nothing that changes with a release or a version of the chart", () => {
    expect(at(workload, "spec.selector.matchLabels")).toEqual({
      "app.kubernetes.io/name": "mindscape-api",
      "app.kubernetes.io/instance": "mindscape-api",
      "app.kubernetes.io/component": "api",
    });
    expect(Object.keys(labels())).not.toContain("helm.sh/chart");
  });

  test("services are on the ports that the load balancer asks, bound to its target groups as instances", () => {
    const colours = rollout === "rolling" ? (["active"] as const) : (["active", "preview"] as const);
    const bindings = objects.filter(({ kind }) => kind === "TargetGroupBinding");
    expect(bindings).toHaveLength(colours.length);
    for (const colour of colours) {
      const name = colour === "active" ? RELEASE.name : `${RELEASE.name}-preview`;
      const service = one(objects, "Service", name);
      expect(service["spec"]).toMatchObject({ type: "NodePort", externalTrafficPolicy: "Cluster" });
      const ports = at(service, "spec.ports") as Record<string, unknown>[];
      // Amazon's network policies want the service's port to be the container's.
      expect(ports).toEqual([
        { name: "http", port: 8000, targetPort: 8000, nodePort: ORIGIN.nodePorts[colour] },
      ]);
      const bound = bindings.filter((one) => at(one, "spec.serviceRef.name") === name);
      expect(bound.map((one) => one["spec"])).toEqual([
        {
          targetGroupARN: values.targetGroups[colour],
          targetType: "instance",
          serviceRef: { name, port: 8000 },
          nodeSelector: { matchLabels: { [WORKLOAD]: "api" } },
        },
      ]);
    }
  });

  test("the autoscaler moves the workload that is there, or nobody does and the replicas are said", () => {
    const scalers = objects.filter(({ kind }) => kind === "HorizontalPodAutoscaler");
    if (values.scaling.kind === "manual") {
      expect(scalers).toEqual([]);
      expect(at(workload, "spec.replicas")).toBe(3);
      return;
    }
    expect(at(workload, "spec.replicas")).toBeUndefined();
    expect(scalers).toHaveLength(1);
    const { apiVersion, kind, metadata } = workload;
    expect(scalers[0]?.["spec"]).toMatchObject({
      scaleTargetRef: { apiVersion, kind, name: metadata.name },
      minReplicas: 3,
      maxReplicas: 10,
      metrics: [
        { resource: { name: "cpu", target: { averageUtilization: 70 } } },
        { resource: { name: "memory", target: { averageUtilization: 80 } } },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    });
  });

  test("at the fewest replicas a node can still be emptied, and not of two pods at once", () => {
    const budget = one(objects, "PodDisruptionBudget");
    expect(at(budget, "spec.minAvailable")).toBeUndefined();
    expect(number(at(budget, "spec.maxUnavailable"))).toBe(1);
    expect(values.scaling.min - number(at(budget, "spec.maxUnavailable"))).toBeGreaterThanOrEqual(2);
    expect(at(budget, "spec.unhealthyPodEvictionPolicy")).toBe("AlwaysAllow");
  });

  test("a pod serves for as long as the load balancer may send, finishes, and is gone before Spot takes the machine", () => {
    const [container] = containersOf(workload);
    const wait = number(at(container, "lifecycle.preStop.sleep.seconds"));
    const grace = number(pod["terminationGracePeriodSeconds"]);
    expect(wait).toBeGreaterThanOrEqual(DEREGISTRATION_SECONDS);
    expect(grace - wait).toBeGreaterThanOrEqual(30);
    expect(grace).toBeLessThan(SPOT_SECONDS);
  });

  test("starting takes at most a minute, a pod that does not answer leaves before it is restarted", () => {
    const [container] = containersOf(workload);
    const seconds = (probe: string): number =>
      number(at(container, `${probe}.periodSeconds`)) * number(at(container, `${probe}.failureThreshold`));
    for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"])
      expect(at(container, `${probe}.httpGet`)).toEqual({ path: "/health", port: 8000 });
    expect(seconds("startupProbe")).toBe(60);
    expect(seconds("livenessProbe")).toBeGreaterThan(3 * seconds("readinessProbe"));
  });

  test("pods are spread over zones by version, on nodes that are for them", () => {
    const hash = rollout === "rolling" ? "pod-template-hash" : "rollouts-pod-template-hash";
    const constraints = pod["topologySpreadConstraints"] as Record<string, unknown>[];
    expect(
      constraints.map((constraint) => [constraint["topologyKey"], constraint["whenUnsatisfiable"]]),
    ).toEqual([
      ["topology.kubernetes.io/zone", "DoNotSchedule"],
      ["kubernetes.io/hostname", "ScheduleAnyway"],
    ]);
    for (const constraint of constraints) {
      expect(constraint).toMatchObject({ maxSkew: 1, matchLabelKeys: [hash], nodeTaintsPolicy: "Honor" });
      expect(matches(at(constraint, "labelSelector.matchLabels"), labels())).toBe(true);
    }
  });

  test("every pod of the chart tolerates and requires the API's nodes", () => {
    for (const spec of podSpecs(objects)) {
      const tolerated = (spec["tolerations"] as { key: string; value: string; effect: string }[]).map(
        ({ key, value }) => ({ key, value }),
      );
      for (const workloadOf of ["api", "burst"] as const)
        expect(tolerated).toContainEqual({ key: WORKLOAD, value: taintOf(workloadOf)?.value });
      const required =
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0";
      expect(at(spec, required)).toEqual({
        matchExpressions: [{ key: WORKLOAD, operator: "In", values: ["api", "burst"] }],
      });
    }
  });

  test("every pod passes the restricted pod security standard, and writes nowhere but in its volumes", () => {
    for (const spec of podSpecs(objects)) {
      expect(spec["securityContext"]).toEqual({
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        seccompProfile: { type: "RuntimeDefault" },
      });
      expect(spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
      for (const key of ["hostNetwork", "hostPID", "hostIPC"]) expect(spec).not.toHaveProperty(key);
      for (const container of spec["containers"] as Record<string, unknown>[]) {
        expect(container["securityContext"]).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(container["volumeMounts"]).toContainEqual({ name: "temporary", mountPath: "/tmp" });
      }
    }
  });

  test("the API runs under the name that AWS knows, and the check under none", () => {
    expect(one(objects, "ServiceAccount")).toMatchObject({
      metadata: SERVICE_ACCOUNTS.api,
      automountServiceAccountToken: false,
    });
    expect(podSpecs(objects).map((spec) => spec["serviceAccountName"])).toEqual(
      rollout === "rolling" ? ["mindscape-api"] : ["mindscape-api", undefined],
    );
  });

  test("is scraped through a service that counts each pod once, where there is a Prometheus", () => {
    const monitors = objects.filter(({ kind }) => kind === "ServiceMonitor");
    expect(monitors).toHaveLength(values.metrics === undefined ? 0 : 1);
    if (values.metrics === undefined) return;
    const selected = objects.filter(
      ({ kind, metadata }) =>
        kind === "Service" && matches(at(monitors[0], "spec.selector.matchLabels"), metadata.labels ?? {}),
    );
    expect(selected.map(({ metadata }) => metadata.name)).toEqual(["mindscape-api-metrics"]);
    expect(at(selected[0], "spec.clusterIP")).toBe("None");
    expect(at(selected[0], "spec.ports.0.name")).toBe(at(monitors[0], "spec.endpoints.0.port"));
    expect(selected[0]?.metadata.labels?.[String(at(monitors[0], "spec.jobLabel"))]).toBe("mindscape-api");
  });

  test("every object carries the labels that say whose it is", () => {
    for (const { metadata } of objects)
      expect(metadata.labels).toMatchObject({
        "app.kubernetes.io/name": "mindscape-api",
        "app.kubernetes.io/instance": "mindscape-api",
        "app.kubernetes.io/managed-by": "Helm",
      });
  });
});

/** The API's own, then the check's. */
function podSpecs(objects: readonly KubernetesObject[]): Record<string, unknown>[] {
  const paths = ["spec.template.spec", "spec.metrics.0.provider.job.spec.template.spec"];
  const found = paths.flatMap((path) => objects.map((object) => at(object, path)));
  return found.filter((spec) => spec !== undefined) as Record<string, unknown>[];
}
