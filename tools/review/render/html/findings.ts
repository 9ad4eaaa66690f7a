import type { Finding, Review } from "../../model";
import { facetsOfFinding, type Entry, type Index } from "./entries";
import { EMPTY, markup, join, lined, type Html } from "./markup";
import { itemAttributes, levelTag, stackLinks, waiverOf } from "./parts";
import { counted } from "./words";

// Beyond these a finding names its changes by their number only; each is found by its address.
const LINKED = 5;

/** What a reviewer has to know, and below it what has been waived. */
export function findingSection({ findings }: Review, index: Index): Html {
  const waived = findings.filter((finding) => finding.waived !== null);
  const standing = findings.filter((finding) => finding.waived === null);
  const title = markup`<h2 id="findings-title">Findings <span class="count">${counted(findings.length, "finding")}</span></h2>`;
  if (findings.length === 0) {
    return markup`
<section id="findings" aria-labelledby="findings-title">${title}
<p>No rule found anything.</p>
</section>`;
  }
  const rest =
    waived.length === 0
      ? EMPTY
      : markup`<details class="noise"><summary>Waived <span class="count">${counted(waived.length, "finding")}</span></summary>
<ol role="list" class="items findings">${waived.map((one) => item(one, index))}</ol></details>`;
  return markup`
<section id="findings" aria-labelledby="findings-title">${title}
<p class="none" hidden>Nothing here matches the filters.</p>
<ol role="list" class="items findings">${standing.map((one) => item(one, index))}</ol>${rest}
</section>`;
}

function item(finding: Finding, index: Index): Html {
  const entries = index.entriesOf(finding.address, finding.stacks);
  const { level, title, details, cause, waived } = finding;
  const lines = details.map((line) => markup`<li>${lined`${line}`}</li>`);
  return markup`<li class="finding ${level}"${itemAttributes(facetsOfFinding(finding, entries), index)} tabindex="-1">
<h3>${levelTag(level)} ${title}</h3>
${waived === null ? null : waiverOf(waived)}
${cause === null ? null : markup`<p>Why: ${cause}</p>`}
${lines.length === 0 ? null : markup`<ul class="lines">${lines}</ul>`}
<p class="about">${address(finding, entries)}${stackLinks(finding.stacks)} <span class="rule">rule <code>${finding.rule}</code></span></p></li>
`;
}

function address({ address }: Finding, entries: readonly Entry[]): Html {
  if (address === null) return EMPTY;
  const [only, ...others] = entries;
  if (only === undefined) return markup`<code>${address}</code> in `;
  if (others.length === 0) return markup`<a href="#${only.id}"><code>${address}</code></a> in `;
  const links = entries.slice(0, LINKED).map(({ id, group }, at) => {
    const words = `change ${at + 1} of ${entries.length}`;
    return markup`<a href="#${id}" title="${group.stacks[0] ?? ""}">${words}</a>`;
  });
  return markup`<code>${address}</code> (${join(links, ", ")}) in `;
}
