/** One piece of a template: text, or the expression inside `${...}`. */
export type Piece = { readonly text: string } | { readonly expression: string };

/** A reference to a resource's attribute, for example `aws_eks_cluster.this.certificate_authority[0].data`. */
export interface ResourceReference {
  readonly section: "resource" | "data" | "ephemeral";
  readonly type: string;
  readonly name: string;
  /** Names as strings, indices as numbers, `*` for a splat. */
  readonly steps: readonly (string | number)[];
}

/** Takes a template of Terraform JSON apart; `$${` stands for a literal `${`. */
export function pieces(template: string): Piece[] {
  const found: Piece[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    if (template.startsWith("$${", at)) {
      text += "${";
      at += 3;
    } else if (template.startsWith("${", at)) {
      const end = expressionEnd(template, at + 2);
      if (text !== "") found.push({ text });
      text = "";
      found.push({ expression: template.slice(at + 2, end).trim() });
      at = end + 1;
    } else {
      text += template.charAt(at++);
    }
  }
  return text === "" ? found : [...found, { text }];
}

/** Index of the brace that closes the expression which starts at `start`; braces inside strings do not count. */
function expressionEnd(template: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = start; at < template.length; at++) {
    const character = template.charAt(at);
    if (character === "\\" && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === "{") depth++;
    else if (!quoted && character === "}" && --depth === 0) return at;
  }
  return template.length;
}

const NOT_RESOURCES: ReadonlySet<string> = new Set([
  "local",
  "var",
  "module",
  "path",
  "terraform",
  "each",
  "count",
  "self",
]);
const HEAD = /^(?:(data|ephemeral)\.)?([a-z][\w]*)\.([A-Za-z_][\w-]*)/;
const STEP = /^(?:\.([A-Za-z_][\w-]*)|\.(\d+)|\[(\d+)\]|\["([^"]*)"\]|(?:\[\*\]|\.\*))/;

/** Reads a plain reference; undefined for anything more: calls, operators, conditions. */
export function resourceReference(expression: string): ResourceReference | undefined {
  const head = HEAD.exec(expression);
  if (!head) return undefined;
  const [matched, mode, type = "", name = ""] = head;
  if (NOT_RESOURCES.has(type)) return undefined;
  const steps = readSteps(expression.slice(matched.length));
  const section = mode === "data" || mode === "ephemeral" ? mode : "resource";
  return steps && { section, type, name, steps };
}

function readSteps(text: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  for (let rest = text; rest !== "";) {
    const step = STEP.exec(rest);
    if (!step) return undefined;
    const [matched, attribute, legacyIndex, index, key] = step;
    const number = index ?? legacyIndex;
    steps.push(number === undefined ? (attribute ?? key ?? "*") : Number(number));
    rest = rest.slice(matched.length);
  }
  return steps;
}

const MENTION = /(?:data\.)?\b[a-z]\w*_\w+\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|\*)\])*/g;

/** References to resource attributes anywhere in an expression. */
export function mentionedResources(expression: string): ResourceReference[] {
  const outsideStrings = expression.replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.includes("${") ? text : '""',
  );
  return (outsideStrings.match(MENTION) ?? []).flatMap((mention) => resourceReference(mention) ?? []);
}
