"""Texts as a file may hold them and a page has room for them."""

from __future__ import annotations

import re

BREAK = "\N{ZERO WIDTH SPACE}"
"""A place to break a line at, where no hyphen stands."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONG = re.compile(r"\S{20,}")
_SIGN = re.compile(r"[@._/=&?+]")
_TENS = re.compile(r".{1,10}")


def clean(text: str) -> str:
    """The text with every kind of line break as "\\n", a tab as a blank, and without what no file
    may hold."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def supple(text: str, longest: int = 40) -> str:
    """The text with places to break lines at in what no hyphen can part (an address, a word without
    end): it would leave its column or the page."""
    if not _LONG.search(text):
        return text
    parted = _LONG.sub(lambda word: _SIGN.sub(f"\\g<0>{BREAK}", word[0]), text)
    endless = rf"[^\s{BREAK}]{{{longest},}}"
    return re.sub(endless, lambda word: BREAK.join(_TENS.findall(word[0])), parted)
