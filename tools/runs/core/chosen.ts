import { PlanningError } from "../../planning/errors";
import { refuseCycles } from "../../planning/order";
import { readManifest, readStacks, type SynthesizedStack } from "../../planning/synthesis";
import { selectStacks, type Wanted } from "../../preview/selection";

/** The stacks of one run, all of one environment and so of one account. */
export interface Chosen {
  readonly environment: string;
  /** What the run works on, in the manifest's order. */
  readonly stacks: ReadonlyMap<string, SynthesizedStack>;
  /** All stacks of the environment. */
  readonly all: ReadonlyMap<string, SynthesizedStack>;
  /** For each chosen stack the chosen ones that come before it, also by way of others. */
  readonly upstream: ReadonlyMap<string, readonly string[]>;
}

/**
 * Chooses the stacks of one environment. Throws a PlanningError for names that do not exist (with the nearest), for several
 * environments at once, for none, and for states that are not in S3.
 */
export function chooseStacks(synthDirectory: string, wanted: Wanted): Chosen {
  const manifest = readManifest(synthDirectory);
  refuseCycles(manifest);
  const { environments, stacks: ids } = selectStacks([...manifest.keys()], wanted);
  const [environment, second] = environments;
  if (environment === undefined || ids.length === 0)
    throw new PlanningError([
      `no stack is chosen of ${wanted.environments.join(", ")}; run "npm run synth" first`,
    ]);
  if (second !== undefined) {
    throw new PlanningError([
      `--env ${environments.join(", ")}: a run works in one account; choose one environment, one run for each`,
    ]);
  }
  const chosenIds = new Set(ids);
  const related = closureOf(manifest, ids);
  const all = readStacks([...manifest.values()].filter(({ id }) => related.has(id) || chosenIds.has(id)));
  const stacks = new Map([...all].filter(([id]) => chosenIds.has(id)));
  refuseOtherBackends(stacks);
  const upstream = new Map(
    ids.map((id) => [
      id,
      [...closureOf(manifest, [id])].filter((other) => other !== id && chosenIds.has(other)),
    ]),
  );
  return { environment, stacks, all, upstream };
}

/** `ids` and all that they depend on. */
function closureOf(
  manifest: ReadonlyMap<string, { readonly dependencies: readonly string[] }>,
  ids: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    manifest.get(id)?.dependencies.forEach(add);
  };
  ids.forEach(add);
  return found;
}

function refuseOtherBackends(stacks: ReadonlyMap<string, SynthesizedStack>): void {
  const others = new Set([...stacks.values()].map(({ configuration }) => configuration.backend.type));
  others.delete("s3");
  const [other] = others;
  if (other === undefined) return;
  throw new PlanningError([
    `the stacks are synthesized for the backend "${other}"; runs need s3: MINDSCAPE_BACKEND=s3 npm run synth${other === "cloud" ? ", or let Terraform Cloud run them" : ""}`,
  ]);
}
