import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PlanningError } from "../../../../tools/planning/errors";
import type { Leaving } from "../../../../tools/runs/aws/leaving";
import { clustersOf, phasesOf, refusedLeavings } from "../../../../tools/runs/destroy/controllers";
import { hindrancesIn, refusalOf } from "../../../../tools/runs/destroy/hindrances";
import { leftIn } from "../../../../tools/runs/destroy/left";
import { protectionOf, refuseLocked } from "../../../../tools/runs/destroy/scope";
import type { StackOrphans } from "../../../../tools/runs/orphans/stack-orphans";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";

afterAll(removeFolders);

test("a locked environment is refused in one line that says how it is unlocked, others are not", () => {
  expect(protectionOf("production")).toBe("locked");
  expect(() => refuseLocked("production")).toThrow(PlanningError);
  expect(() => refuseLocked("production")).toThrow(
    /^production is locked \(protection in .*\), [^\n]*standard/,
  );
  expect(() => refuseLocked("development")).not.toThrow();
  expect(() => refuseLocked("staging")).not.toThrow();
});

test("an environment that no configuration knows keeps what holds data", () => {
  expect(protectionOf("trial")).toBe("standard");
});

function planned(...changes: object[]): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "a"));
  writeFileSync(path.join(folder, "a/plan.json"), JSON.stringify({ resource_changes: changes }));
  return folder;
}

const deletion = (type: string, before: object, actions = ["delete"]) => ({
  address: `${type}.it`,
  type,
  change: { actions, before },
});

test.each([
  ["aws_db_instance", "deletion_protection"],
  ["aws_lb", "enable_deletion_protection"],
  ["aws_dynamodb_table", "deletion_protection_enabled"],
])("%s with %s is named before anything is destroyed", (type, attribute) => {
  const on = hindrancesIn(planned(deletion(type, { [attribute]: true })), ["a"]);
  expect(refusalOf(on, "staging")).toEqual([
    `a: ${type}.it has ${attribute}`,
    expect.stringMatching(/nothing is destroyed; set protection to disposable in .*staging\.ts/),
  ]);
  const off = hindrancesIn(planned(deletion(type, { [attribute]: false })), ["a"]);
  expect(refusalOf(off, "staging")).toEqual([]);
  const stays = hindrancesIn(planned(deletion(type, { [attribute]: true }, ["no-op"])), ["a"]);
  expect(refusalOf(stays, "staging")).toEqual([]);
});

test("a bucket that Terraform does not empty is told of, and refuses nothing", () => {
  const found = hindrancesIn(planned(deletion("aws_s3_bucket", { force_destroy: false })), ["a"]);
  expect(found.emptyOnly).toEqual([expect.stringContaining("aws_s3_bucket.it goes only if it is empty")]);
  expect(refusalOf(found, "staging")).toEqual([]);
});

const volume: Leaving = {
  kind: "volume",
  id: "vol-1",
  region: "us-west-2",
  cluster: "c",
  madeBy: "EBS CSI driver",
  about: "20 GiB for the claim monitoring/prometheus",
  keepsData: true,
};

test("volumes go without a word only where data may be lost", () => {
  expect(refusedLeavings("development", [volume])).toEqual([]);
  const name = `${volume.kind} ${volume.id} in ${volume.region}`;
  expect(refusedLeavings("development", [volume], [name])).toEqual([]);
  expect(refusedLeavings("development", [volume], [])).toEqual([
    expect.stringContaining(`${name} holds data`),
  ]);
  const [named, remedy] = refusedLeavings("staging", [volume]);
  expect(named).toContain("vol-1 in us-west-2 holds data: 20 GiB for the claim monitoring/prometheus");
  expect(remedy).toContain("staging is not disposable");
  expect(refusedLeavings("staging", [{ ...volume, kind: "load-balancer", keepsData: false }])).toEqual([]);
});

const id = (layer: string): string => `development-us-west-2-${layer}`;

test("what runs in the cluster, and what stands on that, goes before what controllers made, the rest after", () => {
  const stacks = ["network", "cluster", "platform", "service", "monitoring", "batch"].map(id);
  const upstream = new Map([
    [id("platform"), [id("network"), id("cluster")]],
    [id("service"), [id("network"), id("cluster"), id("platform")]],
    [id("monitoring"), [id("network"), id("service")]],
    [id("batch"), [id("network")]],
  ]);
  const [before, after] = phasesOf(stacks, upstream);
  expect(before).toEqual(["platform", "service", "monitoring"].map(id));
  expect(after).toEqual(["network", "cluster", "batch"].map(id));
});

test("controllers are asked about where cluster or network go, by the cluster's name", () => {
  const name = "mindscape-development";
  expect(clustersOf("development", [id("network"), id("cluster")])).toEqual([{ region: "us-west-2", name }]);
  expect(clustersOf("development", [id("platform"), id("base")])).toEqual([]);
  expect(clustersOf("trial", ["trial-us-west-2-cluster"])).toEqual([]);
});

test("what lingers is told with its reason, and is not what is left", () => {
  const none = new Map<string, string>();
  const orphans: StackOrphans = {
    ...{ stack: id("data"), imported: [], unasked: none, madeAgain: none },
    imports: [{ to: "aws_kms_alias.a", id: "alias/a" }],
    unmatched: new Map([
      ["arn:aws:rds:us-west-2:111111111111:snapshot:last", "a backup"],
      ["arn:aws:ec2:us-west-2:111111111111:volume/vol-1", "of a machine"],
    ]),
    gone: ["arn:aws:kms:us-west-2:111111111111:key/k"],
  };
  const { behind, lingering } = leftIn({
    ...{ environment: "development", stacks: [orphans], notes: [] },
    strangers: none,
  });
  expect(behind).toEqual([
    expect.stringMatching(/^aws_kms_alias\.a \(alias\/a\): import it/),
    expect.stringMatching(/volume\/vol-1: of a machine$/),
  ]);
  expect(lingering).toEqual([
    expect.stringMatching(/key\/k: gone, or on its way out/),
    expect.stringMatching(/snapshot:last: the database's last snapshot/),
  ]);
});
