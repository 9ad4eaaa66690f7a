import { join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { INSTANCE_TYPES } from "../../../config/catalogs/instance-types";
import { DAEMONS, leftForPods } from "../../../config/node-capacity";
import { ZONES } from "../../../config/nodes";
import { SERVICE_ACCOUNTS } from "../../../modules/cluster/service-accounts";
import { PRIORITY_CLASSES } from "../../../modules/platform/foundation";
import { HelmReleases } from "../../../modules/platform/helm-releases";
import { written } from "../../../modules/platform/helm-release";
import { Platform, platformReleases, type PlatformProps } from "../../../modules/platform/platform";
import { NODE_EXPORTER } from "../../../modules/platform/prometheus-stack";
import type { PodDemand } from "../../../modules/platform/release-values";
import { stackOf } from "../../support/stack";
import { environmentOf, platformProps, releaseOf, releasesOf } from "./props";

const OWN = join(__dirname, "../../../charts/mindscape-platform");
const NAMES = ["development", "staging", "production"] as const;

test("each environment has the releases that it asks for", () => {
  const names = (environment: (typeof NAMES)[number]) => releasesOf(environment).map(({ name }) => name);
  expect(names("development")).toEqual([
    "aws-load-balancer-controller",
    "mindscape-platform",
    "metrics-server",
  ]);
  const all = [
    "aws-load-balancer-controller",
    "mindscape-platform",
    "prometheus-operator-crds",
    "metrics-server",
    "cluster-autoscaler",
    "argo-rollouts",
    "collector",
    "kube-prometheus-stack",
  ];
  expect(names("staging")).toEqual(all);
  expect(names("production")).toEqual(all);
});

test("the load balancer controller comes first, then what others stand on", () => {
  const waves = platformReleases(platformProps("production")).map((wave) => wave.map(({ name }) => name));
  expect(waves[0]).toEqual(["aws-load-balancer-controller"]);
  expect(waves[1]).toEqual(["mindscape-platform", "prometheus-operator-crds"]);
});

test("the slowest way through all waves ends before the token of the apply does", () => {
  const seconds = platformReleases(platformProps("production")).map((wave) =>
    Math.max(...wave.map(({ timeoutSeconds }) => timeoutSeconds)),
  );
  expect(seconds.reduce((sum, one) => sum + one, 0)).toBeLessThan(12 * 60);
});

// https://helm.sh/docs/topics/kubernetes_apis/ - a release is one Secret, of at most 1 MiB.
test.each(releasesOf("production"))(
  "values of $name leave its release far below a Secret's limit",
  ({ release }) => {
    expect(JSON.stringify(release.values).length).toBeLessThan(64 * 1024);
  },
);

test("every pod on system nodes says what it needs, where it runs and how it is spared", () => {
  for (const { name, release } of releasesOf("production")) {
    if (release.pods.length === 0) continue;
    const text = JSON.stringify(release.values);
    expect([name, text.includes('"requests"'), text.includes('"limits"')]).toEqual([name, true, true]);
    expect([name, text.includes('"mindscape.io/workload":"system"')]).toEqual([name, true]);
    expect([name, /priorityClassName":"(system-cluster-critical|mindscape-)/.test(text)]).toEqual([
      name,
      true,
    ]);
    if (release.pods.some(({ replicas }) => replicas > 1)) {
      expect([name, text.includes("topology.kubernetes.io/zone")]).toEqual([name, true]);
      expect([
        name,
        /"(podDisruptionBudget|pdb)":\{[^}]*("enabled":true|"maxUnavailable":1)/.test(text),
      ]).toEqual([name, true]);
    }
  }
});

test("priority classes that releases name are made", () => {
  const made = Object.values(PRIORITY_CLASSES).map(({ name }) => name);
  const named = releasesOf("production").flatMap(({ release }) =>
    [...JSON.stringify(release.values).matchAll(/"priorityClassName":"(mindscape-[\w-]+)"/g)].map(
      ([, name]) => name!,
    ),
  );
  expect(named.length).toBeGreaterThan(3);
  for (const name of named) expect(made).toContain(name);
});

describe("machines", () => {
  /**
   * What add-ons run on system nodes.
   * https://github.com/aws/eks-charts, https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml
   */
  const ADDONS: readonly PodDemand[] = [
    { name: "coredns", replicas: 2, cpuMillicores: 100, memoryMiB: 70 },
    // Six containers.
    { name: "ebs-csi-controller", replicas: 2, cpuMillicores: 60, memoryMiB: 240 },
    { name: "efs-csi-controller", replicas: 2, cpuMillicores: 0, memoryMiB: 0 },
    { name: "cloudwatch-operator", replicas: 1, cpuMillicores: 100, memoryMiB: 64 },
  ];

  /** What runs on the system nodes of an environment, together, and what one of its empty nodes has for it. */
  function demandIn(name: (typeof NAMES)[number]) {
    const { nodes, monitoring } = environmentOf(name);
    const pods = [...ADDONS, ...releasesOf(name).flatMap(({ release }) => release.pods)];
    const total = (of: (pod: PodDemand) => number): number =>
      pods.reduce((sum, pod) => sum + pod.replicas * of(pod), 0);
    return {
      pods,
      cpuMillicores: total(({ cpuMillicores }) => cpuMillicores),
      memoryMiB: total(({ memoryMiB }) => memoryMiB),
      left: leftForPods(INSTANCE_TYPES[nodes.system.instanceType]!, monitoring !== "basic"),
      perZone: nodes.system.perZone,
    };
  }

  test.each(NAMES)("the system nodes of %s hold everything, and still do when a zone is lost", (name) => {
    const { pods, cpuMillicores, memoryMiB, left, perZone } = demandIn(name);
    const inTwoZones = (ZONES - 1) * perZone.min;
    expect(cpuMillicores).toBeLessThan(inTwoZones * left.cpuMillicores);
    expect(memoryMiB).toBeLessThan(inTwoZones * left.memoryMiB);
    // None so large that the others have to lie well for it.
    for (const pod of pods) {
      expect(pod.cpuMillicores).toBeLessThan(left.cpuMillicores / 2);
      expect(pod.memoryMiB).toBeLessThan(left.memoryMiB / 2);
    }
  });

  test.each(NAMES.filter((name) => environmentOf(name).prometheus !== "none"))(
    "a pod of %s whose volume is in a zone finds room there, even where everything else came first",
    (name) => {
      const { cpuMillicores, memoryMiB, left, perZone } = demandIn(name);
      expect(environmentOf(name).scaling).toBe("automatic");
      expect(cpuMillicores).toBeLessThan(perZone.max * left.cpuMillicores);
      expect(memoryMiB).toBeLessThan(perZone.max * left.memoryMiB);
    },
  );

  test("the node exporter is counted on every node as it is sized", () => {
    const { cpuMillicores, memoryMiB } = NODE_EXPORTER;
    expect(DAEMONS.insights["node-exporter"]).toEqual({ cpuMillicores, memoryMiB });
    expect(releaseOf("production", "kube-prometheus-stack").values).toMatchObject({
      "prometheus-node-exporter": { resources: { requests: { cpu: "20m", memory: "32Mi" } } },
    });
  });
});

describe("mistakes", () => {
  const built = (changed: Partial<PlatformProps>) => () =>
    stackOf((stack) => {
      new HelmProvider(stack, "helm", {});
      new Platform(stack, "platform", { ...platformProps("production"), ...changed });
    });

  test("nothing is wrong at first", () => expect(built({})).not.toThrow());

  test("a name that is taken is named", () => {
    const twice = () =>
      stackOf((stack) => {
        const releases = new HelmReleases(stack, "releases", { mirror: "none", identities: [] });
        const release = { values: {}, pods: [], serviceAccounts: [] };
        const installation = { chart: { folder: OWN }, release, timeoutSeconds: 60, after: [] };
        releases.install("grafana", { ...installation, namespace: "monitoring" });
        releases.install("grafana", { ...installation, namespace: "mindscape" });
      });
    expect(twice).toThrow(
      "release grafana in mindscape: the name is taken by another release; choose another",
    );
  });

  test("a mirror takes the place of all repositories, and of nothing else", () => {
    const repositories = (mirror: string) =>
      Object.values(built({ mirror })().resource["helm_release"] ?? {}).map(({ repository }) => repository);
    expect(new Set(repositories("oci://registry.example/charts"))).toEqual(
      new Set([undefined, "oci://registry.example/charts"]),
    );
    expect(new Set(repositories("none")).size).toBeGreaterThan(4);
  });

  test("a service account without a role is named", () => {
    const identities = Object.values(SERVICE_ACCOUNTS).filter(({ name }) => name !== "alertmanager");
    expect(built({ identities })).toThrow(
      "release kube-prometheus-stack: service account monitoring/alertmanager has no role; add it to modules/cluster/identities.ts",
    );
  });

  test("a value that a chart does not know is named", () => {
    const { charts } = platformProps("production");
    const chart = { ...charts["metrics-server"], defaults: { replicas: "value" } } as const;
    expect(built({ charts: { ...charts, "metrics-server": chart } })).toThrow(
      /^chart metrics-server 3\.13\.1: podDisruptionBudget is not in the chart's defaults; priorityClassName is/,
    );
  });
});

test("what only looks like a template of Terraform is escaped, references are not", () => {
  expect(written({ a: "${env:MY_POD_IP}", b: "%{if}", c: "${TfToken[TOKEN.1]}", d: "$5 100%" })).toBe(
    '{"a":"$${env:MY_POD_IP}","b":"%%{if}","c":"${TfToken[TOKEN.1]}","d":"$5 100%"}',
  );
});
