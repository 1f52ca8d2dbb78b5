"""The overview page of a month: right figures, safe whatever a book holds, accessible, and of use
without a script.

The browser tests need Chromium, Node and axe-core: see `browser`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import month_runs
import pytest
from browser import faults_in_browser, in_browser
from lxml import html

from xlplan.month.figures import (
    Changed,
    Forecasts,
    Hit,
    Light,
    Line,
    Method,
    MonthChange,
    MonthRun,
    Reason,
    Totals,
    UnitMonth,
)
from xlplan.month.ledger import LedgerSummary, Unplaced
from xlplan.month.words import METHOD_WORDS
from xlplan.outputs.month import ledger_view
from xlplan.outputs.month.html import page
from xlplan.outputs.month.pictures import HEIGHT, WIDTH, board_heat, spark, unit_heat
from xlplan.wording import HARD_BLANK

EVIL = (
    '<script>alert(\'x\')</script>" onload="x" {{ 7*7 }} & </details> \x00\x07\x85\ud800 '
    "\N{BANANA} {0}"
)
PERSON = "19811228-9874"
SOME = 26


@lru_cache(maxsize=1)
def some() -> MonthRun:
    return month_runs.run(SOME)


def parsed(run: MonthRun, links_from: Path | None = None) -> html.HtmlElement:
    return html.document_fromstring(page(run, links_from))


def text(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).replace(HARD_BLANK, " ").split())


def cells(row: html.HtmlElement) -> list[str]:
    return [text(cell) for cell in row.xpath("./th|./td")]


def table(document: html.HtmlElement, label: str) -> list[list[str]]:
    return [cells(row) for row in document.xpath(f"//*[@aria-label='{label}']//tr")]


# -- one unit of whole figures, so that what is shown can be worked out by hand --------------------
def amounts(*thousands: int | None) -> tuple[Decimal | None, ...]:
    given = tuple(None if each is None else Decimal(each) * 1000 for each in thousands)
    return (*given, *(None,) * (12 - len(given)))


def line(post: str, kind: str, planned: int, *came: int | None) -> Line:
    """In tkr: the same budget every month, and the outcome of the first months."""
    outcome = amounts(*came)
    sum_planned, sum_came = (
        Decimal(planned * len(came)) * 1000,
        sum((each or Decimal(0) for each in outcome), Decimal(0)),
    )
    apart = sum_planned - sum_came if kind == "kostnad" else sum_came - sum_planned
    return Line(
        post=post,
        line_type=kind,
        budget_year=Decimal(planned * 12) * 1000,
        budget=amounts(*(planned,) * 12),
        outcome=outcome,
        budget_so_far=sum_planned,
        outcome_so_far=sum_came,
        deviation=apart,
        percent=apart * 100 / sum_planned if sum_planned else None,
        forecasts=Forecasts(
            Decimal(planned * 12) * 1000,
            method=Method.REMAINING,
            why=Reason("follows"),
            chosen=Decimal(planned * 12) * 1000 - apart,
        ),
    )


def unit(code: str = "1001", name: str = "Förskolan Granen", **changed: object) -> UnitMonth:
    """Income 100 a month, cost 500: three months, 90 too much cost in March and 10 too much income
    in February."""
    income = line("Taxor", "intäkt", 100, 100, 110, 100)
    cost = line("Löner", "kostnad", 500, 500, 500, 590)
    net = Totals(
        budget_year=Decimal(4_800_000),
        budget=amounts(*(400,) * 12),
        outcome=amounts(400, 390, 490),
        budget_so_far=Decimal(1_200_000),
        outcome_so_far=Decimal(1_280_000),
        deviation=Decimal(-80_000),
        percent=Decimal(-80) * 100 / 1200,
        forecasts=Forecasts(Decimal(4_800_000), method=Method.SUM, chosen=Decimal(4_880_000)),
    )
    made = UnitMonth(
        path=Path("enheter/granen.xlsx"),
        code=code,
        unit=name,
        department="Avdelning Syd",
        board="Nämnden",
        year=2026,
        month=3,
        money_unit="tkr",
        result_unit=False,
        net_budget=Decimal(4_800_000),
        lines=(income, cost),
        income=income,
        cost=cost,
        net=net,
        light=Light.WATCH,
        why=Reason(
            "ours", {"egen": Decimal(0), "xlplan": Decimal(80_000), "gräns": Decimal(50_000)}
        ),
        explained=False,
        explanations=(("Löner", ""),),
        since=3,
        deficit=Decimal(80_000),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def run(*units: UnitMonth, **changed: object) -> MonthRun:
    made = replace(
        some(), units=units, month=3, ledger=None, unplaced=(), unchecked=(), board="Nämnden"
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def test_a_units_row() -> None:
    [_, row] = table(parsed(run(unit())), "Tabell över alla enheter")
    assert row[:2] == ["Förskolan Granen 1001 · Avdelning Syd", "◆ bevaka"]
    assert row[2].endswith(
        "Utfall mot budget i tkr: jan 400 mot 400; feb 390 mot 400; mar 490 mot 400."
    )
    assert row[3:9] == ["1 200", "1 280", "−80", "−6,7 %", "0", "−80"]
    assert row[9].startswith("Enheten räknar med att budgeten hålls, men")
    assert row[10:] == ["mars", "nej"]


def test_the_sums_are_of_exact_amounts() -> None:
    odd = unit("1002", "B")
    odd = replace(
        odd,
        net=replace(odd.net, outcome_so_far=Decimal("1280400.40"), deviation=Decimal("-80400.40")),
    )
    document = parsed(run(odd, odd, odd))
    net = table(document, "Tabell över summorna")[-1]
    assert net == ["Netto", "14 400", "3 600", "3 841", "−241", "−6,7 %", "0", "−240"]


def test_what_is_not_known_is_a_dash_and_left_out_of_the_comparison() -> None:
    unknown = Totals(budget_year=Decimal(1_000_000), budget_so_far=Decimal(250_000))
    blank = unit(
        "1002",
        "Utan utfall",
        net=unknown,
        income=Totals(),
        cost=unknown,
        light=Light.UNKNOWN,
        why=Reason("months_missing", {"månader": "1,2,3"}),
        lines=(),
        since=None,
        explained=None,
    )
    document = parsed(run(unit(), blank))
    assert table(document, "Tabell över alla enheter")[2][2:9] == [
        "–",
        "250",
        "–",
        "–",
        "–",
        "–",
        "–",
    ]
    assert table(document, "Tabell över summorna")[-1][2:6] == ["1 450", "1 280", "−80", "−6,7 %"]
    said = text(document.xpath("//section[1]")[0])
    assert (
        "1 enhet är inte med i det" in said
        and "1 enhet har till och med mars en nettokostnad på 1 280 tkr" in said
    )


def test_of_units_that_net_to_nothing_there_is_no_per_cent() -> None:
    """What is left of even months spread over the year is some öre, of which any deviation is
    millions of per cent."""
    granen = unit()
    tiny = replace(granen.net, budget_so_far=Decimal("0.08"), percent=None)
    document = parsed(run(replace(granen, net=tiny, net_budget=Decimal(0))))
    assert table(document, "Tabell över summorna")[-1][5] == "–"
    assert "%" not in text(document.xpath("//section[1]/p")[0])


def test_the_page_tells_the_time_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("Windows has no tzset")
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    time.tzset()
    try:
        document = parsed(run(unit(), made=datetime(2026, 6, 30, 22, 30, tzinfo=UTC)))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "Gjord 1 juli 2026 kl. 00.30" in text(document)


def test_a_book_of_another_month_is_told() -> None:
    document = parsed(run(unit(book_month=8), unit("1002", book_month=3)))
    assert "1 bok avser en annan månad än mars." in text(document)
    told = [text(each) for each in document.xpath("//details//p") if "Boken avser" in text(each)]
    assert told == ["Boken avser augusti, inte mars: kommentarer och anmärkningar är från augusti."]


def test_the_summary_counts() -> None:
    worse = MonthChange(Changed.LIGHT, was_word="bevaka", now_word="underskott")
    deficit = unit(
        "1", "A", light=Light.DEFICIT, deficit=Decimal(80_000), changes=(worse,), changes_from=2
    )
    balance = unit("3", "C", light=Light.BALANCE, explained=None)
    document = parsed(run(deficit, unit("2", "B", explained=True), balance))
    said = text(document.xpath("//section[1]/p")[0])
    assert (
        "3 enheter har till och med mars en nettokostnad på 3 840 tkr, 240 tkr (6,7 %) sämre än "
        "budget." in said
    )
    assert "1 enhet väntas få underskott, tillsammans 80 tkr. 1 enhet behöver bevakas." in said
    assert "För 1 enhet finns ännu ingen förklaring." in said
    assert "Sedan februari har 1 enhet fått ett sämre läge." in said
    figures = [text(item) for item in document.xpath("//ul[@class='figures']/li")]
    assert figures == ["■ 1 underskott", "◆ 1 bevaka", "? 0 går inte att bedöma", "● 1 i balans"]


def test_units_of_several_money_units_are_shown_in_tkr() -> None:
    document = parsed(
        run(unit(), unit("2", "B", money_unit="mnkr"), unit("3", "C", money_unit="kr"))
    )
    assert [row[5] for row in table(document, "Tabell över alla enheter")[1:]] == [
        "−80",
        "−80",
        "−80",
    ]
    nets = [cells(row)[4] for row in document.xpath("//*[@aria-label='Rader']//tbody/tr[last()]")]
    assert nets == ["−80", "−0,1", "−80 000"], "below, each unit in its book's own money unit"


def test_what_unfolds() -> None:
    hit = Hit(
        2025, "T2", Decimal(4_700_000), Decimal(4_760_000), Decimal(60_000), Decimal("1.0"), True
    )
    whole = unit(
        paragraph="Till och med mars är nettokostnaden 1 280 tkr.",
        explanations=(("Löner", f"Vikarier, {PERSON}."),),
        changes=(
            MonthChange(Changed.BUDGET, "Löner", was=Decimal(5_900_000), now=Decimal(6_000_000)),
        ),
        accuracy=(hit,),
        findings=(month_runs.finding(),),
        from_ledger=True,
    )
    document = parsed(run(whole), Path())
    [inside] = document.xpath("//*[@id='e1']")
    assert [cells(row) for row in inside.xpath(".//*[@aria-label='Rader']//tbody/tr")] == [
        ["Taxor", "1 200", "300", "310", "+10", "+3,3 %", "1 200", "1 190"],
        ["Summa intäkter", "1 200", "300", "310", "+10", "+3,3 %", "1 200", "1 190"],
        ["Löner", "6 000", "1 500", "1 590", "−90", "−6,0 %", "6 000", "6 090"],
        ["Summa kostnader", "6 000", "1 500", "1 590", "−90", "−6,0 %", "6 000", "6 090"],
        ["Netto", "4 800", "1 200", "1 280", "−80", "−6,7 %", "4 800", "4 880"],
    ]
    said = text(inside)
    assert (
        "Till och med mars är nettokostnaden 1 280 tkr." in said
        and "utfallet ur huvudboken" in said
    )
    assert PERSON not in said and "Vikarier, 1981" in said
    assert "Budgeten för Löner var 5 900 tkr och är nu 6 000 tkr." in said
    assert (
        f"Alla rader {METHOD_WORDS[Method.REMAINING].capitalize()}: utfallet följer budgeten."
        in said
    )
    assert "2025 T2 4 700 4 760 +60 +1,0 % ja" in said
    assert "Timvikarier avviker 120 tkr från budget hittills utan Kommentar." in said
    assert inside.xpath(".//ul[@class='found']//a/@href") == ["enheter/granen.xlsx#'M%C3%A5nad'!C8"]


def test_a_line_without_amounts_is_only_named() -> None:
    empty = line("Hyror", "intäkt", 0, 0, 0, 0)
    whole = unit(lines=(*unit().lines, empty))
    [inside] = parsed(run(whole)).xpath("//*[@id='e1']")
    assert "Hyror" not in text(
        inside.xpath(".//*[@aria-label='Rader']")[0]
    ) and "Utan belopp: Hyror." in text(inside)


def test_a_result_unit() -> None:
    shown = next(
        text(fold) for fold in parsed(some()).xpath("//details") if "Resultatenhet" in text(fold)
    )
    assert "Ingående resultatfond 850 tkr" in shown and "högst" in shown


# -- pictures --------------------------------------------------------------------------------------
def test_shades_say_how_much_and_which_way() -> None:
    # a mean month costs 500 tkr: the first shade begins at 1 tkr, then 5 and 20
    heat = unit_heat(unit(), "tkr")
    assert heat and heat.months == ("jan", "feb", "mar")
    rows = [
        (row.name, [(cell.shade, cell.text) for cell in row.cells], row.so_far) for row in heat.rows
    ]
    assert rows == [
        ("Taxor", [("", "0"), ("b2", "+10"), ("", "0")], "+10"),
        ("Löner", [("", "0"), ("", "0"), ("w3", "−90")], "−90"),
        ("Netto", [("", "0"), ("b2", "+10"), ("w3", "−90")], "−80"),
    ]
    assert heat.legend[0] == ("w3", "minst 20 tkr sämre än budget")


def test_the_boards_shades_are_sums_of_the_units() -> None:
    units = [unit(), unit("2", "B", lines=(replace(unit().lines[1], post="LÖNER "),))]
    heat = board_heat(units, 3, "tkr")
    assert heat and [(row.name, row.cells[2].text) for row in heat.rows] == [
        ("Taxor", "0"),
        ("Löner", "−180"),
        ("Netto", "−180"),
    ]
    assert board_heat([], 3, "tkr") is None


def test_many_lines_are_summed_below_the_largest() -> None:
    lines = tuple(line(f"Post {n}", "kostnad", n + 1, n, n, n) for n in range(45))
    heat = board_heat([unit(lines=lines)], 3, "tkr")
    assert heat and [row.name for row in heat.rows[-2:]] == ["Övriga rader (5)", "Netto"]
    assert heat.rows[-2].so_far == "+15", "five lines, three months, 1 tkr better"


def test_a_sparkline_stays_in_its_frame_and_breaks_where_nothing_is_known() -> None:
    drawn = spark(replace(unit(), net=replace(unit().net, outcome=amounts(400, None, 490))), "tkr")
    assert drawn and drawn.outcome.count("M") == 2 and drawn.budget.count("M") == 1
    numbers = [int(each) for each in re.findall(r"\d+", drawn.budget + "M" + drawn.outcome)]
    assert max(numbers[::2]) <= WIDTH and max(numbers[1::2]) <= HEIGHT
    assert spark(replace(unit(), net=Totals()), "tkr") is None
    even = spark(replace(unit(), net=replace(unit().net, outcome=amounts(400, 400))), "tkr")
    assert even and len(set(re.findall(r"\d+ (\d+)", even.budget))) == 1


# -- the ledger ------------------------------------------------------------------------------------
def test_the_ledger_is_told_to_the_ore() -> None:
    document = parsed(some())
    sums = [cells(row) for row in document.xpath("//table[contains(@class, 'sums')]//tr")]
    assert [row[1] for row in sums] == ["123 456 789,01", "123 440 000,00", "16 789,01", "0,00"]
    rows = table(document, "Det i huvudboken som inte är placerat")[1:]
    assert [row[:5] for row in rows[:2]] == [
        ["7692", "Övriga diverse kostnader", "4199", "mar–apr", "16 789,51"],
        ["9999", "–", "4101", "aug", "−0,50"],
    ]
    assert rows[-1][:2] == ["Summa", "16 789,01"]


def test_more_unplaced_rows_than_are_listed_are_summed() -> None:
    many = tuple(
        Unplaced(f"{1000 + n}", "", "1", 1, n + 1, "Kontot hör inte till någon rad.")
        for n in range(503)
    )
    total = sum(row.ore for row in many)
    ledger = LedgerSummary(("a.se",), total, 0, total)
    rows = table(
        parsed(run(unit(), ledger=ledger, unplaced=many)), "Det i huvudboken som inte är placerat"
    )
    assert len(rows) == 1 + 500 + 1 + 1
    assert rows[-2][:2] == ["3 mindre poster till, som står var för sig i xlsx och json", "0,06"]
    assert rows[-1][1] == ledger_view.kronor(total).replace(HARD_BLANK, " ")


def test_kronor() -> None:
    assert [
        ledger_view.kronor(ore).replace(HARD_BLANK, " ") for ore in (0, 5, -5, 123456789, -100)
    ] == [
        "0,00",
        "0,05",
        "−0,05",
        "1 234 567,89",
        "−1,00",
    ]


# -- the page --------------------------------------------------------------------------------------
def hostile() -> MonthRun:
    lines = tuple(replace(each, post=EVIL, comment=EVIL) for each in unit().lines)
    bad = unit(
        EVIL,
        EVIL,
        department=EVIL,
        board=EVIL,
        path=Path("a'b\"<c>.xlsx"),
        lines=lines,
        paragraph=EVIL,
        explanations=((EVIL, EVIL),),
        changes=(MonthChange(Changed.BUDGET, EVIL, was=None, now=Decimal(1)),),
        findings=(replace(month_runs.finding(), facts={"Post": EVIL, "Avvikelse": 1.0}),),
    )
    ledger = LedgerSummary((EVIL,), 1, 0, 1, warnings=(EVIL,))
    return run(
        bad,
        unit(
            name="\N{RIGHT-TO-LEFT MARK}\N{MAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}"
            + "å" * 300
        ),
        ledger=ledger,
        unplaced=(Unplaced(EVIL, EVIL, EVIL, 0, 1, EVIL),),
        board=EVIL,
    )


def test_hostile_texts_stay_texts() -> None:
    written = page(hostile(), Path())
    assert written.count("<script>") == 1 and "\x00" not in written and "\ud800" not in written
    assert "{{ 7*7 }}" in written and "49" not in re.findall(r"alert\S+ (\d+)", written)
    document = html.document_fromstring(written)
    assert not document.xpath("//*[@onload]") and len(document.xpath("//details")) == 2
    assert written.encode()


def test_the_page_allows_only_its_own_script() -> None:
    written = page(some())
    [script] = re.findall(r"<script>(.*?)</script>", written, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in written and "default-src 'none'" in written
    assert "innerHTML" not in script and "http" not in re.sub(r"http-equiv", "", written)


def test_every_place_is_there_once_and_every_link_leads_somewhere() -> None:
    document = parsed(some())
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in document.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert not document.xpath("//main//a[starts-with(@href, 'enheter')]"), (
        "without a folder no links to books"
    )


def test_header_cells_say_what_they_are_for() -> None:
    document = parsed(some())
    assert document.xpath("//th") and not document.xpath("//th[not(@scope)]")
    assert not document.xpath("//svg[not(title) or not(desc)]")


def test_a_run_of_nothing() -> None:
    empty = run(unchecked=some().unchecked)
    document = parsed(empty)
    assert "Ingen enhets månad gick att räkna fram." in text(document.body)
    assert "År är inte ifyllt på bladet Enhet." in text(document.body) and not document.xpath(
        "//script"
    )


def test_a_thousand_units_are_a_page_of_some_megabytes() -> None:
    base = some().units
    many = tuple(replace(base[n % SOME], code=str(n)) for n in range(200))
    written = page(replace(some(), units=many))
    assert len(written.encode()) < 40_000 + 200 * 6_000
    assert "visas för de enheter som inte är i balans" in written
    assert len(html.document_fromstring(written).xpath("//details")) == 200


# -- in a browser ----------------------------------------------------------------------------------
@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    kinds = {each.light: each for each in some().units} | {
        each.result_unit: each for each in some().units
    }
    made = {
        "några": some(),
        "ett-av-varje": replace(some(), units=tuple(kinds.values())),
        "elaka": hostile(),
        "tom": run(),
    }
    for name, each in made.items():
        (tmp_path / f"{name}.html").write_text(page(each, tmp_path), encoding="utf-8")
    return [tmp_path / f"{name}.html" for name in made]


def test_axe_finds_nothing(pages: list[Path]) -> None:
    found = faults_in_browser(*pages[1:])
    assert found == {"violations": [], "errors": [], "requests": [], "overflow": []}


USED = """
const {chromium} = require("playwright-core");
(async () => {
  const browser = await chromium.launch({executablePath: process.argv[1], args: ["--no-sandbox"]});
  const open = async (options) => {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(process.argv[2]);
    return page;
  };
  const found = {};
  const page = await open({});
  const shown = (rows, n) => rows.filter((row) => !row.hidden).map((row) =>
    row.cells[n].textContent);
  const column = (n) => page.$$eval("#tabell tbody tr", shown, n);
  const status = () => page.textContent("[role=status]");
  await page.locator("#tabell th button", {hasText: /^Avvikelse$/}).focus();
  await page.keyboard.press("Enter");
  found.ascending = await column(5);
  found.sorted = await page.$$eval("#tabell th[aria-sort]", (heads) => heads.map((h) =>
    h.getAttribute("aria-sort")));
  await page.keyboard.press("Enter");
  found.descending = await column(5);
  await page.locator("#tabell th button", {hasText: "Helår enligt enheten"}).click();
  found.unknownLast = await column(7);
  await page.uncheck("[name=light][value=balance]");
  found.lights = [...new Set(await column(1))];
  await page.fill("#sok", "inget heter så");
  await page.waitForFunction(() => document.querySelector("[role=status]")
    .textContent.startsWith("Visar 0"));
  await page.click("#filter [type=reset]");
  await page.waitForFunction(() => !document.querySelector("#tabell tr[hidden]"));
  await page.check("[name=light][value=balance]");
  found.status = await status();
  await page.fill("#sok", "granen");
  await page.waitForFunction(() => document.querySelector("#tabell tr[hidden]"));
  found.search = await column(0);
  await page.evaluate(() => { location.hash = "#e1"; });
  await page.waitForFunction(() => document.querySelector(".unit").open);
  found.focus = await page.evaluate(() => document.activeElement.id);
  found.hidden = await page.$$eval(".unit[hidden]", (folds) => folds.length);
  await page.emulateMedia({media: "print"});
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  found.printed = await page.$$eval(".unit", (folds) => folds.filter((f) => f.open).map((f) =>
    f.dataset.light));
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  found.after = await page.$$eval(".unit[open]", (folds) => folds.length);
  const plain = await open({javaScriptEnabled: false});
  const count = (what) => plain.locator(what).count();
  found.plain = {
    rows: await count("#tabell tbody tr:visible"),
    form: await count("#filter:visible"),
    buttons: await count("th button"),
  };
  await plain.click("#tabell tbody a >> nth=0");
  await plain.waitForSelector("#e1", {state: "visible"});
  found.plain.unfolded = await count("details[open]");
  console.log(JSON.stringify(found));
  await browser.close();
})();
"""


def number(shown: str) -> float:
    return float(re.sub(r"\s|\+", "", shown).replace("−", "-").replace(",", "."))


def test_filter_sorting_unfolding_and_paper(pages: list[Path]) -> None:
    found = in_browser(USED, pages[0])
    deviations = [number(each) for each in found["ascending"] if each.strip() != "–"]
    assert deviations == sorted(deviations) and found["sorted"] == ["ascending"]
    assert [number(e) for e in found["descending"] if e.strip() != "–"] == deviations[::-1]
    for column in (found["ascending"], found["descending"], found["unknownLast"]):
        known = [each.strip() != "–" for each in column]
        assert len(column) == SOME and known == sorted(known, reverse=True)
    assert not [word for word in found["lights"] if "balans" in word]
    assert found["status"].startswith(f"Visar {SOME} av {SOME} enheter.")
    assert found["search"] and all("Granen" in name for name in found["search"])
    assert found["focus"] == "e1" and found["hidden"] == 0
    risky = sum(each.light is not Light.BALANCE for each in some().units)
    assert (
        len(found["printed"]) == risky and "balance" not in found["printed"] and found["after"] == 1
    )
    assert found["plain"] == {"rows": SOME, "form": 0, "buttons": 0, "unfolded": 1}
