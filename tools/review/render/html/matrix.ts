import type { Counts } from "../../../planning/plan-document";
import type { Review, ReviewedStack } from "../../model";
import { unplannedByReason } from "../sections/others";
import { MARKS, statusWord } from "../words";
import { stackFragment } from "./entries";
import { EMPTY, join, markup, lined, type Html } from "./markup";
import { levelTag, stackLinks } from "./parts";
import { VERBS, counted } from "./words";

/** Layers by environment and place, and below it each stack with what it says of itself. */
export function matrixSection({ matrix, stacks }: Review): Html {
  return markup`
<section id="stacks" aria-labelledby="stacks-title">
<h2 id="stacks-title">Stacks <span class="count">${counted(stacks.length, "stack")}</span></h2>
${matrix.rows.length === 0 ? null : grid(matrix)}
${unplanned(stacks)}
${stackTable(stacks)}
</section>`;
}

function grid({ columns, rows }: Review["matrix"]): Html {
  const head = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const lines = rows.map(
    ({ layer, cells }) =>
      markup`<tr><th scope="row">${layer}</th>${cells.map(cell)}</tr>
`,
  );
  const legend = join(
    (["create", "update", "delete", "replace", "import", "forget"] as const).map(
      (action) => markup`<span class="action ${action}">${MARKS[action]}</span> ${VERBS[action]}`,
    ),
    ", ",
  );
  return markup`<div class="wide" role="region" aria-label="Changes by layer and place" tabindex="0">
<table class="matrix">
<caption>Changes by layer and place</caption>
<thead><tr><th scope="col">Layer</th>${head}</tr></thead>
<tbody>${lines}</tbody></table></div>
<p class="legend" aria-hidden="true">${legend}</p>`;
}

function cell(stack: ReviewedStack | null): Html {
  if (stack === null) return markup`<td class="absent"><span class="heard">no such stack</span></td>`;
  const worst = stack.worst === null || stack.worst === "info" ? EMPTY : levelTag(stack.worst);
  return markup`<td class="${stack.status}"><a href="#${stackFragment(stack.id)}">${summaryOf(stack)}</a>${worst}</td>`;
}

function summaryOf({ status, counts }: ReviewedStack): Html {
  if (status !== "planned" || counts === null) return markup`${statusWord(status)}`;
  const parts = countsOf(counts);
  return parts.length === 0 ? markup`<span class="quiet">no changes</span>` : join(parts, " ");
}

/** `+3 ~1`, with a replacement counted as that alone. */
function countsOf({ add, change, destroy, replace, import: imported, forget }: Counts): Html[] {
  const shown = [
    ["create", add - replace],
    ["update", change],
    ["delete", destroy - replace],
    ["replace", replace],
    ["import", imported],
    ["forget", forget],
  ] as const;
  return shown
    .filter(([, count]) => count > 0)
    .map(
      ([action, count]) =>
        markup`<span class="action ${action}"><span aria-hidden="true">${MARKS[action]}</span>${count}<span class="heard"> to ${VERBS[action]}</span></span>`,
    );
}

/** What is not planned, and why. */
function unplanned(stacks: readonly ReviewedStack[]): Html {
  const lines = unplannedByReason(stacks).map((same) => {
    const { status = "failed", reason = null } = same[0] ?? {};
    const why = reason === null ? null : markup`: ${lined`${reason}`}`;
    return markup`<li>${stackLinks(same.map(({ id }) => id))} <b class="${status}">${statusWord(status)}</b>${why}</li>`;
  });
  return lines.length === 0 ? EMPTY : markup`<ul class="plain unplanned">${lines}</ul>`;
}

function stackTable(stacks: readonly ReviewedStack[]): Html {
  if (stacks.length === 0) return EMPTY;
  const rows = stacks.map((stack) => {
    const { id, worst } = stack;
    return markup`<tr id="${stackFragment(id)}"><th scope="row">${id}</th><td class="${stack.status}">${statusWord(stack.status)}</td><td>${stack.counts === null ? null : summaryOf(stack)}</td><td>${worst === null ? null : levelTag(worst)}</td></tr>
`;
  });
  return markup`<details><summary>Each stack</summary>
<div class="wide" role="region" aria-label="Each stack" tabindex="0"><table>
<thead><tr><th scope="col">Stack</th><th scope="col">Status</th><th scope="col">Changes</th><th scope="col">Worst finding</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`;
}
