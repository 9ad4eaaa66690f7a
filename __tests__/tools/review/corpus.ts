import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Plan } from "../../../tools/review/plan";

/** Where scripts/review-corpus.ts writes to. */
export const CORPUS = path.join(__dirname, "corpus");

/** Names of all plans of the corpus. */
export const CORPUS_NAMES: readonly string[] = readdirSync(CORPUS)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length))
  .sort();

/** A plan that the real Terraform made. */
export function corpus(name: string): Plan {
  return JSON.parse(readFileSync(corpusFile(name), "utf8")) as Plan;
}

export function corpusFile(name: string): string {
  return path.join(CORPUS, `${name}.json`);
}
