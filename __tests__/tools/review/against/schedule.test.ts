import { InterruptedError } from "../../../../tools/planning/errors";
import type { Stacks } from "../../../../tools/review/against/difference";
import { Schedule } from "../../../../tools/review/against/schedule";

const stacks = (dependencies: Record<string, string[]>): Stacks =>
  new Map(Object.entries(dependencies).map(([id, needs]) => [id, { id, dependencies: needs }])) as never;
const NONE = stacks({});

test("no more at a time than allowed; of those that wait, the one with the longest chain behind it", async () => {
  const old = stacks({ lone: [], first: [], base: [], network: ["base"], data: ["network"] });
  const schedule = new Schedule(old, NONE, { concurrency: 1 });
  const order: string[] = [];
  let running = 0;
  const plan = (id: string): Promise<void> =>
    schedule.turn("old", id, async () => {
      expect(++running).toBe(1);
      await Promise.resolve();
      order.push(id);
      running--;
    });
  await Promise.all(["first", "lone", "data", "network", "base"].map(plan));
  expect(order.slice(0, 3)).toEqual(["first", "base", "network"]);
  expect(order).toHaveLength(old.size);
});

test("a turn ends with its task, also when that fails", async () => {
  const schedule = new Schedule(stacks({ a: [], b: [] }), NONE, { concurrency: 1 });
  const failing = schedule.turn("old", "a", () => Promise.reject(new Error("no")));
  const other = schedule.turn("new", "b", () => Promise.resolve("yes"));
  await expect(failing).rejects.toThrow("no");
  await expect(other).resolves.toBe("yes");
});

test("who waits for old stacks goes on when all of those have ended, and waits for none that is not planned", async () => {
  const schedule = new Schedule(stacks({ a: [], b: [] }), NONE, { concurrency: 2 });
  const steps: string[] = [];
  const one = schedule.afterOld(["a", "unknown"]).then(() => steps.push("a"));
  const all = schedule.afterOld().then(() => steps.push("all"));
  schedule.ended("a");
  await one;
  expect(steps).toEqual(["a"]);
  schedule.ended("b");
  await all;
  expect(steps).toEqual(["a", "all"]);
});

test("after an interruption nothing starts", async () => {
  const controller = new AbortController();
  const schedule = new Schedule(NONE, NONE, { concurrency: 1, signal: controller.signal });
  controller.abort();
  await expect(schedule.turn("new", "a", () => Promise.resolve())).rejects.toThrow(InterruptedError);
});
