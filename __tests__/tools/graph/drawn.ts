/** What a picture shows, read from its text. */
export interface Drawn {
  readonly stacks: string[];
  /** `producer > consumer`. */
  readonly links: string[];
}

/** Boxes and arrows of an SVG document by Graphviz, which names each in a `<title>`. */
export function drawnInSvg(svg: string): Drawn {
  const titles = (kind: string): string[] =>
    [...svg.matchAll(new RegExp(`<g id="[^"]*" class="${kind}">\\s*<title>([^<]*)</title>`, "g"))].map(
      ([, title = ""]) => unescape(title),
    );
  return {
    stacks: titles("node").sort(),
    links: titles("edge")
      .map((title) => title.replace("->", " > "))
      .sort(),
  };
}

/** Every text that an SVG document shows. */
export function textsInSvg(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => unescape(text));
}

const MERMAID_LINES = [
  /^---$/,
  /^title: "[^"]*"$/,
  /^flowchart TB$/,
  /^ {2}acc(Title|Descr): [^"{}]*$/,
  /^ {2}subgraph place-[\w-]+\["[^"<>]*"\]$/,
  /^ {4}direction TB$/,
  /^ {2}end$/,
  /^ {2}class place-[\w-]+ place$/,
  /^ {2}classDef [a-z]+ [\w#:,-]+$/,
  /^$/,
];
const MERMAID_NODE = /^ {4}stack-([\w-]+)\["(?:[^"<>]|<br\/>|<\/?[bi]>)*"\]:::[a-z]+$/;
const MERMAID_ARROW = /^ {2}stack-([\w-]+) (?:-->|-\.->) stack-([\w-]+)$/;

/** Boxes and arrows of a Mermaid flowchart. Throws for a line that is nothing we know. */
export function drawnInMermaid(text: string): Drawn {
  const drawn: Drawn = { stacks: [], links: [] };
  for (const line of text.split("\n")) {
    const node = MERMAID_NODE.exec(line);
    const arrow = MERMAID_ARROW.exec(line);
    if (node) drawn.stacks.push(decode(node[1]));
    else if (arrow) drawn.links.push(`${decode(arrow[1])} > ${decode(arrow[2])}`);
    else if (!MERMAID_LINES.some((known) => known.test(line))) throw new Error(`unexpected line: ${line}`);
  }
  return { stacks: drawn.stacks.sort(), links: drawn.links.sort() };
}

function decode(id = ""): string {
  if (/--|-$/.test(id)) throw new Error(`Mermaid reads an arrow into ${id}`);
  return id.replace(/_(\d+)_/g, (_, code) => String.fromCodePoint(Number(code)));
}

function unescape(xml: string): string {
  const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return xml.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code ? String.fromCodePoint(Number(code)) : (named[name ?? ""] ?? whole),
  );
}
