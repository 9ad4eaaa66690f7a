import { PassThrough } from "node:stream";
import { confirm } from "../../../../tools/runs/bootstrap/confirm";

function asked(): { input: PassThrough; controller: AbortController; answer: Promise<boolean> } {
  const input = new PassThrough();
  const controller = new AbortController();
  const streams = { input, output: new PassThrough() } as unknown as {
    input: NodeJS.ReadStream;
    output: NodeJS.WriteStream;
  };
  return { input, controller, answer: confirm("Apply? ", { ...streams, signal: controller.signal }) };
}

describe("a question at the terminal", () => {
  test.each([
    ["yes\n", true],
    [" yes \n", true],
    ["y\n", false],
    ["no\n", false],
    ["\n", false],
  ])("%j", async (text, agreed) => {
    const { input, answer } = asked();
    input.write(text);
    expect(await answer).toBe(agreed);
  });

  test("an end of the input is a no", async () => {
    const { input, answer } = asked();
    input.end();
    expect(await answer).toBe(false);
  });

  test("an interruption is a no", async () => {
    const { controller, answer } = asked();
    controller.abort();
    expect(await answer).toBe(false);
  });
});
