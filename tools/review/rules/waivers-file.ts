import { readFileSync } from "node:fs";
import { z } from "zod";
import { codeOf } from "../../planning/errors";
import { LEVELS } from "../model";
import type { LevelOverrides } from "./levels";
import { RULES } from "./levels";

export const MIN_REASON_LENGTH = 10;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

const words = z.string().trim().min(1);
const reason = z.string().trim().min(MIN_REASON_LENGTH);
const rule = z.string().refine((text) => RULES.has(text), "is not the name of a rule");
const date = z.string().refine(isDate, "is not a date such as 2026-01-31");

/** The same as `waivers.schema.json`; a date that does not exist and an unknown rule are seen only here. */
const WAIVER = z.strictObject({
  rule,
  address: words,
  stack: words,
  owner: words,
  reason,
  expires: date,
});
const LEVEL = z.strictObject({ rule, level: z.enum(LEVELS), owner: words, reason });
const FILE = z.strictObject({
  $schema: z.string().optional(),
  levels: z.array(z.unknown()).optional(),
  waivers: z.array(z.unknown()).optional(),
});

export type WrittenWaiver = z.infer<typeof WAIVER>;

/** What a repository's file says; entries that cannot be read are left out and told. */
export interface Waivers {
  readonly file: string;
  readonly waivers: readonly WrittenWaiver[];
  readonly levels: LevelOverrides;
  /** One line each. */
  readonly problems: readonly string[];
}

export const NO_WAIVERS: Waivers = { file: "", waivers: [], levels: new Map(), problems: [] };

/** Reads `review/waivers.json`; where there is none nothing is waived. */
export function readWaivers(file: string): Waivers {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { ...NO_WAIVERS, file };
    return unreadable(file, `cannot be read (${codeOf(error) ?? "unknown error"})`);
  }
  try {
    return parseWaivers(file, JSON.parse(text) as unknown);
  } catch {
    // The message of JSON.parse quotes the file, which need not be one of waivers.
    return unreadable(file, "is not JSON; so nothing is waived");
  }
}

export function parseWaivers(file: string, content: unknown): Waivers {
  const parsed = FILE.safeParse(content);
  if (!parsed.success) return unreadable(file, `${problemOf(parsed.error)}; so nothing is waived`);
  const problems: string[] = [];
  const each = <T>(entries: readonly unknown[] | undefined, list: string, schema: z.ZodType<T>): T[] =>
    (entries ?? []).flatMap((entry, index) => {
      const result = schema.safeParse(entry);
      if (result.success) return [result.data];
      problems.push(`${file}: ${list}[${index}] is not used: ${problemOf(result.error)}`);
      return [];
    });
  const waivers = each(parsed.data.waivers, "waivers", WAIVER);
  const levels = each(parsed.data.levels, "levels", LEVEL);
  return { file, waivers, levels: new Map(levels.map((one) => [one.rule, one.level])), problems };
}

function unreadable(file: string, problem: string): Waivers {
  return { ...NO_WAIVERS, file, problems: [`${file} ${problem}`] };
}

function problemOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => [path.map(String).join("."), message].filter(Boolean).join(" "))
    .join(", ");
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
