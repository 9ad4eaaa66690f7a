import type { Review } from "../../model";
import type { Detail, Section } from "../entry";
import { listed, MARKS, within } from "../words";
import { MOST_NAMES } from "./most-names";

export function renameSection(review: Review, detail: Detail): Section | null {
  if (review.renames.length === 0) return null;
  return {
    title: `Suspected renames (${review.renames.length})`,
    about:
      "Deleted and created again under another name: if it is the same thing, paste this and nothing is deleted.",
    entries: review.renames.map(({ stacks, from, to, likeness, remedy }) => ({
      mark: MARKS.move,
      tone: "warn",
      title: [{ name: from }, " became ", { name: to }, " ", ...within(stacks, MOST_NAMES[detail])],
      lines: [[`${Math.floor(likeness * 100)} % of their attributes are equal`]],
      verbatim: remedy,
    })),
  };
}

export function reachSection(review: Review, detail: Detail): Section | null {
  if (review.reaches.length === 0) return null;
  const most = MOST_NAMES[detail];
  return {
    title: `Reach (${review.reaches.length})`,
    about: "What depends on what changes at a risk.",
    entries: review.reaches.map(({ stack, address, dependents, consumers }) => ({
      mark: "»",
      tone: "info",
      title: [{ name: address }, " in ", { name: stack }],
      lines: [
        ...(dependents.length === 0
          ? []
          : [[`${dependents.length} in the same plan: `, ...listed(dependents, most)]]),
        ...(consumers.length === 0 ? [] : [["read by the stacks ", ...listed(consumers, most)]]),
        ...(dependents.length + consumers.length === 0 ? [["nothing that is known here"]] : []),
      ],
    })),
  };
}
