import { LEVELS, type Action, type Review } from "../../model";
import type { Index } from "./entries";
import { fragmentOf, markup, type Html } from "./markup";
import { VERBS, grouped } from "./words";

/** The bar that only works with JavaScript, and is shown only then. */
export function filterBar({ findings }: Review, index: Index): Html {
  const levels = LEVELS.map((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return chip("level", level, level, count);
  });
  const counts = new Map<Action, number>();
  for (const { group } of [...index.changes, ...index.drift]) {
    counts.set(group.change.action, (counts.get(group.change.action) ?? 0) + 1);
  }
  const actions = (Object.keys(VERBS) as Action[])
    .filter((action) => counts.has(action))
    .map((action) => chip("action", action, VERBS[action], counts.get(action) ?? 0));
  const stacks = [...index.stacks.keys()].map(
    (stack) => markup`<option value="${fragmentOf(stack)}">${stack}</option>`,
  );
  return markup`
<form id="filters" role="search" aria-label="Findings and changes" autocomplete="off" hidden>
<div class="row"><label class="grow"><span class="heard">Search</span><input id="search" type="search" name="q" placeholder="Search addresses, attributes, values, stacks" aria-keyshortcuts="/" aria-describedby="keys-help" spellcheck="false"></label>
<label><span class="heard">Stack</span><select name="stack"><option value="">All stacks</option>${stacks}</select></label>
<button type="button" id="unfold">Unfold all</button><button type="reset">Clear</button></div>
<div class="row"><fieldset><legend>Level</legend>${levels}</fieldset>
<fieldset><legend>Action</legend>${actions}</fieldset>
<label class="chip"><input type="checkbox" name="noise" value="1"> show noise</label>
<label class="chip"><input type="checkbox" name="keys" value="off"> no keyboard shortcuts</label></div>
<div class="row"><output id="shown" role="status" aria-live="polite"></output>
<span id="keys-help"><kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>Enter</kbd> unfold, <kbd>Esc</kbd> clear</span></div>
</form>`;
}

function chip(name: string, value: string, label: string, count: number): Html {
  return markup`<label class="chip"><input type="checkbox" name="${name}" value="${value}"> ${label} <span class="count">${grouped(count)}</span></label>`;
}
