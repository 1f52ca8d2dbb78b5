"""Units that buy from each other: whom a budget line names, and whether the other's budget
answers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from xlplan.rule import Asked, pattern, same_code

from .._register import bare

_BUYS = pattern(r"\b(?:intern|in)?köp(?:er|ta|t)?\b(.*)")
"""What is bought, and of whom."""
_OF = r"\b(?:av|från|hos) (?:(?:enhet|enheten|vår|våra|vårt) )*"
""" "Inköp till köket" and "köp av el, som köket också gör" are no purchases of the unit Köket."""
_NOT = pattern(r"\b(?:inte|ej|inget|inga|ingen|slutar?|slutat|upphör|tidigare|förut|fjol|liksom)\b")
_NO_SALE = pattern(r"^(?:taxor|avgift|hyr|bidrag|statsbidrag)")
"""Incomes that are no sale to another unit, whatever their comment says."""
_CODE = r"\b(?:enhet(?:en)?|kostnadsställe|kst|kod) {}\b"
SHORTEST = 5
"""Letters: a shorter name may be any word."""

Line = Mapping[str, Any]


def unanswered(rows: Asked) -> pl.DataFrame:
    """The lines that buy from one other unit of the register, whose budget is at hand, with
    `säljare`, `köpare` and `svarar`, whether that unit's budget may hold the sale."""
    units = rows.register("tblEnheter").drop_nulls(["Enhetskod", "Enhet"])
    names = dict(units.select(same_code(pl.col("Enhetskod")), bare(pl.col("Enhet"))).iter_rows())
    called = dict(units.select(same_code(pl.col("Enhetskod")), "Enhet").iter_rows())
    lines = _lines(rows)
    of_book = defaultdict(list)
    for line in lines.iter_rows(named=True):
        of_book[line["kod"], line["År"]].append(line)
    found = []
    for line in lines.filter(
        pl.col("Radtyp").is_in(["kostnad", "varav"]), pl.col("kod").is_in(list(names))
    ).to_dicts():
        if not (bought := _BUYS.search(line["sagt"])) or _NOT.search(line["sagt"]):
            continue
        sellers = named(bought[1], names) - {line["kod"]}
        seller = sellers.pop() if len(sellers) == 1 else None
        if (
            seller
            and _is_of(bought[1], names[seller], seller)
            and (theirs := of_book.get((seller, line["År"])))
        ):
            answer = {"säljare": called[seller], "köpare": called[line["kod"]]}
            found.append(line | answer | {"svarar": answers(theirs, line["kod"], names)})
    schema: dict[str, Any] = {
        **lines.schema,
        "säljare": pl.String,
        "köpare": pl.String,
        "svarar": pl.Boolean,
    }
    return pl.DataFrame(found, schema=schema)


def _lines(rows: Asked) -> pl.DataFrame:
    """The lines with an amount, with `post` and `sagt` (what is said of them) as they are compared,
    and whose they are: kod and År."""
    said = pl.concat_str(
        bare(pl.col("Post")), bare(pl.col("Kommentar")), separator=" ", ignore_nulls=True
    )
    lines = (
        rows.frame.with_columns(sagt=said, post=bare(pl.col("Post")))
        .drop_nulls("sagt")
        .filter(pl.col("Budget") > 0)
    )
    codes = rows.table("tblEnhet").select("bok", "År", kod=same_code(pl.col("Enhetskod")))
    return lines.join(codes, on="bok", how="left", maintain_order="left")


def named(text: str, names: Mapping[str, str]) -> set[str]:
    """The codes of the units that the text names; a name that is part of another's that stands
    there does not count."""
    there = {
        code: name
        for code, name in names.items()
        if (len(name) >= SHORTEST and re.search(rf"\b{re.escape(name)}\b", text))
        or re.search(_CODE.format(re.escape(code)), text)
    }
    return {
        code
        for code, name in there.items()
        if not any(name != other and name in other for other in there.values())
    }


def _is_of(bought: str, name: str, code: str) -> bool:
    """Whether it is said to be bought of that very unit."""
    of_name = rf"{_OF}{re.escape(name)}\b"
    return bool(
        re.search(of_name, bought)
        or re.search(r"\b(?:av|från|hos) " + _CODE.format(re.escape(code)), bought)
    )


def answers(theirs: Iterable[Line], buyer: str, names: Mapping[str, str]) -> bool:
    """Whether some line of the seller's budget is a sale to the buyer, or may be one."""
    for line in theirs:
        whom = named(line["sagt"], names)
        if buyer in whom and line["Radtyp"] in ("intäkt", "varav"):
            return True
        if line["Radtyp"] == "intäkt" and not whom and not _NO_SALE.match(line["post"] or ""):
            return True
    return False
