import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { PUBLISHED_CHARTS } from "../../config/catalogs/published-charts";
import { configuration } from "../../config/environments";
import { SERVICE_ACCOUNTS } from "../../modules/cluster/service-accounts";
import { changedSynthesis } from "../support/changed-synthesis";
import { type Attributes, resources, synthesis } from "../support/synthesis";

const real = synthesis();
const platforms = real.stacks.filter((id) => id.endsWith("-platform"));
const releasesIn = (id: string): Attributes[] => Object.values(real.json(id).resource["helm_release"] ?? {});
const named = (id: string, name: string): Attributes => {
  const found = releasesIn(id).find((release) => release["name"] === name);
  if (found === undefined) throw new Error(`no release ${name} in ${id}`);
  return found;
};
/** As Terraform hands them to Helm, but for references. */
const valuesOf = (release: Attributes): Record<string, unknown> => {
  const [text = ""] = release["values"] as string[];
  return JSON.parse(text.replaceAll("$${", "${").replaceAll("%%{", "%{")) as Record<string, unknown>;
};

test("there is a platform in every region of every environment", () => {
  expect(platforms).toEqual([
    "development-us-west-2-platform",
    "production-us-east-2-platform",
    "production-us-west-2-platform",
    "staging-us-east-2-platform",
    "staging-us-west-2-platform",
  ]);
});

describe("structure, as the bindings say it", () => {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const known = (prototype: object): string[] =>
    Object.getOwnPropertyNames(prototype)
      .filter((name) => name.endsWith("Input"))
      .map((name) => snake(name.slice(0, -"Input".length)));
  const META = ["//", "depends_on", "lifecycle", "provider"];

  test.each(platforms)("%s consists of releases, and of arguments that the provider has", (id) => {
    expect(Object.keys(real.json(id).resource)).toEqual(["helm_release"]);
    const allowed = [...known(Release.prototype), ...META];
    expect(allowed).toContain("cleanup_on_fail");
    for (const release of releasesIn(id)) {
      for (const argument of Object.keys(release)) expect(allowed).toContain(argument);
      expect(release).toMatchObject({
        atomic: true,
        cleanup_on_fail: true,
        lint: true,
        wait: true,
        max_history: 5,
      });
      for (const [argument, type] of Object.entries(TYPES))
        if (release[argument] !== undefined)
          expect([argument, typeof release[argument]]).toEqual([argument, type]);
      expect(release["values"]).toEqual([expect.any(String)]);
      expect(Array.isArray(release["depends_on"] ?? [])).toBe(true);
    }
  });
  const TYPES = {
    name: "string",
    namespace: "string",
    chart: "string",
    version: "string",
    timeout: "number",
  };

  test.each(platforms)("%s enters its own cluster with a token that nobody keeps", (id) => {
    const stack = real.json(id);
    const [helm, ...others] = stack.provider["helm"]!;
    expect(others).toEqual([]);
    for (const argument of Object.keys(helm!)) expect(known(HelmProvider.prototype)).toContain(argument);
    const kubernetes = helm!["kubernetes"] as Record<string, string>;
    expect(Object.keys(kubernetes).sort()).toEqual(["cluster_ca_certificate", "host", "token"]);
    expect(kubernetes["host"]).toMatch(/-cluster\.outputs\..*endpoint}$/);
    expect(kubernetes["cluster_ca_certificate"]).toMatch(
      /^\${base64decode\(.*certificate_authority0data\)}$/,
    );
    expect(kubernetes["token"]).toBe("${ephemeral.aws_eks_cluster_auth.cluster.token}");
    const { ephemeral } = stack as unknown as { ephemeral: unknown };
    const environment = id.split("-")[0];
    expect(ephemeral).toEqual({ aws_eks_cluster_auth: { cluster: { name: `mindscape-${environment}` } } });
    expect(stack.terraform.required_providers["helm"]).toMatchObject({ version: "3.1.1" });
  });

  test("with the AWS CLI there is no token in Terraform", () => {
    const organization = { ...configuration.organization, clusterLogin: "aws-cli" } as const;
    const changed = changedSynthesis({ configuration: { ...configuration, organization } });
    expect(changed.errors).toBe("");
    const stack = changed.json("production-us-east-2-platform");
    expect(stack).not.toHaveProperty("ephemeral");
    expect(stack.provider["helm"]![0]!["kubernetes"]).toMatchObject({
      exec: {
        command: "aws",
        args: expect.arrayContaining(["mindscape-production", "us-east-2"]) as string[],
      },
    });
  });
});

test.each(platforms)("published charts of %s are exact, and of the repository that published them", (id) => {
  for (const { chart, version, repository } of releasesIn(id)) {
    if (String(chart).startsWith("assets/")) {
      const folder = join(real.outdir, "stacks", id, String(chart));
      expect(existsSync(join(folder, "Chart.yaml"))).toBe(true);
      expect(readdirSync(join(folder, "templates")).length).toBeGreaterThan(5);
      continue;
    }
    expect(PUBLISHED_CHARTS).toContainEqual(expect.objectContaining({ chart, version, repository }));
  }
});

test("service accounts of charts are exactly those that cluster gives identities to, in each environment", () => {
  // The add-ons' own, and the service's.
  const others = [SERVICE_ACCOUNTS.efsCsi, SERVICE_ACCOUNTS.api];
  for (const id of platforms) {
    const cluster = real.json(id.replace(/-platform$/, "-cluster"));
    const given = [...resources(cluster, "aws_eks_pod_identity_association").values()]
      .map((association) => `${String(association["namespace"])}/${String(association["service_account"])}`)
      .filter((account) => !others.some(({ namespace, name }) => account === `${namespace}/${name}`));
    const used = releasesIn(id).flatMap((release) =>
      accountsIn(valuesOf(release), String(release["namespace"])),
    );
    expect([id, used.sort()]).toEqual([id, given.sort()]);
  }
});

/** Names of service accounts that values give, in the release's namespace. */
function accountsIn(values: unknown, namespace: string): string[] {
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
    const name = key === "serviceAccount" ? (value as { name?: string }).name : undefined;
    return name === undefined ? accountsIn(value, namespace) : [`${namespace}/${name}`];
  });
}

test("no release of a cluster has the name of another", () => {
  for (const id of platforms) {
    const place = id.replace(/-platform$/, "");
    const names = real.stacks
      .filter((stack) => stack.startsWith(place))
      .flatMap((stack) =>
        releasesIn(stack).map(({ namespace, name }) => `${String(namespace)}/${String(name)}`),
      );
    expect(new Set(names).size).toBe(names.length);
  }
});

test("the region that serves wakes people, the other one and staging do not", () => {
  const told = (id: string) => {
    const { alertmanager } = valuesOf(named(id, "kube-prometheus-stack")) as {
      alertmanager: { config: { receivers: { name: string; sns_configs?: { topic_arn: string }[] }[] } };
    };
    return Object.fromEntries(
      alertmanager.config.receivers.map(({ name, sns_configs: [sns] = [] }) => [
        name,
        sns?.topic_arn.split(":").slice(3).join(":"),
      ]),
    );
  };
  expect(told("production-us-west-2-platform")).toEqual({
    nobody: undefined,
    page: "us-west-2:333333333333:mindscape-production-page",
    ticket: "us-west-2:333333333333:mindscape-production-ticket",
    watchdog: "us-west-2:333333333333:mindscape-production-watchdog",
  });
  expect(told("production-us-east-2-platform")["page"]).toBe(
    "us-east-2:333333333333:mindscape-production-ticket",
  );
  expect(told("staging-us-west-2-platform")["page"]).toBe("us-west-2:222222222222:mindscape-staging-ticket");
});

test("topics that Alertmanager publishes to are made by base, in the same region", () => {
  for (const id of platforms.filter((one) => !one.startsWith("development"))) {
    const base = real.json(id.replace(/-platform$/, "-base"));
    const names = [...resources(base, "aws_sns_topic").values()].map((topic) => String(topic["name"]));
    const arns = real.text(id).match(/arn:aws:sns:[\w:-]+/g) ?? [];
    expect(arns.length).toBeGreaterThan(2);
    for (const arn of arns) expect(names).toContain(arn.split(":").at(-1));
  }
});

test("volumes use the region's own key, and the controller its own network", () => {
  for (const id of platforms) {
    const place = id.replace(/-platform$/, "");
    const { storage } = valuesOf(named(id, "mindscape-platform")) as { storage: { keyArn: string } };
    expect(storage.keyArn).toMatch(
      new RegExp(`^\\\${data.terraform_remote_state.*${place}-base.*ebs-key.*arn}$`),
    );
    const { vpcId, region } = valuesOf(named(id, "aws-load-balancer-controller"));
    expect(vpcId).toMatch(new RegExp(`${place}-network.*vpc`));
    expect(id).toContain(String(region));
  }
});

test("what the collector fills in at its start reaches it unchanged", () => {
  const [text = ""] = named("production-us-west-2-platform", "collector")["values"] as string[];
  expect(text).toContain("$${env:MY_POD_IP}:4318");
  expect(text).not.toMatch(/[^$]\${env:/);
});
