import { describeArchitecture } from "../../../tools/graph/describe";
import { renderMermaid } from "../../../tools/graph/mermaid";
import { renderSvg } from "../../../tools/graph/svg";
import { readManifest, readStacks } from "../../../tools/planning/synthesis";
import { drawnInMermaid, drawnInSvg, textsInSvg, type Drawn } from "./drawn";
import { everyLayer, ODD_LAYERS, oddNames, synthesized, type MadeUpStack } from "./made-up";

function architecture(stacks: readonly MadeUpStack[]) {
  const own = stacks.map(({ id }) => id).filter((id) => id.startsWith("production-"));
  return describeArchitecture(
    { environment: "production", stacks: own },
    readStacks(readManifest(synthesized(stacks)).values()),
  );
}

function expected(stacks: readonly MadeUpStack[]): Drawn {
  const own = stacks.filter(({ id }) => id.startsWith("production-"));
  return {
    stacks: own.map(({ id }) => id).sort(),
    links: own
      .flatMap(({ id, reads = [], after = [] }) =>
        [...reads, ...after].map((producer) => `${producer} > ${id}`),
      )
      .sort(),
  };
}

const REVERSED = everyLayer()
  .toReversed()
  .map((stack) => ({
    ...stack,
    reads: stack.reads?.toReversed() ?? [],
    after: stack.after?.toReversed() ?? [],
  }));

describe.each([
  ["every layer in two regions", everyLayer()],
  ["odd names", oddNames()],
  [
    "rows that contradict each other",
    [
      { id: "production-us-west-2-a", reads: ["production-us-east-2-b"] },
      { id: "production-us-east-2-a" },
      { id: "production-us-west-2-b", reads: ["production-us-east-2-a"] },
      { id: "production-us-east-2-b" },
    ],
  ],
  ["a single stack without resources", [{ id: "production-global-dns", resources: {} }]],
])("%s", (_, stacks) => {
  test("are in the SVG once each, with every dependency and nothing else", async () => {
    expect(drawnInSvg(await renderSvg(architecture(stacks)))).toEqual(expected(stacks));
  });

  test("are in the Mermaid text once each, with every dependency and nothing else", () => {
    expect(drawnInMermaid(renderMermaid(architecture(stacks)))).toEqual(expected(stacks));
  });
});

describe("a picture", () => {
  test("does not depend on the order of the manifest", async () => {
    const [one, other] = [architecture(everyLayer()), architecture(REVERSED)];
    expect(await renderSvg(other)).toBe(await renderSvg(one));
    expect(renderMermaid(other)).toBe(renderMermaid(one));
  });

  test("shows home, what is global, and other from left to right", async () => {
    const svg = await renderSvg(architecture(everyLayer()));
    const left = ["us-west-2 · home, active", "global", "us-east-2 · other, standby"].map((title) =>
      Number(new RegExp(`x="([\\d.]+)"[^>]*>${title.replaceAll("-", "&#45;")}</text>`).exec(svg)?.[1]),
    );
    expect(left).toEqual([...left].sort((a, b) => a - b));
    expect(left).not.toContain(NaN);
  });

  test("shows odd names as they are", async () => {
    const shown = textsInSvg(await renderSvg(architecture(oddNames())));
    expect(shown).toEqual(expect.arrayContaining(ODD_LAYERS));
    expect(shown).toContain('2 "type"<b>&s');
  });

  test("says in words what a stack holds", async () => {
    const drawn = architecture([
      { id: "production-us-west-2-base", resources: { aws_kms_key: 6, aws_kms_alias: 6, aws_s3_bucket: 3 } },
    ]);
    for (const text of [await renderSvg(drawn), renderMermaid(drawn)]) {
      for (const words of ["6 keys", "3 buckets", "15 resources"]) expect(text).toContain(words);
      expect(text).not.toContain("alias");
    }
  });

  test("tells reading from waiting, and what other arrows imply", async () => {
    const drawn = architecture([
      { id: "production-us-west-2-base" },
      { id: "production-us-west-2-network", reads: ["production-us-west-2-base"] },
      {
        id: "production-us-west-2-data",
        reads: ["production-us-west-2-network", "production-us-west-2-base"],
      },
      { id: "production-global-edge", after: ["production-us-west-2-data"] },
    ]);
    const svg = await renderSvg(drawn);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(svg.match(/<path [^>]*stroke-width="0.8"/g)).toHaveLength(1);
    for (const legend of ["reads outputs of A", "applied after A", "thin arrow"])
      expect(svg).toContain(legend);
    expect(renderMermaid(drawn)).toContain(
      "stack-production-us-west-2-data -.-> stack-production-global-edge",
    );
  });

  test("has a legend of only what it shows", async () => {
    const svg = await renderSvg(architecture([{ id: "production-us-west-2-network" }]));
    expect(svg).toContain("■ network");
    for (const absent of ["reads outputs", "applied after A", "thin arrow", "■ data"]) {
      expect(svg).not.toContain(absent);
    }
  });

  test("has a title and a description for readers who cannot see it", async () => {
    const svg = await renderSvg(architecture(everyLayer()));
    expect(svg).toMatch(/^<svg role="img" aria-labelledby="architecture-title architecture-description" /);
    expect(svg).toContain('<title id="architecture-title">Architecture of production</title>');
    expect(svg).toMatch(/<desc id="architecture-description">28 stacks, \d+ resources\./);
    expect(renderMermaid(architecture(everyLayer()))).toContain("accTitle: Architecture of production");
  });
});
