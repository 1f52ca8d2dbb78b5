"""The policies of Office that say whether the add-in's macros may run: on Windows in the registry,
on macOS among the preferences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath

from xlplan.ribbon.installing import AddinFile, Places, expanded
from xlplan.ribbon.machine import COMPUTER, USER, Machine
from xlplan.ribbon.status_line import StatusLine, good, know, stop

OFFICE_POLICY = r"Software\Policies\Microsoft\Office\16.0"
OFFICE_OWN = r"Software\Microsoft\Office\16.0"


def windows_place(machine: Machine, where: Places) -> Iterator[StatusLine]:
    """The start folder, and whether Excel trusts what stands in it."""
    folder = str(where.addin.parent)
    locations = r"\Excel\Security\Trusted Locations"
    allowed = any(
        _on(machine, locations, "allownetworklocations", root)
        for root in (OFFICE_POLICY, OFFICE_OWN)
    )
    if on_network(folder) and not allowed:
        yield stop(
            f"Excels startmapp ligger på nätverket ({folder}), och nätverksmappar är inte "
            "betrodda.",
            "IT: lägg tillägget i en lokal betrodd plats, eller tillåt betrodda platser på "
            "nätverket för den mappen.",
        )
    if in_onedrive(machine, folder):
        yield know(
            f"Excels startmapp ligger i OneDrive ({folder}).",
            "IT: undanta AppData från omdirigeringen, eller lägg tillägget i en lokal betrodd "
            "plats.",
        )


def windows_macros(
    machine: Machine, where: Places, addin: AddinFile | None
) -> Iterator[StatusLine]:
    """The policies of Windows on macros, add-ins and trusted locations."""
    signed = addin is not None and addin.signed
    sign = "IT: signera tillägget (docs/it.md) och gör utgivaren betrodd."
    if _on(machine, r"\Common", "vbaoff"):
        yield stop(
            "VBA är avstängt i hela Office (vbaoff).",
            "IT: tillåt VBA i Excel för dem som ska ha knapparna.",
        )
    if _on(machine, r"\Excel\Security", "disablealladdins"):
        yield stop(
            "Alla programtillägg i Excel är avstängda (disablealladdins).",
            "IT: tillåt tillägg för dem som ska ha knapparna.",
        )
    for key, name, said in (
        (
            r"\Common\Security",
            "requirealwaysonmacrosig",
            "Makron som laddas när Excel startar måste vara signerade",
        ),
        (r"\Excel\Security", "requireaddinsig", "Programtillägg måste vara signerade"),
    ):
        if _on(machine, key, name) and not signed:
            yield stop(f"{said} ({name}), och det här är det inte.", sign)
    warnings = _macro_setting(machine)
    if _trusted(machine, where):
        yield good(f"Excel litar på {where.addin.parent}, och makron där får köras.")
    elif warnings == 1 or (signed and warnings in (None, 2, 3)):
        yield good("Betrodda platser är avstängda, men makron som det här får köras ändå.")
    else:
        yield stop(
            "Betrodda platser är avstängda eller styrs av IT, och Excels startmapp är inte en av "
            "dem" + (f" (VBAWarnings {warnings})." if warnings else "."),
            f"IT: gör {where.addin.parent} till betrodd plats med en princip. Eller: "
            f"{sign.removeprefix('IT: ')}",
        )


def _macro_setting(machine: Machine) -> int | None:
    """1 all macros, 2 asks, 3 only signed, 4 none; the policy goes before the user's own choice."""
    for key in (OFFICE_POLICY, OFFICE_OWN):
        value = machine.registry(USER, key + r"\Excel\Security").get("vbawarnings")
        if isinstance(value, int):
            return value
    return None


def _trusted(machine: Machine, where: Places) -> bool:
    """Whether Excel's start folder is a trusted location: it is one from the beginning, if policies
    leave it so."""
    if _on(machine, r"\Excel\Security\Trusted Locations", "alllocationsdisabled"):
        return False
    if _on(machine, r"\Excel\Security\Trusted Locations", "alllocationsdisabled", OFFICE_OWN):
        return False
    only_policy = machine.registry(USER, OFFICE_POLICY + r"\Common\Security\Trusted Locations").get(
        "allow user locations"
    )
    if only_policy != 0:
        return True
    return any(_covers(machine, where, location) for location in _policy_locations(machine))


def _policy_locations(machine: Machine) -> Iterator[dict[str, object]]:
    for program in ("Excel", "Common"):
        key = rf"{OFFICE_POLICY}\{program}\Security\Trusted Locations"
        for name in machine.subkeys(USER, key):
            yield machine.registry(USER, rf"{key}\{name}")


def _covers(machine: Machine, where: Places, location: dict[str, object]) -> bool:
    path = PureWindowsPath(str(expanded(machine, str(location.get("path", ""))).as_posix()))
    folder = PureWindowsPath(where.addin.parent.as_posix())
    if not path.name:
        return False
    return folder == path or (location.get("allowsubfolders") == 1 and folder.is_relative_to(path))


def _on(machine: Machine, key: str, name: str, root: str = OFFICE_POLICY) -> bool:
    return any(machine.registry(hive, root + key).get(name) == 1 for hive in (USER, COMPUTER))


def mac(machine: Machine, where: Places, addin: AddinFile | None) -> Iterator[StatusLine]:
    """The AppleScript by which Excel on a Mac may start Python, and the macro policies of the
    machine."""
    assert where.script is not None
    if not where.script.is_file():
        yield stop(
            f"{where.script} saknas, och då får Excel inte starta Python.",
            "Kör xlplan addin install.",
        )
    else:
        yield good(f"Excel får starta Python genom {where.script}")
    if addin is not None and f"xlwings-{addin.xlwings}.applescript" != where.script.name:
        yield stop(
            f"Tillägget är byggt med xlwings {addin.xlwings}, men här finns en annan. På Mac måste "
            "de vara lika.",
            f"Kör: pip install xlwings=={addin.xlwings} och sedan xlplan addin install.",
        )
    for name, bad, said in (
        ("VisualBasicEntirelyDisabled", "1", "VBA är avstängt i hela Office"),
        (
            "VisualBasicMacroExecutionState",
            "DisabledWithoutWarnings",
            "Makron är avstängda i Office",
        ),
        ("DisableVisualBasicMacScript", "1", "Makron får inte använda AppleScript"),
    ):
        if machine.answer(("/usr/bin/defaults", "read", "com.microsoft.office", name)) == bad:
            yield stop(f"{said} ({name}).", "IT: ändra inställningen för dem som ska ha knapparna.")


def in_onedrive(machine: Machine, path: str) -> bool:
    """Whether a path lies in a folder that OneDrive synchronises."""
    folders = [
        machine.variable(name) for name in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive")
    ]
    if any(folder and path.casefold().startswith(folder.casefold()) for folder in folders):
        return True
    return "/library/cloudstorage/onedrive" in path.casefold()


def on_network(path: str) -> bool:
    """Whether a path is a share's (UNC)."""
    return path.startswith(("\\\\", "//"))
