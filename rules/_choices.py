"""Values that the contract allows: kinds of book, phases, and what the drop-downs offer."""

UNIT, BOARD, REGISTER = "unit", "board", "register"
KINDS = (UNIT, BOARD, REGISTER)
"""Whose book it is: a unit's, the board's own, or the register that unit books are made from and
compared with."""
PLANS = (UNIT, BOARD)

PHASES = ("VP", "T1", "T2", "VB")
LEVELS = ("KF:s inriktningsmål", "KF:s mål för verksamhetsområdet", "Nämndmål", "Enhetsmål")
JUDGEMENTS = ("Uppfylls helt", "Uppfylls delvis", "Uppfylls ej", "Ingen")
PERIODS = ("År", "Tertial", "Månad", "Halvår")
BETTER = ("Högre", "Lägre")
MONEY_UNITS = ("kr", "tkr", "mnkr")
YES_NO = ("Ja", "Nej")
LINE_TYPES = ("intäkt", "kostnad", "varav", "summa intäkter", "summa kostnader", "netto")
FRAME_LINES = ("område", "varav", "summa")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
SEVERITIES = ("Fel", "Varning", "Notis")
