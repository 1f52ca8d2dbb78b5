"""Microsoft Defender's attack surface reduction rules, as far as they concern the buttons, which
start a process.

Source: Microsoft Learn, Attack surface reduction rules reference: the rules' GUIDs and states.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.ribbon.machine import COMPUTER, Machine
from xlplan.ribbon.status_line import StatusLine, good, know, stop

DEFENDER = (
    r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
DEFENDER_MDM = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
WIN32_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
BLOCK, AUDIT, WARN = 1, 2, 6
"""States of a Defender rule; 0 is off and 5 not configured."""


def defender(machine: Machine) -> Iterator[StatusLine]:
    """What Defender's rules say of a button that starts a process."""
    exempt = (
        "IT: gör ett undantag för den här regeln och tillägget, eller ställ den på granskning i "
        "pilotgruppen (docs/it.md). Tills dess finns xlplan watch och xlplan check."
    )
    for rule, named, stops in (
        (CHILD_PROCESSES, "Office får inte starta andra program", True),
        (WIN32_CALLS, "Makron får inte anropa Windows egna funktioner", False),
    ):
        state = _rule_state(machine, rule)
        if state == BLOCK:
            yield (stop if stops else know)(f"Defender: {named} (regel {rule}, blockera).", exempt)
        elif state == WARN:
            yield know(f"Defender: {named} (regel {rule}, varna). Användaren får en fråga.", exempt)
        elif state == AUDIT:
            yield know(f"Defender: {named} (regel {rule}, granska). Knapparna fungerar men loggas.")
    if _rule_state(machine, CHILD_PROCESSES) in (None, 0, 5):
        yield good("Ingen känd princip i Defender hindrar Excel från att starta Python.")


def _rule_state(machine: Machine, rule: str) -> int | None:
    """A rule's state: by device management, by group policy, or set on the machine; None if
    nowhere."""
    managed = str(machine.registry(COMPUTER, DEFENDER_MDM).get("asrrules", ""))
    states = dict(pair.casefold().split("=", 1) for pair in managed.split("|") if "=" in pair)
    told = [states.get(rule), *(machine.registry(COMPUTER, key).get(rule) for key in DEFENDER)]
    return next((int(str(state)) for state in told if str(state).strip().isdigit()), None)
