import { configuration } from "../../config/environments";
import { withPrerequisites } from "../planning/order";
import { producers } from "../planning/remote-states";
import type { SynthesizedStack } from "../planning/synthesis";
import { parseStackId } from "../stack-name";
import type { Architecture, DrawnStack, Link, Place } from "./architecture";
import { contentsOf } from "./contents";

/** What to draw. */
export interface Subject {
  readonly environment: string;
  /** Ids of its stacks. What they depend on is drawn too, wherever it is. */
  readonly stacks: readonly string[];
}

/** The architecture of `subject` among all synthesized stacks, which must not depend on each other in a cycle. */
export function describeArchitecture(
  subject: Subject,
  all: ReadonlyMap<string, SynthesizedStack>,
): Architecture {
  const own = [...all.values()].filter(({ id }) => subject.stacks.includes(id));
  const needed = new Set(own.flatMap(({ id, dependencies }) => [id, ...dependencies]));
  const shown = [...all.values()].filter(({ id }) => needed.has(id));
  return {
    environment: subject.environment,
    places: placesOf(subject.environment, shown),
    links: linksOf(own, shown),
  };
}

function placesOf(environment: string, stacks: readonly SynthesizedStack[]): Place[] {
  const roles = regionRoles(environment);
  const order = [...roles.keys()];
  order.splice(1, 0, "global");
  const position = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

  const byPlace = new Map<string, DrawnStack[]>();
  for (const { id, configuration } of stacks) {
    const stack = parseStackId(id);
    const name = stack.environment === environment ? stack.place : `${stack.environment} ${stack.place}`;
    const types = configuration.resources.filter(({ mode }) => mode === "managed").map(({ type }) => type);
    byPlace.set(name, [...(byPlace.get(name) ?? []), { id, layer: stack.layer, ...contentsOf(types) }]);
  }
  return [...byPlace]
    .sort(([a], [b]) => position(a) - position(b) || compare(a, b))
    .map(([name, members]) => ({
      name,
      title: [name, roles.get(name) ?? []].flat().join(" · "),
      stacks: members.sort((a, b) => compare(a.id, b.id)),
    }));
}

/** Regions of a configured environment and their roles, home first; none for any other environment. */
function regionRoles(environment: string): Map<string, string> {
  const configured = configuration.environments.find(({ name }) => name === environment);
  return new Map(
    configured?.regions.map(({ name }, index) => [
      name,
      `${index === 0 ? "home" : "other"}, ${name === configured.activeRegion ? "active" : "standby"}`,
    ]),
  );
}

function linksOf(consumers: readonly SynthesizedStack[], shown: readonly SynthesizedStack[]): Link[] {
  const arrows = new Map(shown.map(({ id }) => [id, { dependencies: [] as readonly string[] }]));
  for (const { id, dependencies } of consumers) arrows.set(id, { dependencies });
  return consumers
    .flatMap((consumer) => {
      const read = outputsRead(consumer, shown);
      return [...new Set(consumer.dependencies)].map((producer) => ({
        producer,
        consumer: consumer.id,
        outputs: read.get(producer) ?? 0,
        implied: withPrerequisites(
          arrows,
          consumer.dependencies.filter((other) => other !== producer),
        ).includes(producer),
      }));
    })
    .sort((a, b) => compare(a.producer, b.producer) || compare(a.consumer, b.consumer));
}

/** How many outputs of each other stack a consumer refers to, by the producer's id. */
function outputsRead(consumer: SynthesizedStack, all: Iterable<SynthesizedStack>): Map<string, number> {
  const source = consumer.source.toString("utf8");
  const counts = new Map<string, number>();
  for (const [name, producer] of producers(consumer.configuration, all)) {
    const references = source.split(`data.terraform_remote_state.${name}.outputs.`).slice(1);
    const outputs = new Set(references.map((rest) => /^[\w-]*/.exec(rest)?.[0]));
    if (producer !== undefined) counts.set(producer, (counts.get(producer) ?? 0) + outputs.size);
  }
  return counts;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
