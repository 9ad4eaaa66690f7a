import MarkdownIt from "markdown-it";
import { COMMENT_LIMIT, renderMarkdown, SUMMARY_LIMIT } from "../../../../tools/review/render/markdown";
import { MALICIOUS } from "./malicious";
import { sample } from "./sample";
import { withTexts } from "./with-texts";

type Token = ReturnType<MarkdownIt["parse"]>[number];

const ALLOWED = new Set([
  "h2",
  "h3",
  "p",
  "strong",
  "ul",
  "li",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
  "blockquote",
  "code",
  "pre",
]);
const OWN_HTML = /^(?:<details><summary>[^<>&@#`]*<\/summary>\n?|<\/details>\n?|<\/?code>)$/;
// As GitHub finds them in what is left of a comment when code is taken away.
const LIVE = [
  /@\w|#\d|\$|:[+\w-]+:|\w@\w/,
  /\b(?:GH|gh)-\d|\b[A-Z][A-Z0-9]*-\d|\b[0-9a-f]{7,40}\b/,
  /(?:https?|ftp|mailto|xmpp):|www\./i,
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u3164\u00a0]/u,
];

function tokensOf(markdown: string, html: boolean): Token[] {
  const all: Token[] = [];
  for (const token of new MarkdownIt({ html, linkify: true }).parse(markdown, {}))
    all.push(...(token.children ? [token, ...token.children] : [token]));
  return all;
}

/** What is in the text that a browser would make more of than letters. */
function strangersIn(markdown: string, html: boolean): string[] {
  let inCode = false;
  return tokensOf(markdown, html).flatMap((token): string[] => {
    if (token.content === "<code>" || token.content === "</code>") inCode = token.content === "<code>";
    // Without HTML, what is ours of it is text as well.
    const mayBeAlive = token.type === "text" && html && !inCode;
    return mayBeAlive ? LIVE.flatMap((live) => live.exec(token.content)?.[0] ?? []) : elementsOf(token);
  });
}

/** That are not ours. */
function elementsOf({ type, tag, content, attrs }: Token): string[] {
  if (type.startsWith("html_")) return OWN_HTML.test(content) ? [] : [content];
  if (type !== "softbreak" && tag !== "" && !ALLOWED.has(tag)) return [`<${tag}>`];
  return (attrs ?? []).map(([name, value]) => `${tag} ${name}=${value}`);
}

function shape(markdown: string): string[] {
  return tokensOf(markdown, true)
    .filter(({ type }) => !["text", "code_inline", "html_inline", "softbreak"].includes(type))
    .map(({ type, tag, content }) => `${type} ${tag} ${type === "html_block" ? content : ""}`.trim());
}

const LIMITS = {
  full: SUMMARY_LIMIT,
  comment: COMMENT_LIMIT,
  addresses: 9_000,
  matrix: 6_500,
  counts: 2_500,
  least: 300,
};

test("the sample itself holds nothing that is alive", () => {
  for (const limit of Object.values(LIMITS))
    expect(strangersIn(renderMarkdown(sample(), { limit }), true)).toEqual([]);
});

describe.each(MALICIOUS.map((text) => [JSON.stringify(text), text] as const))("%s", (_, text) => {
  test.each(Object.entries(LIMITS))("is inert everywhere, %s", (_tier, limit) => {
    const markdown = renderMarkdown(
      withTexts(sample(), () => text),
      { limit },
    );
    expect(strangersIn(markdown, true)).toEqual([]);
    expect(strangersIn(markdown, false)).toEqual([]);
  });

  test("is inert in the midst of words", () => {
    const markdown = full((own) => `${own} ${text} it`);
    expect(strangersIn(markdown, true)).toEqual([]);
  });

  // A text of several lines is shown in another way.
  if (!text.includes("\n"))
    test("changes nothing of the structure", () => {
      expect(shape(full(() => text))).toEqual(shape(full(() => "word")));
      expect(shape(full((own) => `${own} ${text}`))).toEqual(shape(full((own) => `${own} word`)));
    });
});

function full(replace: (own: string) => string): string {
  return renderMarkdown(withTexts(sample(), replace), { limit: SUMMARY_LIMIT });
}

test("texts stay readable: what a name says is in the page, character by character", () => {
  const name = 'aws_x.y["a|b `c` <d> @e #1"]';
  const markdown = renderMarkdown(
    withTexts(sample(), () => name),
    { limit: SUMMARY_LIMIT },
  );
  const codes = tokensOf(markdown, true)
    .filter(({ type }) => type === "code_inline")
    .map(({ content }) => content);
  expect(codes).toContain(name);
});

test("a bar in the name of a layer ends no cell", () => {
  const markdown = renderMarkdown(
    withTexts(sample(), (own) => (own === "data" ? "da|ta\\" : own)),
    {},
  );
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
  expect(new Set(rows.map((row) => row.split("|").length)).size).toBe(1);
  expect(new MarkdownIt({ html: true }).render(markdown)).toContain(
    "<code>da&#124;ta&#92;</code>".replace("&#124;", "|").replace("&#92;", "\\"),
  );
});

test("a fence is longer than any run of backticks in it", () => {
  const markdown = renderMarkdown(
    withTexts(sample(), () => "a ````` b"),
    { limit: SUMMARY_LIMIT },
  );
  const fences = tokensOf(markdown, true).filter(({ type }) => type === "fence");
  expect(fences.length).toBeGreaterThan(5);
  for (const { markup, content } of fences) expect(content).not.toContain(markup);
});
