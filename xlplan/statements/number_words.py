"""Numbers, and shares, in Swedish words."""

from __future__ import annotations

_ONES = dict(
    zip(
        [
            "två",
            "tre",
            "fyra",
            "fem",
            "sex",
            "sju",
            "åtta",
            "nio",
            "tio",
            "elva",
            "tolv",
            "tretton",
            "fjorton",
            "femton",
            "sexton",
            "sjutton",
            "arton",
            "nitton",
        ],
        range(2, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"],
        range(20, 100, 10),
        strict=True,
    )
)
NUMBER_WORDS: dict[str, int] = {
    **_ONES,
    **_TENS,
    **{
        ten + one: _TENS[ten] + n
        for ten in _TENS
        for one, n in {"en": 1, "ett": 1, **_ONES}.items()
        if n < 10
    },
    "hundra": 100,
}
SHARES = {
    "hälften": 50.0,
    "halva": 50.0,
    "varannan": 50.0,
    "en tredjedel": 100 / 3,
    "två tredjedelar": 200 / 3,
    "var tredje": 100 / 3,
    "en fjärdedel": 25.0,
    "var fjärde": 25.0,
    "tre fjärdedelar": 75.0,
    "en femtedel": 20.0,
    "var femte": 20.0,
    "två femtedelar": 40.0,
    "tre femtedelar": 60.0,
    "fyra femtedelar": 80.0,
    "en tiondel": 10.0,
    "var tionde": 10.0,
}
"""Per cent."""
