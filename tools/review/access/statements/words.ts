import type { Subject } from "../../detector";
import { joined, say, type SafeText } from "../../text";
import { listOf, shown, type Side } from "../sides";
import type { Clause } from "./conditions";
import type { Difference, Part } from "./compare";
import { HOLDER, type Dimension, type Item, type Statement } from "./statement";

const DIFFERENCES: Readonly<Record<Difference, SafeText>> = {
  new: say`new`,
  actions: say`more actions`,
  resources: say`more resources`,
  principals: say`more callers`,
  conditions: say`condition looser`,
};

/** One line: `more actions: s3:PutObject on arn:... if ...`. */
export function lineOf(subject: Subject, side: Side, part: Part): SafeText {
  return say`${DIFFERENCES[part.difference]}: ${statementText(subject, side, part)}`;
}

/** What a part of a statement says, without why it is told. */
export function statementText(subject: Subject, side: Side, part: Omit<Part, "difference">): SafeText {
  const { statement } = part;
  const show = (item: Item): SafeText => shown(subject, side, item.path, item.value);
  const actions = itemsText(statement.actions, part.actions, show);
  const resources = statement.resources.implied
    ? say``
    : say` on ${itemsText(statement.resources, part.resources, show)}`;
  const effect = statement.allows ? say`` : say`deny `;
  const held = part.principals.every(({ key }) => key === HOLDER);
  const callers = held ? say`` : say`${itemsText(statement.principals, part.principals, show)}: `;
  return say`${effect}${callers}${actions}${resources}${clausesText(subject, side, statement.clauses)}`;
}

/** All of a statement. */
export function wholeOf(statement: Statement): Omit<Part, "difference"> {
  return {
    statement,
    actions: statement.actions.items,
    resources: statement.resources.items,
    principals: statement.principals.items,
  };
}

function itemsText({ negated }: Dimension, items: readonly Item[], show: (item: Item) => SafeText): SafeText {
  const list = listOf(items.map((item) => (item.key === "*" ? say`*` : show(item))));
  return negated ? say`everything except ${list}` : list;
}

function clausesText(subject: Subject, side: Side, clauses: readonly Clause[]): SafeText {
  if (clauses.length === 0) return say``;
  const texts = clauses.map(({ path, shown: { operator, key, value } }) => {
    const values = Array.isArray(value)
      ? listOf(value.map((inner, index) => shown(subject, side, [...path, index], inner as string)))
      : shown(subject, side, path, value);
    return say`${subject.masker.showKey(operator)} ${subject.masker.showKey(key)} ${values}`;
  });
  return say` if ${joined(texts, " and ")}`;
}
