import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PUBLISHED_CHARTS } from "../../config/catalogs/published-charts";
import { SERVICE_ACCOUNTS } from "../../modules/cluster/service-accounts";
import { releaseIn, releasesIn, stacksOf, valuesOf } from "../support/releases";
import { resources, synthesis } from "../support/synthesis";

const real = synthesis();
const platforms = stacksOf("platform");

test("there is a platform in every region of every environment", () => {
  expect(platforms).toEqual([
    "development-us-west-2-platform",
    "production-us-east-2-platform",
    "production-us-west-2-platform",
    "staging-us-east-2-platform",
    "staging-us-west-2-platform",
  ]);
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

test("the region that serves wakes people, the other one and staging do not", () => {
  const told = (id: string) => {
    const { alertmanager } = valuesOf(releaseIn(id, "kube-prometheus-stack")) as {
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
    const { storage } = valuesOf(releaseIn(id, "mindscape-platform")) as { storage: { keyArn: string } };
    expect(storage.keyArn).toMatch(
      new RegExp(`^\\\${data.terraform_remote_state.*${place}-base.*ebs-key.*arn}$`),
    );
    const { vpcId, region } = valuesOf(releaseIn(id, "aws-load-balancer-controller"));
    expect(vpcId).toMatch(new RegExp(`${place}-network.*vpc`));
    expect(id).toContain(String(region));
  }
});

test("what the collector fills in at its start reaches it unchanged", () => {
  const [text = ""] = releaseIn("production-us-west-2-platform", "collector")["values"] as string[];
  expect(text).toContain("$${env:MY_POD_IP}:4318");
  expect(text).not.toMatch(/[^$]\${env:/);
});
