"""What differs between two texts of a goal, as few words as possible."""

from collections.abc import Mapping

ALIKE = 0.6
"""Share of words that two texts have in common, when one of them is the other with a slip."""


def difference(own: str, registered: str) -> Mapping[str, str | None]:
    """`fall` (of MAL004), `här` (the words that stand in the book), `där` (those of the register)
    and `före`, where words are missing."""
    from rapidfuzz.distance import LCSseq  # only where texts differ

    words, others = own.split(), registered.split()
    bare, others_bare = ([_bare(word) for word in text] for text in (words, others))
    changes = [code for code in LCSseq.opcodes(bare, others_bare) if code.tag != "equal"]
    if not changes or LCSseq.normalized_similarity(bare, others_bare) < ALIKE:
        return _told("annan text" if changes else None)
    first, last = changes[0], changes[-1]
    here, there = words[first.src_start : last.src_end], others[first.dest_start : last.dest_end]
    if not here:
        after = words[first.src_start :]
        return _told(
            "för lite", there=there, before=f"före ”{after[0].strip(',.;:')}”" if after else "sist"
        )
    return _told("annat" if there else "för mycket", here, there)


def _bare(word: str) -> str:
    """A word for comparing; a lone dash is itself."""
    return (
        "".join(letter for letter in word.lower() if letter.isalnum() or letter in "%+<>") or word
    )


def _told(
    case: str | None,
    here: list[str] | None = None,
    there: list[str] | None = None,
    before: str = "",
) -> Mapping[str, str | None]:
    shown = (" ".join(words or ()).strip(" ,.;:") for words in (here, there))
    return {"fall": case, "här": next(shown), "där": next(shown), "före": before}
