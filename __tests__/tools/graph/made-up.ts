import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A stack without an app behind it. */
export interface MadeUpStack {
  readonly id: string;
  /** Ids of stacks whose outputs it reads. */
  readonly reads?: readonly string[];
  /** Ids of stacks that it is only applied after. */
  readonly after?: readonly string[];
  /** How many resources of each type. */
  readonly resources?: Readonly<Record<string, number>>;
}

const folders: string[] = [];

/** An empty folder that goes when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "graph-"));
  folders.push(folder);
  return folder;
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Writes what CDKTF would have synthesized, in the order given, and returns the folder. */
export function synthesized(stacks: readonly MadeUpStack[]): string {
  const folder = temporaryFolder();
  const manifest = stacks.map((stack, index): [string, object] => {
    const file = `stacks/${index}/cdk.tf.json`;
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), JSON.stringify(configurationOf(stack)));
    const dependencies = [...(stack.reads ?? []), ...(stack.after ?? [])];
    return [stack.id, { name: stack.id, synthesizedStackPath: file, dependencies }];
  });
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
  return folder;
}

function configurationOf({ reads = [], resources = { aws_vpc: 1 } }: MadeUpStack): object {
  const named = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, {}]));
  const remoteStates = reads.map((id) => [`cross-stack-reference-input-${id}`, { backend: "s3" }] as const);
  return {
    data: { terraform_remote_state: Object.fromEntries(remoteStates) },
    locals: Object.fromEntries(
      reads.map((id, index) => [
        `l${index}`,
        `\${data.terraform_remote_state.cross-stack-reference-input-${id}.outputs.arn}`,
      ]),
    ),
    resource: Object.fromEntries(Object.entries(resources).map(([type, count]) => [type, named(count)])),
  };
}

// Layer: what it reads, what it is applied after; `home:` is the layer in the first region.
const REGIONAL: Record<string, { reads: string[]; after?: string[] }> = {
  state: { reads: [] },
  base: { reads: [], after: ["access"] },
  network: { reads: ["base"] },
  data: { reads: ["base", "network", "home:data"] },
  cluster: { reads: ["base", "network", "data"], after: ["access"] },
  ingress: { reads: ["base", "network", "dns", "cluster"] },
  batch: { reads: ["base", "network", "data"] },
  platform: { reads: ["base", "network", "data", "cluster"], after: ["runners"] },
  service: { reads: ["data", "cluster", "ingress"], after: ["platform"] },
  monitoring: { reads: ["base", "network", "data", "cluster", "ingress"] },
  recovery: { reads: [] },
  runners: { reads: ["base", "network", "cluster"], after: ["access"] },
};
const GLOBAL: Record<string, { reads: string[]; after?: string[] }> = {
  access: { reads: [] },
  dns: { reads: [] },
  replication: { reads: ["base", "data"] },
  edge: { reads: ["dns"], after: ["ingress", "recovery"] },
};

/** Every layer of a production in two regions, with two organization stacks beside it. */
export function everyLayer(): MadeUpStack[] {
  const regions = ["us-west-2", "us-east-2"];
  const ids = (layer: string, from: readonly string[]): string[] =>
    layer in GLOBAL ? [`production-global-${layer}`] : from.map((region) => `production-${region}-${layer}`);
  const near = (layers: readonly string[], region: string): string[] =>
    layers.flatMap((layer) => {
      if (!layer.startsWith("home:")) return ids(layer, [region]);
      return region === regions[0] ? [] : ids(layer.slice("home:".length), regions.slice(0, 1));
    });
  const regional = Object.entries(REGIONAL).flatMap(([layer, { reads, after = [] }]) =>
    regions.map((region) => ({
      id: `production-${region}-${layer}`,
      reads: near(reads, region),
      after: near(after, region),
    })),
  );
  const global = Object.entries(GLOBAL).map(([layer, { reads, after = [] }]) => ({
    id: `production-global-${layer}`,
    reads: reads.flatMap((read) => ids(read, regions)),
    after: after.flatMap((before) => ids(before, regions)),
  }));
  const organization = ["finops", "workspaces"].map((layer) => ({ id: `organization-global-${layer}` }));
  return [...regional, ...global, ...organization];
}

/** Names that a picture's syntax could trip over. */
export const ODD_LAYERS = [
  "end",
  "a&b",
  "<c>",
  'quote"d',
  "back\\N\\slash",
  "--dashes--",
  "semi;#35;",
  "ünïcode 名",
  "a_b",
  "a b",
];

/** A stack for each odd layer, each reading the two before it. */
export function oddNames(): MadeUpStack[] {
  const ids = ODD_LAYERS.map((name) => `production-us-west-2-${name}`);
  return ids.map((id, index) => ({
    id,
    reads: ids.slice(0, index).slice(-2),
    resources: { 'odd_"type"<b>&': 2 },
  }));
}
