"""Targets as people write them: what is understood, what is not, and that the even notation says
the same."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplan.judging.notation import evenly_written, written
from xlplan.judging.targets import (
    Direction,
    Target,
    comparable,
    meets,
    parse_target,
    unit_of,
)

HARD = "\N{NO-BREAK SPACE}"


def understood(text: str) -> Target:
    target = parse_target(text)
    assert target is not None, text
    assert target.text == text
    return target


def value(number: str, unit: str = "", **more: Any) -> Target:
    return Target(text="", kind="value", value=Decimal(number), unit=unit, **more)


def trend(word: Any, **more: Any) -> Target:
    return Target(text="", kind="trend", trend=word, **more)


def deferred(to: str) -> Target:
    return Target(text="", kind="deferred", deferred_to=to)


AT_LEAST: dict[str, Any] = {"direction": "at_least"}
AT_MOST: dict[str, Any] = {"direction": "at_most"}
WITHIN: dict[str, Any] = {"direction": "within"}

UNDERSTOOD = {
    "80 %": value("80", "%"),
    "80%": value("80", "%"),
    "80 procent": value("80", "%"),
    f"80{HARD}%": value("80", "%"),
    " 80  % ": value("80", "%"),
    "85,5 %": value("85.5", "%"),
    "max. 7,0 %": value("7", "%", **AT_MOST),
    "100": value("100"),
    "4,9": value("4.9"),
    "4.9": value("4.9"),
    "0": value("0"),
    "0.125": value("0.125"),
    "-5 %": value("-5", "%"),
    "−5 %": value("-5", "%"),
    "+5 %": value("5", "%"),
    "90 %*": value("90", "%", note="*"),
    "80 %.": value("80", "%"),
    "10000000000000000000000000001": value(
        "10000000000000000000000000001"
    ),  # beyond the decimal context
    # thousands
    "1945 GWh": value("1945", "GWh"),
    "1 945 GWh": value("1945", "GWh"),
    f"1{HARD}945 gwh": value("1945", "GWh"),
    "1\N{THIN SPACE}945 GWh": value("1945", "GWh"),
    "20 565 tkr": value("20565", "tkr"),
    "20 565,5 tusen kronor": value("20565.5", "tkr"),
    "1,2 mnkr": value("1.2", "mnkr"),
    "1,2 miljoner kr": value("1.2", "mnkr"),
    # units
    "19 st": value("19", "st"),
    "360 stycken": value("360", "st"),
    "360 st lägenheter": value("360", "st", note="lägenheter"),
    "5 dagar": value("5", "dagar"),
    "1 dag": value("1", "dagar"),
    "10 Personer": value("10", "personer"),
    "10 BARN": value("10", "barn"),
    "2 ggr/år": value("2", "ggr per år"),
    "2 gånger per år": value("2", "ggr per år"),
    "2 %-enheter": value("2", "procentenheter"),
    "1,8 kg CO₂ per kg livsmedel": value("1.8", "kg CO₂ per kg livsmedel"),
    "1,8 kg CO ₂ per kg livsmedel": value("1.8", "kg CO₂ per kg livsmedel"),
    "1,8 kg co2/kg livsmedel": value("1.8", "kg CO₂ per kg livsmedel"),
    "110 kWh/m2": value("110", "kWh per m²"),
    "3,5 av 5": value("3.5", "av 5"),
    "4 av 5": value("4", "av 5"),
    "9 av 10 brukare": value("9", "av 10", note="brukare"),
    "12,5 fall per 1000 invånare": value("12.5", f"fall per 1{HARD}000 invånare"),
    "12,5 fall per 1 000 invånare": value("12.5", f"fall per 1{HARD}000 invånare"),
    # notes
    "100 % av barnen": value("100", "%", note="av barnen"),
    "80 % (2019)": value("80", "%", note="(2019)"),
    "2 % energieffektivisering relativt 2018": value(
        "2", "%", note="energieffektivisering relativt 2018"
    ),
    "minst 3 aktiviteter under året": value("3", "aktiviteter", note="under året", **AT_LEAST),
    # bounds
    "Minst 80 %": value("80", "%", **AT_LEAST),
    "min 80 %": value("80", "%", **AT_LEAST),
    "min. 80 %": value("80", "%", **AT_LEAST),
    "≥ 80 %": value("80", "%", **AT_LEAST),
    ">= 80": value("80", **AT_LEAST),
    "lägst 3": value("3", **AT_LEAST),
    "80 % eller mer": value("80", "%", **AT_LEAST),
    "inte under 80 %": value("80", "%", **AT_LEAST),
    "över 80 %": value("80", "%", strict=True, **AT_LEAST),
    "fler än 10": value("10", strict=True, **AT_LEAST),
    "Max 10 personer": value("10", "personer", **AT_MOST),
    "Högst 10": value("10", **AT_MOST),
    "≤10": value("10", **AT_MOST),
    "inom 5 dagar": value("5", "dagar", **AT_MOST),
    "10 eller färre": value("10", **AT_MOST),
    "ej över 7 %": value("7", "%", **AT_MOST),
    "<5 %": value("5", "%", strict=True, **AT_MOST),
    "under 5 %": value("5", "%", strict=True, **AT_MOST),
    "+/- 1 %": value("1", "%", **WITHIN),
    "+/-1%": value("1", "%", **WITHIN),
    "± 1 %": value("1", "%", **WITHIN),
    "inom ± 1 %": value("1", "%", **WITHIN),
    "ca 80 %": value("80", "%", about=True),
    "cirka 80%": value("80", "%", about=True),
    "minst ca 80 %": value("80", "%", about=True, **AT_LEAST),
    # ranges
    "80-85 %": value("80", "%", high=Decimal(85)),
    "80–85 %": value("80", "%", high=Decimal(85)),
    "80 % - 85 %": value("80", "%", high=Decimal(85)),
    "80 till 85 %": value("80", "%", high=Decimal(85)),
    "mellan 80 och 85 %": value("80", "%", high=Decimal(85)),
    # trends
    "öka": trend("öka"),
    "ökar": trend("öka"),
    "O\N{COMBINING DIAERESIS}kning": trend("öka"),
    "ska öka": trend("öka"),
    "minska": trend("minska"),
    "MINSKNING": trend("minska"),
    "minska med 5 %": trend("minska", value=Decimal(5), unit="%"),
    "öka jämfört med 2019": trend("öka", note="jämfört med 2019"),
    "oförändrat": trend("oförändrat"),
    "oförändrad": trend("oförändrat"),
    "bibehålla": trend("oförändrat"),
    "behålla": trend("oförändrat"),
    "öka till 80 %": value("80", "%", trend="öka", **AT_LEAST),
    "minska till högst 5 %": value("5", "%", trend="minska", **AT_MOST),
    "öka till 80–85 %": value("80", "%", high=Decimal(85), trend="öka"),
    "bibehålla 80 %": value("80", "%", trend="oförändrat"),
    # deferred
    "Tas fram av nämnd": deferred("nämnd"),
    "Tas fram av nämnd/styrelse": deferred("nämnd/styrelse"),
    "tas fram av nämnden eller styrelsen": deferred("nämnd/styrelse"),
    "tas fram av stadsdelsnämnden": deferred("nämnd"),
    "fastställs av nämnden": deferred("nämnd"),
    "Fastställs av nämndens ordförande": deferred("av nämndens ordförande"),
    "Fastställs 2020": deferred("2020"),
    "tas fram under 2020": deferred("2020"),
    "Fastställs senare": deferred("senare"),
    "Tas fram": deferred("senare"),
    "Sätts i T1": deferred("T1"),
    "fastställs i tertialrapport 2": deferred("T2"),
    "Fastställs av enheten": deferred("av enheten"),
    # yes and no
    "Ja": Target(text="", kind="yesno", value=Decimal(1)),
    "nej": Target(text="", kind="yesno", value=Decimal(0)),
}

NOT_UNDERSTOOD = """
bra|se bilaga|enligt plan|?|-|–|%|*|.|minst|max|per|av 5|CO₂|mycket bättre än förra året
80 eller 90|80 och 90|80 % 90 %|80 % och 90 %|80 % (2019: 75 %)|80 90|1 9456|1945 2018
80?|80 till|80 bra eller sämre
20.565|1,000,000|1.945.000|1/3|5:1|2020-01-01|2020-2021|Under 2020|08-508 00 000|85-80 %
minst 80-85 %|± -1|minst ± 1
80 % (minst)|80 minst|80 % ej mätt|Vi ska nå 80 %|10 barn ska lära sig simma i sommar|80 % - 85 st
öka 5 %|öka andelen|öka och minska|öka till|öka med lite|öka till 80 eller 90|Fastställs, 80 %
Tas fram av oss och av er och av andra
""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD.items())
def test_understood(text: str, expected: Target) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize("text", [*NOT_UNDERSTOOD, " ", HARD, "9" * 121])
def test_not_understood(text: str) -> None:
    assert parse_target(text) is None


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_the_even_notation_says_the_same(text: str) -> None:
    target = understood(text)
    even = understood(written(target))
    assert even == target
    assert evenly_written(even)
    assert written(even) == written(target)


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("90%", f"90{HARD}%"),
        ("90 procent", f"90{HARD}%"),
        ("4.90", "4,90"),
        ("1945 GWh", f"1{HARD}945{HARD}GWh"),
        ("-5%", f"−5{HARD}%"),
        ("högst 10 personer", f"Max 10{HARD}personer"),
        (">80%", f"Över 80{HARD}%"),
        ("±1%", f"+/-{HARD}1{HARD}%"),
        ("80-85%", f"80–85{HARD}%"),
        ("1 dagar", f"1{HARD}dag"),
        ("90%*", f"90{HARD}%*"),
        ("ökning till minst 80%", f"öka till 80{HARD}%"),
        ("minskad med 5%", f"minska med 5{HARD}%"),
        ("Bibehållen nivå", "oförändrat"),
        ("fastställs av nämnden", "Tas fram av nämnd"),
        ("sätts i t1", "Fastställs i T1"),
        ("JA", "Ja"),
    ],
)
def test_written(text: str, even: str) -> None:
    assert written(understood(text)) == even


@pytest.mark.parametrize(
    "text", ["80 %", f"80{HARD}%", "1945 GWh", "Högst 10", "-5 %", "öka", "± 1 %", "Sätts i T1"]
)
def test_evenly_written(text: str) -> None:
    assert evenly_written(understood(text))


@pytest.mark.parametrize(
    "text",
    [
        "90%",
        " 80 %",
        "80  %",
        "80 procent",
        "4.9",
        "10personer",
        "±1 %",
        "<5 %",
        "1,8 kg CO2",
        "öka till 80%",
    ],
)
def test_unevenly_written(text: str) -> None:
    assert not evenly_written(understood(text))


def test_unit_of() -> None:
    assert unit_of("90%") == unit_of("Minst 80 procent av barnen") == "%"
    assert unit_of("82") == ""
    assert unit_of("minska med 5 %") == "%"
    assert [unit_of(text) for text in ("öka", "Ja", "Tas fram av nämnd", "bra", "")] == [None] * 5


def test_comparable() -> None:
    assert comparable(parse_target("90%"), parse_target("minst 85 procent av barnen"))
    assert not comparable(parse_target("90 %"), parse_target("90"))
    assert not comparable(parse_target("90 %"), parse_target("minska med 5 %"))
    assert not comparable(parse_target("öka"), parse_target("öka"))
    assert not comparable(parse_target("90 %"), None)


@pytest.mark.parametrize(
    ("target", "outcome", "better", "met"),
    [
        ("Minst 80 %", "80 %", None, True),
        ("över 80 %", "80 %", None, False),
        ("Max 7 %", "7,1 %", None, False),
        ("under 5 %", "4,9 %", None, True),
        ("+/- 1 %", "-0,9 %", None, True),
        ("+/- 1 %", "-1,1 %", None, False),
        ("80–85 %", "85 %", None, True),
        ("80–85 %", "86 %", None, False),
        ("80 %", "82 %", None, None),
        ("80 %", "82 %", "at_least", True),
        ("80 %", "82 %", "at_most", False),
        ("Max 7 %", "7,1 %", "at_least", False),
        ("öka till 80 %", "79 %", None, False),
        ("80 %", "82", "at_least", None),
        ("80 %", "över 75 %", "at_least", None),
        ("öka", "82 %", "at_least", None),
        ("Ja", "Nej", None, False),
        ("Ja", "ja", None, True),
    ],
)
def test_meets(target: str, outcome: str, better: Direction | None, met: bool | None) -> None:
    assert meets(understood(target), understood(outcome), better) is met


def test_the_board_is_to_set_it() -> None:
    assert understood("Tas fram av nämnd/styrelse").to_board
    assert not understood("Fastställs av nämndens ordförande").to_board
    assert not understood("Fastställs 2020").to_board


NUMBERS = st.decimals(-(10**7), 10**7, places=None, allow_nan=False).map(
    lambda n: round(n, 3)
) | st.integers(-(10**7), 10**7).map(Decimal)


@given(
    st.sampled_from(["", "minst ", "Max ", "≤", "över ", "inte över ", "ca ", "högst ca "]),
    NUMBERS,
    st.sampled_from(
        [
            "",
            "%",
            " %",
            " st",
            " kg CO2/kg livsmedel",
            " av 5",
            " ggr/år",
            " personer",
            " %-enheter",
        ]
    ),
    st.sampled_from(["", " av barnen", " relativt 2018", "*"]),
)
def test_any_number_comes_back(bound: str, number: Decimal, unit: str, note: str) -> None:
    target = understood(f"{bound}{number:f}".replace(".", ",") + unit + note)
    assert target.value == number
    assert parse_target(written(target)) == target


HEADS = [
    "",
    "minst ",
    "max ",
    "under ",
    "öka ",
    "öka till ",
    "minska med ",
    "oförändrat ",
    "tas fram ",
    "fastställs av ",
    "ca ",
    "mellan ",
    "± ",
]
FIGURES = ["", "80", "1", "4,9", "-5", "1 945", "80-85", "20.5", "80 % - 85"]
PIECES = [
    "80",
    "1",
    "2020",
    "-5",
    "−",
    "-",
    "–",
    "+",
    "+/-",
    "±",
    "≥",
    "<",
    "%",
    "%*",
    "*",
    "ca",
    "minst",
    "max",
    "under",
    "över",
    "inom",
    "inte",
    "mellan",
    "och",
    "eller",
    "mer",
    "färre",
    "av",
    "per",
    "/",
    "kg",
    "CO₂",
    "co2",
    "CO ₂",
    "m2",
    "st",
    "st.",
    "personer",
    "person",
    "dag",
    "Barn",
    "LSS",
    "ggr",
    "år",
    "i",
    "tas",
    "fram",
    "fastställs",
    "nämnd",
    "nämnden",
    "/styrelse",
    "styrelse",
    "T1",
    "senare",
    "öka",
    "ökning",
    "minska",
    "till",
    "oförändrat",
    "med",
    "jämfört",
    "relativt",
    "procent",
    "procentenhet",
    "enheter",
    "tusen",
    "kronor",
    "milj.",
    "(",
    ")",
    ",",
    ".",
    ":",
    "ja",
    "nej",
    "på",
    "nämnds",
    "kvm",
    "h",
    "1000",
    "invånare",
    "(2019)",
    "respektive",
]


@settings(max_examples=1000)
@given(
    st.sampled_from(HEADS),
    st.sampled_from(FIGURES),
    st.lists(
        st.tuples(st.sampled_from(["", " ", " ", " ", HARD]), st.sampled_from(PIECES)), max_size=5
    ),
)
def test_whatever_is_understood_survives_the_even_notation(
    head: str, figure: str, pieces: list[tuple[str, str]]
) -> None:
    target = parse_target(head + figure + "".join(map("".join, pieces)))
    if target is not None:
        assert parse_target(written(target)) == target
        assert evenly_written(understood(written(target)))


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    target = parse_target(text)
    assert target is None or parse_target(written(target)) == target
