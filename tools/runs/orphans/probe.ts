import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { emulateStack } from "../../emulation/emulate";
import { Configuration } from "../../planning/configuration";
import { readErrors } from "../../planning/diagnostics";
import { InterruptedError } from "../../planning/errors";
import { blocksOf, objectOf, type Json, type JsonObject } from "../../planning/json";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { Session } from "../core/session";
import { TerraformFailedError, Workspace } from "../core/workspace";

/** Something that may exist, as the provider would import it. */
export interface Question {
  /** `aws_vpc.some_name`: told back in the answer. */
  readonly to: string;
  readonly id: string;
  /** Of the provider, for example `aws.us-east-1`; the default one if it is left out. */
  readonly provider?: string;
}

/** Plain attributes of what exists, by name; `undefined` in the map: it does not exist. */
export type Answers = ReadonlyMap<string, Attributes | undefined>;
export type Attributes = ReadonlyMap<string, string>;

const GENERATED = "generated.tf";
const ABSENT = /existing object to "([^"]+)"/;
const RESOURCE = /^resource "([^"]+)" "([^"]+)" \{\n([\s\S]*?)\n\}$/gm;
// Those of the resource itself, not of its blocks.
const ATTRIBUTE = /^ {2}(\w+) += ("(?:[^"\\]|\\.)*"|true|false|-?[\d.]+)$/gm;

/**
 * Asks a stack's provider what of `questions` exists, and what it is like; nothing is changed and no state is touched. What is
 * in no answer could not be told. Rejects with TerraformFailedError if Terraform cannot work at all, or InterruptedError.
 */
export async function probe(
  session: Session,
  stack: SynthesizedStack,
  questions: readonly Question[],
): Promise<Answers> {
  if (questions.length === 0) return new Map();
  const asking = asker(stack);
  const emulated = session.kind === "emulated" ? emulateStack(stack, new Map(), () => true) : undefined;
  const override =
    emulated !== undefined && "override" in emulated ? emulated.override["provider"] : undefined;
  const imports: Json[] = questions.map(({ to, id, provider }) => ({
    to,
    id,
    ...(provider !== undefined && { provider }),
  }));
  const workspace = await Workspace.open(session, asking, {
    ...(override !== undefined && { override: { provider: override } }),
    files: { "questions.tf.json": { import: imports } },
  });
  try {
    await workspace.init();
    const errors = await plan(workspace);
    return answersIn(workspace, errors);
  } finally {
    rmSync(workspace.folder, { recursive: true, force: true });
  }
}

/** A stack with nothing but the AWS providers of `stack`, and a state of its own that nobody keeps. */
function asker({ id, configuration }: SynthesizedStack): SynthesizedStack {
  const required = blocksOf(configuration.root["terraform"]).map(({ required_providers: all }) =>
    objectOf(all),
  );
  const aws = required.map((all) => all["aws"]).find((one) => one !== undefined);
  // Others may need outputs of other stacks, and know nothing that carries tags.
  const root: JsonObject = {
    terraform: { required_providers: aws === undefined ? {} : { aws } },
    provider: { aws: objectOf(configuration.root["provider"])["aws"] ?? [] },
  };
  const source = Buffer.from(JSON.stringify(root));
  return {
    id: `${id}.orphans`,
    file: "/none/cdk.tf.json",
    dependencies: [],
    source,
    configuration: new Configuration(root),
  };
}

/** Terraform writes what exists even if not all does, or if what it writes is not what it would accept. */
async function plan(workspace: Workspace): Promise<readonly { summary: string; detail: string }[]> {
  const args = ["plan", "-json", "-input=false", "-lock=false", `-generate-config-out=${GENERATED}`];
  try {
    await workspace.run("plan", args, { changes: false });
    return [];
  } catch (error) {
    if (!(error instanceof TerraformFailedError)) throw error;
    if (error.asked) throw new InterruptedError();
    const errors = readErrors(readFileSync(workspace.logOf("plan"), "utf8"));
    const absent = errors.some(({ detail }) => ABSENT.test(detail));
    if (!absent && !existsSync(path.join(workspace.folder, GENERATED))) throw error;
    return errors;
  }
}

function answersIn({ folder }: Workspace, errors: readonly { readonly detail: string }[]): Answers {
  const answers = new Map<string, Attributes | undefined>();
  for (const { detail } of errors) {
    const [, address] = ABSENT.exec(detail) ?? [];
    if (address !== undefined) answers.set(address, undefined);
  }
  const file = path.join(folder, GENERATED);
  const generated = existsSync(file) ? readFileSync(file, "utf8") : "";
  for (const [, type = "", name = "", body = ""] of generated.matchAll(RESOURCE))
    answers.set(`${type}.${name}`, attributesIn(`${body}\n`));
  return answers;
}

function attributesIn(body: string): Attributes {
  const found = [...body.matchAll(ATTRIBUTE)].map(
    ([, name = "", value = ""]) => [name, textOf(value)] as const,
  );
  return new Map(found);
}

/** A literal of Terraform's language. */
function textOf(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    const text: unknown = JSON.parse(value);
    return String(text).replaceAll("$${", "${").replaceAll("%%{", "%{");
  } catch {
    return value.slice(1, -1);
  }
}
