import {
  captionOf,
  stacksOf,
  type Architecture,
  type DrawnStack,
  type Link,
  type Place,
} from "./architecture";
import { hueOf, PURPOSES, purposeOf, type Purpose } from "./purposes";

/** The architecture as a Mermaid flowchart, which GitHub draws by itself inside Markdown. */
export function renderMermaid(architecture: Architecture): string {
  const { title, scope } = captionOf(architecture);
  const purposes = new Set(stacksOf(architecture).map(({ layer }) => purposeOf(layer)));
  return [
    "---",
    `title: ${JSON.stringify(`${title} (A → B: B reads outputs of A; dotted: B is applied after A)`)}`,
    "---",
    "flowchart TB",
    `  accTitle: ${oneLine(title)}`,
    `  accDescr: ${oneLine(scope)}`,
    // Mermaid puts the subgraph that comes last first.
    ...architecture.places.toReversed().flatMap(subgraphOf),
    ...architecture.links.map(arrowOf),
    "  classDef place fill:#f6f8fa,stroke:#d1d9e0,color:#1f2328",
    ...PURPOSES.filter((purpose) => purposes.has(purpose)).map(classOf),
    "",
  ].join("\n");
}

function subgraphOf({ name, title, stacks }: Place): string[] {
  const id = idOf("place", name);
  return [
    `  subgraph ${id}["${escapeText(title)}"]`,
    "    direction TB",
    ...stacks.map(nodeOf),
    "  end",
    `  class ${id} place`,
  ];
}

function nodeOf({ id, layer, kinds, resources }: DrawnStack): string {
  const amount = `${resources} ${resources === 1 ? "resource" : "resources"}`;
  const lines = [`<b>${escapeText(layer)}</b>`, ...kinds.map(escapeText), `<i>${amount}</i>`];
  return `    ${idOf("stack", id)}["${lines.join("<br/>")}"]:::${purposeOf(layer)}`;
}

function arrowOf({ producer, consumer, outputs }: Link): string {
  return `  ${idOf("stack", producer)} ${outputs > 0 ? "-->" : "-.->"} ${idOf("stack", consumer)}`;
}

function classOf(purpose: Purpose): string {
  const { line, fill } = hueOf(purpose);
  return `  classDef ${purpose} fill:${fill},stroke:${line},color:#1f2328,text-align:left`;
}

/** An identifier that Mermaid cannot mistake for a keyword or an arrow; different names stay different. */
function idOf(kind: "place" | "stack", name: string): string {
  const encoded = name.replace(/[^A-Za-z0-9-]|-(?=-|$)/gu, (c) => `_${c.codePointAt(0) ?? 0}_`);
  return `${kind}-${encoded}`;
}

// https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
function escapeText(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,.·()/-]/gu, (c) => `#${c.codePointAt(0) ?? 0};`);
}

function oneLine(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,.()-]/gu, " ");
}
