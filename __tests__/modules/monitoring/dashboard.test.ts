import { dashboardBody, LIMITS } from "../../../modules/monitoring/dashboard/body";
import { Dashboard } from "../../../modules/monitoring/dashboard/dashboard";
import { layOut } from "../../../modules/monitoring/dashboard/layout";
import type { Chart, Line, Section, Widget } from "../../../modules/monitoring/dashboard/widget";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { WidgetJson } from "../../support/dashboards";
import { secondPlan } from "../../support/second-plan";
import { stackOf } from "../../support/stack";
import { resource } from "../../support/synthesis";

const CPU = {
  namespace: "AWS/RDS",
  name: "CPUUtilization",
  dimensions: { DBInstanceIdentifier: "db" },
  statistic: "Average",
};
const chart = (changed: Partial<Chart> = {}): Chart => ({
  kind: "chart",
  title: "CPU",
  unit: "%",
  lines: { cpu: { label: "CPU", draws: CPU } },
  ...changed,
});
const note = (markdown: string): Widget => ({ kind: "text", markdown });
const many = (count: number): Record<string, Line> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, { draws: CPU }]));

function body(...sections: Section[]): { readonly widgets: readonly WidgetJson[] } {
  return dashboardBody({ region: "us-west-2", sections }) as { widgets: WidgetJson[] };
}

function only(widget: Widget): WidgetJson["properties"] {
  return body({ rows: [{ height: 6, widgets: [widget] }] }).widgets[0]!.properties;
}

describe("the layout", () => {
  test("puts rows below each other and shares their columns", () => {
    const placed = layOut([
      { rows: [{ height: 5, columns: [14, 10], widgets: [note("a"), note("b")] }] },
      { title: "Stores", rows: [{ height: 6, widgets: [note("c"), note("d"), note("e")] }] },
    ]);
    expect(placed.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [0, 0, 14, 5],
      [14, 0, 10, 5],
      [0, 5, 24, 1],
      [0, 6, 8, 6],
      [8, 6, 8, 6],
      [16, 6, 8, 6],
    ]);
  });

  test.each([
    ["columns that do not fill the row", { columns: [12, 10], widgets: [note("a"), note("b")] }],
    ["columns for another number of widgets", { columns: [24], widgets: [note("a"), note("b")] }],
    ["five widgets of equal width", { widgets: [1, 2, 3, 4, 5].map((number) => note(`${number}`)) }],
    ["an empty row", { widgets: [] }],
  ])("refuses %s", (_name, row) => {
    expect(() => layOut([{ rows: [{ height: 6, ...row }] }])).toThrow(/a row has 24 whole columns/);
  });
});

describe("the body", () => {
  test("draws a metric by its dimensions and statistic, in the dashboard's region", () => {
    expect(only(chart())).toMatchObject({
      region: "us-west-2",
      view: "timeSeries",
      period: 60,
      metrics: [
        [
          "AWS/RDS",
          "CPUUtilization",
          "DBInstanceIdentifier",
          "db",
          { id: "cpu", label: "CPU", stat: "Average" },
        ],
      ],
      yAxis: { left: { label: "%", min: 0 } },
    });
  });

  test("hides what only math reads, and names another region", () => {
    const lines: Chart["lines"] = {
      all: { draws: CPU, axis: "hidden", region: "us-east-2" },
      half: { label: "half", draws: "all / 2" },
    };
    expect(only(chart({ lines })).metrics).toEqual([
      [
        ...["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "db"],
        { id: "all", visible: false, region: "us-east-2", stat: "Average" },
      ],
      [{ expression: "all / 2", id: "half", label: "half" }],
    ]);
  });

  test("draws thresholds as lines", () => {
    const limits = [{ label: "alarm above 80 %", value: 80, kind: "alarm" as const }];
    expect(only(chart({ limits })).annotations?.horizontal).toMatchObject([
      { label: "alarm above 80 %", value: 80 },
    ]);
  });

  test("asks all log groups of a query", () => {
    const query = { kind: "logs", title: "x", groups: ["/a", "/b"], query: "fields @message" } as const;
    expect(only(query).query).toBe("SOURCE '/a' | SOURCE '/b' | fields @message");
  });

  test.each([
    ["an id that math cannot use", () => only(chart({ lines: { CPU: { draws: CPU } } })), /calls a line CPU/],
    [
      "a right axis without its unit",
      () => only(chart({ lines: { cpu: { draws: CPU, axis: "right" } } })),
      /does not say its unit/,
    ],
    ["an empty list of alarms", () => only({ kind: "alarms", title: "x", arns: [] }), /has no alarms/],
    [
      "more alarms than fit",
      () => only({ kind: "alarms", title: "x", arns: Array.from({ length: 101 }, String) }),
      /101 alarms in "x"; CloudWatch takes 100/,
    ],
    [
      "more metrics than a widget takes",
      () => only(chart({ lines: many(LIMITS.metricsInWidget + 1) })),
      /501 metrics in "CPU"/,
    ],
    [
      "more metrics than a dashboard takes",
      () =>
        body({
          rows: Array.from({ length: 6 }, () => ({ height: 6, widgets: [chart({ lines: many(450) })] })),
        }),
      /2700 metrics in a dashboard/,
    ],
    [
      "more widgets than a dashboard takes",
      () => body({ rows: Array.from({ length: 501 }, () => ({ height: 1, widgets: [note("a")] })) }),
      /501 widgets/,
    ],
  ])("refuses %s", (_name, build, message) => {
    expect(build).toThrow(message);
  });
});

describe("the resource", () => {
  const build = (scope: Parameters<Parameters<typeof stackOf>[0]>[0]): void => {
    const gateway = new NatGateway(scope, "nat", { subnetId: "subnet-1" });
    const draws = {
      namespace: "AWS/NATGateway",
      name: "ErrorPortAllocation",
      dimensions: { NatGatewayId: gateway.id },
      statistic: "Sum",
    };
    const widgets = [chart({ title: 'says "now" in 100 %', lines: { ports: { label: "ports", draws } } })];
    new Dashboard(scope, "dashboard", {
      name: "d",
      region: "us-west-2",
      sections: [{ rows: [{ height: 6, widgets }] }],
    });
  };

  test("keeps references to what AWS has yet to name", () => {
    const { dashboard_body: text } = resource(
      stackOf(build),
      "aws_cloudwatch_dashboard",
      "dashboard/dashboard",
    );
    const { widgets } = JSON.parse(String(text)) as { widgets: WidgetJson[] };
    const [entry] = widgets[0]!.properties.metrics!;
    expect(entry!.slice(0, 4)).toEqual([
      "AWS/NATGateway",
      "ErrorPortAllocation",
      "NatGatewayId",
      "${aws_nat_gateway.nat.id}",
    ]);
    expect(widgets[0]!.properties.title).toBe('says "now" in 100 %');
  });

  test("changes nothing on the second apply", async () => {
    const { dashboard_body: text } = resource(
      stackOf(build),
      "aws_cloudwatch_dashboard",
      "dashboard/dashboard",
    );
    const made = JSON.parse(String(text).replace("${aws_nat_gateway.nat.id}", "nat-1")) as object;
    // As CloudWatch gives it back: the same JSON, spaced as it likes.
    const found = { dashboard_body: JSON.stringify(made, null, 2), dashboard_name: "d", id: "d" };
    expect(await secondPlan(build, { nat: { id: "nat-1" }, "dashboard/dashboard": found })).toEqual([]);
  });
});
