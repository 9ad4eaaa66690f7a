import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { connectionProblem } from "../../../../tools/runs/preflight/connection";

let server: Server;
beforeEach(async () => {
  server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.close();
});

test("where something takes connections there is no problem", async () => {
  const { port } = server.address() as AddressInfo;
  expect(await connectionProblem(`https://127.0.0.1:${port}`)).toBeUndefined();
});

test("where nothing does, the reason is told", async () => {
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  expect(await connectionProblem(`https://127.0.0.1:${port}`)).toBe("ECONNREFUSED");
  expect(await connectionProblem("https://cluster.invalid")).toMatch(/ENOTFOUND|EAI_AGAIN/);
  expect(await connectionProblem("https://")).toBe("this is no URL");
});

test("silence has an end", async () => {
  // TEST-NET-1 belongs to nobody. https://datatracker.ietf.org/doc/html/rfc5737
  const problem = await connectionProblem("https://192.0.2.1", 50);
  expect(problem).toMatch(/no answer within 0.05 s|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED/);
});
