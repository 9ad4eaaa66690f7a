import { inTurn, wavesOf } from "../../../../tools/runs/core/schedule";
import { generated, tick } from "./support/generated";

test("200 stacks run each after those before it, never more at once than allowed, in both directions", async () => {
  const chosen = generated(200);
  for (const direction of ["upstream-first", "downstream-first"] as const) {
    const ended: string[] = [];
    let running = 0;
    let most = 0;
    await inTurn(chosen, { direction, concurrency: 4 }, async (id) => {
      most = Math.max(most, ++running);
      await tick();
      running--;
      ended.push(id);
    });
    expect(ended).toHaveLength(200);
    expect(most).toBe(4);
    const place = new Map(ended.map((id, index) => [id, index]));
    for (const [id, before] of chosen.upstream) {
      for (const other of before) {
        const [first, second] = direction === "upstream-first" ? [other, id] : [id, other];
        expect(place.get(first)).toBeLessThan(place.get(second) ?? -1);
      }
    }
  }
});

test("after a task that rejects nothing new starts, and those that run are awaited", async () => {
  const chosen = { stacks: generated(9).stacks, upstream: new Map<string, string[]>() };
  const started: string[] = [];
  const ended: string[] = [];
  const run = inTurn(chosen, { direction: "upstream-first", concurrency: 3 }, async (id) => {
    started.push(id);
    await tick();
    if (started.length === 3 && started[0] === id) throw new Error("lost");
    for (let turn = 0; turn < 20; turn++) await tick();
    ended.push(id);
  });
  await expect(run).rejects.toThrow("lost");
  expect(started).toHaveLength(3);
  expect(ended).toHaveLength(2);
});

test("waves hold what waits for nothing but earlier waves, and turn around", () => {
  const chosen = generated(40);
  const waves = wavesOf(chosen, "upstream-first");
  const seen = new Set<string>();
  for (const wave of waves) {
    for (const id of wave) expect(chosen.upstream.get(id)?.filter((other) => !seen.has(other))).toEqual([]);
    wave.forEach((id) => seen.add(id));
  }
  expect(seen.size).toBe(40);
  expect(wavesOf(chosen, "downstream-first")).toEqual([...waves].reverse());
});
