import { createColors } from "picocolors";
import type { VerdictLevel } from "../../model";
import type { Tone } from "../entry";
import type { Paint } from "./wrap";

export interface Palette {
  readonly strong: Paint;
  readonly quiet: Paint;
  readonly tone: (tone: Tone) => Paint;
  readonly verdict: (level: VerdictLevel) => Paint;
}

export function paletteOf(colour: boolean): Palette {
  const { red, yellow, green, cyan, magenta, dim, bold } = createColors(colour);
  const tones: Readonly<Record<Tone, Paint>> = {
    deny: red,
    warn: yellow,
    info: cyan,
    create: green,
    update: yellow,
    delete: red,
    replace: magenta,
    forget: red,
    import: cyan,
    move: cyan,
    read: dim,
    "no-op": dim,
    quiet: dim,
  };
  const verdicts: Readonly<Record<VerdictLevel, Paint>> = {
    blocked: red,
    incomplete: yellow,
    risky: yellow,
    changes: plain,
    nothing: green,
  };
  return { strong: bold, quiet: dim, tone: (tone) => tones[tone], verdict: (level) => verdicts[level] };
}

export function plain(text: string): string {
  return text;
}
