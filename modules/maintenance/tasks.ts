import { readFileSync } from "node:fs";
import { join } from "node:path";

export const TASKS = [
  "dependency-updates",
  "database-optimization",
  "security-patches",
  "log-rotation",
] as const;
export type Task = (typeof TASKS)[number];

/** A failed task that has told so itself ends with it; a test holds the scripts against it. */
export const REPORTED_EXIT_CODE = 10;

const PACKAGES = ["awscli-2", "python3"];

/** What a task needs installed. */
export function packagesOf(task: Task): string[] {
  return task === "database-optimization" ? [...PACKAGES, "postgresql17"] : PACKAGES;
}

/** One task's whole program. */
export function programOf(task: Task): string {
  return `${script("common")}\n\n${script(task.replaceAll("-", "_"))}`;
}

function script(name: string): string {
  return readFileSync(join(__dirname, "scripts", `${name}.py`), "utf8");
}
