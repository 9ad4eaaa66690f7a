import http from "node:http";
import type { AddressInfo } from "node:net";
import { answerFor, type AwsCall, type Caller } from "./responder-answers";

const SIGNATURE = /Credential=([^/,\s]+)\/\d+\/[^/]+\/([^/]+)\//;
const QUERY_ACTION = /(?:^|&)Action=([A-Za-z0-9]+)/;
// REST services that speak XML; those with an Action parameter do as well, all others speak JSON.
const XML_SERVICES: ReadonlySet<string> = new Set(["s3", "route53", "cloudfront"]);
const LARGEST_BODY_BYTES = 4 * 1024 * 1024;

/**
 * Answers the AWS calls that providers make during an offline plan, on a random port of the loopback interface.
 * Anything that it does not know is refused at once with an error that no AWS client retries, and kept for the report.
 */
export class Responder {
  private readonly callers = new Map<string, Caller>();
  private readonly refusedCalls = new Map<string, Set<string>>();

  private constructor(
    private readonly server: http.Server,
    readonly endpoint: string,
  ) {
    server.on("request", (request, response) => void this.handle(request, response));
  }

  static async start(): Promise<Responder> {
    const server = http.createServer();
    await new Promise<void>((resolve, reject) =>
      server.once("error", reject).listen(0, "127.0.0.1", resolve),
    );
    return new Responder(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** Calls that are signed with `accessKey` come from `caller` from now on; forgets what was refused before. */
  expect(accessKey: string, caller: Caller): void {
    this.callers.set(accessKey, caller);
    this.refusedCalls.delete(caller.stack);
  }

  /** Calls of a stack that were refused, for example `ec2 DescribeVpcs`. */
  refused(stack: string): string[] {
    return [...(this.refusedCalls.get(stack) ?? [])].sort();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    try {
      const call = readCall(request, await readBody(request), this.callers);
      const answered = answerFor(call);
      if (answered === undefined) this.note(call);
      const { status, body } = answered ?? refusal(call);
      const type = call.protocol === "json" ? "application/x-amz-json-1.1" : "text/xml";
      response.writeHead(status, { "content-type": type, connection: "close" }).end(body);
    } catch {
      response.destroy();
    }
  }

  private note(call: AwsCall): void {
    const stack = call.caller?.stack ?? "";
    const calls = this.refusedCalls.get(stack) ?? new Set();
    this.refusedCalls.set(stack, calls.add(`${call.service} ${call.action}`));
  }
}

function readCall(
  request: http.IncomingMessage,
  body: string,
  callers: ReadonlyMap<string, Caller>,
): AwsCall {
  const [, key = "", service = "unknown"] = SIGNATURE.exec(request.headers.authorization ?? "") ?? [];
  const query = QUERY_ACTION.exec(body)?.[1];
  const protocol = query !== undefined || XML_SERVICES.has(service) ? "xml" : "json";
  return { service, action: query ?? actionOf(request), body, protocol, caller: callers.get(key) };
}

/** The action that a JSON service names in a header, or method and path of a REST service. */
function actionOf({ headers, method = "GET", url = "/" }: http.IncomingMessage): string {
  const target = headers["x-amz-target"];
  return (
    (typeof target === "string" ? target.split(".").at(-1) : undefined) ?? `${method} ${url.split("?", 1)[0]}`
  );
}

/** An AWS error: clients do not retry status 400 with a code that is none of their own. */
function refusal({ service, action, protocol }: AwsCall): { status: number; body: string } {
  const code = "NotAnsweredOffline";
  const message = `an offline plan cannot call AWS: ${service} ${action}`;
  if (protocol === "json") return { status: 400, body: JSON.stringify({ __type: code, message }) };
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  if (service === "s3") return { status: 400, body: error };
  if (service === "ec2")
    return { status: 400, body: `<Response><Errors>${error}</Errors><RequestID>0</RequestID></Response>` };
  return { status: 400, body: `<ErrorResponse>${error}<RequestId>0</RequestId></ErrorResponse>` };
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) throw new Error("request body too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
