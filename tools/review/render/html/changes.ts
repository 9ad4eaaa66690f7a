import { MARKS } from "../words";
import { NOISE, type Noise } from "../../model";
import { attributeTable } from "./attributes";
import { facetsOfChange, stackFragment, type Entry, type Index } from "./entries";
import { EMPTY, markup, join, type Html } from "./markup";
import { itemAttributes, levelTag, stackLinks } from "./parts";
import { NOISES, VERBS, counted } from "./words";

// Shown unfolded from the start: the gravest, as far as they fit the first screens.
const UNFOLDED = 5;

export interface ListOptions {
  readonly id: string;
  readonly title: string;
  readonly intro: string | null;
  readonly entries: readonly Entry[];
}

/** Changes in the order of the review, and below them the noise, folded by kind. */
export function changeSection({ id, title, intro, entries }: ListOptions, index: Index): Html {
  if (entries.length === 0) return EMPTY;
  const noise = new Map<Noise, Entry[]>(NOISE.map((kind) => [kind, []]));
  const loud: Entry[] = [];
  for (const entry of entries) {
    const kind = entry.group.change.noise;
    (kind === null ? loud : (noise.get(kind) ?? loud)).push(entry);
  }
  let unfolded = 0;
  const items = loud.map((entry) => item(entry, index, entry.worst === "deny" && unfolded++ < UNFOLDED));
  const folded = [...noise].filter(([, some]) => some.length > 0);
  return markup`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title} <span class="count">${counted(entries.length, "change")}</span></h2>
${intro === null ? null : markup`<p>${intro}</p>`}
<p class="none" hidden>Nothing here matches the filters.</p>
<ol role="list" class="items">${items}</ol>
${folded.map(([kind, some]) => fold(kind, some, index))}
</section>`;
}

function fold(kind: Noise, entries: readonly Entry[], index: Index): Html {
  return markup`<details class="noise"><summary>${NOISES[kind]} <span class="count">${counted(entries.length, "change")}</span></summary>
<ol role="list" class="items">${entries.map((entry) => item(entry, index, false))}</ol></details>
`;
}

function item(entry: Entry, index: Index, open: boolean): Html {
  const { group, id } = entry;
  const { change } = group;
  const tags = [
    entry.worst === null ? EMPTY : levelTag(entry.worst),
    change.deposed ? markup` <span class="tag">left-over object</span>` : EMPTY,
    change.order === null ? EMPTY : markup` <span class="tag">${ORDERS[change.order]}</span>`,
  ];
  const where = group.stacks.length === 1 ? (group.stacks[0] ?? "") : counted(group.stacks.length, "stack");
  const { action, address } = change;
  const summary = markup`<span class="action ${action}">${MARKS[action]} ${VERBS[action]}</span> <code>${address}</code>${tags} <span class="where">${where}</span>`;
  return markup`<li id="${id}"${itemAttributes(facetsOfChange(entry), index)}><details${open ? markup` open` : null}><summary>${summary}</summary>${body(entry)}</details></li>
`;
}

const ORDERS = { "create-first": "created first", "delete-first": "deleted first" } as const;

function body({ group, id, reach }: Entry): Html {
  const { change } = group;
  const facts = [
    fact("Why", change.cause),
    fact("Was", change.previousAddress === null ? null : markup`<code>${change.previousAddress}</code>`),
    fact("Code", change.construct === null ? null : markup`<code>${change.construct}</code>`),
    fact("Stacks", group.stacks.length === 1 ? null : stackLinks(group.stacks)),
    fact("Differs in", group.differsIn.length === 0 ? null : differing(group.differsIn)),
    fact("Reaches", reach === null ? null : markup`<a href="#reach-${id}">${reachWords(reach)}</a>`),
  ].filter((one) => one !== EMPTY);
  const list = facts.length === 0 ? null : markup`<dl>${facts}</dl>`;
  return markup`<div class="body">${list}${attributeTable(change.attributes)}
<a class="permalink" href="#${id}">Link to this change</a></div>`;
}

// A resource that differs in all of 60 stacks has 60 entries that would each name 59 others.
const NAMED = 8;

function differing(stacks: readonly string[]): Html {
  const named = stacks
    .slice(0, NAMED)
    .map((stack) => markup`<a href="#${stackFragment(stack)}">${stack}</a>`);
  const rest = stacks.length - named.length;
  return markup`${join(named, ", ")}${rest > 0 ? ` and ${counted(rest, "other")}` : null}`;
}

function fact(term: string, value: Html | string | null): Html {
  return value === null ? EMPTY : markup`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

export function reachWords(reach: {
  readonly dependents: readonly string[];
  readonly consumers: readonly string[];
}): string {
  const parts = [
    ...(reach.dependents.length > 0 ? [counted(reach.dependents.length, "resource")] : []),
    ...(reach.consumers.length > 0 ? [counted(reach.consumers.length, "stack")] : []),
  ];
  return parts.length === 0 ? "nothing else" : parts.join(" and ");
}
