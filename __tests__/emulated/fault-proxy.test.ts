import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { FaultProxy } from "./support/fault-proxy";

let server: Server;
let proxy: FaultProxy;
/** What reached the server. */
let reached: string[];

beforeEach(async () => {
  reached = [];
  server = createServer((incoming, outgoing) => {
    reached.push(`${incoming.method} ${incoming.url}`);
    incoming.resume().on("end", () => outgoing.writeHead(201, { "x-made": "yes" }).end("made"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await FaultProxy.start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(async () => {
  await proxy.stop();
  server.closeAllConnections();
  server.close();
});

const put = (path: string): Promise<Response> =>
  fetch(`${proxy.endpoint}${path}`, { method: "PUT", body: "x" });
const query = (action: string): Promise<Response> =>
  fetch(proxy.endpoint, { method: "POST", body: new URLSearchParams({ Action: action, Version: "1" }) });

test("passes on what no rule meets, and remembers it", async () => {
  const answer = await put("/bucket/key?x=1");
  expect([answer.status, answer.headers.get("x-made"), await answer.text()]).toEqual([201, "yes", "made"]);
  expect(proxy.exchanges).toEqual([
    { target: "", action: "", request: "PUT /bucket/key?x=1\nx", status: 201, answer: "made" },
  ]);
});

test("answers 503 instead of the server, as often as it is told", async () => {
  const injected = proxy.inject({ method: "PUT", fault: { kind: "answer", status: 503 }, times: 2 });
  const statuses = [(await put("/a")).status, (await put("/b")).status, (await put("/c")).status];
  expect(statuses).toEqual([503, 503, 201]);
  expect([injected.hits, reached]).toEqual([2, ["PUT /c"]]);
});

test("begins after some requests, and leaves those alone that do not match", async () => {
  proxy.inject({ path: /^\/a/, fault: { kind: "answer", status: 500 }, after: 1 });
  expect([(await put("/a")).status, (await put("/b")).status, (await put("/a")).status]).toEqual([
    201, 201, 500,
  ]);
});

test("knows the action of a query service and of a JSON service", async () => {
  proxy.inject({ action: "CreateRole", fault: { kind: "answer", status: 500 } });
  proxy.inject({ action: /^Describe/, fault: { kind: "answer", status: 503 } });
  const json = (target: string): Promise<Response> => {
    const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };
    return fetch(proxy.endpoint, { method: "POST", headers, body: "{}" });
  };
  const answers = [
    await query("CreateRole"),
    await query("GetRole"),
    await json("Logs_2014.DescribeLogGroups"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([500, 201, 503]);
  expect(await answers[0]?.text()).toContain("<Code>InternalFailure</Code>");
  expect(await answers[2]?.json()).toMatchObject({ __type: "ServiceUnavailable" });
});

test("breaks the connection before the server hears of it", async () => {
  proxy.inject({ fault: { kind: "drop", when: "before" }, times: 1 });
  await expect(put("/a")).rejects.toThrow();
  expect(reached).toEqual([]);
});

test("loses the reply of what the server has done", async () => {
  proxy.inject({ fault: { kind: "drop", when: "after" }, times: 1 });
  await expect(put("/a")).rejects.toThrow();
  expect(reached).toEqual(["PUT /a"]);
  expect(proxy.exchanges).toHaveLength(1);
});

test("holds a request until it is let go", async () => {
  const injected = proxy.inject({ path: /held/, fault: { kind: "hold" } });
  const held = put("/held");
  await injected.hit;
  expect((await put("/other")).status).toBe(201);
  expect(reached).toEqual(["PUT /other"]);
  injected.release();
  expect((await held).status).toBe(201);
  expect((await put("/held")).status).toBe(201);
});

test("delays a request, and passes it on", async () => {
  const started = performance.now();
  proxy.inject({ fault: { kind: "delay", milliseconds: 50 }, times: 1 });
  expect((await put("/a")).status).toBe(201);
  // Timers may be a millisecond early.
  expect(performance.now() - started).toBeGreaterThan(45);
});

test("refuses connections while the network is gone, at the same endpoint as before", async () => {
  await proxy.cutNetwork();
  await expect(put("/a")).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  await proxy.restoreNetwork();
  expect((await put("/a")).status).toBe(201);
});

test("breaks connections that are open when the network goes", async () => {
  const injected = proxy.inject({ fault: { kind: "hold" } });
  const held = put("/held");
  await injected.hit;
  const broken = expect(held).rejects.toThrow();
  await proxy.cutNetwork();
  await broken;
});

test("breaks nothing any more once it is healed", async () => {
  proxy.inject({ fault: { kind: "answer", status: 500 } });
  const injected = proxy.inject({ path: /never/, fault: { kind: "hold" } });
  proxy.heal();
  expect([(await put("/a")).status, injected.hits]).toEqual([201, 0]);
});

test("breaks the connection if the server is gone", async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(put("/a")).rejects.toThrow();
});
