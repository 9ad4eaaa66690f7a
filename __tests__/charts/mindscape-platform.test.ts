import { join } from "node:path";
import type { EnvironmentName } from "../../config/environment";
import { releaseOf } from "../modules/platform/props";
import { type KubernetesObject, lint, one, refusal, template } from "../support/helm";
import { assertKubernetes } from "../support/kubernetes-schemas";
import { apiValues, CHART as API_CHART, RELEASE as API } from "./api-values";
import { at, containersOf } from "./objects";

const CHART = join(__dirname, "../../charts/mindscape-platform");
const RELEASE = { name: "mindscape-platform", namespace: "kube-system" };
const NAMES = ["development", "staging", "production"] as const;

const valuesOf = (name: EnvironmentName): Record<string, unknown> =>
  releaseOf(name, "mindscape-platform").values as Record<string, unknown>;
const rendered = new Map(NAMES.map((name) => [name, template(CHART, valuesOf(name), RELEASE)]));
const production = rendered.get("production")!;
const development = rendered.get("development")!;

const ofKind = (objects: readonly KubernetesObject[], kind: string): KubernetesObject[] =>
  objects.filter((object) => object.kind === kind);
const policy = (namespace: string, name: string): KubernetesObject => {
  const found = ofKind(production, "NetworkPolicy").find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  );
  if (found === undefined) throw new Error(`no policy ${namespace}/${name}`);
  return found;
};

test.each(NAMES)("helm's lint accepts it in %s, and Kubernetes knows every field of every object", (name) => {
  lint(CHART, valuesOf(name), RELEASE);
  assertKubernetes(rendered.get(name)!);
});

test("it makes what each environment needs, and no more", () => {
  const counts = (objects: readonly KubernetesObject[]) =>
    Object.fromEntries(
      [...new Set(objects.map(({ kind }) => kind))]
        .sort()
        .map((kind) => [kind, ofKind(objects, kind).length]),
    );
  expect(counts(development)).toEqual({
    Namespace: 1,
    NetworkPolicy: 1,
    PriorityClass: 3,
    ResourceQuota: 1,
    Role: 3,
    RoleBinding: 3,
    StorageClass: 2,
  });
  expect(counts(production)).toEqual({
    Namespace: 3,
    NetworkPolicy: 8,
    PriorityClass: 3,
    ResourceQuota: 3,
    Role: 4,
    RoleBinding: 4,
    StorageClass: 2,
  });
});

test("in each namespace whoever is not mentioned reaches nobody, and is reached by nobody", () => {
  for (const { metadata } of ofKind(production, "Namespace")) {
    const { spec } = policy(metadata.name, "nothing");
    expect(spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  }
});

test("the product's pods are restricted, and the API's chart keeps to that, to the quota and to its requests", () => {
  const labels = one(production, "Namespace", "mindscape").metadata.labels;
  expect(labels).toMatchObject({
    "pod-security.kubernetes.io/enforce": "restricted",
    "pod-security.kubernetes.io/enforce-version": "v1.35",
  });
  const api = template(API_CHART, apiValues("production", "blue-green"), API);
  const rollout = one(api, "Rollout");
  expect(at(rollout, "spec.template.spec.securityContext")).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  });
  const job = at(one(api, "AnalysisTemplate", "mindscape-api-check"), "spec.metrics.0.provider.job");
  for (const container of [...containersOf(rollout), ...containersOf(job)]) {
    expect(container["securityContext"]).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
    // A quota of requests refuses pods that say none.
    expect(at(container, "resources.requests")).toMatchObject({
      cpu: expect.any(String) as string,
      memory: expect.any(String) as string,
    });
  }
  const quota = ofKind(production, "ResourceQuota").find(
    ({ metadata }) => metadata.namespace === "mindscape",
  );
  const nodePorts = ofKind(api, "Service").filter((service) => at(service, "spec.type") === "NodePort");
  expect(at(quota, "spec.hard")).toEqual({
    "services.loadbalancers": "0",
    "services.nodeports": `${nodePorts.length}`,
    pods: "34",
    "requests.cpu": "3400m",
    "requests.memory": "8704Mi",
  });
});

test("no namespace may ask AWS for a load balancer", () => {
  for (const quota of ofKind(production, "ResourceQuota"))
    expect((at(quota, "spec.hard") as Record<string, string>)["services.loadbalancers"]).toBe("0");
});

describe("in monitoring", () => {
  const ports = (rule: unknown): number[] =>
    ((at(rule, "ports") ?? []) as { port: number }[]).map(({ port }) => port);

  test("the collector takes traces, and questions about them, from the product alone", () => {
    const { spec } = policy("monitoring", "collector");
    expect(at(spec, "ingress.0.from")).toEqual([
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "mindscape" } } },
    ]);
    expect(ports(at(spec, "ingress.0"))).toEqual([4318, 2000]);
    const { traces } = apiValues("production", "blue-green");
    expect(ports(at(spec, "ingress.0"))).toContain(traces?.port);
  });

  test("Prometheus reads every pod, the kubelets and node exporters, and answers to Argo", () => {
    const { spec } = policy("monitoring", "prometheus");
    expect(at(spec, "egress.0")).toEqual({ to: [{ namespaceSelector: {} }] });
    expect(ports(at(spec, "egress.1"))).toEqual([10250, 9100]);
    expect(at(spec, "egress.1.to")).toEqual(
      ["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"].map((cidr) => ({ ipBlock: { cidr } })),
    );
    expect(at(spec, "ingress.0.from.0.namespaceSelector.matchLabels")).toEqual({
      "kubernetes.io/metadata.name": "argo-rollouts",
    });
    const { spec: rollouts } = policy("argo-rollouts", "everybody");
    expect(JSON.stringify(rollouts)).toContain('"port":9090');
  });

  test("the control plane reaches the operator's hook", () => {
    const { spec } = policy("monitoring", "prometheus-operator");
    expect(ports(at(spec, "ingress.0"))).toEqual([10250]);
    expect(at(spec, "ingress.0.from")).toHaveLength(3);
  });
});

test("volumes are gp3 and encrypted with our key unless they say otherwise; shared files are never made", () => {
  expect(one(production, "StorageClass", "gp3")).toMatchObject({
    metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: "ebs.csi.aws.com",
    parameters: {
      type: "gp3",
      encrypted: "true",
      kmsKeyId: expect.stringMatching(/^arn:aws:kms:/) as string,
    },
    allowVolumeExpansion: true,
    volumeBindingMode: "WaitForFirstConsumer",
  });
  expect(one(production, "StorageClass", "efs")).toMatchObject({
    provisioner: "kubernetes.io/no-provisioner",
  });
});

test("the API is before monitoring, and after what releases it", () => {
  const value = (name: string) => Number(one(production, "PriorityClass", name)["value"]);
  expect(value("mindscape-controllers")).toBeGreaterThan(value("mindscape-api"));
  expect(value("mindscape-api")).toBeGreaterThan(value("mindscape-monitoring"));
  expect(apiValues("production", "blue-green").priorityClass).toBe("mindscape-api");
});

test("developers see releases in staging, and move them in development", () => {
  const verbs = (objects: readonly KubernetesObject[]) =>
    (at(one(objects, "Role", "developers"), "rules") as { apiGroups: string[]; verbs: string[] }[])
      .filter(({ apiGroups }) => apiGroups.includes("argoproj.io"))
      .flatMap((rule) => rule.verbs);
  expect(verbs(rendered.get("staging")!)).toEqual(["get", "list", "watch"]);
  expect(verbs(development)).toEqual(["get", "list", "watch", "patch", "update"]);
});

const wrong: [string, Record<string, unknown>, string][] = [
  ["an unknown key", { namespace: {} }, "namespace"],
  ["privileged pods", { namespaces: { mindscape: { podSecurity: "privileged", quota: {} } } }, "podSecurity"],
  [
    "a namespace that is not made",
    { monitoring: "observability" },
    "monitoring observability is not among namespaces",
  ],
  ["a key that is none", { storage: { keyArn: "alias/ebs" } }, "keyArn"],
  ["a priority of Kubernetes' own", { priorityClasses: { a: { value: 2e9, description: "x" } } }, "value"],
  ["no nodes", { network: { nodeRanges: [] } }, "nodeRanges"],
  ["a version that is none", { kubernetesVersion: "latest" }, "kubernetesVersion"],
];
test.each(wrong)("%s is refused", (_, changed, named) => {
  expect(refusal(CHART, { ...valuesOf("production"), ...changed }, RELEASE)).toContain(named);
});

test("who plans reads what Helm keeps, in every namespace, and nothing else", () => {
  const of = (kind: string) =>
    ofKind(production, kind).filter(({ metadata }) => metadata.name === "planners");
  expect(
    of("Role")
      .map(({ metadata }) => metadata.namespace)
      .sort(),
  ).toEqual(["argo-rollouts", "kube-system", "mindscape", "monitoring"]);
  for (const role of of("Role"))
    expect(role["rules"]).toEqual([{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }]);
  for (const binding of of("RoleBinding"))
    expect(binding["subjects"]).toEqual([
      { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "mindscape:planners" },
    ]);
});
