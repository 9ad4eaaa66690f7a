import { ALERTS } from "../../config/alerts";
import type { PodAlertKey } from "../../modules/service/rules/pods";
import type { ApiSubject } from "../../modules/service/rules/requests";
import { differences, type Series } from "./promtool";
import { renderedGroups } from "./rendered";

type Labels = Readonly<Record<string, string>>;

/** What is over the line: labels that say who, and the text. */
interface Expected {
  readonly minute: number;
  readonly who?: Labels;
  readonly text?: string;
}

const rules = { "blue-green": renderedGroups(), rolling: renderedGroups({ rollout: "rolling" }) };
const POD = { namespace: "mindscape", pod: "mindscape-api-6b7d4c9f58-x2x4z" };
const IN_POD = { ...POD, container: "api" };
const IN_KUBELET = { ...IN_POD, metrics_path: "/metrics/cadvisor" };
const MIB = 1024 * 1024;

function series(name: string, labels: Labels, values: string): Series {
  const text = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return { series: `${name}{${text.join(",")}}`, values };
}

/** A value that does not change for two hours. */
const still = (value: number | string): string => `${value}+0x120`;

const limits = [
  series("kube_pod_container_resource_limits", { ...IN_POD, resource: "cpu" }, still(0.5)),
  series("kube_pod_container_resource_limits", { ...IN_POD, resource: "memory" }, still(512 * MIB)),
];
/** Percent of a core's half, then another, in spans of minutes. */
const cpu = (...spans: readonly (readonly [number, number])[]): Series[] => {
  let seconds = 0;
  const text = spans.map(([percent, minutes]) => {
    const step = 0.3 * percent;
    const begin = seconds + step;
    seconds += step * minutes;
    return `${begin}+${step}x${minutes - 1}`;
  });
  return [...limits, series("container_cpu_usage_seconds_total", IN_KUBELET, text.join(" "))];
};
const memory = (percent: number): Series[] => [
  ...limits,
  series("container_memory_working_set_bytes", IN_KUBELET, still((512 * MIB * percent) / 100)),
];
const restarts = (values: string): Series[] => [
  series("kube_pod_container_status_restarts_total", IN_POD, values),
];
const answering = (...pods: readonly string[]): Series[] =>
  pods.map((values, index) =>
    series("up", { namespace: "mindscape", job: "mindscape-api", pod: `mindscape-api-${index}` }, values),
  );
const UNSEEN = "0 pods of the API answer when Prometheus asks for their metrics.";
const autoscaler = (pods: number, limited: string): Series[] => {
  const labels = { namespace: "mindscape", horizontalpodautoscaler: "mindscape-api" };
  const of = (name: string, value: string, more: Labels = {}): Series =>
    series(`kube_horizontalpodautoscaler_${name}`, { ...labels, ...more }, value);
  return [
    of("status_current_replicas", still(pods)),
    of("spec_max_replicas", still(10)),
    of("status_condition", limited, { condition: "ScalingLimited", status: "true" }),
  ];
};
const rollout = (phase: string): Series[] => [
  series("rollout_info", { name: "mindscape-api", namespace: "argo-rollouts", phase }, still(1)),
];
const volume = (percent: number, node = "a"): Series[] => {
  const labels = { namespace: "monitoring", persistentvolumeclaim: "prometheus-0", instance: node };
  return [
    series("kubelet_volume_stats_available_bytes", labels, still(100 - percent)),
    series("kubelet_volume_stats_capacity_bytes", labels, still(100)),
  ];
};

const AT_MAXIMUM = { namespace: "mindscape", horizontalpodautoscaler: "mindscape-api" };
const FULL = { namespace: "monitoring", persistentvolumeclaim: "prometheus-0" };
const limitedText = "10 pods run, no more may, and the autoscaler would have more.";
const taken = "The release of mindscape-api was taken back, or waits for something that does not come.";

test.each<[PodAlertKey, string, Series[], readonly Expected[]]>([
  [
    "api-cpu",
    "rings after a quarter of an hour over the line",
    cpu([90, 60]),
    [{ minute: 14 }, { minute: 30, who: POD, text: `${POD.pod} uses 90 % of its CPU; told above 80 %.` }],
  ],
  ["api-cpu", "is quiet below the line", cpu([79, 60]), [{ minute: 50 }]],
  [
    "api-cpu",
    "is quiet about a busy while",
    cpu([50, 20], [95, 10], [50, 30]),
    [{ minute: 31 }, { minute: 45 }],
  ],
  ["api-cpu", "is quiet about what has no limit", cpu([95, 60]).slice(2), [{ minute: 50 }]],
  [
    "api-cpu",
    "is quiet about a use that the kubelet tells twice",
    [
      ...cpu([60, 60]),
      series(
        "container_cpu_usage_seconds_total",
        { ...IN_POD, metrics_path: "/metrics/resource" },
        "0+18x60",
      ),
    ],
    [{ minute: 50 }],
  ],
  [
    "api-memory",
    "rings after a quarter of an hour over the line",
    memory(90),
    [{ minute: 14 }, { minute: 16, who: POD, text: `${POD.pod} uses 90 % of its memory; told above 85 %.` }],
  ],
  ["api-memory", "is quiet on the line", memory(85), [{ minute: 50 }]],
  [
    "api-memory",
    "is quiet while two instances of kube-state-metrics tell the same",
    [
      ...memory(60),
      ...limits.map(({ series: text, values }) => ({ series: text.replace("{", '{instance="b",'), values })),
    ],
    [{ minute: 50 }],
  ],
  [
    "api-unseen",
    "rings when no pod has answered for ten minutes",
    answering("1+0x9 0+0x60", "1+0x9 0+0x60"),
    [{ minute: 18 }, { minute: 22, who: {}, text: UNSEEN }],
  ],
  [
    "api-unseen",
    "rings when nobody is asked, for ten minutes",
    [],
    [{ minute: 9 }, { minute: 11, who: {}, text: UNSEEN }],
  ],
  ["api-unseen", "is quiet while one answers", answering(still(1), still(0)), [{ minute: 50 }]],
  [
    "api-restarts",
    "rings at the fourth start within a quarter of an hour, at once, and until that is long ago",
    restarts("0+0x9 1 2 3 4 4+0x60"),
    [
      { minute: 12 },
      {
        minute: 13,
        who: POD,
        text: `${POD.pod} has started 4 times within 15m; told above 3.`,
      },
      { minute: 40 },
    ],
  ],
  ["api-restarts", "is quiet about three", restarts("0+0x9 1 2 3 3+0x60"), [{ minute: 12 }, { minute: 20 }]],
  [
    "api-restarts",
    "is quiet about many in a day",
    restarts("0+0x9 1+0x9 2+0x9 3+0x9 4+0x9 5+0x9"),
    [{ minute: 45 }, { minute: 59 }],
  ],
  [
    "api-restarts",
    "is quiet about a pod that had restarted before it was seen",
    restarts("7+0x60"),
    [{ minute: 1 }, { minute: 50 }],
  ],
  [
    "api-at-maximum",
    "rings while the autoscaler would have more than it may",
    autoscaler(10, still(1)),
    [{ minute: 14 }, { minute: 16, who: AT_MAXIMUM, text: limitedText }],
  ],
  ["api-at-maximum", "is quiet while ten are enough", autoscaler(10, still(0)), [{ minute: 50 }]],
  ["api-at-maximum", "is quiet while it may have more", autoscaler(9, still(1)), [{ minute: 50 }]],
  ["api-at-maximum", "is quiet about a short rush", autoscaler(10, "1+0x9 0+0x60"), [{ minute: 16 }]],
  ...["Abort", "Error", "InvalidSpec", "Timeout"].map(
    (phase): [PodAlertKey, string, Series[], Expected[]] => [
      "api-rollout",
      `rings after five minutes of ${phase}`,
      rollout(phase),
      [{ minute: 4 }, { minute: 6, who: { name: "mindscape-api" }, text: taken }],
    ],
  ),
  ...["Completed", "Progressing", "Paused"].map((phase): [PodAlertKey, string, Series[], Expected[]] => [
    "api-rollout",
    `is quiet about ${phase}`,
    rollout(phase),
    [{ minute: 50 }],
  ]),
  [
    "api-volume",
    "rings after a quarter of an hour over the line, once for a volume that several nodes mount",
    [...volume(90), ...volume(90, "b")],
    [
      { minute: 14 },
      { minute: 16, who: FULL, text: "monitoring/prometheus-0 is 90 % full; told above 85 %." },
    ],
  ],
  ["api-volume", "is quiet on the line", volume(85), [{ minute: 50 }]],
])("%s %s", (key, _, given, expected) => {
  expect(trial(key, given, expected)).toBe("");
});

test("a Deployment that does not get ahead is told where releases are rolling", () => {
  const labels = { namespace: "mindscape", deployment: "mindscape-api", condition: "Progressing" };
  const status = (value: string): Series[] => [
    series("kube_deployment_status_condition", { ...labels, status: "false" }, still(value)),
    series("kube_deployment_status_condition", { ...labels, status: "true" }, still(1)),
  ];
  const told = { minute: 6, who: { deployment: "mindscape-api" }, text: taken };
  expect(trial("api-rollout", status("1"), [{ minute: 4 }, told], "rolling")).toBe("");
  expect(trial("api-rollout", status("0"), [{ minute: 50 }], "rolling")).toBe("");
  expect(trial("api-rollout", status("1"), [{ minute: 50 }])).toBe("");
});

// All but the one that tells just that.
const MEASURED = Object.keys(ALERTS).filter((key) => key.startsWith("api-") && key !== "api-unseen");
test.each<PodAlertKey>(MEASURED as PodAlertKey[])("%s is quiet where nothing is measured", (key) => {
  expect(trial(key, [], [{ minute: 1 }, { minute: 60 }])).toBe("");
});

function trial(
  key: PodAlertKey,
  given: readonly Series[],
  expected: readonly Expected[],
  kind: ApiSubject["rollout"] = "blue-green",
): string {
  const { summary, severity, incident, runbook } = ALERTS[key];
  return differences({
    groups: rules[kind],
    series: given,
    alerts: expected.map(({ minute, who, text = "" }) => ({
      minute,
      name: key,
      rings:
        who === undefined
          ? []
          : [
              {
                exp_labels: { ...who, severity, incident },
                exp_annotations: { summary, description: text, runbook: `docs/runbooks/${runbook}.md` },
              },
            ],
    })),
  });
}
