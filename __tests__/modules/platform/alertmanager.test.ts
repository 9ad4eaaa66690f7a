import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALERTS } from "../../../config/alerts";
import { alertmanagerConfig } from "../../../modules/platform/alertmanager";
import { debianTool } from "../../support/debian-tools";
import { temporaryFolder } from "../../support/synthesis";
import { TOPICS } from "./props";

const config = alertmanagerConfig({
  replicas: 2,
  region: "us-west-2",
  storageClass: "gp3",
  priorityClass: "monitoring",
  topicArns: TOPICS,
}) as {
  receivers: { name: string; sns_configs?: { topic_arn: string; sigv4: object; message: string }[] }[];
};
const file = join(temporaryFolder(), "alertmanager.yml");
writeFileSync(file, JSON.stringify({ ...config, templates: [] }));

function amtool(...rest: string[]): string {
  const { status, stdout, stderr } = spawnSync(debianTool("amtool"), rest, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : `${stdout}${stderr}`;
}

test("Alertmanager reads it", () => {
  const said = amtool("check-config", file);
  expect(said).toContain("SUCCESS");
  expect(said).toContain("4 receivers");
});

test.each<[string, string[], string]>([
  ["the always-firing one", ["alertname=Watchdog", "severity=none"], "watchdog"],
  ["a page of the contract", ["alertname=some", "severity=page"], "page"],
  ["a ticket of the contract", ["alertname=api-cpu", "severity=ticket", "incident=api"], "ticket"],
  ["what the chart calls critical", ["alertname=KubePodNotReady", "severity=critical"], "ticket"],
  ["what the chart calls a warning", ["alertname=KubeJobFailed", "severity=warning"], "ticket"],
  ["what only informs", ["alertname=CPUThrottlingHigh", "severity=info"], "nobody"],
  ["the inhibitor itself", ["alertname=InfoInhibitor", "severity=none"], "nobody"],
  ["what says nothing of itself", ["alertname=Strange"], "ticket"],
])("%s goes to its receiver", (_, labels, receiver) => {
  expect(amtool("config", "routes", "test", `--config.file=${file}`, ...labels)).toBe(receiver);
});

test.each(Object.entries(ALERTS).filter(([, { pagedBy }]) => pagedBy === "prometheus"))(
  "%s of the contract goes where its severity says",
  (key, { severity }) => {
    const labels = [`alertname=${key}`, `severity=${severity}`];
    expect(amtool("config", "routes", "test", `--config.file=${file}`, ...labels)).toBe(severity);
  },
);

test("each receiver publishes to its topic, signed for the region", () => {
  const receivers = config.receivers.filter(({ name }) => name !== "nobody");
  expect(receivers.map(({ name, sns_configs: [sns] = [] }) => [name, sns?.topic_arn])).toEqual(
    Object.entries(TOPICS),
  );
  for (const { sns_configs: [sns] = [] } of receivers) expect(sns?.sigv4).toEqual({ region: "us-west-2" });
});

test("a message says what is wrong and what to do", () => {
  const [template] = config.receivers.flatMap(({ sns_configs: all = [] }) =>
    all.map(({ message }) => message),
  );
  const data = join(temporaryFolder(), "data.json");
  const alert = {
    status: "firing",
    labels: { alertname: "api-cpu", severity: "ticket" },
    annotations: { summary: "busy", description: "pod a uses 90 %", runbook: "docs/runbooks/api-pods.md" },
  };
  writeFileSync(data, JSON.stringify({ status: "firing", alerts: [alert] }));
  const templates = join(temporaryFolder(), "none.tmpl");
  writeFileSync(templates, "");
  const text = amtool(
    "template",
    "render",
    `--template.glob=${templates}`,
    `--template.data=${data}`,
    `--template.text=${template}`,
  );
  expect(text).toContain("firing: api-cpu\nbusy\npod a uses 90 %\nRunbook: docs/runbooks/api-pods.md");
  expect(text).toContain("severity=ticket");
});
