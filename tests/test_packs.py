"""Rule packs: what a municipality may set, and how it is told of a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlplan.checking.packs import Pack, PackError, load_pack
from xlplan.model import Severity

OWN_RULE = '''"""En aktivitet har en ansvarig.

Varför: Kommunens egen regel.
Bryter:
    | Aktivitet |
    | Möte      |
Klarar:
    | Aktivitet | Ansvarig |
    | Möte      | Chefen   |
"""

from polars import Expr

from xlplan.rule import NOTE, Asked, optional, rule


@rule(table="tblAktiviteter", marks="Ansvarig", reads=("Aktivitet", optional("Ansvarig")),
      severity=NOTE, says="”{Aktivitet}” har ingen ansvarig.", do="Skriv vem som ansvarar.")
def check(rows: Asked) -> Expr:
    return rows["Ansvarig"].is_not_null()
'''


def loaded(tmp_path: Path, settings: str) -> Pack:
    path = tmp_path / "kommun.toml"
    path.write_text(settings, encoding="utf-8")
    return load_pack(path)


def test_severity_off_and_parameters_are_set(tmp_path: Path) -> None:
    pack = loaded(
        tmp_path,
        """
        [regler.IND004]
        allvar = "notis"
        [regler.AKT004]
        av = true
        [regler.TXT001]
        kapitel_vp = ["Inledning"]
        """,
    )
    assert pack.rules["IND004"].severity is Severity.NOTE
    assert "AKT004" not in pack.rules and pack.off == ("AKT004",)
    assert pack.rules["TXT001"].parameters["kapitel_vp"] == ("Inledning",)
    assert load_pack().rules["IND004"].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("[regler.IND999]\nav = true", "Regelpaketet kommun.toml: regeln IND999 finns inte."),
        (
            "[regler.IND004]\nallvar = 'hög'",
            "Regelpaketet kommun.toml, IND004: allvar är fel, varning eller notis, inte ”hög”.",
        ),
        ("[regler.IND004]\nav = 'ja'", "Regelpaketet kommun.toml, IND004: av är true eller false."),
        (
            "[regler.IND004]\ngrans = 5",
            "Regelpaketet kommun.toml, IND004: okänd inställning grans. Kända är av och allvar.",
        ),
        (
            "[regler.TXT001]\nkapitel_vp = 'Inledning'",
            "Regelpaketet kommun.toml, TXT001: kapitel_vp är en lista av texter, till exempel "
            '["Inledning", "Övrigt"].',
        ),
        (
            "reglar = 1",
            "Regelpaketet kommun.toml: okänd inställning reglar. Menade du ”regler”?",
        ),
        (
            "budget = 1",
            "Regelpaketet kommun.toml: okänd inställning budget. Kända är regelmapp, mallmapp, "
            "wordmall, manad och regler.",
        ),
        (
            "[manad]\nfoljer = 1\nfond_procent = 2\nsasong_ar = 'två'",
            "Regelpaketet kommun.toml, [manad]: sasong_ar är ett tal från 0 och uppåt, till "
            "exempel 2.\n"
            "Regelpaketet kommun.toml, [manad]: fond_procent ställs in i regeln, under "
            "[regler.RES002] procent.\n"
            "Regelpaketet kommun.toml, [manad]: okänd inställning foljer. Menade du "
            "”foljer_procent”?",
        ),
        (
            "manad = 3",
            "Regelpaketet kommun.toml: manad är en rubrik, [manad], med sina rader under.",
        ),
        (
            "regler.IND004 = 3",
            "Regelpaketet kommun.toml, [regler]: IND004 är en rubrik, [regler.IND004], med sina "
            "rader under.",
        ),
        (
            "[regler.TXT011.egna_ord]\nbrukarråd = 'boenderåd'",
            "Regelpaketet kommun.toml: rad 2 är inte skriven som TOML. Ett namn med å, ä eller ö "
            "står inom citattecken.",
        ),
        (
            "[regler.TXT011]\negna_ord = ['brukarråd']",
            "Regelpaketet kommun.toml, TXT011: egna_ord är en tabell med två texter på varje rad, "
            "till exempel "
            '"brukarråd" = "brukarforum".',
        ),
        (
            "[regler.TXT011.egna_ord]\n'' = 'boenderåd'",
            "Regelpaketet kommun.toml, TXT011: egna_ord är en tabell med två texter på varje rad, "
            "till exempel "
            '"brukarråd" = "brukarforum".',
        ),
        (
            "[regler.TXT011.egna_ord]\n'*' = 'boenderåd'",
            "Regelpaketet kommun.toml, TXT011: egna_ord är en tabell med två texter på varje rad, "
            "till exempel "
            '"brukarråd" = "brukarforum".',
        ),
        (
            "[regler.IND004]\nallvar = ['fel']",
            "Regelpaketet kommun.toml, IND004: allvar är fel, varning eller notis, inte ”['fel']”.",
        ),
        *(
            (
                f"[regler.TXT011]\ntermer = {wrong}",
                "Regelpaketet kommun.toml, TXT011: termer är en lista av mönster (reguljära "
                "uttryck) skrivna som "
                '"2012 | SOSFS 2005:12 | SOSFS 2011:9".',
            )
            for wrong in (
                "['dagis']",
                "5",
                "[['dagis']]",
                "['']",
                "'dagis'",
                "['nu | dagis | förskola']",
                "['1998 | dagis( | förskola']",
            )
        ),
        (
            "[regler.TXT002]\n'mönster' = ['fyll i(']",
            "Regelpaketet kommun.toml, TXT002: mönster är en lista av mönster (reguljära uttryck) "
            "skrivna som "
            r'"^\s*\?{2,}\s*$".',
        ),
        (
            "[regler.BUD010]\nprocent = 'tio'",
            "Regelpaketet kommun.toml, BUD010: procent är ett tal, till exempel 10.0.",
        ),
        (
            "regelmapp = 5",
            'Regelpaketet kommun.toml: regelmapp är en mapps namn, till exempel "egna_regler".',
        ),
        (
            "regelmapp = 'saknas'",
            "Regelpaketet kommun.toml: mappen saknas finns inte bredvid paketet.",
        ),
    ],
)
def test_a_slip_in_a_pack_is_told_and_never_without_effect(
    tmp_path: Path, settings: str, sentence: str
) -> None:
    with pytest.raises(PackError) as told:
        loaded(tmp_path, settings)
    assert str(told.value) == sentence


FAULTY = """
reglar = 1
mallmapp = 5
[manad]
underskott_kr = 'mycket'
[regler]
IND001 = 3
[regler.IND004]
allvar = 'hög'
grans = 5
[regler.IND999]
av = true
[regler.BUD010]
procent = 'tio'
"""


def test_all_slips_in_a_pack_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(PackError) as told:
        loaded(tmp_path, FAULTY)
    assert str(told.value).splitlines() == [
        "Regelpaketet kommun.toml: mallmapp är namnet på en mapp bredvid paketet, med mapparna "
        'disposition och meningar i sig, till exempel "mallar".',
        "Regelpaketet kommun.toml, [manad]: underskott_kr är ett tal från 0 och uppåt, till "
        "exempel 50000.",
        "Regelpaketet kommun.toml, [regler]: IND001 är en rubrik, [regler.IND001], med sina rader "
        "under.",
        "Regelpaketet kommun.toml: okänd inställning reglar. Menade du ”regler”?",
        "Regelpaketet kommun.toml, IND004: allvar är fel, varning eller notis, inte ”hög”.",
        "Regelpaketet kommun.toml, IND004: okänd inställning grans. Kända är av och allvar.",
        "Regelpaketet kommun.toml: regeln IND999 finns inte.",
        "Regelpaketet kommun.toml, BUD010: procent är ett tal, till exempel 10.0.",
    ]


@pytest.mark.parametrize("own", ["regelmap = 'egna'", "regelmapp = 5", "regelmapp = 'saknas'"])
def test_a_rule_that_may_be_ones_own_is_not_told_as_missing(tmp_path: Path, own: str) -> None:
    with pytest.raises(PackError) as told:
        loaded(tmp_path, f"{own}\n[regler.KOM001]\nav = true\n[regler.IND004]\nav = 1")
    lines = str(told.value).splitlines()
    assert len(lines) == 2 and "KOM001" not in str(told.value)
    assert lines[1] == "Regelpaketet kommun.toml, IND004: av är true eller false."


def test_a_pack_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="finns inte"):
        load_pack(tmp_path / "saknas.toml")
    with pytest.raises(PackError, match="det är en mapp och ingen fil"):
        load_pack(tmp_path)
    with pytest.raises(PackError, match="rad 2 är inte skriven som TOML"):
        loaded(tmp_path, "regelmapp = 'egna'\n[regler")
    (tmp_path / "kommun.toml").write_bytes("# å".encode("cp1252"))
    with pytest.raises(PackError, match="inte sparad som UTF-8"):
        load_pack(tmp_path / "kommun.toml")


def test_a_pack_saved_by_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kommun.toml"
    path.write_text("[regler.AKT004]\nav = true", encoding="utf-8-sig")
    assert load_pack(path).off == ("AKT004",)


def test_a_municipality_adds_a_rule_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "egna").mkdir()
    (tmp_path / "egna" / "akt801_ansvarig_saknas.py").write_text(OWN_RULE, encoding="utf-8")
    pack = loaded(tmp_path, "regelmapp = 'egna'")
    assert pack.rules["AKT801"].title == "En aktivitet har en ansvarig"
    assert list(pack.rules) == sorted(pack.rules)


def own_rules(tmp_path: Path, **files: str) -> Pack:
    folder = tmp_path / "egna"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return loaded(tmp_path, "regelmapp = 'egna'")


def test_own_rules_import_what_stands_beside_them_and_are_read_anew(tmp_path: Path) -> None:
    with_helper = OWN_RULE.replace(
        "from xlplan", "from ._hjalp import RUBRIK\nfrom xlplan"
    ).replace('marks="Ansvarig"', "marks=RUBRIK")
    pack = own_rules(tmp_path, akt801_ansvarig=with_helper, _hjalp='RUBRIK = "Ansvarig"')
    assert pack.rules["AKT801"].marks == "Ansvarig"
    (tmp_path / "egna" / "_hjalp.py").write_text('RUBRIK = "Aktivitet"', encoding="utf-8")
    assert load_pack(tmp_path / "kommun.toml").rules["AKT801"].marks == "Aktivitet"


def test_two_packs_with_the_same_names_do_not_disturb_each_other(tmp_path: Path) -> None:
    titles = []
    for name in ("Ett", "Två"):
        (tmp_path / name).mkdir()
        changed = OWN_RULE.replace("En aktivitet har", f"{name}: en aktivitet har")
        titles.append(own_rules(tmp_path / name, akt801_ansvarig=changed).rules["AKT801"].title)
    assert titles == ["Ett: en aktivitet har en ansvarig", "Två: en aktivitet har en ansvarig"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (
            {"akt801_a": "def check(:\n    pass"},
            "akt801_a.py är inte skriven som Python. Titta på rad 1.",
        ),
        (
            {"akt801_a": '"""A."""\nfrom ._b import c', "_b": "x = (\n"},
            "_b.py är inte skriven som Python. Titta på rad 1.",
        ),
        (
            {"akt801_a": '"""A."""\nfrom ._b import c'},
            "akt801_a.py hämtar något ur _b, som inte finns.",
        ),
        (
            {"akt801_a": OWN_RULE.replace("{Aktivitet}", "{Aktivitet:zzz}")},
            "akt801_a.py: satsen ””{Aktivitet:zzz}” har ingen ansvarig.” har en form som inte "
            "finns. Kända former är belopp, kort och år.",
        ),
        (
            {"akt801_a": OWN_RULE.replace("do=", "do=5 or ")},
            "akt801_a.py: 5 är ingen sats; den skrivs som en text.",
        ),
        (
            {"akt801_a": OWN_RULE.replace("do=", "do={'': 5} or ")},
            "akt801_a.py: 5 är ingen sats; den skrivs som en text.",
        ),
        (
            {"akt801_a": '"""A."""\n1 / 0'},
            "akt801_a.py kan inte läsas in. Python säger: ZeroDivisionError: division by zero",
        ),
        (
            {"akt801_a": OWN_RULE.partition('"""\n\n')[2]},
            "akt801_a.py: filen ska börja med regeln som en mening, inom tre citattecken.",
        ),
        ({"akt801_a": '"""A."""'}, "akt801_a.py: en regelfil innehåller en regel; här finns 0."),
        (
            {"hjalp": ""},
            "hjalp.py: en regelfil heter som ind001_arsmal_saknas.py; det som reglerna delar "
            "börjar med _.",
        ),
        (
            {"akt801_a": OWN_RULE, "akt801_b": OWN_RULE},
            "AKT801 finns två gånger: akt801_a.py och akt801_b.py.",
        ),
        (
            {"akt001_a": OWN_RULE},
            "Regelpaketet kommun.toml: AKT001 är redan en regel i xlplan. Välj ett annat nummer.",
        ),
    ],
)
def test_a_slip_in_an_own_rule_is_told(
    tmp_path: Path, files: dict[str, str], sentence: str
) -> None:
    with pytest.raises(PackError) as told:
        own_rules(tmp_path, **files)
    assert str(told.value) == sentence


def test_an_own_rule_that_reads_an_unknown_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "egna").mkdir()
    wrong = OWN_RULE.replace('optional("Ansvarig")', 'optional("Ansvarig", "Kostnad")')
    (tmp_path / "egna" / "akt801_ansvarig_saknas.py").write_text(wrong, encoding="utf-8")
    with pytest.raises(PackError, match="tblAktiviteter har ingen kolumn Kostnad"):
        loaded(tmp_path, "regelmapp = 'egna'")


def test_rules_are_chosen_by_code_or_beginning() -> None:
    pack = load_pack()
    assert {rule_id[:3] for rule_id in pack.chosen(("bud", "IND001")).rules} == {"BUD", "IND"}
    assert "BUD001" not in pack.chosen((), ("BUD001",)).rules
    with pytest.raises(PackError, match="Ingen regel börjar med ”XYZ”"):
        pack.chosen(("XYZ",))
