import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const LOOK_MILLISECONDS = 250;
const CHUNK_BYTES = 65_536;

/** Hands each whole line of a file that somebody else writes to `onLine`; the returned function reads the rest and ends it. */
export function follow(file: string, onLine: (line: string) => void): () => void {
  const descriptor = openSync(file, "r");
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const look = (): void => {
    for (let count = 0; (count = readSync(descriptor, chunk, 0, CHUNK_BYTES, null)) > 0;) {
      const lines = `${rest}${decoder.write(chunk.subarray(0, count))}`.split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(onLine);
    }
  };
  const timer = setInterval(look, LOOK_MILLISECONDS);
  return () => {
    clearInterval(timer);
    look();
    if (rest !== "") onLine(rest);
    closeSync(descriptor);
  };
}
