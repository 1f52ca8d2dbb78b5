"""A municipality's own rules as plain pandera."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import found

from xlplan.checking.packs import load_pack
from xlplan.model import PackError

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
        (("budget = ", "ingenting = 1 #"), "inte skriven som Python"),
    ],
)
def test_what_is_no_rule_is_told(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    with pytest.raises(PackError, match=told):
        load_pack(pack_with(tmp_path, SCHEMAS.replace(*change)))
