"use strict";
(() => {
  const form = document.getElementById("filter");
  const status = form.querySelector("[role=status]");
  const total = Number(status.dataset.total);
  const books = [...document.querySelectorAll(".book")].map((element) => ({
    element,
    number: element.id.slice("bok-".length),
    besides: [...element.querySelectorAll(".unchecked, .fixed")],
    sheets: [...element.querySelectorAll(".sheet")].map((sheet) => ({
      element: sheet,
      findings: [...sheet.querySelector("ul").children].map((finding) => ({
        element: finding,
        severity: finding.className,
        rule: finding.dataset.rule,
        text: "",
      })),
    })),
  }));

  const said = (finding) => (finding.text ||= finding.element.textContent.replace(/\s+/g, " ").toLowerCase());

  function filter() {
    const severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const unit = form.querySelector("#enhet").value;
    const rule = form.querySelector("#regel").value;
    const words = form.querySelector("#sok").value.toLowerCase().split(/\s+/).filter(Boolean);
    const whole = severities.size === form.querySelectorAll("[name=severity]").length && !rule && !words.length;
    let shown = 0;
    for (const book of books) {
      let inBook = 0;
      for (const sheet of book.sheets) {
        let inSheet = 0;
        for (const finding of sheet.findings) {
          const shows =
            severities.has(finding.severity) &&
            (!unit || unit === book.number) &&
            (!rule || rule === finding.rule) &&
            words.every((word) => said(finding).includes(word));
          finding.element.hidden = !shows;
          inSheet += shows;
        }
        sheet.element.hidden = !inSheet;
        inBook += inSheet;
      }
      for (const part of book.besides) part.hidden = !whole;
      const unitShows = !unit || unit === book.number;
      book.element.hidden = !(inBook || (whole && unitShows && book.besides.length));
      shown += inBook;
    }
    status.textContent = `Visar ${shown} av ${total} ${total === 1 ? "anmärkning" : "anmärkningar"}.`;
  }

  let waiting = 0;
  const soon = (wait) => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, wait);
  };
  form.addEventListener("input", (event) => soon(event.target.type === "search" ? 200 : 0));
  form.addEventListener("reset", () => soon(0));
  form.addEventListener("submit", (event) => event.preventDefault());

  // a link to what the filter has hidden shows everything again
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      form.reset();
      clearTimeout(waiting);
      filter();
      target.scrollIntoView();
    }
  });

  // paper cannot unfold
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });

  form.hidden = false;
  filter();
})();
