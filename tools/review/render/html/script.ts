/**
 * What the page does. It makes no element and no markup: it hides and unfolds what is there, and keeps the filters in the address.
 * Items are all that has `data-level`; `data-stacks` are places in the list of stacks, whose first option is "all".
 */
export const SCRIPT = `"use strict";
(() => {
  const form = document.getElementById("filters");
  const search = document.getElementById("search");
  const shownCount = document.getElementById("shown");
  const unfold = document.getElementById("unfold");
  const fields = form.elements;
  const words = (list) => (list === "" ? [] : list.split(" "));
  const items = Array.from(document.querySelectorAll("[data-level]"), (element) => ({
    element,
    finding: element.classList.contains("finding"),
    noise: element.closest(".noise"),
    level: element.dataset.level,
    actions: words(element.dataset.actions),
    stacks: words(element.dataset.stacks),
    text: null,
    shown: true,
  }));
  const of = new Map(items.map((item) => [item.element, item]));
  const sections = Array.from(document.querySelectorAll("main section"), (section) => ({
    none: section.querySelector(".none"),
    items: items.filter(({ element }) => section.contains(element)),
  })).filter(({ none }) => none !== null);
  const folds = Array.from(document.querySelectorAll(".noise"));
  const number = (count) => String(count).replace(/\\B(?=(\\d{3})+$)/g, ",");

  const textOf = (item) => (item.text ??= item.element.textContent.toLowerCase());
  const checked = (name) =>
    Array.from(form.querySelectorAll("input[name=" + name + "]:checked"), ({ value }) => value);

  const read = () => ({
    terms: search.value.toLowerCase().split(/\\s+/).filter((term) => term !== ""),
    levels: checked("level"),
    actions: checked("action"),
    stack: fields.stack.selectedIndex > 0 ? String(fields.stack.selectedIndex - 1) : null,
    noise: fields.noise.checked,
  });
  const matches = (item, { terms, levels, actions, stack }) =>
    (levels.length === 0 || levels.includes(item.level)) &&
    (actions.length === 0 || item.actions.some((action) => actions.includes(action))) &&
    (stack === null || item.stacks.includes(stack)) &&
    terms.every((term) => textOf(item).includes(term));

  const ratio = (some, one, many) =>
    number(some.filter(({ shown }) => shown).length) + " of " + number(some.length) + " " + (some.length === 1 ? one : many);
  const filter = () => {
    const wanted = read();
    for (const item of items) {
      const shown = matches(item, wanted);
      if (shown !== item.shown) item.element.hidden = !shown;
      item.shown = shown;
    }
    for (const section of sections) section.none.hidden = section.items.some(({ shown }) => shown);
    for (const fold of folds) fold.open = wanted.noise;
    const folded = items.filter(({ noise, shown }) => noise !== null && shown).length;
    shownCount.textContent =
      "Shown: " + ratio(items.filter(({ finding }) => finding), "finding", "findings") + ", " +
      ratio(items.filter(({ finding }) => !finding), "change", "changes") +
      (folded > 0 && !wanted.noise ? ", " + number(folded) + " of them folded below" : "");
  };

  const write = () => {
    const state = new URLSearchParams();
    if (search.value !== "") state.set("q", search.value);
    for (const name of ["level", "action", "noise", "keys"])
      if (checked(name).length > 0) state.set(name, checked(name).join(","));
    const { stack } = fields;
    if (stack.value !== "") state.set("stack", decodeURIComponent(stack.value));
    const address = location.href.split("#")[0];
    try {
      history.replaceState(null, "", address + (state.size > 0 ? "#" + state : ""));
    } catch {
      // A sandboxed frame has no history to write to; the filters work all the same.
    }
  };
  const restore = (state) => {
    search.value = state.get("q") ?? "";
    for (const name of ["level", "action", "noise", "keys"]) {
      const values = (state.get(name) ?? "").split(",");
      for (const input of form.querySelectorAll("input[name=" + name + "]"))
        input.checked = values.includes(input.value);
    }
    const places = Array.from(fields.stack.options, ({ value }) => decodeURIComponent(value));
    fields.stack.selectedIndex = Math.max(0, places.indexOf(state.get("stack") ?? ""));
  };

  const reveal = (target) => {
    const item = of.get(target.closest("[data-level]"));
    if (item && !item.shown) {
      restore(new URLSearchParams(fields.keys.checked ? "keys=off" : ""));
      filter();
    }
    for (let node = target; node !== null; node = node.parentElement) if (node.localName === "details") node.open = true;
    const own = target.querySelector(":scope > details");
    if (own) own.open = true;
    target.scrollIntoView();
    if (item) focusOf(item.element).focus({ preventScroll: true });
  };
  const follow = () => {
    const hash = location.hash.slice(1);
    const target = hash === "" || hash.includes("=") ? null : document.getElementById(hash);
    if (target !== null) return reveal(target);
    if (hash !== "" && !hash.includes("=")) return;
    restore(new URLSearchParams(hash));
    filter();
  };

  const focusOf = (element) => element.querySelector(":scope > details > summary") ?? element;
  const reachable = () => items.filter(({ shown, noise }) => shown && (noise === null || noise.open));
  const step = (by) => {
    const list = reachable();
    const here = list.indexOf(of.get(document.activeElement.closest("[data-level]")));
    const next = list[here < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(here + by, 0), list.length - 1)];
    if (next === undefined) return;
    const target = focusOf(next.element);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };
  const writing = (element) => element.matches("input:not([type=checkbox]), select, textarea");
  const clear = () => {
    restore(new URLSearchParams(fields.keys.checked ? "keys=off" : ""));
    filter();
    write();
  };
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
    const { key, target } = event;
    if (key === "Escape") {
      if (target === search && search.value === "") search.blur();
      else clear();
      return true;
    }
    if (writing(target)) return target === search && key === "ArrowDown" && (step(1), true);
    const onItem = target.closest("[data-level]") !== null;
    if (onItem && key === "ArrowDown") return step(1), true;
    if (onItem && key === "ArrowUp") return step(-1), true;
    if (fields.keys.checked) return false;
    if (key === "j") return step(1), true;
    if (key === "k") return step(-1), true;
    if (key === "/") return search.focus(), search.select(), true;
    return false;
  };

  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => (filter(), write()), 80);
  });
  form.addEventListener("submit", (event) => (event.preventDefault(), step(1)));
  form.addEventListener("reset", (event) => (event.preventDefault(), clear()));
  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    for (const { element, shown } of items) {
      const own = element.querySelector(":scope > details");
      if (shown && own) own.open = open;
    }
    unfold.setAttribute("aria-pressed", String(open));
  });
  document.addEventListener("keydown", (event) => {
    if (event.target instanceof Element && press(event)) event.preventDefault();
  });
  addEventListener("hashchange", follow);
  unfold.setAttribute("aria-pressed", "false");
  form.hidden = false;
  filter();
  follow();
})();
`;
