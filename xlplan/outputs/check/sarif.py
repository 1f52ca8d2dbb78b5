"""`check --format sarif`: SARIF 2.1.0, one run, for programs that gather findings of many tools.

A workbook has no lines, so a finding's place is the file (`physicalLocation`) and the cell
(`logicalLocations`). Addresses of files are relative to the folder that xlplan was run in; a file
outside it has its whole address.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 27 March 2020.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from xlplan.model import BookResult, Finding, Ref, Run, Severity
from xlplan.outputs.check.overview import sentences, unchecked
from xlplan.outputs.occasion import Occasion
from xlplan.outputs.rules.manual import markdown, plain_text
from xlplan.rule import Rule
from xlplan.version import __version__
from xlplan.wording import mask

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_WORD = re.compile(r"[^\W\d]\w*")


def write(run: Run, to: IO[str], occasion: Occasion) -> None:
    json.dump(as_data(run, occasion), to, ensure_ascii=False, indent=2)
    to.write("\n")


def as_data(run: Run, occasion: Occasion) -> dict[str, Any]:
    """The run as a SARIF log."""
    rules = occasion.rules
    index = {rule_id: i for i, rule_id in enumerate(rules)}
    folder = Path.cwd()
    uris = {book.path: _uri(book.path, folder) for book in run.books}
    driver = {
        "name": "xlplan",
        "version": __version__,
        "language": "sv-SE",
        "rules": [_rule(rule) for rule in rules.values()],
    }
    log = {
        "tool": {"driver": driver},
        "language": "sv-SE",
        "invocations": [_invocation(run, uris, index)],
        "artifacts": [_artifact(book, uris[book.path]) for book in run.books],
        "results": [
            _result(finding, book, run, uris[book.path], index)
            for book in run.books
            for finding in book.findings
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [log]}


def _rule(rule: Rule) -> dict[str, Any]:
    title = f"{rule.title}."
    why = plain_text(rule.manual) or title
    return {
        "id": rule.id,
        "name": _name(rule),
        "shortDescription": _message(title),
        "fullDescription": _message(why),
        "help": _message(why) | {"markdown": _escaped(f"{title}\n\n{markdown(rule.manual)}")},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _name(rule: Rule) -> str:
    """An identifier that says something, from the rule's file: bud001_netto_fel_raknat ->
    "NettoFelRaknat"."""
    words = rule.check.__module__.rpartition(".")[2].split("_")
    return "".join(word.capitalize() for word in words[1:]) or rule.id


def _artifact(book: BookResult, uri: str) -> dict[str, Any]:
    kind = {"mimeType": XLSX} if book.readable and book.path.suffix.casefold() == ".xlsx" else {}
    return {"location": {"uri": uri}, "roles": ["analysisTarget"], **kind}


def _result(
    finding: Finding, book: BookResult, run: Run, uri: str, index: Mapping[str, int]
) -> dict[str, Any]:
    suppressions = []
    if finding.accepted:
        suppressions = [{"kind": "external", "justification": mask(finding.reason) or "utan skäl"}]
    elif finding.known:
        suppressions = [{"kind": "external", "justification": "känd sedan tidigare"}]
    return {
        **_rule_reference(finding.rule, index),
        "level": LEVELS[finding.severity],
        "message": _message(" ".join(sentences(finding, book, run))),
        "locations": [_location(uri, finding.ref)],
        **(
            {"relatedLocations": [_location(uri, ref) for ref in finding.related]}
            if finding.related
            else {}
        ),
        "partialFingerprints": {"xlplan/v1": finding.fingerprint},
        # an empty list says that nobody has accepted it; no list at all that it is not known
        "suppressions": suppressions,
        **(
            {"baselineState": "unchanged" if finding.known else "new"}
            if run.gone is not None
            else {}
        ),
        "properties": {"unit": mask(book.unit), "key": finding.key},
    }


def _rule_reference(rule: str, index: Mapping[str, int]) -> dict[str, Any]:
    return {"ruleId": rule, **({"ruleIndex": index[rule]} if rule in index else {})}


def _location(uri: str, ref: Ref | None = None) -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}}}
    if ref:
        cell = {"name": ref.a1, "fullyQualifiedName": cell_name(ref), "kind": "cell"}
        place["logicalLocations"] = [cell]
    return place


def cell_name(ref: Ref) -> str:
    """As Excel writes it: Budget!D21, 'Mina mål'!D21."""
    sheet = ref.sheet if _WORD.fullmatch(ref.sheet) else "'" + ref.sheet.replace("'", "''") + "'"
    return f"{sheet}!{ref.a1}"


def _invocation(run: Run, uris: Mapping[Path, str], index: Mapping[str, int]) -> dict[str, Any]:
    return {
        "executionSuccessful": not (run.unreadable or run.crashed),
        "toolExecutionNotifications": [
            notice
            for book in run.books
            for notice in _notifications(book, run, uris[book.path], index)
        ],
    }


def _notifications(
    book: BookResult, run: Run, uri: str, index: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """What could not be read or checked, and why."""
    if not book.readable:
        for finding in book.findings:
            yield _notice("error", " ".join(sentences(finding, book, run)), uri)
    for group in unchecked(book):
        for rule in group.rules:
            told = f"Regeln {group.fault}" if group.crashed else "Inte granskat"
            notice = _notice("error" if group.crashed else "warning", f"{told}: {group.why}", uri)
            place = {"index": index[rule]} if rule in index else {}
            yield notice | {"associatedRule": {"id": rule, **place}}


def _notice(level: str, text: str, uri: str) -> dict[str, Any]:
    return {"level": level, "message": _message(text), "locations": [_location(uri)]}


def _message(text: str) -> dict[str, str]:
    return {"text": _escaped(text)}


def _escaped(text: str) -> str:
    """Braces would be placeholders (SARIF 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _uri(path: Path, folder: Path) -> str:
    whole = path.resolve()
    try:
        return quote(whole.relative_to(folder.resolve()).as_posix())
    except ValueError:  # elsewhere on the disk
        return whole.as_uri()
