/**
 * Writes policies/sensitive-attributes.json from the schema of the AWS provider that the bindings are made for.
 * The provider comes from the filesystem mirror named by MINDSCAPE_PROVIDER_MIRROR, else from the registry.
 * Run it after an upgrade of the bindings: node --import tsx scripts/sensitive-attributes.ts
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import bindings from "@cdktf/provider-aws/package.json";

const TABLE = path.join(__dirname, "../policies/sensitive-attributes.json");
const { name: source, version } = bindings.cdktf.provider;
const SCHEMA_BYTES = 64 * 1024 * 1024;

interface Block {
  readonly attributes?: Readonly<
    Record<string, { readonly sensitive?: boolean; readonly nested_type?: Block }>
  >;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

interface Schemas {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>> }>
  >;
}

function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), "mindscape-schema-"));
  try {
    writeFileSync(TABLE, render(sensitiveAttributes(readSchemas(folder))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readSchemas(folder: string): Schemas {
  const requirement = { terraform: { required_providers: { aws: { source, version } } } };
  writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(requirement));
  const mirror = process.env["MINDSCAPE_PROVIDER_MIRROR"];
  const installation = mirror === undefined ? "" : `filesystem_mirror { path = ${JSON.stringify(mirror)} }`;
  const configuration = path.join(folder, "terraform.rc");
  writeFileSync(configuration, `provider_installation {\n  ${installation || "direct {}"}\n}\n`);
  const environment = { ...process.env, TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: "1" };

  const terraform = (...commandLine: string[]): string =>
    execFileSync("terraform", [`-chdir=${folder}`, ...commandLine], {
      env: environment,
      encoding: "utf8",
      maxBuffer: SCHEMA_BYTES,
    });
  terraform("init", "-input=false", "-no-color");
  return JSON.parse(terraform("providers", "schema", "-json")) as Schemas;
}

function sensitiveAttributes({ provider_schemas: providers }: Schemas): [string, string[]][] {
  const resources = providers[source]?.resource_schemas ?? {};
  return Object.entries(resources)
    .map(([type, { block }]): [string, string[]] => [type, sensitivePaths(block).sort()])
    .filter(([, paths]) => paths.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function sensitivePaths(block: Block): string[] {
  const below = (name: string, inner: Block | undefined): string[] =>
    inner === undefined ? [] : sensitivePaths(inner).map((found) => `${name}.${found}`);
  return [
    ...Object.entries(block.attributes ?? {}).flatMap(([name, attribute]) =>
      attribute.sensitive === true ? [name] : below(name, attribute.nested_type),
    ),
    ...Object.entries(block.block_types ?? {}).flatMap(([name, inner]) => below(name, inner.block)),
  ];
}

/** One line a type, so that an upgrade's difference can be read. */
function render(attributes: [string, string[]][]): string {
  const lines = attributes.map(([type, paths]) => `    ${JSON.stringify(type)}: ${JSON.stringify(paths)}`);
  return `{\n  "provider": ${JSON.stringify(`${source} ${version}`)},\n  "attributes": {\n${lines.join(",\n")}\n  }\n}\n`;
}

main();
