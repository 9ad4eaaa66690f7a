import { attributeTable } from "../../../../../tools/review/render/html/attributes";
import { name } from "../../../../../tools/review/text";
import { attributeOf } from "./made-up";

const rowsOf = (before: string | null, after: string | null): string =>
  attributeTable([
    attributeOf({
      before: before === null ? null : name(before),
      after: after === null ? null : name(after),
    }),
  ]).markup.replace(/^.*<tbody>|<\/tbody>.*$/gs, "");

test("what differs in two long texts is marked, by whole characters", () => {
  const same = "0123456789abcdef";
  expect(rowsOf(`${same}\u{1f600}${same}`, `${same}\u{1f601}${same}`)).toBe(
    `<tr><th scope="row">instance_class</th><td>${same}<mark>\u{1f600}</mark>${same}</td><td>${same}<mark>\u{1f601}</mark>${same}</td></tr>`,
  );
  expect(rowsOf(same, `${same}+`)).toContain(`<td>${same}</td><td>${same}<mark>+</mark></td>`);
});

test("short texts and texts that have little in common are not marked", () => {
  expect(rowsOf("m5.large", "m5.xlarge")).not.toContain("<mark>");
  expect(rowsOf("a".repeat(40), "b".repeat(40))).not.toContain("<mark>");
});

test("a side that no attribute has gets no column", () => {
  expect(rowsOf(null, "new")).toBe(`<tr><th scope="row">instance_class</th><td>new</td></tr>`);
  expect(rowsOf("old", null)).toBe(`<tr><th scope="row">instance_class</th><td>old</td></tr>`);
});

test("lines of a value stay lines", () => {
  expect(rowsOf(null, "one\n<two>")).toContain("<td>one\n&lt;two&gt;</td>");
});
