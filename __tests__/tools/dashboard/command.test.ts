import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dashboardCommand } from "../../../tools/dashboard/command";
import { temporaryFolder } from "../../support/synthesis";
import { mindscape } from "../fixtures/command-line";

const EDGE = "production-global-edge";
const MONITORING = "production-us-west-2-monitoring";
const NETWORK = "production-us-west-2-network";
const NAT = `\${data.terraform_remote_state.cross-stack-reference-input-${NETWORK}.outputs.nat}`;

const place = { x: 0, y: 0, width: 12, height: 6 };
const CHART = {
  type: "metric",
  ...place,
  properties: {
    title: "Ports <b>",
    view: "timeSeries",
    period: 60,
    metrics: [
      [
        "AWS/NATGateway",
        "ErrorPortAllocation",
        "NatGatewayId",
        NAT,
        { id: "ports", label: "ports", stat: "Sum" },
      ],
      [".", "PacketsDropCount", ".", ".", { id: "lost", visible: false }],
      [{ expression: "100 * lost", id: "share", label: "share of packets" }],
    ],
    yAxis: { left: { label: "a minute", min: 0 } },
    annotations: { horizontal: [{ label: "alarm above 7", value: 7, color: "#b2182b" }] },
  },
};
const TEXT = {
  type: "text",
  ...place,
  y: 6,
  properties: { markdown: "# us-west-2\n\n<script>x</script> [all](https://example.test)" },
};
const ALARMS = {
  type: "alarm",
  ...place,
  y: 12,
  properties: {
    title: "What is broken",
    alarms: ["${aws_cloudwatch_composite_alarm.one.arn}", "arn:aws:cloudwatch:us-west-2:1:alarm:two"],
  },
};
const LOGS = {
  type: "log",
  ...place,
  y: 18,
  properties: { title: "Lines", query: "SOURCE '/a' | fields @message" },
};
const NUMBERS = { type: "metric", ...place, y: 24, properties: { ...CHART.properties, view: "singleValue" } };
const BODY = JSON.stringify({ widgets: [CHART, TEXT, ALARMS, LOGS, NUMBERS] });

interface Stacks {
  readonly [id: string]: object;
}

function synthesized(stacks: Stacks): string {
  const folder = temporaryFolder();
  for (const [id, content] of Object.entries(stacks)) {
    mkdirSync(path.join(folder, "stacks", id), { recursive: true });
    writeFileSync(path.join(folder, "stacks", id, "cdk.tf.json"), JSON.stringify(content));
  }
  const entries = Object.keys(stacks).map((id) => {
    return [id, { synthesizedStackPath: `stacks/${id}/cdk.tf.json`, dependencies: [] }] as const;
  });
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return folder;
}

function withDashboard(name: string, body: unknown): object {
  return {
    resource: {
      aws_cloudwatch_dashboard: { page: { dashboard_name: name, dashboard_body: body } },
      aws_cloudwatch_composite_alarm: { one: { alarm_name: "mindscape-one" } },
    },
  };
}

const STACKS: Stacks = {
  [MONITORING]: withDashboard("mindscape-west", BODY),
  [EDGE]: withDashboard("mindscape-global", BODY),
  [NETWORK]: { output: { nat: { value: "${aws_nat_gateway.routes_nat-1_0A1B2C3D.id}" } } },
  "staging-us-west-2-monitoring": withDashboard("staging", BODY),
};

async function dashboard(
  stacks: Stacks,
  ...args: string[]
): Promise<{ readonly printed: string; readonly out: string }> {
  let printed = "";
  const out = path.join(temporaryFolder(), "new", "folder");
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    const command = dashboardCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await command.parseAsync([...args, "--out", out, "--synth-dir", synthesized(stacks)], { from: "user" });
    return { printed, out };
  } finally {
    write.mockRestore();
  }
}

async function page(): Promise<string> {
  const { out } = await dashboard(STACKS);
  return readFileSync(path.join(out, "mindscape-west.html"), "utf8");
}

describe("mindscape dashboard", () => {
  test("writes a page for each dashboard of production", async () => {
    const { printed, out } = await dashboard(STACKS);
    const files = ["mindscape-global.html", "mindscape-west.html"];
    expect(readdirSync(out).sort()).toEqual(files);
    expect(printed.trim().split("\n").sort()).toEqual(files.map((file) => `wrote ${path.join(out, file)}`));
  });

  test("chooses by environment and stack", async () => {
    expect(readdirSync((await dashboard(STACKS, "--env", "staging")).out)).toEqual(["staging.html"]);
    expect(readdirSync((await dashboard(STACKS, "--stack", "*-edge")).out)).toEqual([
      "mindscape-global.html",
    ]);
  });

  test("prints nothing but JSON with --json", async () => {
    const { printed, out } = await dashboard(STACKS, "--json", "--stack", MONITORING);
    const file = path.join(out, "mindscape-west.html");
    expect(JSON.parse(printed)).toEqual({
      dashboards: [{ name: "mindscape-west", stack: MONITORING, file, widgets: 5 }],
    });
  });

  test("says on the page that its numbers are made up, and draws the same every time", async () => {
    const first = await page();
    expect(first).toContain("Sample data: no number on this page was measured.");
    expect(await page()).toBe(first);
  });

  test("needs nothing from elsewhere", async () => {
    const html = await page();
    expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\(http/);
  });

  test("draws visible lines, thresholds and axes", async () => {
    const html = await page();
    for (const text of ["ports", "share of packets", "alarm above 7", "a minute"])
      expect(html).toContain(`>${text}<`);
    expect(html).not.toContain(">lost<");
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(3);
  });

  test("keeps markup in titles and texts as text", async () => {
    const html = await page();
    expect(html).toContain("Ports &lt;b&gt;");
    expect(html).toContain("&lt;script&gt;x&lt;/script&gt;");
    expect(html).toContain('<a href="https://example.test">all</a>');
  });

  test("names what AWS has yet to name, and alarms by their own name", async () => {
    const html = await page();
    expect(html).toContain("NatGatewayId=‹network: routes nat-1 id›");
    expect(html).toContain("<li>mindscape-one</li><li>two</li>");
    expect(html).not.toContain("${");
  });

  test("shows a log widget as its query", async () => {
    expect(await page()).toContain("<pre>SOURCE '/a'\n| fields @message</pre>");
  });
});

describe("bad input", () => {
  const rejection = async (stacks: Stacks, ...args: string[]): Promise<string> => {
    const error: unknown = await dashboard(stacks, ...args).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof Error ? error.message : "accepted";
  };

  test("no dashboard in the chosen stacks", async () => {
    expect(await rejection(STACKS, "--stack", NETWORK)).toMatch(
      /no chosen stack has a dashboard; choose another --env or --stack, or run "npm run synth"/,
    );
    expect(await rejection(STACKS, "--env", "development")).toMatch(/development has no stacks/);
  });

  test.each([
    ["a body that is no JSON", "{", "is not JSON"],
    ["a body that Terraform computes", "${jsonencode({})}", "is not JSON"],
    ["a body without widgets", "{}", "widgets: "],
    ["an empty page", '{"widgets":[]}', "widgets: it has no widgets"],
    [
      "a widget of another type",
      '{"widgets":[{"type":"explorer"}]}',
      "widgets.0.type: a widget is a metric, text, alarm or log",
    ],
    ["a widget outside the grid", JSON.stringify({ widgets: [{ ...TEXT, width: 25 }] }), "widgets.0.width: "],
    ["no body", undefined, 'has no dashboard_name and dashboard_body; run "npm run synth" again'],
  ])("%s", async (_name, body, problem) => {
    const message = await rejection({ [MONITORING]: withDashboard("d", body) });
    expect(message).toContain(`${MONITORING}: aws_cloudwatch_dashboard.page`);
    expect(message).toContain(problem);
  });

  test("names every dashboard that it cannot read", async () => {
    const message = await rejection({
      [MONITORING]: withDashboard("a", "{"),
      [EDGE]: withDashboard("b", "{"),
    });
    expect(message.split("\n")).toHaveLength(2);
  });

  test("ends the real command with one line, exit code 1 and no page", async () => {
    const folder = synthesized({ [MONITORING]: withDashboard("d", "{") });
    const { code, stdout, stderr } = await mindscape(folder, ["dashboard", "--synth-dir", folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringMatching(/^error: .*dashboard_body is not JSON$/),
    ]);
    expect(existsSync(path.join(folder, ".plans"))).toBe(false);
  });
});
