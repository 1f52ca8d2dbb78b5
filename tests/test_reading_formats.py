"""Number formats as Excel shows them in Swedish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS

from xlplan.reading.formats import BUILTIN, is_percent, shown

SHOWN: list[tuple[float, str, str]] = [
    (20565.0, "", "20565"),
    (20565.0, "General", "20565"),
    (0.1 + 0.2, "", "0,3"),
    (1 / 3, "", "0,333333333"),
    (-1.5, "", "−1,5"),
    (0.0, "", "0"),
    (-0.0, "", "0"),
    (123456789012.0, "", "1,23457E+11"),
    (12345678901.0, "", "12345678901"),
    (2.6, "0", "3"),
    (2.5, "0", "3"),
    (-2.5, "0", "−3"),
    (-0.4, "0", "0"),
    (2.0, "0.00", "2,00"),
    (20565.0, "#,##0", "20 565"),
    (1234567.891, "#,##0.00", "1 234 567,89"),
    (20565.0, "# ##0", "20 565"),
    (1234567.0, "#\N{NO-BREAK SPACE}##0", "1 234 567"),
    (565.0, "# ##0", "565"),
    (0.85, "0%", "85 %"),
    (0.85, "0 %", "85 %"),
    (0.85, '0" %"', "1 %"),
    (0.285, "0.0%", "28,5 %"),
    (0.285 * 100 / 100, "0.0 %", "28,5 %"),
    (0.28499999999999998, "0%", "29 %"),
    (1.005, "0.00", "1,01"),
    (-0.02, "0.0%", "−2,0 %"),
    (0.5, "0.##", "0,5"),
    (3.0, "0.##", "3"),
    (0.5, "#.0", ",5"),
    (7.0, "000", "007"),
    (1e300, "0.0", "1" + "0" * 300 + ",0"),
    (360.0, '0 "st"', "360 st"),
    (360.0, "0\\ \\s\\t", "360 st"),
    (1200.0, '#,##0\\ "kr"', "1 200 kr"),
    (1200.0, "#,##0\\ [$kr-41D]", "1 200 kr"),
    (1200.0, "[$-41D]#,##0", "1 200"),
    (1200.0, "[$SEK] #,##0", "SEK 1 200"),
    (1200000.0, '#,##0, "tkr"', "1 200 tkr"),
    (1250000.0, '0.0,, "mnkr"', "1,3 mnkr"),
    (-1200.0, "#,##0;[Red]-#,##0", "−1 200"),
    (-1200.0, "#,##0;(#,##0)", "(1 200)"),
    (0.0, '0;-0;"ingen"', "ingen"),
    (0.0, "0;-0;–", "–"),
    (5.0, "_-* #,##0_-;-* #,##0_-;_-* -??_-;_-@_-", "5"),
    (5.0, '+0;-0;"±"0', "+5"),
    (5.0, "@", "5"),
    (0.5, "# ?/?", "0,5"),
    (1234.0, "0.00E+00", "1234"),
    (1234.0, "[>1000]0;0", "1234"),
    (1234.0, "yyyy-mm-dd", "1234"),
    (85551234.0, '00-00 "x" 00', "85551234"),
    (4.0, '"bara ord"', "4"),
    (4.0, ";;;", "4"),
    (4.0, '"', "4"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_shown(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.0 %", True),
        ("#,##0.00%;[Red]-0%", True),
        ('0 "%"', False),
        ("0 \\%", False),
        ("", False),
        ("General", False),
        ("@", False),
        ("yyyy-mm-dd", False),
        ("%0", True),
    ],
)
def test_is_percent(code: str, percent: bool) -> None:
    assert is_percent(code) is percent


def test_builtin_formats_are_excels() -> None:
    for number in (1, 2, 3, 4, 9, 10, 11, 12, 13, 49):
        assert BUILTIN[str(number)] == BUILTIN_FORMATS[number]


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet='0#?.,% "\\;-_*[]$kr@E+/', max_size=12),
)
def test_any_code_shows_something_without_line_breaks(value: float, code: str) -> None:
    assert not {" ", "\n"} & set(shown(value, code))
    assert isinstance(is_percent(code), bool)
