import { Consumers } from "../../../tools/review/consumers";
import type { PlanInput } from "../../../tools/review/input";
import { matrixOf } from "../../../tools/review/matrix";
import type { Finding, ReviewedChange, ReviewedStack } from "../../../tools/review/model";
import { groupChanges, groupFindings } from "../../../tools/review/groups";
import { brokenReaders, outputsOf } from "../../../tools/review/outputs";
import { reachesOf } from "../../../tools/review/reach";
import { referencesIn } from "../../../tools/review/references";
import { name, say } from "../../../tools/review/text";
import { verdictOf } from "../../../tools/review/verdict";
import { configuration, planned } from "./small-plans";

const REMOTE = "data.terraform_remote_state.cross-stack-reference-input-production-us-west-2-network";
const network = planned("production-us-west-2-network", {
  output_changes: {
    vpc: { actions: ["delete"] },
    unread: { actions: ["delete"] },
    kept: { actions: ["no-op"] },
  },
  configuration: configuration(
    {
      "aws_vpc.one": [],
      "aws_subnet.two": ["aws_vpc.one.id", "aws_vpc.one"],
      "aws_route.three": ["aws_subnet.two.id"],
    },
    { vpc: ["aws_vpc.one.id", "aws_vpc.one"], unread: ["aws_route.three.id"] },
  ),
});
const data = planned("production-us-west-2-data", {
  configuration: configuration({
    [REMOTE]: [],
    "aws_db_instance.db": [`${REMOTE}.outputs.vpc`, `${REMOTE}.outputs`, REMOTE],
  }),
});
const plans: readonly PlanInput[] = [network, data];
const references = new Map(plans.map((plan) => [plan.stack, referencesIn(plan)]));
const consumers = new Consumers(plans, references);

function change(address: string, fields: Partial<ReviewedChange> = {}): ReviewedChange {
  return {
    stack: name(network.stack),
    address: name(address),
    type: name(address.split(".")[0]!),
    action: "update",
    order: null,
    construct: null,
    previousAddress: null,
    deposed: false,
    cause: null,
    attributes: [],
    noise: null,
    sameness: address,
    ...fields,
  };
}

describe("who reads what", () => {
  test("is known by CDKTF's names", () => {
    expect(consumers.of(network.stack, "vpc")).toEqual([data.stack]);
    expect(consumers.of(network.stack, "unread")).toEqual([]);
  });

  test("is known by the key of a state where names say nothing", () => {
    const reader = planned("app", {
      configuration: {
        root_module: {
          resources: [
            {
              address: "data.terraform_remote_state.net",
              type: "terraform_remote_state",
              expressions: {
                config: { constant_value: { key: "production-us-west-2-network/terraform.tfstate" } },
              },
            },
            {
              address: "aws_instance.a",
              type: "aws_instance",
              expressions: { subnet_id: { references: ["data.terraform_remote_state.net.outputs.vpc"] } },
            },
          ],
        },
      },
    });
    const all = [network, reader];
    const found = new Consumers(all, new Map(all.map((plan) => [plan.stack, referencesIn(plan)])));
    expect(found.of(network.stack, "vpc")).toEqual(["app"]);
  });

  test("blocks the removal of an output, and of that one alone", () => {
    const outputs = outputsOf(plans, consumers);
    expect(outputs.map(({ output, action, readers }) => [output, action, readers])).toEqual([
      ["unread", "delete", []],
      ["vpc", "delete", [data.stack]],
    ]);
    expect(brokenReaders(outputs)).toEqual([
      expect.objectContaining({
        rule: "output-removed",
        level: "deny",
        address: "output.vpc",
        details: [`read by ${data.stack}`],
      }),
    ]);
  });
});

describe("how far a change reaches", () => {
  test("is said of what goes: through its own stack, and into those that read it", () => {
    expect(reachesOf([change("aws_vpc.one", { action: "replace" })], references, consumers)).toEqual([
      {
        stack: network.stack,
        address: "aws_vpc.one",
        dependents: ["aws_route.three", "aws_subnet.two"],
        consumers: [data.stack],
      },
    ]);
  });

  test("is not said of an update, or of what nobody depends on", () => {
    expect(
      reachesOf([change("aws_vpc.one"), change("aws_eip.four", { action: "delete" })], references, consumers),
    ).toEqual([]);
  });

  test("follows an index to its resource", () => {
    const indexed = change('aws_subnet.two["a.b"]', { action: "delete" });
    expect(reachesOf([indexed], references, consumers)[0]?.dependents).toEqual(["aws_route.three"]);
  });
});

describe("the same change of several stacks", () => {
  const [west, east, staging] = ["west", "east", "staging"].map(name) as [
    ReturnType<typeof name>,
    ...ReturnType<typeof name>[],
  ];

  test("is said once, with the stack in which it differs", () => {
    const groups = groupChanges([
      change("aws_a.b", { stack: west, sameness: "1" }),
      change("aws_a.b", { stack: east!, sameness: "1" }),
      change("aws_a.b", { stack: staging!, sameness: "2" }),
    ]);
    expect(groups.map(({ stacks, differsIn }) => [stacks, differsIn])).toEqual([
      [["east", "west"], ["staging"]],
      [["staging"], ["east", "west"]],
    ]);
  });

  test("comes after what is riskier, and noise after all", () => {
    const order = groupChanges([
      change("a.create", { action: "create" }),
      change("a.noise", { action: "update", noise: "tags-only" }),
      change("a.forget", { action: "forget" }),
      change("a.delete", { action: "delete" }),
    ]).map(({ change: { address } }) => address);
    expect(order).toEqual(["a.delete", "a.forget", "a.create", "a.noise"]);
  });

  test("and the same finding too, the gravest first", () => {
    const finding = {
      rule: "b",
      level: "warn",
      title: say`x`,
      details: [],
      cause: null,
      address: null,
    } as const;
    const groups = groupFindings([
      { ...finding, stack: west },
      { ...finding, stack: east! },
      { ...finding, rule: "a", level: "deny", stack: west },
    ]);
    expect(groups.map(({ rule, stacks }) => [rule, stacks])).toEqual([
      ["a", ["west"]],
      ["b", ["east", "west"]],
    ]);
  });
});

describe("the matrix", () => {
  const stack = (environment: string, place: string, layer: string): ReviewedStack => ({
    id: name(`${environment}-${place}-${layer}`),
    environment: name(environment),
    place: name(place),
    layer: name(layer),
    status: "planned",
    reason: null,
    counts: null,
    worst: null,
  });

  test("has home before other and global last, environments in their order, holes where nothing is", () => {
    const { columns, rows } = matrixOf([
      stack("production", "global", "dns"),
      stack("production", "us-east-2", "base"),
      stack("production", "us-west-2", "base"),
      stack("staging", "us-west-2", "base"),
    ]);
    expect(columns).toEqual([
      "staging us-west-2",
      "production us-west-2",
      "production us-east-2",
      "production global",
    ]);
    expect(rows.map(({ layer, cells }) => [layer, cells.map((cell) => cell !== null)])).toEqual([
      ["dns", [false, false, false, true]],
      ["base", [true, true, true, false]],
    ]);
  });
});

describe("the verdict", () => {
  const totals = { add: 1, change: 2, destroy: 3, replace: 1, import: 0, forget: 0 };
  const none = { ...totals, add: 0, change: 0, destroy: 0, replace: 0 };
  const finding = (level: Finding["level"], waived: Finding["waived"] = null): Finding => ({
    rule: "r",
    level,
    title: say`t`,
    details: [],
    cause: null,
    address: null,
    stacks: [],
    waived,
  });
  const waiver = { owner: name("o"), reason: name("r"), expires: name("2027-01-01") };
  const of = (findings: readonly Finding[], changes = 6, counts = totals) =>
    verdictOf({ totals: counts, stacks: [], findings, changes, drifted: 0 });

  test("is as grave as the gravest finding that nobody answers for", () => {
    expect(of([finding("warn"), finding("deny")])).toEqual({
      level: "blocked",
      text: "Blocked: 1 to add, 2 to change, 3 to destroy; 1 denied by a rule; 1 to look at",
    });
    expect(of([finding("deny", waiver)]).level).toBe("changes");
    expect(of([finding("warn")]).level).toBe("risky");
    expect(of([finding("info")]).level).toBe("changes");
  });

  test("is nothing without changes, also with drift", () => {
    expect(of([], 0, none)).toEqual({ level: "nothing", text: "Nothing changes" });
    expect(verdictOf({ totals: none, stacks: [], findings: [], changes: 0, drifted: 2 }).text).toBe(
      "Nothing changes; 2 drifted",
    );
  });
});
