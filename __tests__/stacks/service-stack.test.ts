import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ALERTS } from "../../config/alerts";
import { configuration } from "../../config/environments";
import { TOLD } from "../../modules/service/rules/rules";
import { changedSynthesis } from "../support/changed-synthesis";
import { lint, template } from "../support/helm";
import { knownValuesOf, releaseIn, releasesIn, stacksOf, valuesOf } from "../support/releases";
import { type Attributes, resources, synthesis } from "../support/synthesis";

const real = synthesis();
const services = stacksOf("service");
const folderOf = (id: string, { chart }: Attributes): string =>
  join(real.outdir, "stacks", id, String(chart));
const api = (id: string): Record<string, unknown> => valuesOf(releaseIn(id, "mindscape-api"));

test("there is a service in every region of every environment, with what observes it where something does", () => {
  expect(
    Object.fromEntries(
      services.map((id) => [
        id,
        releasesIn(id)
          .map(({ name }) => name)
          .sort(),
      ]),
    ),
  ).toEqual({
    "development-us-west-2-service": ["mindscape-api"],
    "production-us-east-2-service": ["mindscape-api", "mindscape-observability"],
    "production-us-west-2-service": ["mindscape-api", "mindscape-observability"],
    "staging-us-east-2-service": ["mindscape-api", "mindscape-observability"],
    "staging-us-west-2-service": ["mindscape-api", "mindscape-observability"],
  });
});

describe.each(services)("%s", (id) => {
  const kinds = (release: Attributes): Record<string, number> => {
    const { name, namespace } = release as { name: string; namespace: string };
    const values = knownValuesOf(release);
    lint(folderOf(id, release), values, { name, namespace });
    const counts: Record<string, number> = {};
    for (const { kind } of template(folderOf(id, release), values, { name, namespace }))
      counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };

  test("hands helm values that its charts accept and render", () => {
    const rolling = id.startsWith("development");
    expect(kinds(releaseIn(id, "mindscape-api"))).toEqual({
      NetworkPolicy: rolling ? 1 : 2,
      PersistentVolume: 1,
      PersistentVolumeClaim: 1,
      PodDisruptionBudget: 1,
      Service: rolling ? 1 : 3,
      ServiceAccount: 1,
      TargetGroupBinding: rolling ? 1 : 2,
      ...(rolling
        ? { Deployment: 1 }
        : { AnalysisTemplate: 2, HorizontalPodAutoscaler: 1, Rollout: 1, ServiceMonitor: 1 }),
    });
    if (!rolling)
      expect(kinds(releaseIn(id, "mindscape-observability"))).toEqual({ ConfigMap: 5, PrometheusRule: 1 });
  });

  // A release is one Secret of at most 1 MiB, its chart and values in it. https://helm.sh/docs/topics/kubernetes_apis/
  test("makes releases that stay far below a Secret's limit", () => {
    for (const release of releasesIn(id)) {
      const folder = folderOf(id, release);
      expect(existsSync(join(folder, "Chart.yaml"))).toBe(true);
      expect(readdirSync(join(folder, "templates")).length).toBeGreaterThan(2);
      expect(JSON.stringify(valuesOf(release)).length).toBeLessThan(128 * 1024);
    }
  });

  test("names its own region everywhere, and no other", () => {
    const region = /us-(west|east)-2/.exec(id)![0];
    const named = new Set(JSON.stringify(releasesIn(id).map(valuesOf)).match(/us-(west|east)-[12]/g));
    expect([...named]).toEqual([region]);
  });
});

test("every region pulls from its own registry, whose repository its cluster layer makes", () => {
  for (const id of services) {
    const cluster = real.json(id.replace(/-service$/, "-cluster"));
    const [repository] = [...resources(cluster, "aws_ecr_repository").values()];
    expect(api(id)["image"]).toMatch(
      new RegExp(
        `^[0-9]{12}[.]dkr[.]ecr[.]us-(west|east)-2[.]amazonaws[.]com/${String(repository!["name"])}@sha256:`,
      ),
    );
  }
});

test("a version that is a tag is written as one", () => {
  const [development, ...others] = configuration.environments;
  const environments = [{ ...development!, image: { ...development!.image, version: "v1.4.2" } }, ...others];
  const changed = changedSynthesis({ configuration: { ...configuration, environments } });
  expect(changed.errors).toBe("");
  expect(changed.text("development-us-west-2-service")).toContain("/mindscape/api:v1.4.2");
});

test("the API is the one that ingress, monitoring and identities speak of", () => {
  for (const id of services) {
    const place = id.replace(/-service$/, "");
    const { nodePorts, serviceAccount } = api(id) as {
      nodePorts: Record<string, number>;
      serviceAccount: string;
    };
    const ports = [...resources(real.json(`${place}-ingress`), "aws_lb_target_group").values()].map(
      ({ port }) => port,
    );
    expect(Object.values(nodePorts).sort()).toEqual(ports.sort());
    const associations = [
      ...resources(real.json(`${place}-cluster`), "aws_eks_pod_identity_association").values(),
    ];
    expect(associations).toContainEqual(
      expect.objectContaining({ namespace: "mindscape", service_account: serviceAccount }),
    );
    const queues = [...resources(real.json(`${place}-batch`), "aws_sqs_queue").values()].map(
      ({ name }) => name,
    );
    const { QUEUE_URL } = api(id)["variables"] as Record<string, string>;
    expect(queues).toContain(QUEUE_URL!.split("/").at(-1));
  }
});

test("every alert that the contract leaves to Prometheus is told where there is one, at its threshold", () => {
  const agreed = Object.entries(ALERTS).filter(([, { pagedBy }]) => pagedBy === "prometheus");
  expect([...TOLD].sort()).toEqual(agreed.map(([key]) => key).sort());
  for (const id of services.filter((one) => !one.startsWith("development"))) {
    const { groups } = valuesOf(releaseIn(id, "mindscape-observability")) as {
      groups: { rules: { alert?: string; expr: string }[] }[];
    };
    const told = new Map(
      groups.flatMap(({ rules }) => rules.flatMap(({ alert, expr }) => (alert ? [[alert, expr]] : []))) as [
        string,
        string,
      ][],
    );
    expect([...told.keys()].sort()).toEqual(agreed.map(([key]) => key).sort());
    for (const [key, { threshold }] of agreed) expect(told.get(key)).toContain(String(threshold));
  }
});

test("files are mounted only where they are wanted", () => {
  const [development, ...others] = configuration.environments;
  const environments = [{ ...development!, sharedFiles: "not-mounted" as const }, ...others];
  const changed = changedSynthesis({ configuration: { ...configuration, environments } });
  expect(changed.errors).toBe("");
  expect(changed.text("development-us-west-2-service")).not.toMatch(/efs_|FILES_PATH/);
  expect(real.text("development-us-west-2-service")).toMatch(/efs_.*FILES_PATH|FILES_PATH.*efs_/);
});
