/** One field of a protocol-buffer message: `data` for strings, bytes and messages, `value` for numbers. */
export interface Field {
  readonly number: number;
  readonly value: number;
  readonly data: Buffer;
  /** The field as it stood in the message, tag included. */
  readonly raw: Buffer;
}

const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;
const EMPTY = Buffer.alloc(0);

/** Walks over the fields of a message without knowing its definition. Throws on anything that is not a message. */
export function* fields(message: Buffer): Generator<Field> {
  let at = 0;
  while (at < message.length) {
    const start = at;
    const tag = varint(message, at);
    at = tag.end;
    let value = 0;
    let data: Buffer = EMPTY;
    switch (tag.value & 7) {
      case WIRE.varint:
        ({ value, end: at } = varint(message, at));
        break;
      case WIRE.bytes: {
        const length = varint(message, at);
        at = length.end + length.value;
        data = message.subarray(length.end, at);
        break;
      }
      case WIRE.fixed64:
        at += 8;
        break;
      case WIRE.fixed32:
        at += 4;
        break;
      default:
        throw new Error(`not a protocol-buffer message: wire type ${tag.value & 7} at ${start}`);
    }
    if (at > message.length) throw new Error("protocol-buffer message ends too early");
    yield { number: tag.value >>> 3, value, data, raw: message.subarray(start, at) };
  }
}

/** The last field with this number, as the format demands for single fields. */
export function field(message: Buffer, number: number): Field | undefined {
  let found: Field | undefined;
  for (const candidate of fields(message)) if (candidate.number === number) found = candidate;
  return found;
}

/** Frames a message as gRPC does: a flag for compression and the length come first. */
export function frame(message: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}

/** The message of one gRPC frame. Throws if it is compressed or cut off. */
export function unframe(framed: Buffer): Buffer {
  if (framed.length < 5 || framed[0] !== 0) throw new Error("not an uncompressed gRPC message");
  const message = framed.subarray(5, 5 + framed.readUInt32BE(1));
  if (message.length !== framed.readUInt32BE(1)) throw new Error("gRPC message ends too early");
  return message;
}

function varint(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    // Numbers over 2^53 do not occur in the fields that are read here.
    value += (byte & 127) * scale;
    if (byte < 128) return { value, end: at + 1 };
    scale *= 128;
  }
  throw new Error("protocol-buffer message ends inside a number");
}
