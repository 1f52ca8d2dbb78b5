"""What a user would write today for a SIE file: regular expressions line by line, the rows into a
pandas frame, summed.

Runs in the environment with pandas, by `python plain_ledger.py FILE OUT.json`, and needs nothing of
xlplan. Written with care: amounts in whole öre, the voucher's month, CP437. It takes the file to be
of the form that the bench writes.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pandas as pd

VOUCHER = re.compile(r'#VER "[^"]*" "[^"]*" (\d{8})')
ROW = re.compile(r"\s*#TRANS (\d+) \{([^}]*)\} (-?\d+)\.(\d\d)")
CENTRE = re.compile(r'(?:^| )1 "([^"]*)"')


def main(file: str, out: str) -> None:
    rows, month = [], 0
    with Path(file).open(encoding="cp437") as lines:
        for line in lines:
            if row := ROW.match(line):
                centre = CENTRE.search(row[2])
                rows.append((centre[1] if centre else "", row[1], month, int(row[3] + row[4])))
            elif voucher := VOUCHER.match(line):
                month = int(voucher[1][4:6])
    frame = pd.DataFrame(rows, columns=["kst", "konto", "månad", "öre"])
    sums = frame.groupby(["kst", "konto", "månad"])["öre"].sum()
    Path(out).write_text(
        json.dumps([[*key, int(ore)] for key, ore in sums.items() if ore]), encoding="utf-8"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
