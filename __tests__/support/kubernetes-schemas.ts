import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type AnySchema, type ErrorObject, type ValidateFunction } from "ajv";
import { VERSIONS } from "../../config/versions";
import type { KubernetesObject } from "./helm";
import { installed } from "../../tools/installed";

// The schemas of many versions of Kubernetes, as JSON.
const PACKAGE = "kubernetes-validate==1.37.0";
const SHA256 = "85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9";
const STRICT = `v${VERSIONS.kubernetes.version}.0-local-strict`;
const UNPACK = `
import glob, os, sys, zipfile
wheel = glob.glob("*.whl")[0]
with zipfile.ZipFile(wheel) as archive:
    names = [name for name in archive.namelist() if "/" + sys.argv[1] + "/" in name]
    if not names:
        sys.exit("no schemas of " + sys.argv[1])
    for name in names:
        with open(os.path.basename(name), "wb") as file:
            file.write(archive.read(name))
os.remove(wheel)
`;
/** Custom resources, cut from the definitions of the charts that bring them. */
const CUSTOM = join(__dirname, "../charts/schemas");

/**
 * Throws, with path and reason, unless Kubernetes of the cluster's version would know every field of every object; the custom
 * resources are those with a file in __tests__/charts/schemas.
 */
export function assertKubernetes(objects: readonly KubernetesObject[]): void {
  const problems = objects.flatMap(problemsOf);
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function problemsOf(object: KubernetesObject): string[] {
  const name = `${object.kind}/${object.metadata.name}`;
  const validate = validatorOf(object);
  if (validate === undefined) return [`${name}: no schema of ${object.apiVersion} ${object.kind}`];
  validate(object);
  return (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${reason(error)}`);
}

function reason({ message, params }: ErrorObject): string {
  return `${message ?? "is wrong"} ${JSON.stringify(params)}`;
}

let schemas: Ajv | undefined;

function validatorOf({ apiVersion, kind }: KubernetesObject): ValidateFunction | undefined {
  schemas ??= load();
  const [group = "", version = ""] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const builtIn = [kind.toLowerCase(), group.split(".")[0], version].filter((part) => part !== "").join("-");
  const custom = [kind.toLowerCase(), group, version].join("-");
  return schemas.getSchema(`/custom/${custom}.json`) ?? schemas.getSchema(`/api/${builtIn}.json`);
}

function load(): Ajv {
  // Kubernetes' formats are hints for clients, and its schemas have keywords of their own.
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, allErrors: true });
  for (const [path, folder] of [
    ["/api", builtInSchemas()],
    ["/custom", CUSTOM],
  ] as const)
    for (const file of readdirSync(folder)) ajv.addSchema(read(join(folder, file)), `${path}/${file}`);
  return ajv;
}

/** Without the name of its dialect: what these schemas use means the same in all. */
function read(file: string): AnySchema {
  const schema = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  delete schema["$schema"];
  return schema;
}

function builtInSchemas(): string {
  const missing = "Kubernetes' schemas could not be installed; it needs PyPI and Python 3 with venv and pip";
  return installed(`kubernetes-schemas/${STRICT}`, missing, (folder) => {
    const options = { cwd: folder, stdio: "pipe" } as const;
    execFileSync("python3", ["-m", "venv", "venv"], options);
    const requirement = `${PACKAGE} --hash=sha256:${SHA256}`;
    const pip =
      "printf '%s\\n' \"$1\" > requirement && venv/bin/python -m pip download -q --no-deps -d . -r requirement";
    execFileSync("sh", ["-c", pip, "sh", requirement], options);
    execFileSync("python3", ["-c", UNPACK, STRICT], options);
    execFileSync("rm", ["-r", "venv", "requirement"], options);
  });
}
