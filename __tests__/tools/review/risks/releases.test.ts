import type { JsonObject } from "../../../../tools/planning/json";
import { change, found, planOf } from "./plans";

const release = change({ type: "helm_release", actions: "created", after: { name: "x" } });
const state = (...types: string[]): JsonObject => ({
  values: {
    root_module: { child_modules: [{ resources: types.map((type) => ({ mode: "managed", type })) }] },
  },
});
const rulesOf = (extra: object): string[] => found({ ...planOf(release), ...extra }).map(({ rule }) => rule);

test("a release that the refresh did not find is not simply new", () => {
  const drift = [change({ type: "helm_release", actions: "destroyed", before: {} })];
  expect(rulesOf({ resource_drift: drift, prior_state: state("aws_eks_addon") })).toEqual([
    "release-created-again",
  ]);
  expect(rulesOf({ prior_state: state("aws_eks_addon") })).toEqual(["release-may-exist"]);
  expect(rulesOf({ prior_state: state("aws_eks_addon", "helm_release") })).toEqual([]);
  expect(rulesOf({ prior_state: state() })).toEqual([]);
  expect(rulesOf({})).toEqual([]);
});

test("provisioners are known from the configuration, in modules and behind count and for_each too", () => {
  const commands = { provisioners: [{ type: "local-exec" }] };
  const configuration = {
    root_module: {
      resources: [{ address: "null_resource.plain" }, { address: "null_resource.it", ...commands }],
      module_calls: { m: { module: { resources: [{ address: "null_resource.it", ...commands }] } } },
    },
  };
  const made = change({ type: "null_resource", actions: "created", after: {} });
  const at = (address: string): string[] =>
    found({ ...planOf({ ...made, address }), configuration }).map(({ rule }) => rule);
  expect(at("null_resource.it")).toEqual(["opaque"]);
  expect(at('module.m["a.b[\\"c\\"]"].null_resource.it[0]')).toEqual(["opaque"]);
  expect(at("null_resource.plain")).toEqual([]);
});
