"""What a sentence may look like, as patterns over its tokens' letters (see `words`).

In the notation here a capital or small letter is a token, and beside regular expressions' own signs

    _       any words that change nothing ("i år", "enhetens", "totalt")
    @       the same at a clause's beginning, where also "jämfört med 2025" may stand
    ~       what may stand before a verb of change: "har", "beräknas"
    $       the end of the statement: nothing, or what begins an added clause
    !       words that change nothing, and the end
    ?c      "jämfört med förra året", or nothing
    +c      the same, which must be there
    <name>  the token of that name: <s> what it is about, <v> a level, <by> a change, <before> what
            it is from …
"""

from __future__ import annotations

import re

_FILL = "[FTYBEn]*+"
"""Never given back, so that a long row of such words costs no more than its length."""
_COMPARED = f"C{_FILL}L{_FILL}"
_END = r"(?>(?:\([APQYB]\))?)(?=$|[,;:)]|K(?![APQN])|G|C)"
_SIGNS = {
    "?c": f"(?:{_COMPARED})?",
    "+c": f"(?:{_COMPARED})",
    "_": _FILL,
    "@": r"(?>(?:[FTYBEn]|C[FTBE]*+L[FTB]*+,?)*)",
    "~": f"{_FILL}(?:h{_FILL})?(?:V{_FILL})?",
    "$": _END,
    "!": _FILL + _END,
    **{f"<{name}>": f"(?P<{name}>S)" for name in ("s", "s2", "of")},
    **{f"<{name}>": f"(?P<{name}>[APN])" for name in ("v", "v2", "before")},
    "<by>": r"(?P<by>[APQ])",
    "<also>": r"(?:\((?P<also>[APQ])\))?",
    "<amount>": r"(?P<v>A)",
    "<percent>": r"(?P<v>P)",
}
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))


def _pattern(notation: str) -> re.Pattern[str]:
    return re.compile(_SIGN.sub(lambda match: _SIGNS[match[0]], notation))


SHARES = tuple(
    map(
        _pattern,
        (
            "@<s>_V_<percent>a_<of>!",  # lokalerna är 14 % av kostnaderna
            "@<percent>a_<of>_V_<s>!",  # hälften av kostnaderna är löner
        ),
    )
)
CHANGES = tuple(
    map(
        _pattern,
        (
            "@<s>~(?P<way>[UDW])_,?_?cr_<before>_,?t_<v>_?c$",  # ökar från … till …
            "@<s>~(?P<way>[UD])_?c,?_[mp]?_<by>_<also>_?c(?:,?_r_<before>_t_<v>_)?$",  # ökar med …
            "@~(?P<way>[UD])_<s>_m?_<by>_<also>_?c$",  # i år ökar kostnaden med …
            # en ökning med …
            "@<s>[FTYBEnKVWh,]*+(?P<way>[ud])_[mpa]?_<by>_<also>_?c(?P<definite>[VWG])?",
            "@(?P<way>[ud])[aF]*_<s>_[VWmp]_[mpt]?_<by>_<also>_?c$",  # ökningen av kostnaden är …
            "@<s>_,?_[VW]?_[mp]?_<by>_(?P<way>[MI])_+c$",  # är 200 tkr högre än förra året
            "@<s>_(?P<signed>[APQ])_+c$",  # +200 tkr jämfört med förra året
            "@<s>~(?P<way>[UDoud])_?c$",  # ökar jämfört med förra året
            "@<s>_[VW]_p?_(?P<way>[oMI])_?c$",  # är lägre än förra året
            "@<s>_[VW]?_p?_(?P<way>o)_L_$",  # är på samma nivå som förra året
            "@~(?P<way>[UD])_<s>_?c$",  # i år ökar kostnaden
        ),
    )
)
LEVELS = tuple(
    map(
        _pattern,
        (
            "@<s>_(?:[VW]_)?(?:[VW]_|g_)?[tp:]?_<v>!",  # är …, uppgår till …, "Lokaler: …"
            "@<s>_,_<v>_(?=\\Z|,?[KVW])",  # lokalerna, 3 810 tkr, är …
            "@<s>_\\(_<v>_\\)(?=\\Z|,?[KVW])",  # lokalerna (3 810 tkr) är …
            "@<s>_V_,_<v>!",  # lokalerna är den största posten, 3 810 tkr
            "@<s>_<v>(?=V_[MI])",  # utfallet 84 % är högre än …
            "@[VWh]_<s>_[VW]?_[tpa]?_<v>!",  # enheten har en nettobudget på …
            "@V_<s>[(,]_<amount>\\)?$",  # den största posten är personalkostnader (…)
            "@<s>_h[FTn]*np_<percent>!",  # enheten har en sjukfrånvaro på …
            "@[VW]_<amount>_<s>!",  # vi budgeterar … för livsmedel
            "@<s>~[UD]_t_<v>!",  # ökar till …
        ),
    )
)
SHARE_OF_PEOPLE = _pattern("@<s>@(?>(?:[VW]_)*)<percent>(?P<rest>[aFntpmTYE]*[VW]?[FnatpmVWEYT]*)$")
""" "84 % av brukarna är nöjda"."""
BOTH = _pattern("@<s>K<s2>_[VW]_[tp]?_<v>[RK]<v2>!")
""" "Intäkter och kostnader är 3,1 respektive 4,2 mnkr"."""
IDLE = _pattern("@<s>_[VW]_(?=[,K])")
"""A clause without a number, that says what the next is about: "lokalerna är den största posten och
…"."""
JOINT = re.compile(r"[,;)]*K?[FT]*")
COUNT = re.compile(
    r"(?:[FTYEn,]|B)*(?:[hVW][FTYEn]*|E[FT]*)(?P<v>N)F*(?P<k>k)(?=$|[,;:.(]|K|Y|[FT]*E?$|F*E$)"
    r"|(?:[FTYE])*(?P<k2>k)[FTYE]*[VW:]+(?P<v2>N)(?=$|[,;.])"
)
""" "Enheten har fem enhetsmål", "Antal enhetsmål är fem"."""
NEXT_COUNT = re.compile(r"[,K]+F*(?P<v>N)F*(?P<k>k)(?=$|[,;:.(]|K|Y)")
