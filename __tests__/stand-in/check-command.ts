import { check } from "./check";

/** The check before a switch, as a process: uses the API at CHECK_URL, and ends with 1 if it does not work. */
async function main({ CHECK_URL, CHECK_PATIENCE_SECONDS }: NodeJS.ProcessEnv): Promise<void> {
  if (CHECK_URL === undefined) throw new Error("CHECK_URL is missing");
  const problems = await check(CHECK_URL, Number(CHECK_PATIENCE_SECONDS ?? 30));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

void main(process.env);
