import type { Action, Noise, VerdictLevel } from "../../model";

export const VERDICTS: Readonly<Record<VerdictLevel, string>> = {
  blocked: "Blocked",
  incomplete: "Incomplete",
  risky: "Look closely",
  changes: "Changes",
  nothing: "No changes",
};

export const VERBS: Readonly<Record<Action, string>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  forget: "forget",
  import: "import",
  move: "move",
  read: "read",
  "no-op": "no change",
};

export const NOISES: Readonly<Record<Noise, string>> = {
  "tags-only": "Only tags change",
  "computed-only": "Only what AWS computes changes",
  moved: "Only the address changes",
  read: "Data sources that are read",
};

/** `1 change`, `10,000 changes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
