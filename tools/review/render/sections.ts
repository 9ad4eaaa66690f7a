import { LEVELS, type Review } from "../model";
import type { Detail, Section } from "./entry";
import { changeSection, driftSection, noiseSection } from "./sections/changes";
import { findingSection } from "./sections/findings";
import { notAnalysedSection, noteSection, outputSection, stackSection } from "./sections/others";
import { reachSection, renameSection } from "./sections/renames";

/** Everything below the matrix, in the order in which a reviewer wants it; sections with nothing in them are left out. */
export function sectionsOf(review: Review, detail: Detail): Section[] {
  return [
    ...LEVELS.map((level) => findingSection(review, level, detail)),
    changeSection(review, detail),
    renameSection(review, detail),
    reachSection(review, detail),
    driftSection(review, detail),
    outputSection(review, detail),
    stackSection(review, detail),
    noiseSection(review, detail),
    noteSection(review, detail),
    notAnalysedSection(review, detail),
  ].filter((section) => section !== null);
}
