import { createReadStream, openSync, closeSync, readSync } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { PlanningError, codeOf, messageOf } from "../../planning/errors";
import type { Json } from "../../planning/json";
import { parseChunks } from "./large-json";
import { WANTED } from "./wanted";

const MIB = 2 ** 20;
/** Of one plan's JSON. Measured with 171 MiB: reading took 250 MiB of memory from a file, 430 MiB from standard input. */
export const MAX_PLAN_MIB = 200;
/** Of all plans of one review together. */
export const MAX_TOTAL_MIB = 300;

/** How much may still be read. */
export class Allowance {
  private left: number;

  constructor(
    private readonly planBytes = MAX_PLAN_MIB * MIB,
    private readonly totalBytes = MAX_TOTAL_MIB * MIB,
  ) {
    this.left = totalBytes;
  }

  /** Throws a PlanningError if a document of `bytes` is too large, or one too many. */
  check(source: string, bytes: number): void {
    if (bytes > this.planBytes) {
      throw new PlanningError([
        `${source}: has ${bytes} bytes, more than the limit of ${this.planBytes} for one plan; split its stack`,
      ]);
    }
    if (bytes > this.left) {
      throw new PlanningError([
        `${source}: with it the plans have more bytes than the limit of ${this.totalBytes} for one review; review fewer at once`,
      ]);
    }
  }

  take(source: string, bytes: number): void {
    this.check(source, bytes);
    this.left -= bytes;
  }
}

/**
 * The JSON in a file: a regular one, or a pipe such as `/dev/fd/63`.
 * Rejects with a PlanningError that names the file, or with a JsonProblem.
 */
export async function readJson(file: string, allowance: Allowance): Promise<Json> {
  try {
    const about = await stat(file);
    if (about.isDirectory())
      throw new PlanningError([`${file}: is a folder where a file is wanted; ${WANTED}`]);
    if (!about.isFile()) return await streamedJson(file, createReadStream(file), allowance);
    allowance.take(file, about.size);
    return parseBytes(file, chunksOf(file));
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code}: ${messageOf(error)})`;
    throw new PlanningError([`${file}: ${why}; ${WANTED}`]);
  }
}

/** The JSON that a stream gives. Rejects as `readJson`. */
export async function streamedJson(source: string, stream: Readable, allowance: Allowance): Promise<Json> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const part = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    bytes += part.length;
    allowance.check(source, bytes);
    chunks.push(part);
  }
  allowance.take(source, bytes);
  return parseBytes(source, emptying(chunks));
}

function* chunksOf(file: string): Generator<Buffer, undefined> {
  const descriptor = openSync(file, "r");
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(MIB);
      const length = readSync(descriptor, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** What has been used can be forgotten. */
function* emptying(chunks: (Buffer | null)[]): Generator<Buffer, undefined> {
  for (let index = 0; index < chunks.length; index++) {
    const chunk = chunks[index];
    chunks[index] = null;
    if (chunk) yield chunk;
  }
}

function parseBytes(source: string, chunks: Generator<Buffer, undefined>): Json {
  const first = chunks.next().value;
  try {
    const start = first ?? Buffer.alloc(0);
    refuseBinary(source, start);
    const all = joined(start, chunks);
    return parseChunks(start[0] === 0xff && start[1] === 0xfe ? inUtf8(all) : all);
  } finally {
    chunks.return(undefined);
  }
}

function* joined(first: Buffer, others: Iterable<Buffer>): Generator<Buffer> {
  yield first;
  yield* others;
}

/** PowerShell's `>` writes UTF-16. */
function* inUtf8(chunks: Iterable<Buffer>): Generator<Buffer> {
  yield Buffer.from(
    Buffer.concat([...chunks])
      .toString("utf16le")
      .slice(1),
  );
}

function refuseBinary(source: string, start: Buffer): void {
  const magic = start.subarray(0, 4).toString("latin1");
  if (magic === "PK\u0003\u0004")
    throw new PlanningError([`${source}: is a saved plan in Terraform's binary form; ${WANTED}`]);
  if (magic.startsWith("\u001f\u008b"))
    throw new PlanningError([`${source}: is compressed; unpack it first, ${WANTED}`]);
}
