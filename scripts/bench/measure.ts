import { spawnSync } from "node:child_process";

/** Wall seconds of one command; its output is thrown away unless it fails. */
export function secondsOf(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): number {
  const started = performance.now();
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    ...options,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", ...options.env },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return (performance.now() - started) / 1000;
}

/** The middle one of `runs` measurements. */
export function median(runs: number, measure: () => number): number {
  const values = Array.from({ length: runs }, measure).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? NaN;
}

export function report(title: string, lines: readonly string[]): void {
  console.log([title, ...lines.map((line) => `  ${line}`)].join("\n"));
}
