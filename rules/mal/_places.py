"""What MAL001 says of a goal in the wrong place: a sentence a level and fault, as "Enhetsmål, saknas"."""

from ._tree import PARENT_LEVEL, TOP

A_GOAL = {
    TOP: "ett av KF:s inriktningsmål",
    "KF:s mål för verksamhetsområdet": "ett av KF:s mål för verksamhetsområdet",
    "Nämndmål": "ett nämndmål",
    "Enhetsmål": "ett enhetsmål",
}
GOAL = "Målet ”{namn:kort}” "
CHOOSE = "Välj nivå i listan: KF:s inriktningsmål, KF:s mål för verksamhetsområdet, Nämndmål eller Enhetsmål."

SAYS = {
    "ingen nivå": f"{GOAL}har ingen nivå.",
    "okänd nivå": f"{GOAL}har nivån ”{{Nivå}}”, som inte är någon av de fyra.",
    "mål, överst": f"{GOAL}är {A_GOAL[TOP]}, som står överst, men har Överordnat ”{{Överordnat}}”.",
}
DO = {
    "ingen nivå": CHOOSE,
    "okänd nivå": CHOOSE,
    "mål, överst": "Töm cellen Överordnat, eller rätta målets nivå.",
}
for level in (*PARENT_LEVEL, "mål"):  # "mål" is one whose level is none of the four
    due = PARENT_LEVEL.get(level, "")
    faults = {
        "saknas": "saknar Överordnat",
        "okänt": "har Överordnat ”{Överordnat}”, som inte finns på bladet Mål",
        "ring": "står under sig självt: {ring}",
        **{
            f"under {parent}": f"är {A_GOAL[level]} men står under {{Överordnat}}, som är {a_goal}"
            for parent, a_goal in A_GOAL.items()
            if due not in ("", parent)
        },
    }
    for fault, text in faults.items():
        SAYS[f"{level}, {fault}"] = f"{GOAL}{text}."
        DO[f"{level}, {fault}"] = f"Skriv Mål-ID för {A_GOAL.get(due, 'målet över')} i cellen Överordnat."
