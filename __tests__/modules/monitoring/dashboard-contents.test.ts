import { dashboardBody } from "../../../modules/monitoring/dashboard/body";
import { globalDashboard, type GlobalSubject } from "../../../modules/monitoring/dashboard/global-dashboard";
import {
  regionalDashboard,
  type RegionalSubject,
} from "../../../modules/monitoring/dashboard/regional-dashboard";
import { shown, type WidgetJson } from "../../support/dashboards";
import { GLOBAL_THRESHOLDS, REGION, REGIONAL_THRESHOLDS, WORLD } from "./dashboard-subjects";

function regional(changed: Partial<RegionalSubject> = {}): readonly WidgetJson[] {
  const sections = regionalDashboard({ ...REGION, ...changed }, REGIONAL_THRESHOLDS);
  return (dashboardBody({ region: "us-west-2", sections }) as { widgets: WidgetJson[] }).widgets;
}

function global(
  changed: Partial<GlobalSubject["regions"]> = {},
  alarmArns = WORLD.overview.alarmArns,
): readonly WidgetJson[] {
  const subject = {
    ...WORLD,
    overview: { ...WORLD.overview, alarmArns },
    regions: { ...WORLD.regions, ...changed },
  };
  const sections = globalDashboard(subject, GLOBAL_THRESHOLDS);
  return (dashboardBody({ region: "us-east-1", sections }) as { widgets: WidgetJson[] }).widgets;
}

function titles(widgets: readonly WidgetJson[]): string[] {
  return widgets.flatMap(({ properties }) => properties.title ?? []);
}

function namespaces(widgets: readonly WidgetJson[]): Set<string> {
  return new Set(widgets.flatMap(shown).map(({ namespace }) => namespace));
}

function text(widgets: readonly WidgetJson[]): string {
  return widgets.map(({ properties }) => properties.markdown ?? "").join("\n");
}

describe("a region's dashboard", () => {
  test("begins with what is broken, what to do, and the numbers of this minute", () => {
    const [alarms, words, numbers] = regional();
    expect(alarms).toMatchObject({ type: "alarm", y: 0, properties: { alarms: REGION.overview.alarmArns } });
    expect(words?.properties.markdown).toMatch(/home.*serves[\s\S]*\[all regions\].*[\s\S]*\[Errors\]/);
    expect(numbers?.properties.view).toBe("singleValue");
  });

  test("goes on with what users get before what it stands on", () => {
    const order = titles(regional());
    const place = (title: string): number => order.findIndex((candidate) => candidate.startsWith(title));
    const expected = [
      "Requests",
      "Errors",
      "Time to answer",
      "PostgreSQL: CPU",
      "Cache",
      "DynamoDB",
      "Nodes: CPU",
      "Jobs",
      "NAT",
    ];
    const places = expected.map(place);
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test("draws every threshold that it is given", () => {
    const drawn = regional().flatMap(({ properties }) => properties.annotations?.horizontal ?? []);
    const labels = drawn.map(({ label, value }) => `${label}: ${value}`);
    for (const expected of [
      "alarm above 1 %: 1",
      "alarm: p95 above 0.5 s: 0.5",
      "planned for: 1000",
      "alarm above 80 %: 320",
      "all that are allowed: 400",
      "alarm below 10 %: 50",
      "alarm above 600 s: 600",
      "alarm above 1800 s: 1800",
      "most that start: 20",
    ])
      expect(labels).toContain(expected);
  });

  test("says that a region stands by", () => {
    expect(text(regional({ overview: { ...REGION.overview, place: "other", serves: false } }))).toContain(
      "The **other** region. By configuration it **stands by**",
    );
  });

  test("shows nothing of what is not there", () => {
    const lean = regional({
      overview: { ...REGION.overview, alarmArns: [], related: [], runbooks: [] },
      table: "none",
      cluster: { ...REGION.cluster, insights: false },
      logs: { ...REGION.logs, pods: "none" },
      database: { ...REGION.database, instances: [{ name: "db", role: "primary", replica: false }] },
    });
    expect(lean.some(({ type }) => type === "alarm")).toBe(false);
    expect(text(lean)).toContain("no alarms");
    const measured = namespaces(lean);
    for (const absent of ["ContainerInsights", "AWS/DynamoDB", "AWS/DAX"])
      expect(measured).not.toContain(absent);
    expect(measured).toContain("AWS/EKS");
    expect(titles(lean)).not.toContain("PostgreSQL: replicas behind their primary");
    expect(lean.filter(({ type }) => type === "log")).toHaveLength(2);
  });

  test("shows the table without DAX", () => {
    const measured = namespaces(
      regional({ table: { name: "t", maxUnits: { read: 1, write: 1 }, dax: "none" } }),
    );
    expect(measured).toContain("AWS/DynamoDB");
    expect(measured).not.toContain("AWS/DAX");
  });
});

describe("the dashboard of all regions", () => {
  test("asks each region for what is measured there, and us-east-1 for the rest", () => {
    const asked = new Map<string, Set<string>>();
    for (const { namespace, region } of global().flatMap(shown))
      asked.set(namespace, (asked.get(namespace) ?? new Set()).add(region));
    const both = new Set(["us-west-2", "us-east-2"]);
    expect(asked.get("AWS/ApplicationELB")).toEqual(both);
    expect(asked.get("AWS/RDS")).toEqual(both);
    expect(asked.get("mindscape/production")).toEqual(new Set(["us-east-2"]));
    for (const edge of ["AWS/CloudFront", "AWS/WAFV2", "AWS/Route53", "AWS/CertificateManager"])
      expect(asked.get(edge)).toEqual(new Set(["us-east-1"]));
  });

  test("has no switch and no copies where there is one region", () => {
    const alone = global({ failover: "none", regions: [{ name: "us-west-2", place: "home" }] }, []);
    const measured = namespaces(alone);
    for (const absent of ["AWS/Route53", "AWS/RDS", "AWS/ElastiCache", "AWS/S3"])
      expect(measured).not.toContain(absent);
    expect(alone.some(({ type }) => type === "alarm")).toBe(false);
    expect(titles(alone)).toContain("CloudFront's certificate expires in");
  });
});
