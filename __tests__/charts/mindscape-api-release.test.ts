import { runInNewContext } from "node:vm";
import { ALERTS } from "../../config/alerts";
import { ORIGIN } from "../../config/origin";
import { TargetGroup } from "../../modules/ingress/target-group";
import type { BlueGreenValues } from "../../modules/service/api-values";
import { type KubernetesObject, one, template } from "../support/helm";
import { stackOf } from "../support/stack";
import { resource } from "../support/synthesis";
import { apiValues, CHART, PROMETHEUS, RELEASE } from "./api-values";
import { at, containersOf, number } from "./objects";

interface Measured {
  readonly name: string;
  readonly initialDelay: string;
  readonly interval: string;
  readonly count: number;
  readonly failureLimit: number;
  readonly consecutiveErrorLimit: number;
  readonly successCondition: string;
  readonly provider: { readonly prometheus: { readonly address: string; readonly query: string } };
}

const CHECK = "spec.metrics.0.provider.job.spec";
const values = apiValues("production", "blue-green") as BlueGreenValues & ReturnType<typeof apiValues>;
const objects = template(CHART, values, RELEASE);
const rollout = one(objects, "Rollout");
const strategy = at(rollout, "spec.strategy.blueGreen") as Record<string, unknown>;
const check = one(objects, "AnalysisTemplate", "mindscape-api-check");
const traffic = one(objects, "AnalysisTemplate", "mindscape-api-traffic");
const measured = at(traffic, "spec.metrics") as Measured[];

function metric(name: string): Measured {
  const found = measured.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no metric ${name}`);
  return found;
}

const seconds = (text: string): number => Number(/^(\d+)s$/.exec(text)?.[1]);

describe("a blue-green release", () => {
  test("switches between services that exist, and checks with templates that exist", () => {
    for (const key of ["activeService", "previewService"])
      expect(one(objects, "Service", String(strategy[key])).kind).toBe("Service");
    for (const key of ["prePromotionAnalysis", "postPromotionAnalysis"])
      expect(
        one(objects, "AnalysisTemplate", String(at(strategy[key], "templates.0.templateName"))).kind,
      ).toBe("AnalysisTemplate");
  });

  test("is checked by a job of the same image, through the preview service, before the switch", () => {
    expect(at(strategy, "prePromotionAnalysis.templates")).toEqual([{ templateName: check.metadata.name }]);
    const job = at(check, CHECK);
    expect(at(job, "template.spec.containers.0")).toMatchObject({
      image: containersOf(rollout)[0]?.["image"],
      command: values.check.command,
    });
    expect(at(job, "template.spec.containers.0.env")).toContainEqual({
      name: "CHECK_URL",
      value: `http://${String(strategy["previewService"])}.mindscape.svc:8000`,
    });
    expect(at(job, "template.spec.restartPolicy")).toBe("Never");
    expect(at(job, "activeDeadlineSeconds")).toBe(values.check.seconds);
  });

  test("is watched after the switch, by queries about the new pods only", () => {
    expect(strategy["postPromotionAnalysis"]).toEqual({
      templates: [{ templateName: traffic.metadata.name }],
      args: [{ name: "hash", valueFrom: { podTemplateHashValue: "Latest" } }],
    });
    expect(at(traffic, "spec.args")).toEqual([{ name: "hash" }]);
    for (const { provider } of measured) {
      expect(provider.prometheus.address).toBe(PROMETHEUS);
      const selectors = provider.prometheus.query.match(/\{(?!\{)[^}]*\{\{args\.hash\}\}[^}]*\}/g);
      expect(selectors).toHaveLength(provider.prometheus.query.split(/[a-z_]+\{/).length - 1);
      for (const selector of selectors ?? [])
        expect(selector).toContain('namespace="mindscape",pod=~"mindscape-api-{{args.hash}}-.*"');
      expect(provider.prometheus.query).not.toContain("%!");
    }
  });

  test.each([
    ["error-percent", [], true],
    ["error-percent", [NaN], true],
    ["error-percent", [0], true],
    ["error-percent", [ALERTS["service-errors"].threshold], true],
    ["error-percent", [ALERTS["service-errors"].threshold + 0.01], false],
    ["p95-seconds", [], true],
    ["p95-seconds", [NaN], true],
    ["p95-seconds", [ALERTS["service-latency"].threshold], true],
    ["p95-seconds", [ALERTS["service-latency"].threshold + 0.001], false],
    ["p95-seconds", [Infinity], false],
    ["seen", [], false],
    ["seen", [0], false],
    ["seen", [1], true],
  ])("%s of %j is a success: %s", (name, result, success) => {
    expect(succeeds(metric(name).successCondition, result)).toBe(success);
  });

  test("health checks and the slowest of a handful of requests decide nothing", () => {
    expect(metric("error-percent").provider.prometheus.query).toContain('http_route!~"/health|/metrics"');
    expect(metric("p95-seconds").provider.prometheus.query).toMatch(
      new RegExp(` and 60 \\* sum\\(.+\\) >= ${ALERTS["service-latency"].quietBelow}$`),
    );
  });

  test("old pods are there until the last measurement, also when Prometheus is away for a while", () => {
    const { initialDelay, interval, count, consecutiveErrorLimit } = metric("error-percent");
    const last = seconds(initialDelay) + seconds(interval) * (count - 1);
    // Argo asks again ten seconds after an error.
    expect(number(strategy["scaleDownDelaySeconds"])).toBeGreaterThan(last + 10 * consecutiveErrorLimit);
  });

  test("Argo's clock does not end a release that is being checked or watched", () => {
    const slowest = values.check.seconds + number(strategy["scaleDownDelaySeconds"]);
    expect(number(at(rollout, "spec.progressDeadlineSeconds"))).toBeGreaterThan(slowest);
    expect(at(rollout, "spec.progressDeadlineAbort")).toBe(true);
    const waiting = one(template(CHART, { ...values, promotion: "manual" }, RELEASE), "Rollout");
    expect(at(waiting, "spec.progressDeadlineAbort")).toBe(false);
    expect(at(waiting, "spec.strategy.blueGreen.autoPromotionEnabled")).toBe(false);
  });

  test("one moment's errors do not take it back, lasting ones do within three minutes", () => {
    for (const { initialDelay, interval, failureLimit } of measured) {
      const overlapping = seconds(initialDelay) / seconds(interval);
      expect(failureLimit).toBeGreaterThanOrEqual(overlapping);
      expect(seconds(initialDelay) + failureLimit * seconds(interval)).toBeLessThanOrEqual(180);
    }
    // The first measurement looks back exactly to the switch.
    expect(metric("error-percent").provider.prometheus.query).toContain(
      `[${metric("error-percent").initialDelay}]`,
    );
  });

  test("going back to a version whose pods have left is a release: Argo never switches to one whose check it skips", () => {
    expect(strategy["prePromotionAnalysis"]).toBeDefined();
    expect(at(rollout, "spec.rollbackWindow")).toBeUndefined();
    expect(number(at(rollout, "spec.revisionHistoryLimit"))).toBeGreaterThan(2);
  });

  test("a release that is taken back keeps its pods, which the active service may still need", () => {
    // Argo's own time is 30 s; 0 is never.
    expect(strategy["abortScaleDownDelaySeconds"]).toBe(0);
  });

  test("pods of one version before are kept, however fast releases follow", () => {
    expect(strategy["scaleDownDelayRevisionLimit"]).toBe(1);
  });
});

test("a pod goes on serving at least as long as the load balancer lets requests finish", () => {
  const json = stackOf((stack) => {
    new TargetGroup(stack, "active", { name: "active", vpcId: "vpc-1", nodePort: ORIGIN.nodePorts.active });
  });
  const delay = Number(resource(json, "aws_lb_target_group", "active/group")["deregistration_delay"]);
  expect(delay).toBe(60);
  for (const kind of ["rolling", "blue-green"] as const) {
    const rendered: KubernetesObject[] = template(CHART, apiValues("production", kind), RELEASE);
    const workload = one(rendered, kind === "rolling" ? "Deployment" : "Rollout");
    expect(number(at(containersOf(workload)[0], "lifecycle.preStop.sleep.seconds"))).toBeGreaterThanOrEqual(
      delay,
    );
  }
});

/** Argo's conditions, as far as ours go, read like JavaScript; but what is not there is an error, which is no success. */
function succeeds(condition: string, result: readonly number[]): boolean {
  expect(condition).toMatch(/^(len\(result\)|isNaN\(result\[0\]\)|result\[0\]|[=<>|&. 0-9]+)+$/);
  const script = condition.replaceAll("len(result)", "result.length").replaceAll("result[0]", "first()");
  const first = (): number => {
    if (result[0] === undefined) throw new Error(`${condition}: there is no result[0]`);
    return result[0];
  };
  return runInNewContext(script, { result, first, isNaN: Number.isNaN }) as boolean;
}
