import MarkdownIt from "markdown-it";
import { FORMATS, render } from "../../../tools/review/render/render";
import { renderMarkdown } from "../../../tools/review/render/markdown";
import { review } from "../../../tools/review/review";
import { NO_WAIVERS } from "../../../tools/review/rules/waivers";
import { corpus } from "./corpus";
import { inputOf } from "./leak-positions";
import { planned } from "./small-plans";

// The plan that the real Terraform made of names, keys and tags with markup, escapes and properties of prototypes.
const reviewed = review(inputOf(planned("hostile", corpus("hostile"))), {
  key: Buffer.alloc(32),
  waivers: NO_WAIVERS,
  today: "2026-01-01",
  tagKeys: ["__proto__", "constructor", "toString"],
});
const text = (format: (typeof FORMATS)[number]): string =>
  render(reviewed, format, { colour: false, width: 120 });
const OWN_HTML = /^<\/?(?:details|summary|code)>$|^<details><summary>[^<>]*<\/summary>\n?$|^<\/details>\n?$/;

test.each(FORMATS)("%s holds nothing that a terminal or a reader's eye would obey", (format) => {
  // C0 but line breaks, C1, and characters that turn, join or hide others.
  expect(text(format)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test("all of the plan is told", () => {
  expect(text("terminal")).toMatch(/^Look closely: 4 to add, 1 to change, 0 to destroy; 1 to look at\n/);
  expect(text("terminal")).toContain("the tags __proto__, constructor, toString are missing");
  expect(reviewed.changes).toHaveLength(5);
  expect(reviewed.outputs.map(({ output }) => output)).toEqual(["constructor"]);
});

test.each([65_536, 3000, 1000])(
  "Markdown of %i bytes has no element, link or picture of the plan's",
  (limit) => {
    const tokens = new MarkdownIt({ html: true, linkify: true })
      .parse(renderMarkdown(reviewed, { limit }), {})
      .flatMap((token) => [token, ...(token.children ?? [])]);
    const foreign = tokens.filter(
      ({ type, content }) =>
        /^(?:link|image)/.test(type) || (type.startsWith("html_") && !OWN_HTML.test(content)),
    );
    expect(foreign.map(({ type, content }) => [type, content])).toEqual([]);
  },
);

test("HTML has no element or attribute of the plan's", () => {
  const html = text("html");
  expect(html.match(/<script\b/g)).toHaveLength(1);
  expect(html).not.toMatch(/<(?:img|iframe|svg|base|object|embed)\b|<[^>]*\son\w+=|(?:href|src)="(?!#)/i);
});

test("JSON is whole, and nobody's prototype has changed", () => {
  expect(JSON.parse(text("json"))).toEqual(JSON.parse(JSON.stringify(reviewed)));
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});
