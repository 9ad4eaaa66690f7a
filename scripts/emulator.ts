/**
 * Serves an emulator of AWS for one account, on the loopback interface and in memory, until Ctrl-C; prints what a shell needs to
 * use it. What it cannot do is listed in tools/emulation/gaps.ts.
 *
 *   npm run -s emulator -- --env production
 *   npm run -s emulator -- --account 123456789012 --port 5000
 */
import { Command, Option } from "commander";
import { configuration } from "../config/environments";
import { Emulator, MOCK_KEYS } from "../tools/emulation/server";
import { messageOf, PlanningError } from "../tools/planning/errors";

interface Options {
  readonly account?: string;
  readonly env?: string;
  readonly port?: string;
}

const ACCOUNT_ID = /^\d{12}$/;

async function main(options: Options): Promise<void> {
  const emulator = await Emulator.start(accountOf(options), portOf(options));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void emulator.stop());
  const settings = { AWS_ENDPOINT_URL: emulator.endpoint, ...MOCK_KEYS };
  for (const [name, value] of Object.entries(settings)) console.log(`export ${name}=${value}`);
  console.error("the emulator forgets everything at Ctrl-C");
  await emulator.ended();
}

function accountOf({ account, env }: Options): string {
  if (account !== undefined) {
    if (ACCOUNT_ID.test(account)) return account;
    throw new PlanningError([`--account ${account}: an account's id has 12 digits`]);
  }
  const { environments } = configuration;
  const found = environments.find(({ name }) => name === env);
  if (found !== undefined) return found.accountId;
  const names = environments.map(({ name }) => name).join(", ");
  throw new PlanningError([
    env === undefined
      ? `--env or --account is missing: whose account? Environments are ${names}`
      : `--env ${env}: allowed are ${names}`,
  ]);
}

function portOf({ port }: Options): number | undefined {
  if (port === undefined) return undefined;
  const number = Number(port);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  throw new PlanningError([`--port ${port}: allowed are whole numbers from 1 to 65535`]);
}

new Command("emulator")
  .description("serve an emulator of AWS on this machine until Ctrl-C")
  .option("--account <id>", "id of the account that it serves")
  .addOption(new Option("--env <name>", "take the account of an environment").conflicts("account"))
  .option("--port <number>", "a free one if it is left out")
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
