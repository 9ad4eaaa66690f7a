import { captionOf, type Architecture } from "./architecture";
import { escapeXml } from "./labels";
import { layoutOf } from "./layout";

/** The architecture as an SVG document. Graphviz places and draws it; equal architectures give equal bytes. */
export async function renderSvg(architecture: Architecture): Promise<string> {
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  return accessible(viz.renderString(layoutOf(architecture), { format: "svg" }), architecture);
}

/** Gives the document a name and a description, a size in pixels, and takes Graphviz's comments out. */
function accessible(svg: string, architecture: Architecture): string {
  const { title, scope } = captionOf(architecture);
  const start = svg.indexOf("<svg");
  const end = svg.indexOf(">", start) + 1;
  const opening = svg
    .slice(start, end)
    .replace(/(width|height)="([\d.]+)pt"/g, '$1="$2"')
    .replace("<svg", '<svg role="img" aria-labelledby="architecture-title architecture-description"');
  return [
    opening,
    `<title id="architecture-title">${escapeXml(title)}</title>`,
    `<desc id="architecture-description">${escapeXml(scope)} Arrows lead from a stack to those that read its outputs or are applied after it.</desc>`,
    svg
      .slice(end)
      .replace(/<!--.*?-->\n?/gs, "")
      .trim(),
    "",
  ].join("\n");
}
