"""A SIE file of many transactions, the same on every run, and reading it as a whole command on both
sides."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import memory
from books import CACHE
from sides import timed

TRANSACTIONS = 1_000_000
ROWS = 4
"""Of a voucher."""
HERE = Path(__file__).parent
READ = (
    "import json, sys; from pathlib import Path; from xlplan.ledger import read_ledger; "
    "ledger = read_ledger(Path(sys.argv[1]), 2026); "
    "Path(sys.argv[2]).write_text(json.dumps([[*key, ore] for key, ore in ledger.amounts.items()]))"
)


def sie_file(transactions: int) -> Path:
    """A municipality's year: 400 kostnadsställen with 40 accounts each, the most in a few, and 60
    projects."""
    path = CACHE / f"ledger-{transactions}.se"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    chance = random.Random(6)
    every = sorted(chance.sample(range(3000, 8000), 300))
    accounts = {4000 + i: chance.sample(every, 40) for i in range(400)}
    unfinished = path.with_suffix(".tmp")
    with unfinished.open("wb") as out:
        out.write(b"#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#RAR 0 20260101 20261231\r\n")
        out.writelines(b'#OBJEKT 1 "%d" "Enhet f\x94r prov"\r\n' % (4000 + i) for i in range(400))
        for number in range(transactions // ROWS):
            day = b"2026%02d%02d" % (chance.randint(1, 12), chance.randint(1, 28))
            out.write(b'#VER "A" "%d" %s "Leverant\x94rsfaktura" 20260101\r\n{\r\n' % (number, day))
            left = 0
            for i in range(ROWS):
                ore = -left if i == ROWS - 1 else chance.randint(-5_000_000, 5_000_000)
                left += ore
                sign, kronor, part = b"-" if ore < 0 else b"", abs(ore) // 100, abs(ore) % 100
                centre = 4000 + int(400 * chance.random() ** 3)
                project = b' 6 "P%d"' % (centre % 60) if chance.random() < 0.2 else b""
                out.write(
                    b'   #TRANS %d {1 "%d"%s} %s%d.%02d %s "Faktura %d"\r\n'
                    % (
                        chance.choice(accounts[centre]),
                        centre,
                        project,
                        sign,
                        kronor,
                        part,
                        day,
                        number,
                    )
                )
            out.write(b"}\r\n")
    unfinished.replace(path)
    return path


def read_by_xlplan(file: Path, out: Path) -> float:
    return timed([sys.executable, "-P", "-c", READ, file, out])


def read_by_pandas(python: Path, file: Path, out: Path) -> float:
    return timed([python, HERE / "plain_ledger.py", file, out])


def sums(out: Path) -> list[list[object]]:
    found: list[list[object]] = sorted(json.loads(out.read_text(encoding="utf-8")))
    return found


def peak_by_xlplan(file: Path, out: Path) -> float:
    return memory.peak([sys.executable, "-P", "-c", READ, file, out])


def peak_by_pandas(python: Path, file: Path, out: Path) -> float:
    return memory.peak([python, HERE / "plain_ledger.py", file, out])
