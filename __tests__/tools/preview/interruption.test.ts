import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import {
  isAlive,
  providersAmong,
  startMindscape,
  startedBy,
  until,
  withoutCompiler,
} from "../fixtures/command-line";
import { tagged } from "../fixtures/stacks";
import { removeFolders, temporaryFolder, writeSynthesis } from "../fixtures/synthesis";

afterAll(removeFolders);

describe.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s", (signal, expected) => {
  test("leaves no processes, no lock and no result", async () => {
    const folder = temporaryFolder();
    writeSynthesis(path.join(folder, "cdktf.out"), tagged);
    const running = startMindscape(folder, ["preview", "--env", "staging", "--concurrency", "1"]);
    const states = path.join(folder, ".plans/.work/.states");
    await until(running, () => existsSync(states) && readdirSync(states).length > 1);
    const started = withoutCompiler(startedBy(running));
    expect(providersAmong(started)).not.toEqual([]);
    running.child.kill(signal);
    const { code, stderr } = await running.finished;
    expect(code).toBe(expected);
    expect(stderr).toMatch(/interrupted: nothing was written\n$/);
    expect(started.filter(isAlive)).toEqual([]);
    expect(readdirSync(path.join(folder, ".plans"))).toEqual([".work"]);
    expect(existsSync(path.join(folder, ".plans/.work/.lock"))).toBe(false);
  });
});
