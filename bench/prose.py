"""Swedish running text of any length for generated books: plain, varied, and about nobody."""

from __future__ import annotations

from random import Random

_WHO = (
    "Arbetslaget",
    "Personalen",
    "Enheten",
    "Ledningsgruppen",
    "Verksamheten",
    "Varje avdelning",
    "Samordnaren",
    "Köket",
    "Planeringsgruppen",
    "Vaktmästaren",
    "Handledaren",
    "Den som ansvarar för schemat",
)
_DOES = (
    "följer upp",
    "utvecklar",
    "dokumenterar",
    "planerar",
    "ser över",
    "går igenom",
    "förbättrar",
    "samlar in synpunkter på",
    "informerar om",
    "prövar nya sätt att ordna",
    "stämmer av",
    "tar ansvar för",
)
_WHAT = (
    "rutinerna för överlämning",
    "måltidernas innehåll",
    "introduktionen av nya medarbetare",
    "utemiljön",
    "bemanningen",
    "samverkan med biblioteket",
    "arbetet med egenkontroll",
    "det förebyggande brandskyddet",
    "lokalernas användning",
    "den årliga enkäten",
    "kompetensutvecklingen",
    "inköpen av förbrukningsmaterial",
    "det digitala stödet",
)
_HOW = (
    "vid månadens möte",
    "tillsammans med de boende",
    "enligt den gemensamma rutinen",
    "i dialog med vårdnadshavarna",
    "under våren och hösten",
    "med stöd av kvalitetsgruppen",
    "i det dagliga arbetet",
    "utifrån resultaten i enkäten",
    "så att alla vet vad som gäller",
    "och redovisar resultatet för nämnden",
    "innan semesterperioden börjar",
)


def sentence(random: Random) -> str:
    return " ".join(random.choice(words) for words in (_WHO, _DOES, _WHAT, _HOW)) + "."


def prose(random: Random, characters: int) -> str:
    """Paragraphs of two to five sentences, at most about that many characters."""
    paragraphs: list[str] = []
    left = characters
    while left > 0:
        paragraph = " ".join(sentence(random) for _ in range(random.randint(2, 5)))[
            :left
        ].rpartition(".")[0]
        if not paragraph:
            break
        paragraphs.append(paragraph + ".")
        left -= len(paragraph) + 3
    return "\n\n".join(paragraphs) or sentence(random)
