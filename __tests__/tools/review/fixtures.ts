import type {
  AttributeChange,
  ChangeGroup,
  Finding,
  Matrix,
  OutputGroup,
  Reach,
  Rename,
  Review,
  ReviewedChange,
  ReviewedStack,
} from "../../../tools/review/model";
import { name, type SafeText, say } from "../../../tools/review/text";

/** `T` with plain strings instead of texts that were let through: hand-made reviews hold nothing secret. */
type Plain<T> = T extends SafeText
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T;
type Given<T> = Partial<Plain<T>>;

const NO_COUNTS = { add: 0, change: 0, destroy: 0, replace: 0, import: 0, forget: 0 };
export const STACK = "production-us-west-2-data";

/** A review of one stack in which nothing is said, but for what is given. */
export function reviewOf(given: Given<Review> = {}): Review {
  const stacks = (given.stacks as readonly ReviewedStack[] | undefined) ?? [stackOf()];
  return {
    formatVersion: "1.0",
    kind: "online",
    commit: null,
    uncommitted: false,
    against: null,
    verdict: { level: "nothing", text: say`Nothing changes` },
    totals: stacks.reduce((sum, { counts }) => added(sum, counts ?? NO_COUNTS), NO_COUNTS),
    matrix: matrixOf(stacks),
    stacks,
    findings: [],
    changes: [],
    drift: [],
    outputs: [],
    renames: [],
    reaches: [],
    notes: [],
    notAnalysed: [],
    digest: "d".repeat(64),
    ...(given as Partial<Review>),
  };
}

export function stackOf(
  given: Given<Omit<ReviewedStack, "counts">> & { counts?: Partial<typeof NO_COUNTS> | null } = {},
): ReviewedStack {
  const { environment = "production", place = "us-west-2", layer = "data" } = given;
  const status = given.status ?? "planned";
  return {
    id: name(given.id ?? `${environment}-${place}-${layer}`),
    environment: name(environment),
    place: name(place),
    layer: name(layer),
    status,
    reason: (given.reason ?? null) as SafeText | null,
    counts: status === "planned" ? { ...NO_COUNTS, ...given.counts } : null,
    worst: given.worst ?? null,
  };
}

export function matrixOf(stacks: readonly ReviewedStack[]): Matrix {
  const column = (stack: ReviewedStack): SafeText => say`${stack.environment} ${stack.place}`;
  const columns = [...new Set(stacks.map(column))];
  const cells = new Map(stacks.map((stack) => [`${stack.layer}\n${column(stack)}`, stack]));
  return {
    columns,
    rows: [...new Set(stacks.map(({ layer }) => layer))].map((layer) => ({
      layer,
      cells: columns.map((at) => cells.get(`${layer}\n${at}`) ?? null),
    })),
  };
}

export function findingOf(given: Given<Finding> = {}): Finding {
  return {
    rule: "stateful-destroyed",
    level: "deny",
    title: name("the database production is deleted: what it holds is lost"),
    details: [],
    cause: null,
    address: name("aws_db_instance.main"),
    stacks: [name(STACK)],
    waived: null,
    ...(given as Partial<Finding>),
  };
}

export function groupOf(
  change: Given<ReviewedChange> = {},
  group: Given<Omit<ChangeGroup, "change">> = {},
): ChangeGroup {
  return {
    change: changeOf(change),
    stacks: [change.stack ?? STACK] as readonly string[] as readonly SafeText[],
    differsIn: [],
    ...(group as Partial<ChangeGroup>),
  };
}

export function changeOf(given: Given<ReviewedChange> = {}): ReviewedChange {
  const address = given.address ?? "aws_instance.web";
  return {
    stack: name(STACK),
    address: name(address),
    type: name(address.split(".")[0] ?? address),
    action: "update",
    order: null,
    construct: null,
    previousAddress: null,
    deposed: false,
    cause: null,
    attributes: [],
    noise: null,
    sameness: address,
    ...(given as Partial<ReviewedChange>),
  };
}

export function attributeOf(given: Given<AttributeChange> = {}): AttributeChange {
  return {
    path: name("instance_type"),
    kind: "changed",
    before: name('"t3.small"'),
    after: name('"t3.large"'),
    hidden: false,
    forcesReplacement: false,
    computed: false,
    ...(given as Partial<AttributeChange>),
  };
}

export function outputOf(given: Given<OutputGroup> = {}): OutputGroup {
  return {
    output: name("endpoint"),
    action: "delete",
    stacks: [name(STACK)],
    readers: [],
    ...(given as Partial<OutputGroup>),
  };
}

export function renameOf(given: Given<Rename> = {}): Rename {
  return {
    stacks: [name(STACK)],
    type: name("aws_s3_bucket"),
    from: name("aws_s3_bucket.old"),
    to: name("aws_s3_bucket.new"),
    likeness: 0.97,
    remedy: name("moved {\n  from = aws_s3_bucket.old\n  to   = aws_s3_bucket.new\n}"),
    ...(given as Partial<Rename>),
  };
}

export function reachOf(given: Given<Reach> = {}): Reach {
  return {
    stack: name(STACK),
    address: name("aws_db_instance.main"),
    dependents: [],
    consumers: [],
    ...(given as Partial<Reach>),
  };
}

function added(a: typeof NO_COUNTS, b: typeof NO_COUNTS): typeof NO_COUNTS {
  return {
    add: a.add + b.add,
    change: a.change + b.change,
    destroy: a.destroy + b.destroy,
    replace: a.replace + b.replace,
    import: a.import + b.import,
    forget: a.forget + b.forget,
  };
}
