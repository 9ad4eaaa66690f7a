import { JsonProblem, parseChunks } from "../../../../tools/review/read/large-json";
import { CORPUS_NAMES, corpus } from "../corpus";

function inChunks(bytes: Buffer, size: number): Iterator<Buffer> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks.values();
}

const parse = (text: string, size = 1 << 16): unknown => parseChunks(inChunks(Buffer.from(text), size));

function problem(text: string | Buffer, size?: number): unknown {
  try {
    return parseChunks(inChunks(Buffer.from(text as string), size ?? 1 << 16));
  } catch (error) {
    if (error instanceof JsonProblem) return `${error.kind} ${error.offset}`;
    throw error;
  }
}

/** More than is parsed at once, with containers of all kinds on the way down. */
const wide = {
  "": [],
  empty: {},
  text: `é\u2028"\\\u0000😀${"x".repeat(400_000)}`,
  deep: [
    [
      [
        {
          a: [1, -2.5e10, true, false, null, { b: Array.from({ length: 60_000 }, (_, i) => `${i} "\\" {[`) }],
        },
      ],
    ],
  ],
  ["__proto__"]: { hidden: 1 },
  last: "é".repeat(300_000),
};

test("gives what JSON.parse gives, however large the parts are and wherever chunks end", () => {
  for (const indent of [0, 1]) {
    const text = JSON.stringify(wide, null, indent);
    for (const size of [1 << 20, 65_537, 8_191]) expect(parse(text, size)).toStrictEqual(JSON.parse(text));
  }
  for (const name of CORPUS_NAMES) {
    const text = JSON.stringify(corpus(name));
    expect(JSON.stringify(parse(text, 997)) === text).toBe(true);
  }
});

test("the last of equal keys counts, and __proto__ is one like any other", () => {
  const long = "x".repeat(300_000);
  const text = `{"a":1,"__proto__":{"x":1},"long":"${long}","a":2}`;
  expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
  expect(JSON.stringify(parse(text))).toContain('"__proto__":{"x":1}');
});

test("values that are no containers", () => {
  for (const text of ["1", " -1.5e3 ", "null", '"x"', "true"]) expect(parse(text)).toBe(JSON.parse(text));
});

describe("says where the bytes are not JSON", () => {
  const long = `"${"x".repeat(300_000)}"`;
  test.each([
    ["", "empty 0"],
    ["x", "not JSON 0"],
    ['{"a":1', "incomplete 6"],
    ['{"a":"b', "incomplete 7"],
    ["[1]]", "more follows 3"],
    ["1 2", "more follows 2"],
    [`[${long},]`, "not JSON 300004"],
    [`[${long} 1]`, "not JSON 300004"],
    [`[${long}}`, "not JSON 300003"],
    [`[${long}`, "incomplete 300003"],
    [`[${long},1`, "incomplete 300005"],
    [`{${long}:1,}`, "not JSON 300006"],
    [`{${long} 1}`, "not JSON 300004"],
    [`{${long}:}`, "not JSON 300004"],
    [`{"a":${long},b:1}`, "not JSON 300008"],
    [`{"a":${long},"b":tru}`, "not JSON 300012"],
  ])("%#", (text, expected) => {
    for (const size of [1 << 20, 4_097]) expect(problem(text, size)).toBe(expected);
  });

  test("and where they are not UTF-8", () => {
    const bytes = Buffer.from(`[${long},"x"]`);
    bytes[bytes.length - 3] = 0xff;
    expect(problem(bytes)).toBe("not UTF-8 300004");
  });

  test("and where they are too deep, in a small document and in a large one", () => {
    expect(parse("[".repeat(200) + "]".repeat(200))).toHaveLength(1);
    expect(problem("[".repeat(201) + "]".repeat(201))).toBe("too deep 200");
    expect(problem(`[${long},${'{"a":'.repeat(100_000)}`)).toMatch(/^too deep/);
  });
});
