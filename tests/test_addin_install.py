"""Installing the add-in and asking what stops it, on Windows and Mac machines made of folders."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlplan.cli import addin as command
from xlplan.cli.main import cli, main
from xlplan.ribbon import FILE, folder, installing, status
from xlplan.ribbon.defender import CHILD_PROCESSES, DEFENDER, DEFENDER_MDM, WIN32_CALLS
from xlplan.ribbon.installing import (
    InstallError,
    NoExcelError,
    expanded,
    install,
    places,
    read_settings,
    uninstall,
)
from xlplan.ribbon.policies import OFFICE_OWN, OFFICE_POLICY, on_network
from xlplan.ribbon.status_line import StatusLevel
from xlplan.version import __version__

SECURITY = OFFICE_POLICY + r"\Excel\Security"
LOCATIONS = SECURITY + r"\Trusted Locations"
COMMON = OFFICE_POLICY + r"\Common\Security"


class FakeMachine:
    """A machine below a folder; what the system would know stands in its fields."""

    def __init__(self, system: str, root: Path, user: str = "Åsa Öberg") -> None:
        self.system = system
        self.home = root / user
        self.settings_encoding = "cp1252" if system == "Windows" else "utf-8"
        self.variables: dict[str, str] = {}
        self.keys: dict[tuple[str, str], dict[str, object]] = {}
        self.answers: dict[str, str] = {"import xlplan.addin": __version__}
        self.from_internet = False
        self.excel = False
        if system == "Windows":
            local = self.home / "AppData" / "Local"
            self.variables = {
                "APPDATA": str(self.home / "AppData" / "Roaming"),
                "LOCALAPPDATA": str(local),
                "USERPROFILE": str(self.home),
            }
            scripts = local / "xlplan" / "venv" / "Scripts"
            self.python = scripts / "python.exe"
            others = [scripts / "pythonw.exe"]
        else:
            self.python = self.home / "xlplan" / "bin" / "python"
            others = []
        for file in (self.python, *others):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"")

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def registry(self, hive: str, key: str) -> dict[str, object]:
        return self.keys.get((hive, key), {})

    def subkeys(self, hive: str, key: str) -> list[str]:
        below = [
            name.removeprefix(key + "\\")
            for owner, name in self.keys
            if owner == hive and name != key
        ]
        return [name for name in below if "\\" not in name]

    def marked(self, file: Path) -> bool:
        return self.from_internet

    def answer(self, asked: Sequence[str]) -> str | None:
        return next((told for part, told in self.answers.items() if part in " ".join(asked)), None)

    def excel_is_open(self) -> bool:
        return self.excel

    def policy(self, key: str, name: str, value: object, hive: str = "HKCU") -> None:
        self.keys.setdefault((hive, key), {})[name] = value


@pytest.fixture
def windows(tmp_path: Path) -> FakeMachine:
    return FakeMachine("Windows", tmp_path)


@pytest.fixture
def mac(tmp_path: Path) -> FakeMachine:
    return FakeMachine("Darwin", tmp_path, "asa")


def stops(machine: FakeMachine) -> list[str]:
    return [line.what for line in status.status(machine) if line.mark is StatusLevel.STOP]


def known(machine: FakeMachine) -> list[str]:
    return [line.what for line in status.status(machine) if line.mark is StatusLevel.KNOW]


def changed_copy(out: Path, old: bytes, new: bytes, *, signed: bool = False) -> Path:
    """The add-in with something else in its properties, as IT or another version would have it."""
    with zipfile.ZipFile(folder() / FILE) as parts, zipfile.ZipFile(out, "w") as copy:
        for name in parts.namelist():
            data = parts.read(name)
            copy.writestr(name, data.replace(old, new) if name == "docProps/core.xml" else data)
        if signed:
            copy.writestr("xl/vbaProjectSignature.bin", b"signature")
    return out


def test_windows_gets_the_addin_and_settings_that_vba_reads(windows: FakeMachine) -> None:
    told = install(windows)
    start = windows.home / "AppData/Roaming/Microsoft/Excel/XLSTART"
    assert (start / FILE).read_bytes() == (folder() / FILE).read_bytes()
    settings = windows.home / ".xlplan" / "xlplan.conf"
    written = settings.read_bytes().decode("cp1252")
    interpreter = str(Path("%LOCALAPPDATA%/xlplan/venv/Scripts/pythonw.exe"))
    assert written == f'"XLPLAN","{__version__}"\r\n"INTERPRETER_WIN","{interpreter}"\r\n'
    assert told == [f"Skrev {settings}: {interpreter}", f"Installerade {start / FILE}"]
    assert expanded(windows, interpreter) == windows.python.with_name("pythonw.exe")
    assert stops(windows) == []
    assert [file.name for file in start.iterdir()] == [FILE]


def test_without_pythonw_python_itself_is_run(windows: FakeMachine) -> None:
    windows.python.with_name("pythonw.exe").unlink()
    install(windows)
    assert (read_settings(windows, places(windows)) or {})["INTERPRETER_WIN"].endswith("python.exe")


def test_a_mac_gets_the_applescript_too(mac: FakeMachine) -> None:
    install(mac)
    where = places(mac)
    assert where.script is not None and "VbaHandler" in where.script.read_text("utf-8")
    assert where.settings == mac.home / "Library/Containers/com.microsoft.Excel/Data/xlplan.conf"
    assert '"INTERPRETER_MAC","$HOME/xlplan/bin/python"\n' in where.settings.read_text("utf-8")
    assert "Group Containers" in str(where.addin)
    assert stops(mac) == []
    uninstall(mac)
    assert not any(file.is_file() for file in (where.addin, where.settings, where.script))


def test_an_applescript_that_was_there_stays(mac: FakeMachine) -> None:
    script = places(mac).script
    assert script is not None
    script.parent.mkdir(parents=True)
    script.write_text("xlwings' own")
    install(mac)
    install(mac)
    uninstall(mac)
    assert script.read_text() == "xlwings' own"


def test_installing_again_replaces_and_keeps_knowing_what_is_ours(mac: FakeMachine) -> None:
    install(mac)
    install(mac)
    assert uninstall(mac)[-1].startswith("Tog bort")
    assert not (places(mac).script or Path()).is_file()


def test_linux_is_told_kindly_where_to_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoExcelError, match="xlplan check granskar boken"):
        install(FakeMachine("Linux", tmp_path))


def test_a_file_that_is_not_ours_is_never_replaced_nor_removed(windows: FakeMachine) -> None:
    where = places(windows)
    where.addin.parent.mkdir(parents=True)
    where.addin.write_bytes(b"somebody else's")
    with pytest.raises(InstallError, match="inte gjord av xlplan och skrivs inte över"):
        install(windows)
    assert not where.settings.exists()
    assert uninstall(windows) == [f"{where.addin} är inte gjord av xlplan och får vara kvar."]
    assert where.addin.read_bytes() == b"somebody else's"
    assert stops(windows)[0] == f"{where.addin} är inte xlplans tillägg."


def test_settings_that_it_has_put_there_are_kept(windows: FakeMachine) -> None:
    where = places(windows)
    where.settings.parent.mkdir(parents=True)
    theirs = '"INTERPRETER_WIN","%LOCALAPPDATA%/xlplan/venv/Scripts/pythonw.exe"\r\n'
    where.settings.write_bytes(theirs.encode())
    assert (
        install(windows)[0] == f"{where.settings} är inte gjord av xlplan och får vara som den är."
    )
    assert where.settings.read_bytes() == theirs.encode()
    assert stops(windows) == []
    assert "ändras inte av xlplan addin install" in known(windows)[0]
    uninstall(windows)
    assert where.settings.exists() and not where.addin.exists()


def test_a_path_that_vba_cannot_read_is_told_and_nothing_is_written(windows: FakeMachine) -> None:
    windows.variables.pop("LOCALAPPDATA")
    windows.variables.pop("USERPROFILE")
    windows.python = windows.home.parent / "Łódź" / "python.exe"
    with pytest.raises(InstallError, match="tecken som Excels makron inte kan läsa"):
        install(windows)
    assert not places(windows).addin.exists()


@pytest.mark.parametrize(
    ("excel", "said"), [(True, "för Excel är öppet"), (False, "Be IT om skrivrätt")]
)
def test_a_locked_file_is_told_with_what_to_do(
    windows: FakeMachine, monkeypatch: pytest.MonkeyPatch, excel: bool, said: str
) -> None:
    install(windows)
    windows.excel = excel

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("xlplan.ribbon.installing.write_whole", locked)
    with pytest.raises(InstallError, match=said):
        install(windows)
    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(InstallError, match=said):
        uninstall(windows)


def test_the_copy_that_it_has_signed_is_installed(windows: FakeMachine, tmp_path: Path) -> None:
    signed = changed_copy(
        tmp_path / "signerad.xlam", b"lastModifiedBy>xlplan<", b"lastModifiedBy>IT<", signed=True
    )
    install(windows, signed)
    assert places(windows).addin.read_bytes() == signed.read_bytes()
    windows.policy(COMMON, "requirealwaysonmacrosig", 1)
    windows.policy(SECURITY, "requireaddinsig", 1)
    windows.policy(SECURITY, "vbawarnings", 3)
    windows.policy(LOCATIONS, "alllocationsdisabled", 1)
    assert stops(windows) == []
    install(windows)
    assert len(stops(windows)) == 3


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            lambda path: changed_copy(path, __version__.encode(), b"9.9.9"),
            "är byggd för xlplan 9.9.9",
        ),
        (
            lambda path: changed_copy(path, b">xlplan</dc:title>", b">Annat</dc:title>"),
            "är inte xlplans tillägg",
        ),
        (lambda path: path, "går inte att läsa"),
    ],
)
def test_a_wrong_signed_file_is_refused(
    windows: FakeMachine, tmp_path: Path, made: object, said: str
) -> None:
    assert callable(made)
    with pytest.raises(InstallError, match=said):
        install(windows, made(tmp_path / "signerad.xlam"))
    assert not places(windows).addin.exists()


def test_status_of_a_machine_without_it(windows: FakeMachine) -> None:
    assert stops(windows) == [
        f"Tillägget är inte installerat i {places(windows).addin.parent}.",
        f"{places(windows).settings} säger inte vilken Python som ska köras.",
    ]
    assert uninstall(windows) == ["Tillägget är inte installerat, så det fanns inget att ta bort."]


def test_status_after_an_update(windows: FakeMachine) -> None:
    install(windows)
    changed_copy(places(windows).addin, __version__.encode(), b"0.0.1")
    windows.answers = {"import xlplan.addin": "0.0.1"}
    assert stops(windows) == [
        f"Tillägget är från xlplan 0.0.1, men här finns {__version__}.",
        f"{windows.python.with_name('pythonw.exe')} har xlplan 0.0.1, men här finns {__version__}.",
    ]


def test_status_of_a_python_that_is_gone_or_lacks_xlplan(windows: FakeMachine) -> None:
    install(windows)
    windows.answers = {}
    assert stops(windows) == [f"{windows.python.with_name('pythonw.exe')} kan inte köra xlplan."]
    shutil.rmtree(windows.python.parent)
    assert "finns inte, men" in stops(windows)[0]


POLICIES = [
    (OFFICE_POLICY + r"\Common", "vbaoff", 1, "VBA är avstängt i hela Office (vbaoff)."),
    (
        SECURITY,
        "disablealladdins",
        1,
        "Alla programtillägg i Excel är avstängda (disablealladdins).",
    ),
    (
        SECURITY,
        "requireaddinsig",
        1,
        "Programtillägg måste vara signerade (requireaddinsig), och det här är det inte.",
    ),
    (
        COMMON,
        "requirealwaysonmacrosig",
        1,
        "Makron som laddas när Excel startar måste vara signerade (requirealwaysonmacrosig), och "
        "det här är det inte.",
    ),
    (
        LOCATIONS,
        "alllocationsdisabled",
        1,
        "Betrodda platser är avstängda eller styrs av IT, och Excels startmapp är inte en av dem.",
    ),
    (
        OFFICE_OWN + r"\Excel\Security\Trusted Locations",
        "alllocationsdisabled",
        1,
        "Betrodda platser är avstängda eller styrs av IT, och Excels startmapp är inte en av dem.",
    ),
    (
        COMMON + r"\Trusted Locations",
        "allow user locations",
        0,
        "Betrodda platser är avstängda eller styrs av IT, och Excels startmapp är inte en av dem.",
    ),
]


@pytest.mark.parametrize(
    ("key", "name", "value", "said"), POLICIES, ids=[policy[1] for policy in POLICIES]
)
def test_a_policy_that_stops_macros_is_named(
    windows: FakeMachine, key: str, name: str, value: int, said: str
) -> None:
    install(windows)
    windows.policy(key, name, value)
    assert stops(windows) == [said]
    assert all(
        line.do.startswith("IT:")
        for line in status.status(windows)
        if line.mark is StatusLevel.STOP
    )


@pytest.mark.parametrize("setting", [2, 3, 4])
def test_the_macro_setting_does_not_matter_in_a_trusted_folder(
    windows: FakeMachine, setting: int
) -> None:
    install(windows)
    windows.policy(SECURITY, "vbawarnings", setting)
    assert stops(windows) == []
    windows.policy(LOCATIONS, "alllocationsdisabled", 1)
    assert stops(windows)[0].endswith(f"(VBAWarnings {setting}).")


def test_a_location_that_it_trusts_counts(windows: FakeMachine) -> None:
    install(windows)
    windows.policy(COMMON + r"\Trusted Locations", "allow user locations", 0)
    windows.policy(LOCATIONS + r"\Location3", "path", "%APPDATA%/Microsoft")
    assert len(stops(windows)) == 1
    windows.policy(LOCATIONS + r"\Location3", "allowsubfolders", 1)
    assert stops(windows) == []


@pytest.mark.parametrize("state", ["1", 1])
@pytest.mark.parametrize("key", DEFENDER)
def test_defender_s_rule_against_child_processes_is_named(
    windows: FakeMachine, key: str, state: object
) -> None:
    install(windows)
    windows.policy(key, CHILD_PROCESSES, state, "HKLM")
    assert stops(windows) == [
        f"Defender: Office får inte starta andra program (regel {CHILD_PROCESSES}, blockera)."
    ]


def test_defender_s_rules_by_device_management(windows: FakeMachine) -> None:
    install(windows)
    windows.policy(DEFENDER_MDM, "asrrules", f"{CHILD_PROCESSES.upper()}=2|{WIN32_CALLS}=1", "HKLM")
    assert stops(windows) == []
    assert [line.split(" (")[0] for line in known(windows)] == [
        "Defender: Office får inte starta andra program",
        "Defender: Makron får inte anropa Windows egna funktioner",
    ]


def test_folders_on_the_network_and_in_onedrive_are_told(windows: FakeMachine) -> None:
    install(windows)
    windows.variables["OneDriveCommercial"] = str(windows.home).upper()
    assert len(known(windows)) == 2
    assert on_network(r"\\server\hem\asa") and not on_network("C:\\Users")


def test_the_mark_of_the_web_and_an_open_excel_are_told(windows: FakeMachine) -> None:
    install(windows)
    windows.from_internet = windows.excel = True
    assert stops(windows) == [
        f"{FILE} är märkt som hämtad från internet, och Excel stänger av dess makron."
    ]
    assert known(windows) == ["Excel är öppet."]


def test_what_stops_a_mac_is_told(mac: FakeMachine) -> None:
    install(mac)
    changed_copy(places(mac).addin, b"xlwings 0.", b"xlwings 9.")
    (places(mac).script or Path()).unlink()
    mac.answers |= {
        "VisualBasicMacroExecutionState": "DisabledWithoutWarnings",
        "VisualBasicEntirelyDisabled": "1",
        "DisableVisualBasicMacScript": "0",
    }
    assert [what.split(",")[0].split(" (")[0] for what in stops(mac)] == [
        f"{places(mac).script} saknas",
        stops(mac)[1].split(",")[0],
        "VBA är avstängt i hela Office",
        "Makron är avstängda i Office",
    ]
    assert stops(mac)[1].startswith("Tillägget är byggt med xlwings 9.")


def test_a_blank_in_the_path_stops_a_mac(tmp_path: Path) -> None:
    mac = FakeMachine("Darwin", tmp_path, "asa berg")
    install(mac)
    assert "har blanksteg" in stops(mac)[0]


def test_the_commands_tell_and_give_their_codes(
    windows: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_machine", lambda: windows)
    run = CliRunner().invoke
    result = run(cli, ["addin", "status"], standalone_mode=False)
    assert result.return_value == 1
    assert (
        "→ Kör xlplan addin install." in result.output
        and "2 saker hindrar knapparna." in result.output
    )
    result = run(cli, ["addin", "install"], standalone_mode=False)
    assert (result.return_value, result.output.splitlines()[-1]) == (
        0,
        "Starta om Excel, så finns fliken Verksamhetsplan där.",
    )
    windows.policy(DEFENDER[0], CHILD_PROCESSES, "1", "HKLM")
    result = run(cli, ["addin", "install"], standalone_mode=False)
    assert result.return_value == 1 and "Det här hindrar knapparna än:" in result.output
    result = run(cli, ["addin", "uninstall"], standalone_mode=False)
    assert result.return_value == 0 and result.output.count("Tog bort") == 2


@pytest.mark.parametrize("name", ["install", "status", "uninstall"])
def test_without_excel_the_code_is_3(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_machine", lambda: FakeMachine("Linux", tmp_path))
    with pytest.raises(SystemExit) as ended:
        main(["addin", name])
    assert ended.value.code == 3
    assert capsys.readouterr().err.startswith("Knapparna i Excel finns för Windows och macOS")


def test_build_writes_the_same_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / FILE
    with pytest.raises(SystemExit) as ended:
        main(["addin", "build", "--out", str(out)])
    assert ended.value.code == 0
    assert out.read_bytes() == (folder() / FILE).read_bytes()
    with pytest.raises(SystemExit) as ended:
        main(["addin", "build", "--out", str(tmp_path / "xlplan.xlsx")])
    assert ended.value.code == 2
    assert "slutar på .xlam" in capsys.readouterr().err


def test_why_a_file_cannot_be_written_or_read_is_told_in_swedish(
    windows: FakeMachine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "finns inte" / FILE
    with pytest.raises(SystemExit) as ended:
        main(["addin", "build", "--out", str(out)])
    assert (ended.value.code, capsys.readouterr().err) == (
        3,
        f"{out} kunde inte skrivas: mappen finns inte.\n",
    )
    with pytest.raises(
        InstallError,
        match=r"xlplan\.xlam går inte att läsa: filen finns inte\. Kontrollera sökvägen",
    ):
        install(windows, out)

    def refuse(file: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(installing, "write_whole", refuse)
    with pytest.raises(
        InstallError, match=r"kunde inte skrivas: åtkomst nekas\. Be IT om skrivrätt i mappen"
    ):
        install(windows)
