"""The formats for other programs and for a browser: complete, well formed, and safe whatever a book
holds.

The page is also tried with axe-core in a headless Chromium where those are installed: set NODE_PATH
to a `node_modules` that holds axe-core and playwright-core.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from cases import TODAY, pack
from openpyxl import load_workbook

from xlplan.actions.check import Order, check
from xlplan.cli import main as cli
from xlplan.model import (
    Anchor,
    AnchorRow,
    BookResult,
    Ending,
    Finding,
    Outcome,
    Ref,
    RuleText,
    Run,
    Severity,
)
from xlplan.outputs.check import html, junit, sarif
from xlplan.outputs.check.overview import by_rule, passed
from xlplan.outputs.formats import FORMATS, Format, formats_of
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.rules.manual import ExampleTable, markdown, sections

SAMPLES = Path(__file__).parents[1] / "workbooks" / "exempel"
FAULTY = SAMPLES / "fel" / "budgeten-gar-inte-ihop" / "bok.xlsx"
ACCEPTED = SAMPLES / "fel" / "godtagna-avvikelser"
BROKEN = SAMPLES / "fel" / "trasiga-filer"
EVIL = '<script>alert(\'x\')</script>" onload="x" {{ 7*7 }} & ]]> \x00\x07\x1b\x85\ufffe\ud800 {0}'
PERSON = "19811228-9874"


@pytest.fixture(scope="module")
def real() -> Run:
    """Sample books: clean ones, faults, an accepted deviation, files that cannot be read."""
    return check([SAMPLES / "enheter", FAULTY, ACCEPTED, BROKEN], Order(today=TODAY))


def hostile() -> Run:
    """A run whose every text tries to get out of its place, with a rule that crashed and one that
    was not asked."""
    anchor = Anchor(("A", "C"), ("Mål", EVIL), (AnchorRow(6, ("", "x")), AnchorRow(7, (EVIL, ""))))
    finding = Finding(
        "AAA001",
        Severity.ERROR,
        Ref("Mål & 'blad' #1", 7, 3),
        "Mål",
        EVIL,
        {"vad": EVIL},
        related=(Ref("Mål", 7, 1),),
        anchor=anchor,
        fingerprint="abc",
    )
    accepted = Finding(
        "AAA002", Severity.WARNING, None, "", "k", {}, accepted=True, reason=f"{EVIL} {PERSON}"
    )
    outcomes = (
        Outcome("AAA001", Ending.RUN, rows=3),
        Outcome("AAA002", Ending.RUN, rows=3),
        Outcome("AAA003", Ending.CRASHED, why=f"ValueError: {EVIL} {PERSON}"),
        Outcome("AAA004", Ending.SKIPPED, why="Skede är inte ifyllt"),
        Outcome("AAA005", Ending.SKIPPED, why="gäller bara i VB", planned=True),
        Outcome("AAA006", Ending.RUN, rows=3),
    )
    book = BookResult(
        Path("mapp med blank") / "å <b> #1.xlsx",
        True,
        f"Enhet {EVIL}",
        2027,
        "VP",
        "tkr",
        (finding, accepted),
        outcomes,
    )
    texts = {
        f"AAA00{n}": RuleText(
            f"Titel {EVIL}", {"": "Där står {vad}." if n == 1 else "Står."}, {"": "Gör."}
        )
        for n in range(7)
    }
    return Run((book,), texts=texts)


def page_of(run: Run, folder: Path) -> str:
    to = io.StringIO()
    html.write(run, to, Occasion(pack().rules, today=date(2027, 1, 5), links_from=folder))
    return to.getvalue()


# -- manual, overview, statistics ------------------------------------------------------------------
@pytest.mark.parametrize("rule", pack().rules.values(), ids=lambda rule: rule.id)
def test_every_manual_is_told_whole(rule: Any) -> None:
    told = sections(rule.manual)
    assert {"Varför", "Bryter", "Klarar"} <= {section.name for section in told}
    assert all(section.blocks for section in told)
    grids = [
        block for section in told for block in section.blocks if isinstance(block, ExampleTable)
    ]
    assert all(len(row) == len(grid.head) for grid in grids for row in grid.rows)
    words = re.findall(r"\w+", rule.manual.partition("\n\n")[2].replace("\\|", "|"))
    assert Counter(words) == Counter(re.findall(r"\w+", markdown(rule.manual).replace("\\|", "|")))


def test_counts_by_rule_and_rules_that_passed(real: Run) -> None:
    counts = by_rule(real)
    assert sum(line.findings for line in counts) == sum(
        real.count(severity) for severity in Severity
    )
    assert sum(line.accepted for line in counts) == real.accepted == 1
    assert all(line.books <= line.findings for line in counts)
    assert not set(passed(real)) & {line.rule for line in counts}
    assert passed(hostile()) == ["AAA006"]


def run_cli(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return int(str(ended.value.code)), printed.out, printed.err


def test_statistics_follow_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_cli(
        capsys, "check", FAULTY, FAULTY.parent.parent / "ingen-budget", "--statistics"
    )
    assert code == 1
    table = out.split("kördes", 1)[1].splitlines()[2:]
    assert table[0].split()[:4] == ["Regel", "Allvar", "Antal", "Böcker"]
    assert ["BUD001", "fel", "1", "1"] in [line.split()[:4] for line in table]
    assert table[table.index("") - 1].split()[0] == "Summa"
    assert "Utan anmärkning: " not in run_cli(capsys, "check", FAULTY)[1]


def test_statistics_list_every_rule_that_passed_or_was_not_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run_cli(capsys, "check", SAMPLES / "enheter", "--statistics")
    told = out.split("inga anmärkningar", 1)[1]
    passed_lines, unasked_lines = told.split("Inte prövade: ")
    head, *rules = [line for line in passed_lines.splitlines() if line]
    named = [line.split()[0] for line in rules if re.match(r"  [A-Z]{3}\d{3}  ", line)]
    assert head == f"Utan anmärkning: {len(named)} regler" and "BUD001" in named
    assert "  BUD001  10 böcker  Budgeten" in passed_lines
    assert "  AKT007  10 böcker  gäller bara i VB" in unasked_lines
    left = re.findall(r"^  ([A-Z]{3}\d{3})  ", unasked_lines, re.MULTILINE)
    assert sorted(named + left) == sorted(pack().rules)


def test_the_page_and_junit_list_the_rules_that_passed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = [
        option
        for name in ("html", "junit")
        for option in ("--format", name, "--output", tmp_path / f"g.{name}")
    ]
    run_cli(capsys, "check", SAMPLES / "enheter", *out)
    page = (tmp_path / "g.html").read_text(encoding="utf-8")
    assert re.search(r"<b>BUD001</b>.*\(i 10 böcker\)", page)
    cases = ET.parse(tmp_path / "g.junit").getroot().findall(".//testcase")
    assert (
        len(
            [case for case in cases if case.get("name", "").startswith("BUD001 ") and not len(case)]
        )
        == 10
    )


def test_statistics_belong_to_text_on_the_screen(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for options in (("--format", "json"), ("--format", "text", "--output", tmp_path / "a.txt")):
        code, out, err = run_cli(capsys, "check", FAULTY, *options, "--statistics")
        assert (code, out) == (2, "") and "--statistics visas på skärmen efter texten" in err


def test_every_format_can_be_written_at_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = [
        option
        for name in formats_of("check")
        for option in ("--format", name, "--output", tmp_path / f"g.{name}")
    ]
    code, _, err = run_cli(capsys, "check", FAULTY, *options)
    assert code == 1 and err.count("Skrev ") == len(formats_of("check"))
    assert {path.name for path in tmp_path.iterdir()} == {
        f"g.{name}" for name in formats_of("check")
    }
    assert run_cli(capsys, "check", FAULTY, "--format", "html")[0] == 2


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.module)
def test_every_format_has_its_module(format: Format) -> None:
    assert callable(importlib.import_module(format.module).write)


@pytest.mark.parametrize("format", formats_of("check").values(), ids=lambda format: format.name)
def test_hostile_texts_stop_no_format(format: Format, tmp_path: Path) -> None:
    out = tmp_path / f"g.{format.name}"
    format.write_file(hostile(), out, Occasion())
    if format.is_text:
        written = out.read_text(encoding="utf-8")
    else:
        written = str([list(sheet.values) for sheet in load_workbook(out)])
    assert PERSON not in written and "1981••••-••••" in written


def test_a_plain_check_loads_none_of_it() -> None:
    program = (
        "import sys\nfrom xlplan.cli.main import main\ntry:\n    main(sys.argv[1:])\nexcept "
        "SystemExit:\n    pass\n"
        "print('MODULES', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "check", FAULTY], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split("MODULES", 1)[1].split())
    text = formats_of("check")["text"].module
    others = {format.module for format in FORMATS} - {text}
    assert text in loaded
    assert loaded & {"jinja2", "xlplan.outputs.check.statistics", *others} == set()


# -- sarif -----------------------------------------------------------------------------------------
SARIF_OBJECTS: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"version", "runs"}, {"$schema"}),
    "runs": ({"tool", "results"}, {"language", "invocations", "artifacts"}),
    "tool": ({"driver"}, set()),
    "driver": ({"name"}, {"version", "language", "rules"}),
    "rules": (
        {"id"},
        {"name", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
    ),
    "defaultConfiguration": (set(), {"level"}),
    "shortDescription": ({"text"}, set()),
    "fullDescription": ({"text"}, set()),
    "help": ({"text"}, {"markdown"}),
    "invocations": ({"executionSuccessful"}, {"toolExecutionNotifications"}),
    "toolExecutionNotifications": ({"message"}, {"level", "locations", "associatedRule"}),
    "associatedRule": ({"id"}, {"index"}),
    "artifacts": ({"location"}, {"roles", "mimeType"}),
    "location": ({"uri"}, set()),
    "results": (
        {"message", "ruleId", "level", "locations", "partialFingerprints", "suppressions"},
        {"ruleIndex", "relatedLocations", "properties", "baselineState"},
    ),
    "message": ({"text"}, set()),
    "locations": ({"physicalLocation"}, {"logicalLocations"}),
    "relatedLocations": ({"physicalLocation"}, {"logicalLocations"}),
    "physicalLocation": ({"artifactLocation"}, set()),
    "artifactLocation": ({"uri"}, set()),
    "logicalLocations": ({"fullyQualifiedName"}, {"name", "kind"}),
    "suppressions": ({"kind"}, {"justification"}),
    "partialFingerprints": ({"xlplan/v1"}, set()),
    "properties": (set(), {"unit", "key"}),
}
"""What the schema requires and allows (of what xlplan writes) in each object, by the key that it
stands under."""


def assert_sarif(value: Any, under: str = "log") -> None:
    if isinstance(value, list):
        for item in value:
            assert_sarif(item, under)
    elif isinstance(value, dict):
        required, allowed = SARIF_OBJECTS[under]
        assert required <= value.keys() <= required | allowed, under
        for key, item in value.items():
            assert_sarif(item, key)
    elif under == "uri":
        assert re.fullmatch(r"[A-Za-z0-9._~:/%!$&'()*+,;=@-]+", value)
    elif under == "level":
        assert value in {"error", "warning", "note"}


@pytest.fixture(scope="module")
def log(real: Run) -> Any:
    to = io.StringIO()
    sarif.write(real, to, Occasion(pack().rules))
    return json.loads(to.getvalue())


def test_sarif_has_what_the_standard_asks_for(log: Any) -> None:
    assert_sarif(log)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(pack().rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert len({rule["name"] for rule in rules}) > len(rules) // 2


def test_sarif_names_file_cell_and_what_to_do(log: Any) -> None:
    [result] = [result for result in log["runs"][0]["results"] if result["ruleId"] == "BUD001"]
    [place] = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith(
        "fel/budgeten-gar-inte-ihop/bok.xlsx"
    )
    assert place["logicalLocations"] == [
        {"name": "D21", "fullyQualifiedName": "Budget!D21", "kind": "cell"}
    ]
    assert (
        "Budgeten går inte ihop" in result["message"]["text"]
        and "Ändra kostnader" in result["message"]["text"]
    )
    assert result["level"] == "error" and result["suppressions"] == []


def test_sarif_tells_accepted_and_unreadable(log: Any) -> None:
    [run] = log["runs"]
    [suppressed] = [result for result in run["results"] if result["suppressions"]]
    assert (
        suppressed["suppressions"][0]["kind"] == "external"
        and suppressed["suppressions"][0]["justification"]
    )
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    errors = [
        notice for notice in invocation["toolExecutionNotifications"] if notice["level"] == "error"
    ]
    assert len(errors) == 3 and all(
        "kunde inte läsas" in notice["message"]["text"] for notice in errors
    )


def test_sarif_of_hostile_texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    log = sarif.as_data(hostile(), Occasion())
    assert_sarif(log)
    [run] = log["runs"]
    found, accepted = run["results"]
    place = found["locations"][0]
    assert (
        place["physicalLocation"]["artifactLocation"]["uri"]
        == "mapp%20med%20blank/%C3%A5%20%3Cb%3E%20%231.xlsx"
    )
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "'Mål & ''blad'' #1'!C7"
    assert len(found["locations"]) == 1 and len(found["relatedLocations"]) == 1
    assert "{{0}}" in found["message"]["text"], "a brace would be a placeholder"
    assert (
        PERSON not in str(log) and "1981••••-••••" in accepted["suppressions"][0]["justification"]
    )
    levels = {
        n["associatedRule"]["id"]: n["level"]
        for n in run["invocations"][0]["toolExecutionNotifications"]
    }
    assert levels == {"AAA003": "error", "AAA004": "warning"}
    monkeypatch.chdir(tmp_path.parent)
    elsewhere = sarif.as_data(check([FAULTY], Order(today=TODAY)), Occasion())["runs"][0][
        "artifacts"
    ][0]
    assert elsewhere["location"]["uri"] == FAULTY.resolve().as_uri()


# -- junit -----------------------------------------------------------------------------------------
def junit_of(run: Run, fail_on: Severity | None = Severity.ERROR) -> ET.Element:
    to = io.StringIO()
    junit.write(run, to, Occasion(fail_on=fail_on))
    return ET.fromstring(to.getvalue())


def test_junit_has_a_suite_a_book_and_a_case_a_rule(real: Run) -> None:
    root = junit_of(real)
    assert len(root) == len(real.books)
    for suite, book in zip(root, real.books, strict=True):
        cases = suite.findall("testcase")
        assert (
            suite.get("tests")
            == str(len(cases))
            == str(len({outcome.rule for outcome in book.outcomes}))
        )
        assert suite.get("failures") == str(len(suite.findall(".//failure")))
    assert root.get("errors") == "3", "the files that cannot be read"
    [failure] = [
        case
        for case in root.iter("testcase")
        if (case.get("name") or "").startswith("BUD001 ") and case.find("failure") is not None
    ]
    assert failure.get("classname") == "Parkenheten Norrstrand"
    [told] = failure
    assert told.get("type") == "fel" and (told.text or "").startswith(
        "fel Budget D21: Budgeten går inte ihop"
    )


def test_junit_fails_as_the_exit_code_does() -> None:
    run = check([SAMPLES / "fel" / "bredvid-tabellen"], Order(today=TODAY))
    assert (run.count(Severity.ERROR), run.count(Severity.WARNING)) == (0, 1)
    counts = [
        junit_of(run, limit).get("failures")
        for limit in (Severity.ERROR, Severity.WARNING, Severity.NOTE, None)
    ]
    assert counts == ["0", "1", "1", "0"]
    [out] = junit_of(run).iter("system-out")
    assert (out.text or "").startswith("varning ")


def test_junit_of_hostile_texts() -> None:
    [suite] = junit_of(hostile())
    cases = {(case.get("name") or "")[:6]: case for case in suite.findall("testcase")}
    assert [child.tag for case in cases.values() for child in case] == [
        "failure",
        "system-out",
        "error",
        "skipped",
        "skipped",
    ]
    assert "<script>alert('x')</script>" in (cases["AAA001"][0].text or "")
    assert "1981••••-••••" in (cases["AAA002"][0].text or "")
    assert cases["AAA005"][0].get("message") == "gäller bara i VB"
    assert cases["AAA006"].find("failure") is None


# -- html ------------------------------------------------------------------------------------------
class Outline(HTMLParser):
    """The page's elements in order, and that each is closed by its own end."""

    VOID = frozenset(("meta", "input", "br", "link"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.texts.append(data)

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="module", params=["real", "hostile", "clean"])
def outline(
    request: pytest.FixtureRequest, real: Run, tmp_path_factory: pytest.TempPathFactory
) -> Outline:
    clean = check([SAMPLES / "enheter" / "kafe-bryggan.xlsx"], Order(today=TODAY))
    run = {"real": real, "hostile": hostile(), "clean": clean}[request.param]
    return Outline(page_of(run, tmp_path_factory.mktemp("sida")))


def test_the_page_has_language_title_landmarks_and_headings_in_order(outline: Outline) -> None:
    assert outline.all("html") == [{"lang": "sv"}] and len(outline.all("title")) == 1
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert len(outline.all(landmark)) == 1, landmark
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_pages_own_links_lead_somewhere(outline: Outline) -> None:
    ids = Counter(attributes["id"] for _, attributes in outline.elements if "id" in attributes)
    assert [name for name, number in ids.items() if number > 1] == []
    inner = {link["href"][1:] for link in outline.all("a") if link["href"].startswith("#")}
    assert inner <= ids.keys()
    assert {label["for"] for label in outline.all("label") if "for" in label} <= ids.keys()
    named = {
        name for _, attributes in outline.elements if (name := attributes.get("aria-labelledby"))
    }
    assert named <= ids.keys()


def test_the_page_asks_nothing_of_a_network(outline: Outline) -> None:
    assert {tag for tag, _ in outline.elements} & {
        "img",
        "link",
        "iframe",
        "object",
        "base",
    } == set()
    assert [script for script in outline.all("script") if script] == []
    assert [
        link["href"] for link in outline.all("a") if re.match(r"[a-z]{3,}:|//", link["href"])
    ] == []
    handlers = [
        name for _, attributes in outline.elements for name in attributes if name.startswith("on")
    ]
    assert handlers == []


def test_table_heads_have_a_scope(outline: Outline) -> None:
    assert {head.get("scope") for head in outline.all("th")} <= {"col", "row"}


def test_the_page_tells_everything(real: Run, tmp_path: Path) -> None:
    text = page_of(real, tmp_path)
    told = Outline(text).text
    for book in real.books:
        assert (book.unit or book.path.name) in told
    assert "5 januari 2027" in told and "3 böcker gick inte att läsa." in told
    assert "Godtagen (fel): " in told
    assert "regler prövades utan att något fanns att anmärka på" in told
    assert "Budgeten går inte ihop" in told and "Åtgärd: Ändra kostnader eller intäkter" in told
    assert "Så här blir det en anmärkning" in told
    assert text.count('<li class="error" data-rule') == real.count(Severity.ERROR)
    assert text.count('<li class="accepted" data-rule') == real.accepted


def test_a_cell_is_a_link_into_its_book(real: Run, tmp_path: Path) -> None:
    links = [link["href"] for link in Outline(page_of(real, tmp_path)).all("a")]
    [href] = [
        href for href in links if "#'Budget'!D21" in href and "budgeten-gar-inte-ihop" in href
    ]
    path, _, _ = href.partition("#")
    assert (tmp_path / unquote(path)).resolve() == FAULTY.resolve()


def test_equal_sentences_are_one_line_with_their_cells(tmp_path: Path) -> None:
    run = hostile()
    [book] = run.books
    first = book.findings[0]
    same = tuple(
        replace(first, ref=Ref("Mål", row, 3), fingerprint=str(row)) for row in range(7, 40)
    )
    text = Outline(page_of(replace(run, books=(replace(book, findings=same),)), tmp_path)).text
    assert text.count("Där står") == 1 and "och 21 till" in text


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    text = page_of(hostile(), tmp_path)
    outline = Outline(text)
    assert len(outline.all("script")) == 1
    assert "<script>alert('x')</script>" in outline.text and "{{ 7*7 }}" in outline.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)
    assert PERSON not in text and "1981••••-••••" in text
    assert "AAA003 : regeln gick inte att köra, ett fel i xlplan" in outline.text
    assert (
        "AAA004 : Skede är inte ifyllt." in outline.text and "gäller bara i VB" not in outline.text
    )


def test_only_the_pages_own_script_may_run(real: Run, tmp_path: Path) -> None:
    text = page_of(real, tmp_path)
    match = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert match
    digest = base64.b64encode(hashlib.sha256(match[1].encode()).digest()).decode()
    [policy] = [meta["content"] for meta in Outline(text).all("meta") if "http-equiv" in meta]
    assert f"script-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy


def test_the_page_of_many_findings_is_small_enough(real: Run, tmp_path: Path) -> None:
    books = tuple(book for book in real.books if book.findings) * 40
    text = page_of(Run(books, texts=real.texts), tmp_path)
    found = sum(len(book.findings) for book in books)
    assert len(text.encode()) < 60_000 + 1_600 * found


AXE = """
const {chromium} = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
(async () => {
  const browser = await chromium.launch({executablePath: process.argv[2], args: ["--no-sandbox"]});
  const found = {violations: [], errors: [], requests: 0};
  for (const colorScheme of ["light", "dark"]) for (const width of [1280, 400]) {
    const page = await (await browser.newContext({viewport: {width, height: 900}, colorScheme}))
      .newPage();
    page.on("request", () => found.requests++);
    page.on("pageerror", (error) => found.errors.push(error.message));
    await page.goto(process.argv[1]);
    // all of it, not only what is near the window
    await page.addStyleTag({content: "* { content-visibility: visible !important }"});
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => axe.run());
    found.violations.push(...violations.map((v) => `${v.id}: ${v.nodes[0].html}`));
    found.overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (width > 400 && colorScheme === "light") {
      await page.fill("#sok", "går inte ihop");
      await page.waitForFunction(() => document.querySelector("[role=status]")
        .textContent.startsWith("Visar 1 av"));
      found.shown = await page.locator(".sheet li:visible").count();
    }
  }
  console.log(JSON.stringify(found));
  await browser.close();
})();
"""


def test_the_page_in_a_browser(real: Run, tmp_path: Path) -> None:
    chromium, node = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("node")
    if not chromium or not node:
        pytest.skip("needs Chromium and Node")
    wanted = "require.resolve('axe-core'); require.resolve('playwright-core')"
    if subprocess.run(
        [node, "-e", wanted], capture_output=True, check=False, env=os.environ
    ).returncode:
        pytest.skip(
            "needs axe-core and playwright-core: npm install them and set NODE_PATH to that "
            "node_modules"
        )
    out = tmp_path / "granskning.html"
    formats_of("check")["html"].write_file(real, out, Occasion(pack().rules))
    command = [node, "-e", AXE, out.as_uri(), chromium]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(done.stdout)
    assert found == {"violations": [], "errors": [], "requests": 4, "overflow": False, "shown": 1}
