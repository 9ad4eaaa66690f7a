import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operates } from "../../modules/access/operating";
import type { Statement } from "../../modules/access/statement";
import { contract } from "../support/alarms";
import { account } from "../modules/access/roles";

const RUNBOOKS = join(__dirname, "../../docs/runbooks");
const files = readdirSync(RUNBOOKS).filter((file) => file.endsWith(".md"));
const runbooks = new Set(Object.values(contract).map(({ runbook }) => `${runbook}.md`));
const index = readFileSync(join(RUNBOOKS, "README.md"), "utf8");

test("no alert is without one", () => {
  expect([...runbooks].filter((file) => !files.includes(file))).toEqual([]);
});

test("the index leads to each, and to nothing that is not there", () => {
  const linked = [...index.matchAll(/\]\(([a-z0-9-]+\.md)\)/g)].map(([, file]) => file!);
  expect([...new Set(linked)].sort()).toEqual(files.filter((file) => file !== "README.md").sort());
});

test.each([...runbooks].sort())(
  "%s says what it means, how to see, what to do, when to call, how it ends",
  (file) => {
    const text = readFileSync(join(RUNBOOKS, file), "utf8");
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      "What it means",
      "How to see",
      "What to do",
      "When to call somebody",
      "How it ends",
    ]);
    for (const [key, { runbook }] of Object.entries(contract)) {
      if (`${runbook}.md` === file) expect(text).toContain(`\`${key}\``);
    }
  },
);

/** The command line's names of services, where IAM has others, and of commands that are several requests. */
const IAM_SERVICES: Readonly<Record<string, string>> = {
  efs: "elasticfilesystem",
  elbv2: "elasticloadbalancing",
  s3api: "s3",
};
const IAM_ACTIONS: Readonly<Record<string, string>> = {
  "logs:Tail": "logs:FilterLogEvents",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
};
/** A runbook says who does them instead. */
const FOR_OTHERS = ["sqs:StartMessageMoveTask"];

const operator = operates({
  account,
  metricNamespaces: "shop/*",
  passes: { backup: ["shop-live-us-west-2-backup"], runbook: ["shop-live-*-runbook"] },
});

function actionOf(service: string, command: string): string {
  const name = command.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  const action = `${IAM_SERVICES[service] ?? service}:${name.replace(/^(\w+)Db/, "$1DB")}`;
  return IAM_ACTIONS[action] ?? action;
}

/** Whether some statement of `effect` names the action, on whatever resource. */
function named(effect: Statement["Effect"], action: string): boolean {
  return operator
    .filter(({ Effect }) => Effect === effect)
    .flatMap(({ Action }) => Action ?? [])
    .some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i").test(action));
}

test("operators may do what runbooks ask of them", () => {
  const asked = files.flatMap((file) =>
    [...readFileSync(join(RUNBOOKS, file), "utf8").matchAll(/\baws ([a-z0-9-]+) ([a-z]+(?:-[a-z]+)*)/g)].map(
      ([, service, command]) => actionOf(service!, command!),
    ),
  );
  expect(asked.length).toBeGreaterThan(60);
  const refused = asked.filter((action) => !named("Allow", action) || named("Deny", action));
  expect([...new Set(refused)]).toEqual(FOR_OTHERS);
});
