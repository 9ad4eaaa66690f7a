import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf, messageOf, PlanningError } from "../planning/errors";
import { makeDirectory } from "../directories";

/** A text and the file that it belongs in. */
export interface Picture {
  readonly file: string;
  readonly text: string;
}

/** Writes every picture, with the folders it needs. Throws a PlanningError for one that cannot be written. */
export function writePictures(pictures: readonly Picture[]): void {
  for (const { file, text } of pictures) {
    try {
      makeDirectory(path.dirname(file));
      writeFileSync(file, text);
    } catch (error) {
      throw new PlanningError([
        `${file} cannot be written (${codeOf(error) ?? messageOf(error)}); name a folder that you may write to`,
      ]);
    }
  }
}

/** The files that are missing or differ from their picture. */
export function stalePictures(pictures: readonly Picture[]): string[] {
  return pictures.filter(({ file, text }) => contentOf(file) !== text).map(({ file }) => file);
}

function contentOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new PlanningError([`${file} cannot be read (${codeOf(error) ?? messageOf(error)})`]);
  }
}
