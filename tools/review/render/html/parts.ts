import type { Level, Waiver } from "../../model";
import { stackFragment, type Facets, type Index } from "./entries";
import { markup, join, type Html } from "./markup";

/** What the filters read of a finding or a change; see `script.ts`. */
export function itemAttributes({ level, actions, stacks }: Facets, index: Index): Html {
  const places = stacks.map((stack) => index.stacks.get(stack) ?? -1).join(" ");
  return markup` data-level="${level ?? ""}" data-actions="${actions.join(" ")}" data-stacks="${places}"`;
}

export function levelTag(level: Level): Html {
  return markup` <span class="tag ${level}">${level}</span>`;
}

export function waiverOf({ owner, reason, expires }: Waiver): Html {
  return markup`<p class="waiver"><b>Waived</b> until ${expires} by ${owner}: ${reason}</p>`;
}

export function stackLinks(stacks: readonly string[]): Html {
  return join(
    stacks.map((stack) => markup`<a href="#${stackFragment(stack)}">${stack}</a>`),
    ", ",
  );
}
