import type { ReviewInput } from "../../../tools/review/input";
import { notAnalysed as notAnalysedOf, notesOf, strangersIn, tellingsOf } from "../../../tools/review/notes";
import type { Plan } from "../../../tools/review/plan";
import type { PlanInput } from "../../../tools/review/input";
import type { Note } from "../../../tools/review/model";
import { maskerFor } from "./changes/reviewing";
import { planned, resource } from "./small-plans";

const notes = (plan: Partial<Plan>, kind: ReviewInput["kind"] = "online", redacted = false): string[] => {
  const input = { ...planned("a", plan), redacted };
  const told = [tellingsOf(input, maskerFor(input))];
  return notesOf({ kind, commit: null, against: null, plans: [input] }, told).map(({ stacks, text }) =>
    [...stacks, text].join(": "),
  );
};

const notAnalysed = (plans: readonly PlanInput[]): Note[] =>
  notAnalysedOf(
    plans,
    plans.map((input) => (input.plan ? strangersIn(input.plan, maskerFor(input)) : [])),
  );

describe("what else has to be known", () => {
  test("is nothing of a whole plan of an account", () =>
    expect(notes({ complete: true, errored: false })).toEqual([]));

  test.each<[string, Partial<Plan>, string]>([
    [
      "a plan that ended with an error",
      { errored: true },
      "a: Planning ended with an error: what follows it is missing",
    ],
    [
      "a plan that another follows",
      { complete: false },
      "a: This plan is not complete: another one has to follow it",
    ],
    [
      "changes that wait",
      { deferred_changes: [{ reason: "provider_config_unknown" }] },
      "a: 1 changes are deferred, for what they need is not known yet",
    ],
    ["actions of providers", { action_invocations: [{}, {}] }, "a: 2 actions of providers run with it"],
    [
      "a check that fails",
      { checks: [{ address: { to_display: "check.health" }, status: "fail" }] },
      "a: The check check.health fails",
    ],
    [
      "a check that could not be made",
      { checks: [{ address: { to_display: "aws_x.y" }, status: "error" }] },
      "a: The check aws_x.y could not be made",
    ],
  ])("is %s", (_, plan, note) => expect(notes(plan)).toEqual([note]));

  test("is not a check that passes, or of which nothing is known", () => {
    expect(notes({ checks: [{ status: "pass" }, { status: "unknown" }] })).toEqual([]);
  });

  test("is how little an offline plan and a redacted one say", () => {
    expect(notes({}, "offline")[0]).toMatch(/^Planned offline, from an empty account/);
    expect(notes({}, "online", true)).toEqual([expect.stringMatching(/^a: Redacted/)]);
  });
});

describe("what nobody understood", () => {
  test("is listed: new fields that hold something, and new actions, once for all stacks", () => {
    const plan = {
      resource_changes: [resource("aws_x.y", ["transmute" as "create"])],
      quantum_changes: [1],
      empty_changes: [],
    };
    expect(notAnalysed([planned("a", plan), planned("b", plan)])).toEqual([
      { stacks: ["a", "b"], text: "the field quantum_changes of the plan" },
      { stacks: ["a", "b"], text: "the action transmute of aws_x.y" },
    ]);
  });

  const rules = (type: string, before: object, after: object): string[] => {
    const change = { actions: ["update"], before, after };
    const changed = { address: `${type}.a`, mode: "managed", type, name: "a", change };
    const plan = { resource_changes: [changed] } as unknown as Partial<Plan>;
    return notAnalysed([planned("a", plan)]).map(({ text }) => text);
  };

  test.each(["{", "{}", '[{"Priority":1}]', "[1]", 7])("is listed: a web ACL's rules as %j", (text) => {
    const told = ["the rules in rule_json of aws_wafv2_web_acl.a"];
    expect(rules("aws_wafv2_web_acl", { rule_json: text }, { rule_json: null })).toEqual(told);
    expect(rules("aws_wafv2_web_acl", {}, { rule_json: text })).toEqual(told);
    expect(rules("aws_wafv2_web_acl", { rule_json: text }, { rule_json: text })).toEqual([]);
  });

  test("is not a web ACL's rules that are read; those of a rule group are not", () => {
    const json = '[{"Name":"a","Action":{"Block":{}}}]';
    expect(rules("aws_wafv2_web_acl", { rule_json: json }, { rule_json: "[]" })).toEqual([]);
    expect(rules("aws_wafv2_rule_group", { rules_json: json }, { rules_json: "[]" })).toHaveLength(1);
  });

  test("is nothing in a plan that is known", () => {
    expect(
      notAnalysed([planned("a", { resource_changes: [resource("aws_x.y", ["update"])], checks: [] })]),
    ).toEqual([]);
  });
});
