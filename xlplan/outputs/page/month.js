"use strict";
(() => {
  const form = document.getElementById("filter");
  const status = form.querySelector("[role=status]");
  const total = Number(status.dataset.total);
  const body = document.querySelector("#tabell tbody");
  const folds = [...document.querySelectorAll(".unit")];
  const units = [...body.rows].map((row, at) => ({ row, fold: folds[at], text: "" }));
  const said = (unit) => (unit.text ||= unit.row.textContent.replace(/\s+/g, " ").toLowerCase());

  // -- filter
  let sorted = "";
  function tell(shown) {
    status.textContent = `Visar ${shown} av ${total} ${total === 1 ? "enhet" : "enheter"}.${sorted}`;
  }
  function filter() {
    const lights = new Set([...form.querySelectorAll("[name=light]:checked")].map((box) => box.value));
    const words = form.querySelector("#sok").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const unit of units) {
      const shows = lights.has(unit.row.dataset.light) && words.every((word) => said(unit).includes(word));
      unit.row.hidden = unit.fold.hidden = !shows;
      shown += shows;
    }
    tell(shown);
  }
  let waiting = 0;
  const soon = (wait) => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, wait);
  };
  form.addEventListener("input", (event) => soon(event.target.type === "search" ? 200 : 0));
  form.addEventListener("reset", () => soon(0));
  form.addEventListener("submit", (event) => event.preventDefault());

  // -- sort: the column's values are read from its cells; what is not known comes last
  const heads = [...document.querySelectorAll("#tabell th[data-sort]")];
  const swedish = new Intl.Collator("sv", { numeric: true });
  const amount = (text) => Number(text.replace(/[\s%+]/g, "").replace("−", "-").replace(",", "."));
  const value = {
    text: (cell) => cell.textContent,
    number: (cell) => amount(cell.textContent),
    data: (cell) => Number(cell.dataset.v),
  };
  function sort(head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const read = value[head.dataset.sort];
    const keys = new Map(units.map(({ row }) => [row, read(row.cells[head.cellIndex])]));
    const compare = (a, b) => {
      const x = keys.get(a.row);
      const y = keys.get(b.row);
      if (typeof x === "string") return swedish.compare(x, y);
      if (Number.isNaN(x) || Number.isNaN(y)) return down ? Number.isNaN(y) - Number.isNaN(x) : Number.isNaN(x) - Number.isNaN(y);
      return x - y;
    };
    const order = [...units].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
    const rows = document.createDocumentFragment();
    for (const { row } of order) rows.append(row);
    body.append(rows);
    sorted = ` Sorterat efter ${head.firstChild.textContent.toLowerCase()}, ${down ? "fallande" : "stigande"}.`;
    tell(units.filter(({ row }) => !row.hidden).length);
  }
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    // buttons are not drawn in the heads that are repeated on paper, so there the words stand without
    const words = document.createElement("span");
    words.append(...head.childNodes);
    button.textContent = words.textContent;
    button.addEventListener("click", () => sort(head));
    head.append(button, words);
  }

  // -- a link to a unit unfolds it, and shows it if the filter has hidden it
  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && target.closest(".unit");
    if (!fold) return;
    if (fold.hidden) {
      form.reset();
      clearTimeout(waiting);
      filter();
    }
    fold.open = true;
    fold.scrollIntoView();
    target.focus({ preventScroll: true });
  }
  addEventListener("hashchange", follow);
  // the same link once more changes no hash
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.hash === location.hash) follow();
  });

  // -- paper: what does not balance is unfolded
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".unit.risky:not([open], [hidden])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });

  form.hidden = false;
  filter();
  follow();
})();
