"""A municipality's own rules as plain pandera."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from cases import TODAY, book, found

from xlplan.checking.batch import Order, check_books, together
from xlplan.checking.packs import load_pack
from xlplan.model import PackError, Run
from xlplan.outputs.check import json, statistics, text
from xlplan.outputs.occasion import Occasion

SCHEMAS = """
import pandera.polars as pa
import polars as pl


def whole(data):
    return bool(data.lazyframe.select((pl.col("Budget").sum() < 5000).alias("x")).collect().item())


budget = pa.DataFrameSchema(
    {
        "Budget": pa.Column(
            pl.Float64,
            pa.Check.lt(
                2000,
                name="KOM001",
                title="”{Post}” har en budget på {Budget:belopp}.",
                description="Dela upp raden, så att det syns vad pengarna går till.",
                raise_warning=True,
            ),
        ),
    },
    checks=pa.Check(
        whole,
        name="KOM002",
        title="Raderna är tillsammans större än förvaltningens tak.",
        description="Gå igenom raderna med controllern.",
    ),
    name="tblBudget",
)


class Aktiviteter(pa.DataFrameModel):
    Aktivitet: str = pa.Field(alias="Aktivitet")

    class Config:
        name = "tblAktiviteter"

    @pa.check(
        "Aktivitet",
        name="KOM003",
        title="Aktiviteten ”{Aktivitet}” säger inte vad som görs.",
        description="Skriv fler ord.",
    )
    def says(cls, data):
        return data.lazyframe.select(pl.col(data.key).str.len_chars() > 5)
"""
BOOK = {
    "tblBudget": """
    | Post           | Radtyp  | Budget |
    | Lokalkostnader | kostnad | 1000   |
    | Löner          | kostnad | 2000   |
    | Telefoni       | kostnad |        |
    """,
    "tblAktiviteter": """
    | Mål-ID | Aktivitet |
    | E1     | Barnråd   |
    | E1     | Prata     |
    """,
}


def pack_with(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "egna"
    folder.mkdir(exist_ok=True)
    (folder / "budget.py").write_text(text, encoding="utf-8")
    settings = tmp_path / "kommun.toml"
    settings.write_text('regelmapp = "egna"\n', encoding="utf-8")
    return settings


def test_named_checks_are_rules(tmp_path: Path) -> None:
    settings = pack_with(tmp_path, SCHEMAS)
    assert found(BOOK, "KOM001", settings) == [
        "Budget!C3 varning ”Löner” har en budget på 2 000 tkr. | Dela upp raden, så att det syns "
        "vad pengarna går till."
    ]
    assert found(BOOK, "KOM002", settings) == []
    assert found(BOOK, "KOM003", settings) == [
        "Aktiviteter!B3 fel Aktiviteten ”Prata” säger inte vad som görs. | Skriv fler ord."
    ]
    rule = load_pack(settings).rules["KOM001"]
    assert rule.title == "”{Post}” har en budget på {Budget:belopp}"
    assert "Dela upp raden" in rule.manual


def test_a_verdict_on_the_whole_table_stands_on_its_heading(tmp_path: Path) -> None:
    settings = pack_with(tmp_path, SCHEMAS)
    large = {"tblBudget": BOOK["tblBudget"].replace("1000", "4000")}
    assert found(large, "KOM002", settings) == [
        "Budget!A1 fel Raderna är tillsammans större än förvaltningens tak. | Gå igenom raderna "
        "med controllern."
    ]
    two = [large, {"tblBudget": BOOK["tblBudget"]}]
    assert len(found({"böcker": two}, "KOM002", settings)) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('name="KOM001"', 'name="stor"'), "behöver ett namn som en regels kod"),
        (('name="KOM001"', 'name="KOM002"'), "KOM002 finns två gånger"),
        (('name="tblBudget"', 'name="tblBuget"'), "schemat ”tblBuget” ska heta som en av bokens"),
        (('description="Skriv fler ord.",', ""), "behöver title, satsen som visas, och descript"),
        (("{Post}", "{Rubrik}"), "tblBudget har ingen kolumn Rubrik"),
        (("{Budget:belopp}", "{Budget:zzz}"), "budget.py: kontrollen ”KOM001” i tblBudget: satsen"),
        (("{Budget:belopp}", "{Budget:.0f}"), "har klamrar som inte är ett fält"),
        (("title=", "title=5 or"), "i tblBudget behöver title, satsen som visas"),
        (("description=", "description=5 or"), "i tblBudget behöver title, satsen som visas"),
        (('name="KOM001"', "name=5"), "”5” i tblBudget behöver ett namn"),
        (('"Aktivitet",\n', '"Aktivite",\n'), "modellen Aktiviteter kan inte läsas in"),
        (("budget = ", "ingenting = 1 #"), "inte skriven som Python"),
    ],
)
def test_what_is_no_rule_is_told(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(PackError, match=told):
        load_pack(pack_with(tmp_path, SCHEMAS.replace(*change)))


# -- inherited, alike and empty schemas ------------------------------------------------------------
INHERITED = """

class Base(pa.DataFrameModel):
    class Config:
        name = "tblBudget"


class Fler(Aktiviteter):
    class Config:
        name = "tblAktiviteter"

    @pa.dataframe_check(name="KOM004", title="Det är fel.", description="Rätta det.")
    def more(cls, data):
        return True


same = budget
wider = budget.add_columns({"Post": pa.Column(pl.String)})
model = Aktiviteter.to_schema()
empty = pa.DataFrameSchema({"Post": pa.Column(pl.String)}, name="vad som helst")
"""


def test_each_check_is_a_rule_once(tmp_path: Path) -> None:
    settings = pack_with(tmp_path, SCHEMAS + INHERITED)
    own = {rule.id: rule.table for rule in load_pack(settings).rules.values() if rule.own}
    assert own == {
        "KOM001": "tblBudget",
        "KOM002": "tblBudget",
        "KOM003": "tblAktiviteter",
        "KOM004": "tblAktiviteter",
    }


def test_a_file_whose_schemas_have_no_checks_is_told(tmp_path: Path) -> None:
    empty = "import pandera.polars as pa\nempty = pa.DataFrameSchema({}, name='tblBudget')\n"
    with pytest.raises(PackError, match=r"budget.py: ingen kontroll med namn finns i filens"):
        load_pack(pack_with(tmp_path, empty))


# -- checks that cannot be asked -------------------------------------------------------------------
VERDICT = """
import pandera.polars as pa
import polars as pl


def verdict(data):
    budget = data.lazyframe.select(pl.col("Budget") < 2000)
    VERDICT


budget = pa.DataFrameSchema(
    {"Budget": pa.Column(pl.Float64)},
    checks=pa.Check(verdict, name="KOM001", title="TITLE.", description="Gör om."),
    name="tblBudget",
)
"""
PERSON = "19850101-1236"


def run_of(tmp_path: Path, verdict: str, title: str, rows: str = BOOK["tblBudget"]) -> Run:
    settings = pack_with(tmp_path, VERDICT.replace("VERDICT", verdict).replace("TITLE", title))
    order = Order(settings, ("KOM001",), today=TODAY)
    results = together([check_books([book({"tblBudget": rows})], order)], order)
    return Run(tuple(results), texts={"KOM001": load_pack(settings).rules["KOM001"].text})


@pytest.mark.parametrize(
    ("verdict", "title", "why"),
    [
        ("1 / 0", "Fel", "ZeroDivisionError: division by zero"),
        ("return 'x'", "Fel", "AttributeError: 'str' object has no attribute 'collect_schema'"),
        ("return pl.Series([True])", "Fel", "AttributeError: 'Series' object has no attribute"),
        ("return budget.collect()", "Fel", "TypeError: output type of check_fn not recognized"),
        ("return None", "Fel", "AttributeError: 'NoneType' object has no attribute"),
        (
            "return budget.head(2)",
            "Fel",
            "kontrollen gav 2 svar för 3 rader; den ska ge ett för varje rad, eller ett för hela",
        ),
        ("return budget.head(0)", "Fel", "kontrollen gav 0 svar för 3 rader; den ska ge ett för"),
        ("return False", "{Post}", "satsen nämner {Post}, men kontrollen svarar för hela tabellen"),
        ("return True", "{Post}", "satsen nämner {Post}, men kontrollen svarar för hela tabellen"),
        ("return budget.select(pl.col('Budget').all())", "{Post}", "satsen nämner {Post}, men"),
        (f"raise ValueError('{PERSON}')", "Fel", "ValueError: 1985••••-••••"),
    ],
)
def test_a_check_that_cannot_be_asked_is_told_as_the_rules_own_fault(
    tmp_path: Path, verdict: str, title: str, why: str
) -> None:
    run = run_of(tmp_path, verdict, title)
    [outcome] = run.books[0].outcomes
    assert (outcome.ending, outcome.own, run.books[0].findings) == ("crashed", True, ())
    assert outcome.why.startswith(why)
    [told] = json.as_data(run)["workbooks"][0]["rules"]
    assert told == {"rule": "KOM001", "outcome": "crashed", "why": outcome.why}
    text.write(run, shown := io.StringIO(), Occasion())
    words = " ".join(shown.getvalue().split())
    assert f"den egna regeln KOM001 gick inte att fråga: {why}" in words
    assert "fel i xlplan" not in words and PERSON not in words
    statistics.write(run, shown := io.StringIO())
    assert f"Gick inte att fråga: 1 egen regel KOM001 1 bok {why}" in " ".join(
        shown.getvalue().split()
    )


def test_true_or_false_is_of_the_whole_table_though_it_has_one_row(tmp_path: Path) -> None:
    one = "| Post | Radtyp | Budget |\n| Lön | kostnad | 1000 |"
    [finding] = run_of(tmp_path, "return False", "Fel", one).books[0].findings
    assert finding.ref is not None and finding.ref.a1 == "A1"
