import type { Orphans } from "./find-orphans";
import type { StackOrphans } from "./stack-orphans";

/** How the run was asked for, as far as the next one has to be asked alike. */
export interface Asked {
  readonly directory: string;
  /** Stacks that have import blocks. */
  readonly written: readonly string[];
  /** Options that the next command has to be given too. */
  readonly options: string;
}

/** What a person sees: what was found, what happens to it, what to do. No values of states. */
export function describeOrphans({ environment, stacks, strangers, notes }: Orphans, asked: Asked): string {
  const found = stacks.flatMap(describeStack);
  const rest = [...strangers].map(([arn, reason]) => `  ${arn}\n    ${reason}`);
  const lines = [
    ...notes.map((note) => `note: ${note}`),
    ...found,
    ...(rest.length > 0 ? ["of no stack:", ...rest] : []),
    `next: ${nextStep(environment, asked, found.length + rest.length > 0)}`,
  ];
  return `${lines.join("\n")}\n`;
}

function describeStack(found: StackOrphans): string[] {
  const { stack, imports, unmatched, gone, unasked, madeAgain } = found;
  const lines = [
    ...imports.map(({ to, id }) => `  import ${to} <- ${id}`),
    ...[...unmatched].map(([arn, reason]) => `  ${arn}\n    ${reason}`),
    ...[...unasked].map(([address, how]) => `  may exist: ${address}: ${how}`),
  ];
  if (gone.length > 0) lines.push(`  gone already, though AWS still lists them: ${gone.length}`);
  const needed = imports.length + unmatched.size > 0;
  if (needed && madeAgain.size > 0) lines.push(...describeMadeAgain(madeAgain));
  return lines.length === 0 ? [] : [`${stack}:`, ...lines];
}

function describeMadeAgain(madeAgain: ReadonlyMap<string, string>): string[] {
  const types = new Map<string, { count: number; reason: string }>();
  for (const [address, reason] of madeAgain) {
    const type = address.slice(0, address.indexOf("."));
    types.set(type, { count: (types.get(type)?.count ?? 0) + 1, reason });
  }
  const told = [...types].map(([type, { count, reason }]) => `    ${count} ${type}: ${reason}`);
  return ["  not in the state, and needs no import, whether it is there or not:", ...told];
}

function nextStep(environment: string, { directory, written, options }: Asked, found: boolean): string {
  if (written.length > 0) {
    const stacks = written.map((stack) => ` --stack ${stack}`).join("");
    return `read ${directory}, then mindscape plan --env ${environment}${options}${stacks} --imports ${directory}; apply it, and run this again`;
  }
  return found
    ? "there is nothing to import; see docs/runbooks/orphans.md for what is listed"
    : "nothing to do";
}
