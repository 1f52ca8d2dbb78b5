"""A Swedish sentence about a number as a row of tokens, one letter each, so that what it says is a pattern of letters.

    "I år ökar lokalkostnaderna med 210 tkr jämfört med 2025"  ->  Y U S m A C L

A word that is not known is `x`, and no pattern passes over one: a sentence with a word that may change what is meant
is not understood, which is the point. `z` is a word that makes the whole sentence something else than a plain
statement about this year: a forecast, a condition, a part, another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from xlplan.statements.figures import Figure, figures

MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"


@dataclass(frozen=True, slots=True)
class Mention:
    """What the caller knows of the sentence's words: `S` what the number may be about, `n` a word of its name, `E` the
    unit itself, `k` what is counted, or any other letter. `key` is the caller's own."""

    start: int
    end: int
    letter: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    letter: str
    start: int
    end: int
    figure: Figure | None = None
    key: str = ""


_LEXICON: tuple[tuple[str, str], ...] = (
    # what makes it another kind of sentence
    ("z", r"prognos\w*|helårsprognos\w*|bokslut\w*|hittills|tertial\w*|T[12]|VB|delår\w*|per|varav|därav|skulle|borde|"
          r"bör|kunde|kan|inte|ej|aldrig|utan|ingen|inga|om(?! \d)|ifall|månad\w*|halvår\w*|kvartal\w*|termin\w*|vecka\w*|dag|"
          r"dagar|investering\w*|underskott\w*|överskott\w*|avvikelse\w*|ansök\w*|äska\w*|nästa år|kommande år\w*|"
          r"nästkommande|på sikt|exkl\w*\.?|inkl\w*\.?|utöver|förutom|utom|om året|åren|sedan 20[01]\d|"
          r"ska|skall|måste|vill|delvis|maximalt|vissa|endast|enbart|bara|del|delen|delar|innan|efter|vid|fram till|till och med|"
          r"från och med|fr\.?o\.?m\.?|t\.?o\.?m\.?|kvar att|behov\w*|önsk\w*|förslag\w*|mot budget|mot budgeten"),
    # comparing, in words before what they would be alone
    ("C", r"jämfört med|jämfört mot|i jämförelse med|i jämförelse mot|jfr med|jmf med|i förhållande till|gentemot|mot|"
          r"än|relativt|sedan|från och med"),
    ("G", r"på grund av|p\.?g\.?a\.?|till följd av|tack vare|beror på|beroende på|eftersom|därför att|för att|genom|"
          r"i och med|med anledning av|som en följd av|då|främst|framför allt|bland annat|bl\.?a\.?|vilket beror på|"
          r"och beror på"),
    # changes
    ("U", r"ökar|ökade|ökas|ökat|öka|växer|växte|växt|höjs|höjdes|höjts|höjt|höjer|stiger|steg|stigit|förbättrats|"
          r"förbättrades|förbättrat"),
    ("D", r"minskar|minskade|minskas|minskat|minska|sänks|sänktes|sänkts|sänkt|sänker|sjunker|sjönk|sjunkit|"
          r"går ned|går ner|gått ned|gått ner|gick ned|gick ner"),
    ("u", r"ökning|ökningen|höjning|höjningen|uppgång|uppgången"),
    ("d", r"minskning|minskningen|sänkning|sänkningen|nedgång|nedgången"),
    ("o", r"oförändrad|oförändrat|oförändrade|(?:ligger kvar )?på samma nivå(?: som)?|samma nivå som|samma som|"
          r"lika stora?t? som|lika höga?t? som"),
    ("M", r"mer|mera|högre|större|fler"),
    ("I", r"mindre|lägre|färre"),
    # verbs of level, "[beräknas] uppgå [till]"
    ("V", r"är nu|är|blir|uppgår sammanlagt|uppgår|uppgå|ligger kvar på|ligger|landar på|beräknas kosta|beräknas bli|"
          r"beräknas ge|beräknas|budgeteras|budgeterar|budgeterats|budgeterad|budgeterat|kostar|omfattar|omsätter|bli|"
          r"står för|svarar för|utgör|motsvarar|ger|får|räknar med|planeras|avser|når|visar|innebär|upplever"),
    ("W", r"var|blev|uppgick|landade på|hamnade på|låg|nådde|fick|visade|uppnådde|hade|upplevde"),
    ("h", r"har satt|har valt|har formulerat|har|innehåller|finns|består av|arbetar utifrån|arbetar efter|arbetar med|"
          r"styr mot|har tagit fram"),
    # years other than those that are asked about are put in by `tokens`
    ("Y", r"i år|årets|(?:under|för|på) (?:hela )?året|detta år|innevarande år|budgetåret|verksamhetsåret|(?:på )?helår|"
          r"(?:under|för) perioden|perioden|för helåret|nu|periodens"),
    ("L", r"(?:budgeten för |budget )?(?:i |under |för )?(?:föregående|förgående|förra|fjol) ?års?(?:ets?)?(?: budget)?|"
          r"i fjol|fjolårets(?: budget)?|fjolåret|året innan|förra året|förra årets(?: (?:budget|resultat|utfall))?"),
    ("B", r"(?:i |enligt )?(?:års|helårs)?budget(?:en|erade|erad|erat|ens)?|budgetmässigt|budgetram\w*|enligt budgeten"),
    ("T", r"sammanslagna|totalt|totala|total|totalen|sammanlagt|sammanlagda|sammantaget|samlade|hela|samtliga|alla|summa|summan av"),
    ("E", r"(?:på|inom|i|för|hos) enheten|hos oss|enheten|enhetens|enhet|vi|vår|vårt|våra|planen|planens|verksamhetsplanen|verksamhetsplanens"),
    ("F", r"(?:den|vår) (?:enskilt |klart )?(?:näst )?(?:största|minsta) (?:enskilda )?(?:posten|post|kostnaden|kostnad|"
          r"intäkten|intäkt|kostnadsposten|kostnadspost|utgiften)|största delen|"
          r"de|den|det|dessa|denna|detta|en|ett|i|för|till oss|sin|sina|därmed|därför|alltså|således|också|även|"
          r"kvar|uppskattas till|som|tillsammans|något|svagt|marginellt|ytterligare|"
          r"nivå|nivån|siffran|siffrorna|året|helt|tydligt|kraftigt|ungefär|båda|att|följande|enligt planen|egna|kostnader|"
          r"i intäkter|i kostnader|vara|planeringen|(?:i|inom|för) verksamhete(?:n|rna)"),
    ("K", r"och|samt|men|medan|vilket|varför"),
    ("m", r"med"),
    ("t", r"till"),
    ("r", r"från"),
    ("p", r"på|om(?= \d)"),
    ("a", r"av"),
    ("R", r"respektive|resp\.?"),
    ("g", r"årsmål\w*|målet|målvärde\w*|mål"),
)  # fmt: skip
_PUNCTUATION = {",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "–": ",", "—": ",", "-": ","}
_WORD = re.compile(r"[^\W_][\w:’'&/-]*|\d\S*|[^\s\w]")
_FIGURE_LETTERS = {"kr": "A", "%": "P", "procentenheter": "Q", "st": "N"}


def tokens(text: str, mentions: Iterable[Mention], year: int | None) -> list[Token]:
    """The sentence's tokens in order: figures first, then what the caller knows, then the longest word known here."""
    placed = [Token(_FIGURE_LETTERS[f.kind], f.start, f.end, f) for f in figures(text)]
    starts = {token.start: token for token in placed}
    for mention in sorted(mentions, key=lambda m: m.end - m.start, reverse=True):
        if not any(mention.start < token.end and token.start < mention.end for token in starts.values()):
            starts[mention.start] = Token(mention.letter, mention.start, mention.end, None, mention.key)
    made: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = starts.get(at) or _known(text, at, year, starts)
        made.append(token)
        at = token.end
    return made


def _known(text: str, at: int, year: int | None, taken: dict[int, Token]) -> Token:
    """The longest phrase of the lexicon that begins there and runs into nothing that is taken; else one unknown word."""
    best: Token | None = None
    for pattern in _patterns(year):
        match = pattern.match(text, at)
        if match and match.lastgroup and (best is None or match.end() > best.end):
            clash = any(at < start < match.end() for start in taken)
            best = best if clash else Token(match.lastgroup.partition("_")[0], at, match.end())
    if best:
        return best
    match = _WORD.match(text, at)
    end = match.end() if match else at + 1
    end = min((start for start in taken if at < start < end), default=end)
    return Token(_PUNCTUATION.get(text[at:end], "x"), at, end)


@lru_cache(maxsize=64)
def _patterns(year: int | None) -> tuple[re.Pattern[str], ...]:
    """One pattern a kind of word, so that the longest phrase can win over the first."""
    parts: list[tuple[str, str]] = [("z_y", r"(?:19|20)\d\d(?:[-–/]\d+)?"), ("z_m", MONTHS)]
    if year is not None:
        parts = [
            ("Y_y", rf"(?:(?:för|under|i|år|budgetåret|verksamhetsåret|på|av) )*{year}(?: års)?"),
            ("L_y", rf"(?:(?:budget(?:en)?|för|under|i|år) )*{year - 1}(?: års)?(?: (?:budget|utfall|resultat))?"),
            *parts,
        ]
    parts += [(f"{letter}_{i}", _longest_first(pattern)) for i, (letter, pattern) in enumerate(_LEXICON)]
    return tuple(re.compile(rf"(?P<{name}>{pattern})(?![\w%-])", re.IGNORECASE) for name, pattern in parts)


def _longest_first(pattern: str) -> str:
    """The alternatives with the longer ones first, as the first that fits is taken."""
    parts, depth = [""], 0
    for character in pattern:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return "|".join(sorted(parts, key=len, reverse=True))
