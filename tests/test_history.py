"""`xlplan history`: what was told of a unit each month, by whom, and what it replaced."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from months_made import MADE, finding, month_run, unit
from stores import KINDS, new_memory
from test_cli import run

from xlplan.month.figures import Light
from xlplan.store import open_store


@pytest.fixture(autouse=True)
def stockholm() -> Iterator[None]:
    """Times are told in the machine's own zone."""
    if not hasattr(time, "tzset"):
        yield
        return
    was = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Stockholm"
    time.tzset()
    yield
    if was is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = was
    time.tzset()


def remember(store: str) -> None:
    """February; March three times, the second with the same figures; January of the year after."""
    granen = unit(findings=(finding(),))
    better = replace(
        granen, light=Light.BALANCE, net=replace(granen.net, outcome_so_far=Decimal(-1_234_567))
    )
    hour = timedelta(hours=1)
    with open_store(store) as memory:
        memory.save(month_run(unit(month=2)), who="anna")
        memory.save(month_run(granen), who="anna")
        memory.save(month_run(granen, made=MADE + hour), who="bo")
        memory.save(month_run(better, made=MADE + 2 * hour, version="0.2.0"), who="bo")
        memory.save(
            month_run(unit(name="Granens förskola", month=1, year=2027, light=Light.DEFICIT)),
            who="anna",
        )


@pytest.mark.parametrize("kind", KINDS)
def test_month_by_month_with_what_was_replaced(
    kind: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store = new_memory(kind, tmp_path)
    remember(store)
    code, out, err = run(capsys, "history", "4127", "--store", store)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Granens förskola · 4127 · Norrstrands nämnd"
    rows: list[str] = []
    for line in lines:
        told_line = " ".join(line.replace("\N{NO-BREAK SPACE}", "_").split())
        if line.strip() and not line[:70].strip():  # the last column goes on below
            rows[-1] += f" {told_line}"
        else:
            rows.append(told_line)
    at = rows.index("februari ◆ bevaka 0 0 0,2 −0,2 0,3 0,2 2026-04-09 09:31 anna (0.1.0)")
    assert rows[at + 1 :][:4] == [
        "mars ● i balans 0 0 −1_235 −0,2 0,3 0,2 2026-04-09 11:31 bo (0.2.0)",
        "ersatt ◆ bevaka 0 0 0,2 −0,2 0,3 0,2 2026-04-09 10:31 bo (0.1.0)",
        "ersatt samma siffror 2026-04-09 09:31 anna (0.1.0)",
        "Netto i tkr. Plus i avvikelsen är bättre än budgeten.",
    ]
    assert max(map(len, lines)) <= 110
    assert "januari ■ underskott 0 0 0,2 −0,2 0,3 0,2 2026-04-09 09:31 anna (0.1.0)" in rows


def test_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    store = str(tmp_path / "xlplan.db")
    remember(store)
    code, out, _ = run(capsys, "history", "granens förskola", "--store", store, "--format", "json")
    data = json.loads(out)
    assert code == 0 and (data["format"], data["code"], data["unit"]) == (
        1,
        "4127",
        "Granens förskola",
    )
    assert [(month["year"], month["month"], month["light"]) for month in data["months"]] == [
        (2026, 2, "watch"),
        (2026, 3, "balance"),
        (2026, 3, "watch"),
        (2026, 3, "watch"),
        (2027, 1, "deficit"),
    ]
    current, second, first = data["months"][1:4]
    assert current["replaced_by"] is None and current["run"] == {
        "number": 4,
        "made": "2026-04-09T09:31:05+00:00",
        "by": "bo",
        "xlplan": "0.2.0",
    }
    assert (second["replaced_by"], first["replaced_by"]) == (current["run"], second["run"])
    assert current["net"] == {
        "budget_year": 0,
        "budget_so_far": 0,
        "outcome_so_far": -1234567,
        "deviation": -200.05,
        "forecast_own": 345.67,
        "forecast_xlplan": 200.05,
        "method": "sum",
    }
    assert (
        current["lines"][1]["post"] == "Personalkostnader"
        and current["lines"][1]["outcome_so_far"] == 3200.05
    )
    assert current["findings"] == [
        {
            "rule": "MAN003",
            "severity": "warning",
            "sheet": "Månad",
            "cell": "F7",
            "key": "Personalkostnader",
            "message": "Personalkostnader är över budget.",
            "accepted": False,
        }
    ]


def test_an_unknown_unit_is_told_with_its_near_misses(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store = str(tmp_path / "xlplan.db")
    with open_store(store) as memory:
        memory.save(month_run(unit("4127", "Enheten Granen"), unit("5001", "Köket")))
    code, out, err = run(capsys, "history", "Enheten Granne", "--store", store)
    assert (code, out) == (2, "")
    told = (
        f"Minnet {store} har ingen enhet med kod eller namn ”Enheten Granne”. Menade du 4127 "
        f"Enheten Granen?\n"
    )
    assert err == told
    code, _, err = run(capsys, "history", "zzz", "--store", store)
    assert code == 2 and err == f"Minnet {store} har ingen enhet med kod eller namn ”zzz”.\n"


def test_without_a_memory_there_is_a_sentence_and_still_no_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "history", "4127")
    assert (code, out) == (3, "") and err.startswith(
        "Det finns inget minne i xlplan.db än. Det skapas första gången"
    )
    assert list(tmp_path.iterdir()) == []
    code, _, err = run(capsys, "history", "4127", "--store", "mysql://server/plan")
    assert code == 2 and err == "xlplan kan minnas i SQLite och PostgreSQL, men inte i mysql.\n"
    monkeypatch.setenv("XLPLAN_STORE", str(tmp_path / "annat.db"))
    assert "annat.db än." in run(capsys, "history", "4127")[2]
