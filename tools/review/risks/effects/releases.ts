import { type Json, objectOf } from "../../../planning/json";
import type { Plan } from "../../plan";
import { say } from "../../text";
import { DESTROYED, type Effect, REPLACED, UPDATED } from "./row";

const DELETED = say`Helm deletes all that the chart made, but for definitions from its crds folder, claims of its stateful sets, and what has the keep policy`;

/** Helm releases, and what runs in a cluster. */
export const RELEASES: readonly Effect[] = [
  {
    types: ["helm_release"],
    fates: ["created"],
    // https://github.com/hashicorp/terraform-provider-helm/issues/1669
    when: ({ plan, address }) => lookOf(plan).lost.has(address),
    rule: "release-created-again",
    words: say`the state had it, and the refresh did not find it: if the cluster could not be reached, it exists still and this apply fails or harms it`,
  },
  {
    types: ["helm_release"],
    fates: ["created"],
    when: ({ plan, address }) => isOnlyWithoutReleases(plan) && !lookOf(plan).lost.has(address),
    rule: "release-may-exist",
    words: say`the state has other resources and not one release: if the cluster could not be reached, releases were dropped from it and exist still`,
  },
  {
    types: ["helm_release"],
    fates: UPDATED,
    paths: ["version", "chart", "repository"],
    rule: "release-changes",
    words: say`another version of the chart: pods whose templates differ are replaced, and definitions from its crds folder stay as they are`,
  },
  {
    types: ["helm_release"],
    fates: UPDATED,
    paths: ["values", "set", "set_sensitive", "set_list", "postrender"],
    rule: "release-changes",
    words: say`the chart gets other values: pods whose templates differ are replaced`,
  },
  { types: ["helm_release"], fates: DESTROYED, rule: "workload-stops", words: DELETED },
  {
    types: ["helm_release"],
    fates: REPLACED,
    rule: "workload-stops",
    words: say`it is uninstalled and installed again, and ${DELETED}`,
  },
  {
    types: [
      "kubernetes_deployment",
      "kubernetes_deployment_v1",
      "kubernetes_daemonset",
      "kubernetes_daemon_set_v1",
      "kubernetes_stateful_set",
      "kubernetes_stateful_set_v1",
    ],
    fates: UPDATED,
    paths: ["spec[].template"],
    rule: "workload-rolls",
    words: say`its pods are replaced, by its own strategy`,
  },
  {
    types: [
      "kubernetes_deployment",
      "kubernetes_deployment_v1",
      "kubernetes_daemonset",
      "kubernetes_daemon_set_v1",
      "kubernetes_cron_job_v1",
    ],
    fates: ["destroyed", "replaced"],
    rule: "workload-stops",
    words: say`its pods stop`,
  },
  {
    types: ["kubernetes_service", "kubernetes_service_v1", "kubernetes_ingress", "kubernetes_ingress_v1"],
    fates: ["destroyed", "replaced"],
    rule: "address-changes",
    words: say`its cluster address goes, and with it a load balancer that a controller made for it, name included`,
  },
  {
    types: ["kubernetes_storage_class", "kubernetes_storage_class_v1"],
    fates: ["destroyed", "replaced"],
    rule: "workload-stops",
    words: say`claims that name it wait until there is one of its name; volumes that exist stay`,
  },
];

interface Look {
  /** Addresses that the refresh did not find any more. */
  readonly lost: ReadonlySet<string>;
  readonly resources: number;
  readonly releases: number;
}

const known = new WeakMap<Plan, Look>();

/** The state of the stack: looked at once. */
function lookOf(plan: Plan): Look {
  let look = known.get(plan);
  if (look === undefined) {
    const drift = plan.resource_drift ?? [];
    const types = [...typesIn(objectOf(plan.prior_state)["values"])];
    look = {
      lost: new Set(
        drift.flatMap(({ change, address }) => (change.actions.includes("delete") ? [address] : [])),
      ),
      resources: types.length,
      releases: types.filter((type) => type === "helm_release").length,
    };
    known.set(plan, look);
  }
  return look;
}

function isOnlyWithoutReleases(plan: Plan): boolean {
  const { resources, releases } = lookOf(plan);
  return resources > 0 && releases === 0;
}

function* typesIn(values: unknown): Generator<string> {
  const modules = [objectOf(values)["root_module"]];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const { resources, child_modules: children } = objectOf(module);
    for (const resource of Array.isArray(resources) ? resources : []) {
      const { mode, type } = objectOf(resource);
      if (mode === "managed" && typeof type === "string") yield type;
    }
    if (Array.isArray(children)) modules.push(...(children as Json[]));
  }
}
