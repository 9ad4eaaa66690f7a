import type { Note, OutputGroup, Reach, Rename, Review } from "../../model";
import { MARKS } from "../words";
import { reachWords } from "./changes";
import type { Index } from "./entries";
import { EMPTY, markup, lined, type Html } from "./markup";
import { stackLinks } from "./parts";
import { VERBS, counted } from "./words";

/** All that stands below the changes. */
export function appendix(review: Review, index: Index): readonly Html[] {
  return [
    section("renames", "Suspected renames", review.renames.map(rename)),
    outputs(review.outputs),
    section(
      "reach",
      "Reach",
      review.reaches.map((one) => reach(one, index)),
    ),
    section("notes", "Notes", notes(review.notes)),
    section("not-analysed", "Not analysed", notes(review.notAnalysed)),
  ];
}

function section(id: string, title: string, items: readonly Html[]): Html {
  if (items.length === 0) return EMPTY;
  return markup`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title} <span class="count">${counted(items.length, "entry", "entries")}</span></h2>
<ul class="plain">${items}</ul>
</section>`;
}

function notes(all: readonly Note[]): Html[] {
  return all.map(
    ({ stacks, text }) =>
      markup`<li>${lined`${text}`}${stacks.length === 0 ? null : markup` <span class="about">in ${stackLinks(stacks)}</span>`}</li>
`,
  );
}

function rename({ stacks, type, from, to, likeness, remedy }: Rename): Html {
  const percent = Math.floor(likeness * 100);
  return markup`<li><p><code>${from}</code> is deleted and <code>${to}</code> created in ${stackLinks(stacks)}: both <code>${type}</code>, ${percent} % alike. If it is the same thing, this keeps it:</p>
<pre class="remedy" tabindex="0">${lined`${remedy}`}</pre></li>
`;
}

function outputs(all: readonly OutputGroup[]): Html {
  if (all.length === 0) return EMPTY;
  const rows = all.map(({ output, action, stacks, readers }) => {
    return markup`<tr><th scope="row"><code>${output}</code></th><td><span class="action ${action}"><span aria-hidden="true">${MARKS[action]}</span> ${VERBS[action]}</span></td>
<td>${stackLinks(stacks)}</td><td>${stackLinks(readers)}</td></tr>
`;
  });
  return markup`
<section id="outputs" aria-labelledby="outputs-title">
<h2 id="outputs-title">Outputs <span class="count">${counted(all.length, "output")}</span></h2>
<div class="wide" role="region" aria-label="Outputs" tabindex="0"><table>
<thead><tr><th scope="col">Output</th><th scope="col">Action</th><th scope="col">Stacks</th><th scope="col">Read by</th></tr></thead>
<tbody>${rows}</tbody></table></div>
</section>`;
}

function reach(one: Reach, index: Index): Html {
  const [entry] = index.entriesOf(one.address, [one.stack]);
  const address = markup`<code>${one.address}</code>`;
  const named = entry === undefined ? address : markup`<a href="#${entry.id}">${address}</a>`;
  // One entry may stand for several stacks; its link leads to the first of them.
  const id = entry?.reach === one ? markup` id="reach-${entry.id}"` : null;
  const dependents = one.dependents.map((dependent) => markup`<li><code>${dependent}</code></li>`);
  const consumers =
    one.consumers.length === 0
      ? EMPTY
      : markup`<p>Stacks that read what is made of it: ${stackLinks(one.consumers)}</p>`;
  return markup`<li${id}><details><summary>${named} in ${one.stack} reaches ${reachWords(one)}</summary>${consumers}<ul class="lines">${dependents}</ul></details></li>
`;
}
