import { synthesis } from "../../../support/synthesis";
import { removeFolders } from "../../fixtures/synthesis";
import { changesIn, copyOf, Repository } from "./repository";

afterAll(removeFolders);

const PLACE = "production-us-west-2";
const STACKS = ["production-global-access", `${PLACE}-base`, `${PLACE}-network`, `${PLACE}-data`];

interface Stack {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
}

function found(text: string, type: string, beginning: string): string {
  const names = Object.keys((JSON.parse(text) as Stack).resource[type] ?? {});
  const name = names.find((candidate) => candidate.startsWith(beginning));
  if (name === undefined) throw new Error(`no ${type} begins with ${beginning}: ${names.join(", ")}`);
  return name;
}

/** `text` with one resource changed. */
function changed(
  text: string,
  [type, beginning]: readonly [type: string, beginning: string],
  attributes: Record<string, unknown>,
): string {
  const stack = JSON.parse(text) as Stack;
  const name = found(text, type, beginning);
  Object.assign(stack.resource[type]?.[name] ?? {}, attributes);
  return JSON.stringify(stack, null, 2);
}

const old = (id: string, text: string): string => {
  if (id !== `${PLACE}-base`) return text;
  const stack = JSON.parse(text) as Stack;
  return JSON.stringify({
    ...stack,
    resource: {
      ...stack.resource,
      aws_s3_bucket: { ...stack.resource["aws_s3_bucket"], scratch: { bucket: "mindscape-scratch" } },
    },
  });
};

const EDITS: Readonly<Record<string, (text: string) => string>> = {
  [`${PLACE}-base`]: (text) =>
    changed(text, ["aws_sns_topic", "watchdog-topic"], { tags: { Reason: "test" } }),
  [`${PLACE}-network`]: (text) =>
    changed(text, ["aws_subnet", "network_subnets_isolated-1"], { cidr_block: "10.0.255.0/24" }),
  [`${PLACE}-data`]: (text) => {
    const resized = changed(text, ["aws_db_instance", "database_instance"], {
      instance_class: "db.m7g.2xlarge",
    });
    return resized.replaceAll(
      found(text, "aws_cloudwatch_log_group", "cache_logs_slow"),
      "cache_logs_renamed",
    );
  },
};

test("exactly what was changed, and what reads it", async () => {
  const { outdir } = synthesis();
  const repository = new Repository();
  repository.commit(copyOf(outdir, STACKS, old));
  const fresh = copyOf(outdir, STACKS, (id, text) => EDITS[id]?.(text) ?? text);
  const changes = changesIn(await repository.against(fresh)).map((line) => line.replace(/_[0-9A-F]{8}$/, ""));
  expect(changes).toEqual([
    `${PLACE}-base delete aws_s3_bucket.scratch`,
    `${PLACE}-base update aws_sns_topic.watchdog-topic`,
    `${PLACE}-network update aws_network_acl.network_acls_isolated`,
    `${PLACE}-network delete+create aws_route_table_association.network_routes_isolated-subnet-1`,
    `${PLACE}-network delete+create aws_subnet.network_subnets_isolated-1`,
    `${PLACE}-data create aws_cloudwatch_log_group.cache_logs_renamed`,
    `${PLACE}-data delete aws_cloudwatch_log_group.cache_logs_slow`,
    `${PLACE}-data update aws_dax_subnet_group.dax_subnets`,
    `${PLACE}-data update aws_db_instance.database_instance`,
    `${PLACE}-data update aws_db_subnet_group.database_network_subnets`,
    `${PLACE}-data delete+create aws_efs_mount_target.files_mount-target-0`,
    `${PLACE}-data update aws_elasticache_subnet_group.cache_network_subnets`,
  ]);
});

test("nothing, of a commit that is the same: the provider agrees with every attribute", async () => {
  const same = copyOf(synthesis().outdir, STACKS);
  const repository = new Repository();
  repository.commit(same);
  const result = await repository.against(same, { thorough: true });
  expect(changesIn(result)).toEqual([]);
  const resources = result.plans.flatMap(({ plan }) => plan?.resource_changes ?? []);
  expect(resources.filter(({ mode }) => mode === "managed").length).toBeGreaterThan(100);
});
