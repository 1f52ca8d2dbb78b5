"""The strict reader of TOML files: what each slip is told as."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, Field

from xlplan.toml import Filled, Listed, Section, SentenceError, TomlError, among, parsed


class Line(Section):
    kind: Literal["rad"] = Field(alias="typ")
    post: Filled = Field(examples=["Hyra"])


class Sum(Section):
    kind: Literal["summa"] = Field(alias="typ")
    of: Listed[str] = Field((), alias="av")


def _order(year: int) -> int:
    if year == 2000:
        raise SentenceError("åren är slut.\nbörja om.")
    return year


class Town(Section):
    name: Filled = Field(alias="namn", description="kommunens namn", examples=["Norrstrand"])
    people: int = Field(0, alias="invanare", ge=0)
    share: float = Field(2.5, alias="andel")
    year: Annotated[int, AfterValidator(_order)] = Field(2026, alias="ar", ge=1, le=3000)
    shown: bool = Field(False, alias="visas")
    phase: Annotated[str, among(("VP", "T1", "VB"))] = Field("VP", alias="skede")


class Whole(Section):
    town: Town = Field(default_factory=lambda: Town(namn="Norrstrand"), alias="kommun")
    parts: Listed[Annotated[Line | Sum, Field(discriminator="kind")]] = Field((), alias="del")
    words: dict[str, str] = Field(default_factory=dict, alias="ord")
    severity: Literal["fel", "varning", "notis"] = Field("fel", alias="allvar")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kommum = 1", "Filen: okänd inställning kommum. Menade du ”kommun”?"),
        ("budget = 1", "Filen: okänd inställning budget. Kända är kommun, del, ord och allvar."),
        ("kommun = 1", "Filen: kommun är en rubrik, [kommun], med sina rader under."),
        (
            "[kommun]",
            "Filen, [kommun]: namn saknas. Lägg till kommunens namn, till exempel namn = "
            '"Norrstrand".',
        ),
        ("[kommun]\nnamn = ' '", "Filen, [kommun]: namn är tom. Skriv en text."),
        (
            "[kommun]\nnamn = 5",
            'Filen, [kommun]: namn är kommunens namn, till exempel namn = "Norrstrand".',
        ),
        (
            "[kommun]\nnamn = 'A'\ninvanare = -1",
            "Filen, [kommun]: invanare är ett heltal från 0, till exempel invanare = 0.",
        ),
        (
            "[kommun]\nnamn = 'A'\ninvanare = true",
            "Filen, [kommun]: invanare är ett heltal från 0, till exempel invanare = 0.",
        ),
        (
            "[kommun]\nnamn = 'A'\nandel = nan",
            "Filen, [kommun]: andel är ett tal, till exempel andel = 2.5.",
        ),
        (
            "[kommun]\nnamn = 'A'\nar = '26'",
            "Filen, [kommun]: ar är ett heltal 1–3000, till exempel ar = 2026.",
        ),
        (
            "[kommun]\nnamn = 'A'\nar = 2000",
            "Filen, [kommun]: åren är slut.\nFilen, [kommun]: börja om.",
        ),
        ("[kommun]\nnamn = 'A'\nvisas = 1", "Filen, [kommun]: visas är true eller false."),
        (
            "[kommun]\nnamn = 'A'\nskede = 'T4'",
            "Filen, [kommun]: skede är ”T4”, som inte finns. Kända är VP, T1 och VB.",
        ),
        ("[ord]\n'å' = 3", "Filen, [ord]: å är en text inom citattecken."),
        ("allvar = 'hög'", "Filen: allvar är fel, varning eller notis, inte ”hög”."),
        ("allvar = 3", "Filen: allvar är fel, varning eller notis, inte ”3”."),
        ("del = 3", "Filen: del är en lista."),
        ("del = [3]", "Filen: [[del]] 1 är en tabell."),
        (
            "[[del]]\npost = 'x'",
            "Filen, [[del]] 1: typ saknas. Lägg till en text inom citattecken.",
        ),
        (
            "[[del]]\ntyp = 'rader'",
            "Filen, [[del]] 1: typ är rad eller summa, inte ”rader”. Menade du ”rad”?",
        ),
        (
            "[[del]]\ntyp = 'rad'\npost = 'A'\n[[del]]\ntyp = 'rad'\npöst = 1",
            "Filen: rad 6 är inte skriven som TOML. Ett namn med å, ä eller ö står inom "
            "citattecken.",
        ),
        (
            "[[del]]\ntyp = 'rad'\npost = 'A'\n[[del]]\ntyp = 'summa'\nav = ['a', 2]",
            "Filen, [[del]] 2 (summa): av 2 är en text inom citattecken.",
        ),
    ],
)
def test_a_slip_is_told_in_swedish_with_its_place(text: str, told: str) -> None:
    with pytest.raises(TomlError) as raised:
        parsed(text, Whole, "Filen")
    assert str(raised.value) == told


AGAIN = "Det som står där är redan satt tidigare i filen."
HEADING = "Rubriken saknar ] på slutet."
DECIMALS = "Decimaler skrivs med punkt, till exempel 5.5."
SMALL = "true och false skrivs med små bokstäver."
QUOTED = "En text står inom citattecken."
END = "Texten saknar ett citattecken på slutet."


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a = 1\na = 2", 2, AGAIN),
        ("a = { b = 1, b = 2 }", 1, AGAIN),
        ("a = 1\n[a]\nb = 1", 2, AGAIN),
        ("[a]\n[a]", 2, "Rubriken står redan tidigare i filen."),
        ("\n[a", 2, HEADING),
        ("[[a]\nb = 1", 1, HEADING),
        ("a = 5,5", 1, DECIMALS),
        ('"a=b" = 5,5 # mer', 1, DECIMALS),
        ("a = 5 %", 1, "Ett tal skrivs utan procenttecken."),
        ("a = True", 1, SMALL),
        ("a = [1, FALSE]", 1, SMALL),
        ("[b]\na = varning\nc = 1", 2, QUOTED),
        ("a = [\n å]", 2, QUOTED),
        ("a = ”varning”", 1, 'Citattecken skrivs raka: ".'),
        ("a = 'b", 1, END),
        ('a = "b', 1, END),
        ('a = "b\nc = 1', 1, END),
        ("å = 1", 1, "Ett namn med å, ä eller ö står inom citattecken."),
        ("[b.å]", 1, "Ett namn med å, ä eller ö står inom citattecken."),
    ],
)
def test_a_line_that_is_no_toml_is_told_how_to_write(text: str, line: int, hint: str) -> None:
    with pytest.raises(TomlError) as raised:
        parsed(text, Whole, "Filen")
    assert str(raised.value) == f"Filen: rad {line} är inte skriven som TOML. {hint}"
    assert raised.value.line == line


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("[a b]", "rad 1"),
        ("a = 1 000", "rad 1"),
        ("a = true x", "rad 1"),
        ("min nyckel = 1", "rad 1"),
        ("b = 1\na", "rad 2"),
        ("a = [1\nb = 2", "rad 2 och raderna före"),
        ("a = [1 2]", "rad 1"),
        ('a = """x\nmer\n\n', "rad 2 och raderna före"),
        ("a = '''x\nmer", "rad 2 och raderna före"),
        ("a = '''x\nmer''' mer", "rad 2"),
    ],
)
def test_no_hint_is_given_that_may_be_untrue(text: str, look: str) -> None:
    with pytest.raises(TomlError) as raised:
        parsed(text, Whole, "Filen")
    assert str(raised.value) == f"Filen: texten är inte skriven som TOML. Titta på {look}."


def test_all_slips_are_told_at_once() -> None:
    with pytest.raises(TomlError) as raised:
        parsed("allvar = 3\nordet = 1\n[kommun]\nvisas = 1", Whole, "Filen")
    assert [line.split()[1] for line in str(raised.value).splitlines()] == [
        "[kommun]:",
        "[kommun]:",
        "allvar",
        "okänd",
    ]


def test_what_is_written_is_what_is_read() -> None:
    said = parsed(
        "[[del]]\ntyp = 'summa'\nav = ['a']\n[ord]\nå = 'b'".replace("å", '"å"'), Whole, ""
    )
    assert said.parts == (Sum(typ="summa", av=("a",)),) and said.words == {"å": "b"}
    assert (said.town.name, said.severity) == ("Norrstrand", "fel")


def test_a_check_without_a_pack_does_not_load_the_reader() -> None:
    code = (
        "import sys; import xlplan.actions.check; from xlplan.checking.batch import pack_of; "
        "pack_of(None); print('xlplan.toml' in sys.modules, 'tomllib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
