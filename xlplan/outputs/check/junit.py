"""`check --format junit`: JUnit XML, as CI systems read it.

A test suite is a workbook and a test case a rule that was asked of it. A case fails exactly when it
gives exit code 1, that is when the rule has a finding at or above `--fail-on` that is neither
accepted nor known from before; what is milder, accepted or known stands in the case's `system-out`,
and a rule that passed is a case with nothing inside. An `error` is what gives exit code 3: the rule
crashed, or the book could not be read.

Source: the schema of Jenkins' xUnit plugin (junit-10.xsd), which GitLab and Azure DevOps also read.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from xlplan.model import BookResult, Ending, Finding, Outcome, Run, shown_path
from xlplan.outputs.check.overview import crash, sentences
from xlplan.outputs.lines import FindingLine, lines
from xlplan.outputs.occasion import Occasion
from xlplan.wording import SEVERITY_WORDS, mask

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, escaped or not."""

COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def write(run: Run, to: IO[str], occasion: Occasion) -> None:
    root = ET.Element("testsuites", name="xlplan")
    for book in run.books:
        root.append(_suite(book, run, occasion))
    _count(root)
    ET.indent(root)
    to.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    to.write(ET.tostring(root, encoding="unicode"))
    to.write("\n")


def _suite(book: BookResult, run: Run, occasion: Occasion) -> ET.Element:
    suite = ET.Element("testsuite", name=_clean(book.path.as_posix()))
    facts = {"enhet": book.unit, "skede": book.phase, "år": str(book.year or "")}
    properties = ET.SubElement(suite, "properties")
    for name, value in facts.items():
        if value:
            ET.SubElement(properties, "property", name=name, value=_clean(mask(value)))
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in book.findings:
        found[finding.rule].append(finding)
    outcomes = {outcome.rule: outcome for outcome in book.outcomes}
    for rule in sorted(outcomes.keys() | found.keys()):
        suite.append(_case(rule, outcomes.get(rule), found[rule], book, run, occasion))
    _count(suite)
    return suite


def _case(
    rule: str,
    outcome: Outcome | None,
    found: Sequence[Finding],
    book: BookResult,
    run: Run,
    occasion: Occasion,
) -> ET.Element:
    name = f"{rule} {run.texts[rule].title}"
    case = ET.Element(
        "testcase", classname=_clean(mask(book.unit or book.path.name)), name=_clean(name), time="0"
    )
    if outcome and outcome.ending is Ending.SKIPPED:
        ET.SubElement(case, "skipped", message=_clean(mask(outcome.why)))
    if outcome and outcome.ending is Ending.CRASHED:
        why = _clean(mask(outcome.why))
        ET.SubElement(
            case, "error", message=f"Regeln {crash(outcome.own)}", type="crashed"
        ).text = why
    if failing := [finding for finding in found if _fails(finding, book, occasion)]:
        severity = max(
            (finding.severity for finding in failing), key=lambda severity: severity.rank
        )
        tag = "failure" if book.readable else "error"
        told = [_told(line, book, run) for line in lines(failing)]
        message = told[0].splitlines()[0] + (
            f" (och {len(told) - 1} till)" if len(told) > 1 else ""
        )
        element = ET.SubElement(case, tag, message=message, type=SEVERITY_WORDS[severity])
        element.text = "\n\n".join(told)
    if others := [finding for finding in found if not _fails(finding, book, occasion)]:
        ET.SubElement(case, "system-out").text = "\n\n".join(
            _told(line, book, run) for line in lines(others)
        )
    return case


def _fails(finding: Finding, book: BookResult, occasion: Occasion) -> bool:
    if not book.readable:
        return True  # exit code 3, whatever fails a run
    limit = occasion.fail_on
    return finding.open and limit is not None and finding.severity.rank >= limit.rank


def _told(line: FindingLine, book: BookResult, run: Run) -> str:
    finding = line.finding
    says, do = sentences(finding, book, run)
    place = (
        f"{line.cells[0].sheet} {line.place}" if line.cells else shown_path(Path(book.path.name))
    )
    last = f"→ {do}" if not finding.known else f"Känd sedan tidigare.\n→ {do}"
    last = f"Godtagen: {mask(finding.reason) or 'utan skäl'}." if finding.accepted else last
    return _clean(f"{SEVERITY_WORDS[finding.severity]} {place}: {says}\n{last}")


def _count(element: ET.Element) -> None:
    """Stamp how many test cases there are and how they ended."""
    element.set("tests", str(len(element.findall(".//testcase"))))
    for attribute, tag in COUNTED.items():
        element.set(attribute, str(len(element.findall(f".//{tag}"))))
    element.set("time", "0")


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
