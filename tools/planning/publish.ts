import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PLAN_FILE, PLAN_JSON_FILE } from "./plan-stack";
import type { StackPlan } from "./stack-plan";
import { makeDirectory } from "../directories";

/**
 * Replaces `<plansDirectory>/<name>` by the given plans (`<stack>/plan.json`, `<stack>/plan.bin`) and files.
 * Everything is written beside it first and moved into place at once: the folder holds one whole run, never a part.
 */
export function publish(
  plansDirectory: string,
  name: string,
  plans: readonly StackPlan[],
  files: Readonly<Record<string, string>>,
): void {
  const work = path.join(plansDirectory, ".work");
  const fresh = path.join(work, ".publishing", name);
  const old = path.join(work, ".replaced", name);
  const target = path.join(plansDirectory, name);
  rmSync(fresh, { recursive: true, force: true });
  rmSync(old, { recursive: true, force: true });
  makeDirectory(path.dirname(fresh));
  // Plans of an account may hold what is sensitive.
  mkdirSync(fresh, { mode: 0o700 });
  makeDirectory(path.dirname(old));
  for (const { id, folder } of plans) {
    if (folder === undefined) continue;
    mkdirSync(path.join(fresh, id));
    for (const file of [PLAN_JSON_FILE, PLAN_FILE])
      copyFileSync(path.join(folder, file), path.join(fresh, id, file));
  }
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(fresh, file), content);
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}
