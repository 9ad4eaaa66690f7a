import type { Configuration } from "./configuration";
import { blocksOf, objectOf, type JsonObject } from "./json";

/** A problem as Terraform reports it. */
export interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  /** Address of the resource, where Terraform names one. */
  readonly address?: string;
}

const LONGEST_DETAIL = 1_200;

/** Errors in the output of a Terraform command with `-json`: one document, or a line for each message. */
export function readErrors(output: string): Diagnostic[] {
  const document = parse(output);
  const messages = document === undefined ? output.split("\n").map(parse) : [document];
  return messages
    .flatMap((message) => [...blocksOf(message?.["diagnostics"]), ...blocksOf(message?.["diagnostic"])])
    .filter(({ severity }) => severity === "error")
    .map(readDiagnostic);
}

function readDiagnostic(entry: JsonObject): Diagnostic {
  const named = typeof entry["address"] === "string" ? entry["address"] : undefined;
  const address = named ?? contextAddress(objectOf(entry["snippet"])["context"]);
  return {
    summary: text(entry["summary"]),
    detail: text(entry["detail"]),
    ...(address !== undefined && { address }),
  };
}

/** One paragraph for each diagnostic, with the construct path of the resource where the configuration holds it. */
export function describeDiagnostics(
  diagnostics: readonly Diagnostic[],
  configuration: Configuration,
): string {
  return diagnostics
    .map(({ summary, detail, address }) => {
      const where = address === undefined ? "" : ` (${address}${constructPath(address, configuration)})`;
      const trimmed = detail.trim();
      const shown = trimmed.length > LONGEST_DETAIL ? `${trimmed.slice(0, LONGEST_DETAIL)} ...` : trimmed;
      return `${summary}${where}${shown === "" ? "" : `: ${shown}`}`;
    })
    .join("\n");
}

/** `resource.aws_vpc.this` and the like, from the context that Terraform prints with a source snippet. */
function contextAddress(context: unknown): string | undefined {
  const [, type, name] = /^resource\.([\w-]+)\.([\w-]+)/.exec(text(context).replace(/["\s]+/g, ".")) ?? [];
  return type === undefined || name === undefined ? undefined : `${type}.${name}`;
}

function constructPath(address: string, configuration: Configuration): string {
  const [, data, type = "", name = ""] = /^(data\.)?([\w-]+)\.([\w-]+)/.exec(address) ?? [];
  const body = configuration.resource(data === undefined ? "resource" : "data", type, name);
  const path = objectOf(objectOf(body?.["//"])["metadata"])["path"];
  return typeof path === "string" ? `, construct ${path}` : "";
}

function parse(json: string): JsonObject | undefined {
  if (!json.startsWith("{")) return undefined;
  try {
    return objectOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
