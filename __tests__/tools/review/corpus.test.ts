import { readdirSync } from "node:fs";
import path from "node:path";
import type { ResourceChange } from "../../../tools/review/plan";
import { CORPUS_NAMES, corpus } from "./corpus";

const CASES = path.join(__dirname, "../../../scripts/review-corpus/cases");

const changes = (name: string): readonly ResourceChange[] => corpus(name).resource_changes ?? [];
const actions = (name: string): Record<string, string> =>
  Object.fromEntries(
    changes(name).map(({ address, deposed = "", change }) => [
      address + deposed,
      change.actions.join(" then "),
    ]),
  );

test("each case of the script has a plan, and each plan its case", () => {
  expect(CORPUS_NAMES).toEqual(readdirSync(CASES).sort());
});

test.each(CORPUS_NAMES)("%s is a plan of the real Terraform", (name) => {
  expect(corpus(name)).toMatchObject({ format_version: "1.2", terraform_version: "1.11.4" });
});

/** What each is there for: a regenerated corpus must still hold it. */
describe("the corpus holds", () => {
  test("updates and replacements in both orders, with their causes", () => {
    expect(actions("update")).toEqual({
      "aws_db_instance.main": "update",
      "aws_dynamodb_table.sessions": "update",
    });
    expect(actions("replace")).toEqual({
      "aws_db_instance.main": "delete then create",
      "aws_lb.public": "create then delete",
      "aws_subnet.private": "create then delete",
    });
    expect(changes("replace")[0]?.change.replace_paths).toEqual([["storage_encrypted"]]);
    expect(changes("requested").map(({ action_reason }) => action_reason)).toEqual([
      "replace_by_triggers",
      "replace_by_request",
      "replace_because_tainted",
      undefined,
    ]);
  });

  test("deletions, forgotten and deposed objects", () => {
    expect(actions("delete")).toMatchObject({
      "aws_db_instance.main": "delete",
      "aws_s3_bucket.assets": "delete",
    });
    expect(actions("forget")).toMatchObject({
      "aws_db_instance.main": "forget",
      "aws_s3_bucket.assets": "forget",
    });
    expect(actions("deposed")).toMatchObject({
      "aws_db_instance.main": "no-op",
      "aws_db_instance.main0123abcd": "delete",
    });
    expect(actions("destroy")).toMatchObject({ "aws_dynamodb_table.sessions": "delete" });
  });

  test("moves, imports, reads, instances", () => {
    expect(changes("moved").map(({ previous_address }) => previous_address)).toEqual([
      "aws_dynamodb_table.old",
      "aws_sqs_queue.old",
    ]);
    expect(changes("import").map(({ change }) => typeof change.importing?.id)).toEqual(["string", "string"]);
    expect(changes("import-existing")[0]?.change).toMatchObject({ actions: ["update"], importing: {} });
    expect(actions("data-read")).toMatchObject({ "data.aws_iam_policy_document.late": "read" });
    expect(actions("repeated")).toMatchObject({
      "aws_sqs_queue.shard[2]": "delete",
      'module.logs["api"].aws_cloudwatch_log_group.this': "update",
    });
  });

  test("drift, checks, and a plan that is not complete or failed", () => {
    expect(corpus("drift").resource_drift?.map(({ change }) => change.actions.join())).toEqual([
      "delete",
      "update",
      "update",
      "update",
    ]);
    expect(
      corpus("checks")
        .checks?.map(({ status }) => status)
        .sort(),
    ).toEqual(["fail", "pass", "pass", "unknown"]);
    expect(corpus("errored").errored).toBe(true);
    expect(corpus("targeted").complete).toBe(false);
    expect(actions("no-changes")).toEqual({ "aws_sqs_queue.jobs": "no-op" });
  });

  test("outputs that change and go", () => {
    const outputs = Object.entries(corpus("outputs").output_changes ?? {});
    expect(
      Object.fromEntries(
        outputs.map(
          ([
            name,
            {
              actions: [action],
            },
          ]) => [name, action],
        ),
      ),
    ).toEqual({
      password: "update",
      removed: "delete",
      subnets: "update",
      topic: "create",
      vpc: "no-op",
    });
  });

  test("nothing of a secret remote state that is not marked, except where a configuration says so", () => {
    const [task] = changes("remote-state");
    expect(JSON.stringify(task?.change.after)).toContain("correct-horse-battery-staple");
    expect(task?.change.after_sensitive).not.toHaveProperty("container_definitions");
  });
});
