import { type MetricFamily, METRICS } from "../../config/catalogs/metrics";
import { SHOWN_METRICS } from "../../config/catalogs/dashboard-metrics";
import { configuration } from "../../config/environments";
import { CONTROL_PLANE_REGION } from "../../config/regions";
import { metricAlarms, compositeAlarms, origin } from "../support/alarms";
import { dashboards, type FoundDashboard, shown, type Shown, type WidgetJson } from "../support/dashboards";
import { type Attributes, type StackJson, synthesis } from "../support/synthesis";

const real = synthesis();
const all = dashboards(real);
const OWN = `${configuration.organization.name}/`;
const reads = all.flatMap((dashboard) =>
  dashboard.widgets.flatMap((widget) => shown(widget).map((read) => ({ dashboard, read }))),
);

function environmentOf({ stack }: { readonly stack: string }) {
  return configuration.environments.find(({ name }) => stack.startsWith(`${name}-`))!;
}

const parsed = new Map(real.stacks.map((id) => [id, real.json(id)]));

/** Resources of a region of an environment, whatever stack they are in. */
function resourcesIn(environment: string, region: string, type: string): Attributes[] {
  const inPlace = (id: string): boolean =>
    id.startsWith(`${environment}-${region}-`) || id.startsWith(`${environment}-global-`);
  return [...parsed]
    .filter(([id]) => inPlace(id))
    .flatMap(([, { resource }]) => Object.values(resource?.[type] ?? {}));
}

test("every region of every environment has one, and so has every environment", () => {
  const expected = configuration.environments.flatMap(({ name, regions }) => [
    `${name}-global-edge`,
    ...regions.map((region) => `${name}-${region.name}-monitoring`),
  ]);
  expect(all.map(({ stack }) => stack).sort()).toEqual(expected.sort());
});

test("no two of an account have the same name: dashboards are of no region", () => {
  const names = all.map((dashboard) => `${environmentOf(dashboard).accountId} ${dashboard.name}`);
  expect(new Set(names).size).toBe(names.length);
});

test("every metric exists, under exactly these dimensions", () => {
  expect(reads.length).toBeGreaterThan(100);
  const unknown = reads
    .filter(({ read }) => !read.namespace.startsWith(OWN) && !exists(read))
    .map(
      ({ dashboard, read }) =>
        `${dashboard.name}: ${read.namespace} ${read.metric} ${JSON.stringify(read.dimensions)}`,
    );
  expect(unknown).toEqual([]);
});

function exists({ namespace, metric, dimensions }: Shown): boolean {
  const tables: readonly Readonly<Record<string, readonly MetricFamily[]>>[] = [METRICS, SHOWN_METRICS];
  const families = tables
    .flatMap((table) => table[namespace] ?? [])
    .filter(({ metrics }) => metric in metrics);
  if (dimensions === undefined) return families.length > 0;
  const names = JSON.stringify(Object.keys(dimensions).sort());
  return families.some((family) =>
    family.dimensions.some((set) => JSON.stringify([...set].sort()) === names),
  );
}

test("our own metric is the one that the switch reads, in its region", () => {
  for (const { dashboard, read } of reads.filter((one) => one.read.namespace.startsWith(OWN))) {
    const { name } = environmentOf(dashboard);
    const [alarm] = metricAlarms(real, [`${name}-${read.region}-recovery`]);
    expect(alarm?.reads).toMatchObject([
      { namespace: read.namespace, metric: read.metric, dimensions: read.dimensions },
    ]);
  }
});

test("the table of shown metrics holds nothing that is not shown, or that alarms have too", () => {
  const seen = new Set(reads.map(({ read }) => `${read.namespace} ${read.metric}`));
  for (const [namespace, families] of Object.entries(SHOWN_METRICS))
    for (const { metrics, source } of families) {
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      const alarmed = (METRICS[namespace] ?? []).flatMap((family) => Object.keys(family.metrics));
      for (const metric of Object.keys(metrics)) {
        expect(seen).toContain(`${namespace} ${metric}`);
        expect(alarmed).not.toContain(metric);
      }
    }
});

/** What a dimension names, by resource type and attribute, where its value is known before AWS makes it. */
const NAMED: Readonly<Record<string, readonly [type: string, attribute: string]>> = {
  DBInstanceIdentifier: ["aws_db_instance", "identifier"],
  TableName: ["aws_dynamodb_table", "name"],
  ClusterId: ["aws_dax_cluster", "cluster_name"],
  QueueName: ["aws_sqs_queue", "name"],
  ServiceName: ["aws_ecs_service", "name"],
  WebACL: ["aws_wafv2_web_acl", "name"],
};

test("dimensions name what is really there", () => {
  const missing = reads.flatMap(({ dashboard, read }) => {
    const { name, regions } = environmentOf(dashboard);
    return Object.entries(read.dimensions ?? {}).flatMap(([dimension, value]) => {
      const [type, attribute] = NAMED[dimension] ?? [];
      if (type === undefined || attribute === undefined || value === "*") return [];
      // The other region's table is a replica, which has the name of the first.
      const region = type === "aws_dynamodb_table" ? regions[0].name : read.region;
      const there = resourcesIn(name, region, type).map((resource) => resource[attribute]);
      return there.includes(value) ? [] : [`${dashboard.name}: ${dimension} ${value}`];
    });
  });
  expect(missing).toEqual([]);
});

test("clusters and cache nodes are those of the region", () => {
  for (const { dashboard, read } of reads) {
    const { name } = environmentOf(dashboard);
    const { ClusterName: cluster, CacheClusterId: node } = read.dimensions ?? {};
    if (cluster !== undefined) {
      const type = read.namespace === "AWS/ECS" ? "aws_ecs_cluster" : "aws_eks_cluster";
      expect(resourcesIn(name, read.region, type).map((resource) => resource["name"])).toContain(cluster);
    }
    if (node !== undefined) {
      const members = resourcesIn(name, read.region, "aws_elasticache_replication_group").flatMap((group) =>
        Array.from(
          { length: Number(group["num_cache_clusters"]) },
          (_, index) => `${String(group["replication_group_id"])}-${String(index + 1).padStart(3, "0")}`,
        ),
      );
      expect(members).toContain(node);
    }
  }
});

/** What a dimension refers to, by resource type, where only AWS knows its value. */
const REFERRED: Readonly<Record<string, string>> = {
  LoadBalancer: "aws_lb.",
  TargetGroup: "aws_lb_target_group.",
  NatGatewayId: "aws_nat_gateway.",
  FileSystemId: "aws_efs_file_system.",
  CertificateArn: "aws_acm_certificate",
  DistributionId: "aws_cloudfront_distribution.",
  HealthCheckId: "aws_route53_health_check.",
};

test("references lead to a resource of the kind that the dimension names", () => {
  for (const { dashboard, read } of reads)
    for (const [dimension, value] of Object.entries(read.dimensions ?? {})) {
      const type = REFERRED[dimension];
      if (type === undefined || value === "*") continue;
      const source = value.includes("terraform_remote_state") ? origin(real, dashboard.stack, value) : value;
      expect(source).toContain(`\${${type}`);
    }
});

test("what is measured in us-east-1 alone is asked for there", () => {
  for (const { read } of reads.filter(({ read: one }) => /CloudFront|WAFV2|Route53/.test(one.namespace)))
    expect(read.region).toBe(CONTROL_PLANE_REGION);
});

test("Container Insights are shown where there are agents that report to them", () => {
  for (const { stack, widgets } of all.filter((dashboard) => dashboard.stack.endsWith("-monitoring"))) {
    const measured = widgets.flatMap(shown).some(({ namespace }) => namespace === "ContainerInsights");
    expect(measured).toBe(environmentOf({ stack }).monitoring !== "basic");
  }
});

test("alarms that are shown exist, and every composite alarm of the region is shown", () => {
  for (const dashboard of all) {
    const listed = dashboard.widgets.flatMap(({ properties }) => properties.alarms ?? []);
    const { monitoring } = environmentOf(dashboard);
    expect(listed.length > 0).toBe(monitoring !== "basic");
    if (!dashboard.stack.endsWith("-monitoring") || monitoring === "basic") continue;
    const telling = [...compositeAlarms(real.json(dashboard.stack)).values()].filter(
      ({ tells }) => tells.length > 0,
    );
    const shownNames = listed.map((arn) => named(arn, real.json(dashboard.stack)));
    expect(shownNames.sort()).toEqual(telling.map((composite) => composite.name).sort());
  }
});

/** The name of an alarm, by its ARN or a reference to it. */
function named(arn: string, { resource }: StackJson): string {
  const [, type, id] = /^\$\{(aws_cloudwatch_\w+)\.([\w-]+)\.arn\}$/.exec(arn) ?? [];
  if (type === undefined || id === undefined) return arn.slice(arn.lastIndexOf(":alarm:") + ":alarm:".length);
  return String(resource[type]?.[id]?.["alarm_name"]);
}

test("log groups that are asked exist", () => {
  for (const { dashboard, widget } of logWidgets()) {
    const { name } = environmentOf(dashboard);
    const groups = resourcesIn(name, String(widget.properties.region), "aws_cloudwatch_log_group");
    const asked = [...String(widget.properties.query).matchAll(/SOURCE '([^']+)'/g)].map(
      ([, group]) => group,
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const group of asked) expect(groups.map((resource) => resource["name"])).toContain(group);
  }
});

function logWidgets(): { readonly dashboard: FoundDashboard; readonly widget: WidgetJson }[] {
  return all.flatMap((dashboard) =>
    dashboard.widgets.filter(({ type }) => type === "log").map((widget) => ({ dashboard, widget })),
  );
}

test("widgets lie beside and below each other, never on one another", () => {
  for (const { widgets } of all) {
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from(
        { length: width * height },
        (_, index) => `${x + (index % width)},${y + Math.floor(index / width)}`,
      ),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  }
});

test("a line's id is its own, and math reads only lines of the same chart", () => {
  const FUNCTIONS = new Set(["FILL", "PERIOD", "MAX", "MIN", "SUM", "IF", "SEARCH"]);
  for (const widget of all.flatMap(({ widgets }) => widgets)) {
    const options = (widget.properties.metrics ?? []).map(
      (entry) => entry.at(-1) as { id: string; expression?: string },
    );
    const ids = options.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const expression of options.flatMap((option) => option.expression ?? [])) {
      const words = expression.replace(/'[^']*'/g, "").match(/[A-Za-z_]\w*/g) ?? [];
      for (const word of words.filter((candidate) => !FUNCTIONS.has(candidate))) expect(ids).toContain(word);
    }
  }
});
