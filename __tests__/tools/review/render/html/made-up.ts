import type {
  AttributeChange,
  ChangeGroup,
  Finding,
  Review,
  ReviewedChange,
  ReviewedStack,
} from "../../../../../tools/review/model";
import { name } from "../../../../../tools/review/text";

const PLACES = ["us-west-2", "us-east-2"];
const LAYERS = ["base", "network", "data", "cluster", "service"];

export function stackOf(id: string, more: Partial<ReviewedStack> = {}): ReviewedStack {
  const [environment = "", ...rest] = id.split("-");
  return {
    id: name(id),
    environment: name(environment),
    place: name(rest.slice(0, -1).join("-")),
    layer: name(rest.at(-1) ?? ""),
    status: "planned",
    reason: null,
    counts: { add: 1, change: 2, destroy: 1, replace: 1, import: 0, forget: 0 },
    worst: null,
    ...more,
  };
}

export function attributeOf(more: Partial<AttributeChange> = {}): AttributeChange {
  return {
    path: name("instance_class"),
    kind: "changed",
    before: name("db.m7g.large"),
    after: name("db.m7g.xlarge"),
    hidden: false,
    forcesReplacement: false,
    computed: false,
    ...more,
  };
}

export function changeOf(more: Partial<ReviewedChange> = {}): ReviewedChange {
  return {
    stack: name("production-us-west-2-data"),
    address: name("aws_db_instance.main"),
    type: name("aws_db_instance"),
    action: "update",
    order: null,
    construct: null,
    previousAddress: null,
    deposed: false,
    cause: null,
    attributes: [attributeOf()],
    noise: null,
    sameness: "",
    ...more,
  };
}

export function groupOf(change: ReviewedChange, more: Partial<ChangeGroup> = {}): ChangeGroup {
  return { change, stacks: [change.stack], differsIn: [], ...more };
}

export function findingOf(more: Partial<Finding> = {}): Finding {
  return {
    rule: "stateful-destroyed",
    level: "deny",
    title: name("the database aws_db_instance.main is replaced: what it holds is lost"),
    details: [],
    cause: name("identifier cannot be changed in place"),
    address: name("aws_db_instance.main"),
    stacks: [name("production-us-west-2-data")],
    waived: null,
    ...more,
  };
}

export function reviewOf(more: Partial<Review> = {}): Review {
  const stacks = PLACES.flatMap((place) => LAYERS.map((layer) => stackOf(`production-${place}-${layer}`)));
  return {
    formatVersion: "1.0",
    kind: "offline",
    commit: name("0123456789abcdef"),
    uncommitted: false,
    against: null,
    verdict: { level: "risky", text: name("1 database loses its data; 2 more findings") },
    totals: { add: 10, change: 20, destroy: 10, replace: 10, import: 0, forget: 0 },
    matrix: {
      columns: PLACES.map((place) => name(`production ${place}`)),
      rows: LAYERS.map((layer) => ({
        layer: name(layer),
        cells: PLACES.map((place) => stacks.find(({ id }) => id === `production-${place}-${layer}`) ?? null),
      })),
    },
    stacks,
    findings: [findingOf()],
    changes: [groupOf(changeOf())],
    drift: [],
    outputs: [],
    renames: [],
    reaches: [],
    notes: [],
    notAnalysed: [],
    digest: "d".repeat(64),
    ...more,
  };
}

/** `count` changes of five attributes each over 60 stacks. */
export function hugeReview(count: number): Review {
  const stacks = Array.from({ length: 60 }, (_, at) =>
    stackOf(`production-place-${at % 6}-layer${Math.floor(at / 6)}`),
  );
  const actions = ["update", "create", "delete", "replace"] as const;
  const changes = Array.from({ length: count }, (_, at) => {
    const action = actions[at % 4] ?? "update";
    const attributes = Array.from({ length: 5 }, (__, place) =>
      attributeOf({
        path: name(`setting[${place}].policy.statement`),
        before:
          action === "create" ? null : name(`arn:aws:iam::123456789012:role/service-${at}-before-${place}`),
        after:
          action === "delete" ? null : name(`arn:aws:iam::123456789012:role/service-${at}-after-${place}`),
      }),
    );
    const stack = stacks[at % 60]?.id ?? name("");
    const address = name(`module.service["part-${at}"].aws_iam_role_policy.grant_${at}`);
    return groupOf(
      changeOf({ address, action, stack, attributes, noise: at % 10 === 9 ? "tags-only" : null }),
    );
  });
  const findings = changes
    .filter((_, at) => at % 50 === 0)
    .map(({ change }, at) =>
      findingOf({ address: change.address, stacks: [change.stack], level: at % 2 === 0 ? "deny" : "warn" }),
    );
  const columns = Array.from({ length: 6 }, (_, place) => name(`production place-${place}`));
  const rows = Array.from({ length: 10 }, (_, layer) => ({
    layer: name(`layer${layer}`),
    cells: stacks.slice(layer * 6, layer * 6 + 6),
  }));
  return reviewOf({ stacks, matrix: { columns, rows }, changes, findings });
}
