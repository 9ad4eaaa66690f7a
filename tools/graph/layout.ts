import type { Attributes, Edge, Graph, Node, Subgraph } from "@viz-js/viz" with {
  "resolution-mode": "import",
};
import { stacksOf, type Architecture, type DrawnStack, type Link, type Place } from "./architecture";
import { boxOf, headOf, INK, labelText, verbatim } from "./labels";
import { hueOf, purposeOf } from "./purposes";

// Graphviz measures text with this font's metrics; Arial and Liberation Sans have the same widths.
const TEXT: Attributes = { fontname: "Helvetica", fontcolor: INK, fontsize: 14 };
const UNSEEN: Attributes = { style: "invis" };
// Hexadecimal opacity of an arrow that a chain of other arrows implies.
const PALE = "a0";

/** The picture for Graphviz: a column for each place, a row for each layer, arrows downwards. */
export function layoutOf(architecture: Architecture): Graph {
  const { places, links } = architecture;
  const stacks = stacksOf(architecture);
  const colours = new Map(stacks.map(({ id, layer }) => [id, hueOf(purposeOf(layer)).line]));
  return {
    name: "architecture",
    graphAttributes: {
      ...TEXT,
      label: { html: headOf(architecture) },
      labelloc: "t",
      labeljust: "l",
      bgcolor: "#ffffff",
      pad: 0.3,
      nodesep: 0.3,
      ranksep: 0.5,
      newrank: true,
      outputorder: "edgesfirst",
    },
    nodeAttributes: { ...TEXT, shape: "box", style: "rounded,filled", margin: "0.1,0.07" },
    edgeAttributes: { arrowsize: 0.7 },
    subgraphs: [...places.map(clusterOf), columnsOf(places), ...rowsOf(stacks, links)],
    edges: [
      ...links.map((link) => arrowOf(link, colours.get(link.producer) ?? INK)),
      ...places.flatMap((place) => hangers(place, links)),
    ],
  };
}

function clusterOf(place: Place): Subgraph {
  return {
    name: `cluster ${place.name}`,
    graphAttributes: {
      id: verbatim(`place-${place.name.replaceAll(" ", "-")}`),
      label: { html: `<b>${labelText(place.title)}</b>` },
      fontsize: 18,
      labeljust: "l",
      style: "rounded,filled",
      fillcolor: "#f6f8fa",
      color: "#d1d9e0",
      margin: 14,
    },
    nodes: place.stacks.map(nodeOf),
  };
}

function nodeOf(stack: DrawnStack): Node {
  const { line, fill } = hueOf(purposeOf(stack.layer));
  return {
    name: stack.id,
    attributes: { id: verbatim(stack.id), label: { html: boxOf(stack) }, color: line, fillcolor: fill },
  };
}

function arrowOf({ producer, consumer, outputs, implied }: Link, colour: string): Edge {
  const reads = `reads ${outputs} ${outputs === 1 ? "output" : "outputs"} of`;
  return {
    tail: producer,
    head: consumer,
    attributes: {
      id: verbatim(`${producer}_to_${consumer}`),
      tooltip: verbatim(`${consumer} ${outputs > 0 ? reads : "is applied after"} ${producer}`),
      color: implied ? `${colour}${PALE}` : colour,
      penwidth: implied ? 0.8 : 1.9,
      style: outputs > 0 ? "solid" : "dashed",
    },
  };
}

/** Graphviz orders clusters as it likes, unless a row of unseen nodes above them has an order. */
function columnsOf(places: readonly Place[]): Subgraph {
  const names = places.map(columnOf);
  return {
    graphAttributes: { rank: "min" },
    nodes: names.map((name) => ({ name, attributes: { ...UNSEEN, shape: "point", width: 0, height: 0 } })),
    edges: names.slice(1).map((head, index) => ({ tail: names[index] ?? head, head, attributes: UNSEEN })),
  };
}

/** Ties what depends on nothing to its column: loosely what others need, tightly what stands alone. */
function hangers(place: Place, links: readonly Link[]): Edge[] {
  const consumers = new Set(links.map(({ consumer }) => consumer));
  const producers = new Set(links.map(({ producer }) => producer));
  return place.stacks
    .filter(({ id }) => !consumers.has(id))
    .map(({ id }) => ({
      tail: columnOf(place),
      head: id,
      attributes: { ...UNSEEN, weight: producers.has(id) ? 0 : 1 },
    }));
}

/** One layer's stacks side by side, but for a layer in which one depends on another. */
function rowsOf(stacks: readonly DrawnStack[], links: readonly Link[]): Subgraph[] {
  const byLayer = new Map<string, string[]>();
  for (const { id, layer } of stacks) byLayer.set(layer, [...(byLayer.get(layer) ?? []), id]);
  return [...byLayer.values()]
    .filter((ids) => ids.length > 1)
    .filter((ids) => !links.some((link) => ids.includes(link.producer) && ids.includes(link.consumer)))
    .map((ids) => ({ graphAttributes: { rank: "same" }, nodes: ids.map((name) => ({ name })) }));
}

// A control character keeps the name apart from every stack's.
function columnOf({ name }: Place): string {
  return `column\u001f${name}`;
}
