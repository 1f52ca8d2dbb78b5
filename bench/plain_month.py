"""What a user would write today for the month: pandas reads three sheets of each book, the lines
are joined and summed.

Runs in the environment with pandas, by `python plain_month.py OUT.json MONTH BOOK...`, and needs
nothing of xlplan. It works out budget, outcome and deviation so far, the forecast by remaining
budget and by run rate, and the year's result of every unit: a part of what `xlplan month` tells,
and none of its checks.

Writes {"loop_seconds": float, "units": {code: {"lines": {"post|radtyp": [budget so far, outcome so
far]}, ...}}}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd

MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
Frame = Any  # pandas is not installed where types are checked


def table(sheet: Frame, first: str) -> Frame:
    """The sheet below the row whose first cell is that heading."""
    head = sheet.index[sheet[0] == first][0]
    frame = sheet.loc[head + 1 :].copy()
    frame.columns = sheet.loc[head]
    return frame.dropna(how="all")


def month_of(path: Path, month: int) -> tuple[str, dict[str, Any]]:
    sheets = pd.read_excel(
        path, sheet_name=["Enhet", "Budget", "Månad"], header=None, engine="openpyxl"
    )
    facts = dict(zip(sheets["Enhet"][0], sheets["Enhet"][1], strict=True))
    kr = {"kr": 1, "tkr": 1_000, "mnkr": 1_000_000}[facts["Beloppsenhet"]]
    both = table(sheets["Månad"], "Post").merge(
        table(sheets["Budget"], "Post"), on=["Post", "Radtyp"], how="left", suffixes=("", " budget")
    )
    both = both[both["Radtyp"].isin(["intäkt", "kostnad"])]
    until = MONTHS[:month]
    outcome = both[until].apply(pd.to_numeric, errors="coerce").sum(axis=1) * kr
    year = pd.to_numeric(both["Budget"], errors="coerce") * kr
    own = both[[f"{name} budget" for name in MONTHS]].apply(pd.to_numeric, errors="coerce") * kr
    planned = own.iloc[:, :month].sum(axis=1).where(own.notna().any(axis=1), year * month / 12)
    rest, rate = outcome + year - planned, outcome / month * 12
    sign = both["Radtyp"].map({"kostnad": 1, "intäkt": -1})
    lines = {
        f"{post}|{kind}": [round(plan, 2), round(out, 2)]
        for post, kind, plan, out in zip(
            both["Post"], both["Radtyp"], planned, outcome, strict=True
        )
    }
    net = facts["Nettobudget"] * kr
    return str(facts["Enhetskod"]), {
        "lines": lines,
        "outcome": round((outcome * sign).sum(), 2),
        "by_rest": round(net - (rest * sign).sum(), 2),
        "by_rate": round(net - (rate * sign).sum(), 2),
    }


def main(out: str, month: str, *books: str) -> None:
    start = time.perf_counter()
    units = dict(month_of(Path(book), int(month)) for book in books)
    seconds = time.perf_counter() - start
    Path(out).write_text(json.dumps({"loop_seconds": seconds, "units": units}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
