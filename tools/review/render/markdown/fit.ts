/**
 * The lines as one text, or null if it takes more than `limit` bytes of UTF-8. Stops reading where that is clear.
 *
 * Bytes, since what GitHub counts differs from place to place and has changed (code points of a pull request's description, bytes of a
 * comment and of a job summary): bytes are never fewer than characters of any kind.
 */
export function textWithin(limit: number, lines: Iterable<string>): string | null {
  const taken: string[] = [];
  let size = 0;
  for (const line of lines) {
    size += sizeOf(line);
    if (size > limit) return null;
    taken.push(line);
  }
  return taken.map((line) => `${line}\n`).join("");
}

/** As many of the blocks, in their order, as `room` holds together with what has to be said of those that are left. */
export function blocksWithin(
  room: number,
  blocks: readonly (readonly string[])[],
  ofLeft: (left: number) => readonly string[],
): string[] {
  let size = 0;
  let most = 0;
  for (let taken = 1; taken <= blocks.length && size <= room; taken++) {
    size += sizeOfAll(blocks[taken - 1] ?? []);
    if (size + sizeOfAll(ofLeft(blocks.length - taken)) <= room) most = taken;
  }
  return [...blocks.slice(0, most).flat(), ...ofLeft(blocks.length - most)];
}

export function sizeOfAll(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + sizeOf(line), 0);
}

/** With its newline. */
function sizeOf(line: string): number {
  return Buffer.byteLength(line) + 1;
}
