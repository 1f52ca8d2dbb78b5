"""SIE files for tests: records written as a program writes them, and random ones with their known
sums."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

HEAD = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#RAR 0 20260101 20261231"]


def sie(*records: str, head: list[str] = HEAD, encoding: str = "cp437", end: str = "\r\n") -> bytes:
    return "".join(f"{line}{end}" for line in [*head, *records]).encode(encoding)


def voucher(*rows: str, day: str = "20260115") -> list[str]:
    return [f'#VER A 1 {day} "Prov"', "{", *rows, "}"]


@dataclass
class Made:
    """A random file and what it must come to, counted while it was made."""

    content: bytes
    amounts: dict[tuple[str, str, int], int]
    centre_names: dict[str, str]
    encoding: str


@dataclass
class _Making:
    amounts: defaultdict[tuple[str, str, int], int] = field(
        default_factory=lambda: defaultdict(int)
    )


_SWEDISH = "abcdefgåäöABCÅÄÖ0123456789 -&/."
_TEXTS = st.text(alphabet=_SWEDISH + '"', max_size=20)
_CODES = st.one_of(
    st.from_regex(r"[1-9][0-9]{2,5}", fullmatch=True),
    st.text(alphabet="ABCÅÄÖ0123456789", min_size=1, max_size=6),
    st.just(""),
)
_AMOUNTS = st.integers(-(10**13), 10**13)
_NOISE = st.sampled_from(
    [
        "#OKÄND 1 2 3",
        '#PROSA "en text"',
        "",
        "   ",
        "#ADRESS a b",
        "#BTRANS 4010 {} 99.00",
        "#TAXAR 2027",
        "\t",
        "#UNDERDIM 21 x 1",
        "#KTYP 3010 I",
        "#SRU 3010 7410",
        "#IB 0 1930 5.00",
    ]
)


def quoted(text: str) -> str:
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


def written(ore: int, form: str) -> str:
    """An amount as programs write it: with two decimals, with as few as it takes, or within
    citation marks."""
    sign, whole, part = "-" if ore < 0 else "", abs(ore) // 100, abs(ore) % 100
    if form == "short":
        return f"{sign}{whole}" + (f".{part:02}".rstrip("0") if part else "")
    plain = f"{sign}{whole}.{part:02}"
    return f'"{plain}"' if form == "quoted" else plain


@st.composite
def sie_files(draw: st.DrawFn) -> Made:
    """Transactions in any order among names and noise; with or without days of their own, in any of
    three encodings."""
    encoding = draw(st.sampled_from(["cp437", "utf-8", "utf-8-sig", "cp1252"]))
    centres = draw(st.lists(_CODES, min_size=1, max_size=4, unique=True))
    names = {code: draw(_TEXTS) for code in centres if code}
    made = _Making()
    blocks: list[list[str]] = [
        [f"#OBJEKT 1 {quoted(code)} {quoted(name)}"] for code, name in names.items()
    ]
    blocks += [[noise] for noise in draw(st.lists(_NOISE, max_size=6))]
    for number in range(draw(st.integers(1, 6))):
        blocks.append(_voucher(draw, made, number, centres))
    blocks.append(["#RAR 0 20260101 20261231"])
    lines = [
        "#FLAGGA 0",
        "#FORMAT PC8",
        *(line for block in draw(st.permutations(blocks)) for line in block),
    ]
    end = draw(st.sampled_from(["\r\n", "\n"]))
    content = "".join(f"{line}{end}" for line in lines)
    sums = {key: ore for key, ore in made.amounts.items() if ore}
    return Made(content.encode(encoding), sums, names, encoding)


def _voucher(draw: Any, made: _Making, number: int, centres: list[str]) -> list[str]:
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    lines = [
        f'#VER {quoted(draw(_TEXTS))} "{number}" 2026{month:02}{day:02} {quoted(draw(_TEXTS))}',
        "{",
    ]
    for _ in range(draw(st.integers(0, 5))):
        code, account, ore = (
            draw(st.sampled_from(centres)),
            draw(st.integers(1000, 8999)),
            draw(_AMOUNTS),
        )
        objects = f"1 {quoted(code)}" if code else ""
        if draw(st.booleans()):
            objects += f" 6 {quoted(draw(_TEXTS))}"
        amount = written(ore, draw(st.sampled_from(["plain", "short", "quoted"])))
        row = f"#TRANS {account} {{{objects.strip()}}} {amount}"
        own = draw(st.sampled_from([None, '""', "day"]))
        at = month
        if own == "day":
            at = draw(st.integers(1, 12))
            row += f" 2026{at:02}01"
        elif own:
            row += f" {own}"
        if own and draw(st.booleans()):
            row += f" {quoted(draw(_TEXTS))}"
        lines.append(draw(st.sampled_from(["", "   ", "\t"])) + row)
        made.amounts[code.strip(), str(account), at] += ore
    return [*lines, "}"]
