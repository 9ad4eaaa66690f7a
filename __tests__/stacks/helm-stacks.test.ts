import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { configuration } from "../../config/environments";
import { changedSynthesis } from "../support/changed-synthesis";
import { releaseIn, releasesIn, stacksOf, valuesOf } from "../support/releases";
import { resources, synthesis } from "../support/synthesis";

/** Where Helm's provider cannot be had, this is what is known of these layers before they are applied. */
const real = synthesis();
const stacks = [...stacksOf("platform"), ...stacksOf("service")];

describe("structure, as the bindings say it", () => {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const known = (prototype: object): string[] =>
    Object.getOwnPropertyNames(prototype)
      .filter((name) => name.endsWith("Input"))
      .map((name) => snake(name.slice(0, -"Input".length)));
  const META = ["//", "depends_on", "lifecycle", "provider"];

  test.each(stacks)("%s consists of releases, and of arguments that the provider has", (id) => {
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

  test.each(stacks)("%s enters its own cluster with a token that nobody keeps", (id) => {
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
    const stack = changed.json("production-us-east-2-service");
    expect(stack).not.toHaveProperty("ephemeral");
    expect(stack.provider["helm"]![0]!["kubernetes"]).toMatchObject({
      exec: {
        command: "aws",
        args: expect.arrayContaining(["mindscape-production", "us-east-2"]) as string[],
      },
    });
  });
});

test("who plans is let into Helm's records in every namespace that has a release", () => {
  for (const platform of stacksOf("platform")) {
    const { namespaces, planners } = valuesOf(releaseIn(platform, "mindscape-platform"));
    const entry = [
      ...resources(real.json(platform.replace(/-platform$/, "-cluster")), "aws_eks_access_entry").values(),
    ].find(({ principal_arn }) => /-plan$/.test(String(principal_arn)));
    expect(entry?.["kubernetes_groups"]).toEqual([planners]);
    const open = ["kube-system", ...Object.keys(namespaces as object)];
    for (const id of [platform, platform.replace(/-platform$/, "-service")])
      for (const { namespace } of releasesIn(id)) expect(open).toContain(namespace);
  }
});

test("no release of a cluster has the name of another", () => {
  for (const platform of stacksOf("platform")) {
    const service = platform.replace(/-platform$/, "-service");
    const names = [platform, service].flatMap((id) =>
      releasesIn(id).map(({ namespace, name }) => `${String(namespace)}/${String(name)}`),
    );
    expect(names.length).toBeGreaterThan(releasesIn(platform).length);
    expect(new Set(names).size).toBe(names.length);
  }
});
