import type { PlanInput, ReviewInput } from "../../tools/review/input";
import type { Plan, ResourceChange, TerraformAction } from "../../tools/review/plan";
import { renderHtml } from "../../tools/review/render/html/render-html";
import { renderJson } from "../../tools/review/render/json";
import { renderMarkdown } from "../../tools/review/render/markdown";
import { renderTerminal } from "../../tools/review/render/terminal";
import { review } from "../../tools/review/review";
import { NO_WAIVERS } from "../../tools/review/rules/waivers";

const ENVIRONMENTS = ["development", "staging", "production"];
const REGIONS = ["us-west-2", "us-east-2"];
const STACKS = 60;
const SIZES = [1250, 2500, 5000, 10_000] as const;
const ACTIONS: readonly (readonly TerraformAction[])[] = [
  ["update"],
  ["create"],
  ["update"],
  ["delete", "create"],
  ["update"],
  ["delete"],
];
const KIBIBYTES = 1024;

interface Times {
  readonly size: number;
  readonly review: number;
  readonly formats: number;
}

/**
 * How long a review of many changes takes, what a further change costs, and the memory of it all. The first size pays for the
 * compiler, as every run of the command does; reading plans from files is not part of it.
 */
export function benchReview(): void {
  console.log(`changes over ${STACKS} stacks, none like another:`);
  const all = SIZES.map((size) => measured(size, false));
  console.log("the same, of which environments and regions are alike:");
  measured(SIZES[SIZES.length - 1] ?? 0, true);
  console.log(
    `a further change: review ${slope(all, "review")} ms, formats ${slope(all, "formats")} ms (of the sizes but the first)`,
  );
  console.log(`most memory of the process: ${Math.round(process.resourceUsage().maxRSS / KIBIBYTES)} MiB`);
}

function measured(size: number, alike: boolean): Times {
  const input = inputOf(size, alike);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const reviewed = review(input, {
    key: new Uint8Array(32),
    waivers: NO_WAIVERS,
    today: "2026-01-01",
    tagKeys: ["Project", "Environment"],
  });
  const done = performance.now();
  // One after another: none is kept while the next is written.
  const formats = [
    renderTerminal(reviewed, { colour: false, width: 120 }).length,
    renderMarkdown(reviewed).length,
    renderJson(reviewed).length,
    renderHtml(reviewed).length,
  ];
  const rendered = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  const times = { size, review: done - started, formats: rendered - done };
  console.log(
    `${String(size).padStart(6)}: reviewed in ${ms(times.review)}, four formats in ${ms(times.formats)}, ` +
      `both ${ms(rendered - started)} (${((rendered - started) / size).toFixed(3)} ms a change; CPU ${ms((user + system) / 1000)}); ` +
      `memory ${Math.round(process.memoryUsage.rss() / KIBIBYTES / KIBIBYTES)} MiB; ` +
      `terminal, Markdown, JSON, HTML ${formats.map((length) => `${Math.round(length / KIBIBYTES)} KiB`).join(", ")}`,
  );
  return times;
}

/** By least squares. */
function slope(all: readonly Times[], part: "review" | "formats"): string {
  const warm = all.slice(1);
  const mean = (of: (times: Times) => number): number =>
    warm.reduce((sum, times) => sum + of(times), 0) / warm.length;
  const [size, time] = [mean((times) => times.size), mean((times) => times[part])];
  const rise =
    mean((times) => (times.size - size) * (times[part] - time)) / mean((times) => (times.size - size) ** 2);
  return rise.toFixed(3);
}

function ms(duration: number): string {
  return `${Math.round(duration)} ms`;
}

/** As it is read from files: every text and object of its own. */
function inputOf(size: number, alike: boolean): ReviewInput {
  const perStack = Math.ceil(size / STACKS);
  const plans = Array.from({ length: STACKS }, (_, stack): PlanInput => {
    const kinds = ENVIRONMENTS.length * REGIONS.length;
    const layer = alike ? Math.floor(stack / kinds) : stack;
    const environment = ENVIRONMENTS[alike ? stack % ENVIRONMENTS.length : 0] ?? "";
    const region = REGIONS[alike ? Math.floor((stack % kinds) / ENVIRONMENTS.length) : 0] ?? "";
    const id = `${environment}-${region}-layer${layer}`;
    const plan: Plan = {
      format_version: "1.2",
      resource_changes: Array.from({ length: perStack }, (__, index) => changeOf(layer, index)),
      configuration: { root_module: { resources: [] } },
    };
    return {
      stack: id,
      source: id,
      status: "planned",
      reason: "",
      redacted: false,
      plan: JSON.parse(JSON.stringify(plan)) as Plan,
    };
  });
  return { kind: "online", commit: null, against: null, plans };
}

function changeOf(stack: number, index: number): ResourceChange {
  const type = KINDS[index % KINDS.length] ?? "aws_instance";
  const actions = ACTIONS[index % ACTIONS.length] ?? ["update"];
  const before =
    actions.includes("create") && !actions.includes("delete") ? null : attributes(stack, index, "old");
  const after =
    actions.includes("delete") && !actions.includes("create") ? null : attributes(stack, index, "new");
  return {
    address: `${type}.thing_${index}`,
    mode: "managed",
    type,
    name: `thing_${index}`,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions,
      before,
      after,
      after_unknown: { arn: true, id: true },
      before_sensitive: {},
      after_sensitive: {},
    },
  };
}

const KINDS = [
  "aws_security_group",
  "aws_iam_policy",
  "aws_db_instance",
  "aws_instance",
  "aws_s3_bucket",
  "aws_lb",
];

function attributes(
  stack: number,
  index: number,
  version: string,
): NonNullable<ResourceChange["change"]["after"]> {
  const plain = Object.fromEntries(
    Array.from({ length: 20 }, (_, key) => [`attribute_${key}`, `${version}-${key % 3}`]),
  );
  return sorted({
    ...plain,
    name: `thing-${stack}-${index}`,
    instance_class: version === "old" ? "db.m7g.large" : "db.m7g.xlarge",
    deletion_protection: version === "old",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:GetObject", `s3:${version}Object`],
          Resource: `arn:aws:s3:::bucket-${index}/*`,
        },
      ],
    }),
    ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: [`10.${stack}.0.0/16`] }],
    tags: { Project: "mindscape", Version: version },
    tags_all: { Project: "mindscape", Version: version },
  });
}

/** As Terraform writes objects. */
function sorted<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
