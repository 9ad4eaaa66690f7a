import { fragmentOf, join, lined, markup } from "../../../../../tools/review/render/html/markup";

test("what is put in is escaped for texts and for quoted attributes", () => {
  const evil = `"><script>alert('1') & </script>`;
  expect(markup`<b title="${evil}">${evil}</b>`.markup).toBe(
    '<b title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;) &amp; &lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;) &amp; &lt;/script&gt;</b>',
  );
});

test("markup, lists of it, numbers and nothing are put in as they are", () => {
  const items = ["a", "<"].map((item) => markup`<li>${item}</li>`);
  expect(markup`${items}${1}${null}${join(items, "&")}`.markup).toBe(
    "<li>a</li><li>&lt;</li>1<li>a</li>&amp;<li>&lt;</li>",
  );
});

test.each([
  ["turned around", "a\u202eb", "U+202E"],
  ["isolated", "a\u2066b", "U+2066"],
  ["of no width", "a\u200bb", "U+200B"],
  ["a control character", "a\u001bb", "U+001B"],
  ["half a character", "a\ud800b", "U+D800"],
  ["a tag character", "a\u{e0041}b", "U+E0041"],
  ["a separator of lines", "a\u2028b", "U+2028"],
])("what nobody would see becomes visible: %s", (_, text, shown) => {
  expect(markup`${text}`.markup).toContain(shown);
  expect(markup`${text}`.markup).toMatch(/^[\x20-\x7e]*$/);
});

test("line breaks stay only where they are wanted", () => {
  expect(lined`<i>${"a\n<\u202e\nb"}</i>`.markup).toBe("<i>a\n&lt;&lt;U+202E&gt;\nb</i>");
  expect(markup`${"a\nb"}`.markup).not.toContain("\n");
});

test("what follows # in a link is one word of ASCII and leads back to the text", () => {
  for (const text of ["a b", "x'\"<>&#%", "\u00e9\u{1f600}", "javascript:alert(1)"]) {
    expect(fragmentOf(text)).toMatch(/^[\w.!~*()%-]+$/);
    expect(decodeURIComponent(fragmentOf(text))).toBe(text);
  }
  expect(fragmentOf("\ud800")).toBe(encodeURIComponent("\ufffd"));
});
