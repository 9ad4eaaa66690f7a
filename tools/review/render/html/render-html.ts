import { createHash } from "node:crypto";
import type { Review } from "../../model";
import type { Phrase } from "../entry";
import { originOf } from "../words";
import { appendix } from "./appendix";
import { changeSection } from "./changes";
import { filterBar } from "./filters";
import { findingSection } from "./findings";
import { indexOf, type Index } from "./entries";
import { markup, type Html } from "./markup";
import { matrixSection } from "./matrix";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { VERDICTS, grouped } from "./words";

/**
 * One page in one file, for a browser without a network. All of it can be read without JavaScript, which only hides, unfolds and
 * leads to what is there. Its policy lets it load nothing and run nothing but its own script.
 */
export function renderHtml(review: Review): string {
  const index = indexOf(review);
  const verdict = VERDICTS[review.verdict.level];
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${verdict}: plan review</title>
<style>${{ markup: STYLE }}</style></head>
<body>
<a class="skip" href="#content">Skip to the findings</a>
${header(review)}
<main>${matrixSection(review)}
${filterBar(review, index)}
<div id="content" tabindex="-1">${sections(review, index)}
</div></main>
<footer><p>Digest of all plans: <code>${review.digest}</code>. Format ${review.formatVersion}.</p></footer>
<script>${{ markup: SCRIPT }}</script>
</body></html>
`;
  return page.markup;
}

function header(review: Review): Html {
  const { level, text } = review.verdict;
  const links = [
    ["stacks", "Stacks", review.stacks.length],
    ["findings", "Findings", review.findings.length],
    ["changes", "Changes", review.changes.length],
    ["drift", "Drift", review.drift.length],
    ["renames", "Suspected renames", review.renames.length],
    ["outputs", "Outputs", review.outputs.length],
    ["reach", "Reach", review.reaches.length],
    ["notes", "Notes", review.notes.length],
    ["not-analysed", "Not analysed", review.notAnalysed.length],
  ] as const;
  const items = links
    .filter(([id, , count]) => count > 0 || id === "findings")
    .map(
      ([id, title, count]) =>
        markup`<li><a href="#${id}">${title} <span class="count">${grouped(count)}</span></a></li>`,
    );
  return markup`<header>
<h1>Plan review</h1>
<p class="about">${originOf(review).map(part)}</p>
<p class="verdict ${level}">${text}</p>
<nav aria-label="Sections"><ul>${items}</ul></nav>
</header>`;
}

function part(one: Phrase[number]): Html {
  if (typeof one === "string") return markup`${one}`;
  return "name" in one ? markup`<code>${one.name}</code>` : markup`${one.words}`;
}

function sections(review: Review, index: Index): readonly Html[] {
  return [
    findingSection(review, index),
    changeSection({ id: "changes", title: "Changes", intro: null, entries: index.changes }, index),
    changeSection(
      {
        id: "drift",
        title: "Drift",
        intro: "What has happened outside of Terraform, apart from what is meant to change.",
        entries: index.drift,
      },
      index,
    ),
    ...appendix(review, index),
  ];
}

/** Whatever is not named here is refused: images, fonts, frames, requests, forms, event handlers, `style` attributes. */
function policy(): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(STYLE)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function hashOf(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}
