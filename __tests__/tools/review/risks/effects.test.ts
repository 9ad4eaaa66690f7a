import type { Json, JsonObject } from "../../../../tools/planning/json";
import { EFFECTS } from "../../../../tools/review/risks/effects/detector";
import type { Effect } from "../../../../tools/review/risks/effects/row";
import { RISK_RULES } from "../../../../tools/review/risks/rules";
import { corpus } from "../corpus";
import { ACTIONS, found, foundIn, type Made, placed } from "./plans";

const isTold = (all: ReturnType<typeof foundIn>, { rule, words }: Effect): boolean =>
  all.some(
    (one) => one.rule === rule && one.level === RISK_RULES[rule].level && one.title.endsWith(`: ${words}`),
  );

const SIMPLE = EFFECTS.filter(({ when }) => when === undefined).flatMap((effect) =>
  effect.types.map((type) => [type, effect.words.slice(0, 60), effect] as const),
);

test.each(SIMPLE)("%s: %s", (type, _words, effect) => {
  for (const fate of Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]) {
    const expected = effect.fates.some((one) => fate.startsWith(one));
    for (const path of effect.paths ?? ["whatever"]) {
      const before = fate === "created" ? null : placed(path, "old");
      const after = fate === "destroyed" || fate === "forgotten" ? null : placed(path, "new");
      expect(isTold(foundIn({ type, actions: fate, before, after }), effect)).toBe(expected);
    }
  }
  if (effect.paths === undefined || !effect.fates.includes("updated")) return;
  const same = { other: "old", ...placed(effect.paths[0] ?? "", "old") };
  expect(
    isTold(foundIn({ type, actions: "updated", before: same, after: { ...same, other: "new" } }), effect),
  ).toBe(false);
});

type Case = readonly [made: Made, told: string, notWith: Partial<Made>];
const node = { launch_template: [{ version: "1" }] };
const refresh = (...triggers: string[]) => ({ instance_refresh: [{ triggers }] });
const tag = (value: string, spread = true): JsonObject => ({
  tag: [{ key: "a", value, propagate_at_launch: spread }],
});
const updated = (type: string, before: JsonObject, after: JsonObject): Made => ({
  type,
  actions: "updated",
  before,
  after,
});
const set = (path: string, value: Json): JsonObject => placed(path, value);
const number = (type: string, path: string): Case => [
  updated(type, set(path, 5), set(path, 2)),
  "",
  { after: set(path, 9) },
];

/** For every row that looks further than at what changes: a plan that trips it, and what has to differ so that it does not. */
const CASES: readonly Case[] = [
  [
    updated("aws_launch_template", { tag_specifications: [1] }, { tag_specifications: [2] }),
    "only tags change",
    { after: { tag_specifications: [2], image_id: "ami" } },
  ],
  [
    updated("aws_autoscaling_group", node, { launch_template: [{ version: "2" }], ...refresh() }),
    "an instance refresh begins",
    { after: { launch_template: [{ version: "2" }] } },
  ],
  [
    updated("aws_autoscaling_group", node, { launch_template: [{ version: "2" }] }),
    "only machines that start from now on",
    { after: { launch_template: [{ version: "2" }], ...refresh() } },
  ],
  [
    updated("aws_autoscaling_group", tag("x"), { ...tag("y"), ...refresh("tag") }),
    "tags trigger",
    { after: { ...tag("y"), ...refresh() } },
  ],
  [
    updated("aws_autoscaling_group", tag("x"), tag("y")),
    "tags that propagate",
    { before: tag("x", false), after: tag("y", false) },
  ],
  number("aws_autoscaling_group", "desired_capacity"),
  number("aws_ecs_service", "desired_count"),
  number("aws_eks_node_group", "scaling_config[].desired_size"),
  number("aws_dax_cluster", "replication_factor"),
  number("aws_elasticache_cluster", "num_cache_nodes"),
  [
    {
      type: "aws_lambda_event_source_mapping",
      actions: "replaced",
      before: { starting_position: "LATEST" },
      after: {},
    },
    "the place in the stream",
    { before: {} },
  ],
  [
    { type: "aws_lambda_event_source_mapping", actions: "replaced", before: {}, after: {} },
    "messages wait",
    { before: { starting_position: "LATEST" } },
  ],
  [
    updated("aws_eks_cluster", { version: "1.32" }, { version: "1.34" }),
    "EKS goes by one",
    { after: { version: "1.33" } },
  ],
  [
    updated("aws_eks_cluster", {}, { encryption_config: [{ resources: ["secrets"] }] }),
    "encryption of secrets with a key cannot be taken back",
    { before: { encryption_config: [{ resources: ["secrets"], provider: [{}] }] } },
  ],
  [
    { type: "aws_eks_node_group", actions: "replaced, the new one first", before: {}, after: {} },
    "a new group starts first",
    { actions: "replaced" },
  ],
  [
    { type: "aws_eks_node_group", actions: "replaced", before: {}, after: {} },
    "all of its nodes go before",
    { actions: "replaced, the new one first" },
  ],
  [
    { type: "aws_eks_addon", actions: "destroyed", before: {} },
    "the add-on is taken out",
    { before: { preserve: true } },
  ],
  ...["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"].flatMap(
    (type): Case[] => {
      const at = (engine_version: string): JsonObject => ({ engine: "postgres", engine_version });
      return [
        [updated(type, at("16.3"), at("17.1")), "a major version", { after: at("16.4") }],
        [updated(type, at("16.3"), at("16.4")), "another version of the engine", { after: at("17.1") }],
      ];
    },
  ),
  [
    updated(
      "aws_rds_cluster",
      { engine: "aurora-mysql", engine_version: "8.0.mysql_aurora.3.05.2" },
      { engine: "aurora-mysql", engine_version: "8.0.mysql_aurora.3.08.0" },
    ),
    "another version of the engine",
    { after: { engine: "aurora-mysql", engine_version: "8.4.mysql_aurora.4.01.0" } },
  ],
  ...EFFECTS.filter(({ words }) => words.startsWith("parameters with pending-reboot")).flatMap(({ types }) =>
    types.flatMap((type): Case[] => {
      // What does not change is applied in no way.
      const others = ["immediate", "pending-reboot"].map((method) => ({
        name: method,
        apply_method: method,
      }));
      const parameter = (value: string, apply_method: string): JsonObject => ({
        parameter: [...others, { name: "it", value, apply_method }],
      });
      return [
        [
          updated(type, parameter("1", "immediate"), parameter("2", "pending-reboot")),
          "parameters with pending-reboot",
          { after: parameter("2", "immediate") },
        ],
        [
          updated(type, parameter("1", "immediate"), parameter("2", "immediate")),
          "parameters with immediate",
          { after: parameter("2", "pending-reboot") },
        ],
      ];
    }),
  ),
  [
    updated("aws_db_instance", set("backup_retention_period", 0), set("backup_retention_period", 7)),
    "backups go on or off",
    { before: set("backup_retention_period", 3) },
  ],
  ...["aws_elasticache_replication_group", "aws_elasticache_cluster", "aws_memorydb_cluster"].map(
    (type): Case => [
      updated(type, { engine: "redis", engine_version: "7.0" }, { engine: "redis", engine_version: "7.1" }),
      "another version of the engine",
      { before: { engine: "memcached", engine_version: "7.0" } },
    ],
  ),
  [
    updated(
      "aws_elasticache_cluster",
      { engine: "memcached", engine_version: "1.5" },
      { engine: "memcached", engine_version: "1.6" },
    ),
    "another version of Memcached",
    { before: { engine: "redis" } },
  ],
  [
    updated(
      "aws_s3_bucket_lifecycle_configuration",
      { bucket: "b", rule: [] },
      { bucket: "b", rule: [{ expiration: [{ days: 1 }] }] },
    ),
    "its rules delete objects",
    { after: { bucket: "b", rule: [{ transition: [{ days: 1 }] }] } },
  ],
  [
    { type: "aws_ecr_lifecycle_policy", actions: "created", after: { repository: "r", policy: "{}" } },
    "images that its rules select",
    { after: { policy: "{}" } },
  ],
  [
    updated("aws_dynamodb_table", {}, { ttl: [{ enabled: true, attribute_name: "t" }] }),
    "items whose time",
    { after: { ttl: [{ enabled: false }] } },
  ],
  [
    updated("aws_dynamodb_table", { replica: [{}, {}] }, { replica: [{}] }),
    "a replica is deleted",
    { after: { replica: [{}, {}, {}] } },
  ],
];

test.each(CASES)("%j: %s", (made, told, notWith) => {
  const said = (one: Made): boolean =>
    foundIn(one).some(({ title, rule }) =>
      told === ""
        ? rule === "capacity-lower"
        : title.replace(/^.*? (is [a-z]+|changes): /, "").startsWith(told),
    );
  expect(said(made)).toBe(true);
  expect(said({ ...made, ...notWith })).toBe(false);
});

test("rules that look further have a case each", () => {
  const titles = CASES.flatMap(([made]) => foundIn(made).map(({ title }) => `${made.type} ${title}`));
  const missing = EFFECTS.filter(
    ({ when, types }) => when !== undefined && types[0] !== "helm_release",
  ).flatMap(({ types, words }) =>
    types.filter(
      (type) => !titles.some((title) => title.startsWith(`${type} `) && title.endsWith(`: ${words}`)),
    ),
  );
  expect(missing).toEqual([]);
});

test.each([
  ["upgrades", "aws_eks_cluster.main", "cluster-upgrade"],
  ["upgrades", "aws_eks_node_group.api", "nodes-roll"],
  ["user-data", "aws_launch_template.nodes", "nodes-roll"],
  ["user-data", "aws_autoscaling_group.batch", "nodes-roll"],
  ["user-data", "aws_instance.bastion", "restart"],
  ["replace", "aws_lb.public", "address-changes"],
  ["replace", "aws_subnet.private", "network-replaced"],
])("a real plan: %s, %s", (name, address, rule) => {
  const told = found(corpus(name)).filter(({ title }) => title.startsWith(`${address} `));
  expect(told.map((one) => one.rule)).toContain(rule);
});
