import type { Review } from "../model";
import { renderHtml } from "./html/render-html";
import { renderJson } from "./json";
import { renderMarkdown } from "./markdown";
import { renderTerminal } from "./terminal";

export const FORMATS = ["terminal", "markdown", "html", "json"] as const;
export type Format = (typeof FORMATS)[number];

export interface RenderOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Most bytes of Markdown. @default what a comment holds */
  readonly limit?: number;
}

/** The review as text of a format, with a newline at its end. */
export function render(review: Review, format: Format, options: RenderOptions): string {
  switch (format) {
    case "terminal":
      return renderTerminal(review, options);
    case "markdown":
      return renderMarkdown(review, options);
    case "html":
      return renderHtml(review);
    case "json":
      return renderJson(review);
  }
}
