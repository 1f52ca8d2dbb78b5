"""The words by which sentences on numbers are understood: regular expressions for each letter of a
token.

Alternatives are parted by bars, and the longest that fits is taken. A word that is in none of them
is unknown, and ends the understanding: a word belongs here only if it can never change what a
number is about.
"""

LEXICON = {
    # what makes the whole sentence another kind: a forecast, a part, a condition, a wish, another
    # time
    "z": r"""
        prognos\w* | helårsprognos\w* | bokslut\w* | hittills | tertial\w* | T[12] | VB | delår\w* |
        per | varav | därav | skulle | borde | bör | kunde | kan | inte | ej | aldrig | utan |
        ingen | inga | om(?! \d) | ifall | månad\w* | halvår\w* | kvartal\w* | termin\w* |
        vecka\w* | dag | dagar | investering\w* | underskott\w* | överskott\w* | avvikelse\w* |
        ansök\w* | äska\w* | nästa år | kommande år\w* | nästkommande | på sikt | exkl\w*\.? |
        inkl\w*\.? | utöver | förutom | utom | om året | åren | sedan 20[01]\d | ska | skall |
        måste | vill | delvis | maximalt | vissa | endast | enbart | bara | del | delen | delar |
        innan | efter | vid | fram till | till och med | från och med | fr\.?o\.?m\.? |
        t\.?o\.?m\.? | kvar att | behov\w* | önsk\w* | förslag\w* | mot budget | mot budgeten
    """,
    # comparing
    "C": r"""
        jämfört med | jämfört mot | i jämförelse med | i jämförelse mot | jfr med | jmf med |
        i förhållande till | gentemot | mot | än | relativt | sedan
    """,
    # a cause follows
    "G": r"""
        på grund av | p\.?g\.?a\.? | till följd av | tack vare | beror på | beroende på | eftersom |
        därför att | för att | genom | i och med | med anledning av | som en följd av | då |
        främst | framför allt | bland annat | bl\.?a\.? | vilket beror på | och beror på
    """,
    # growing
    "U": r"""
        ökar | ökade | ökas | ökat | öka | växer | växte | växt | höjs | höjdes | höjts | höjt |
        höjer | stiger | steg | stigit
    """,
    # shrinking
    "D": r"""
        minskar | minskade | minskas | minskat | minska | sänks | sänktes | sänkts | sänkt |
        sänker | sjunker | sjönk | sjunkit | går ned | går ner | gått ned | gått ner | gick ned |
        gick ner
    """,
    # growth
    "u": r"""
        ökning | ökningen | höjning | höjningen | uppgång | uppgången
    """,
    # decline
    "d": r"""
        minskning | minskningen | sänkning | sänkningen | nedgång | nedgången
    """,
    # no change
    "o": r"""
        oförändrad | oförändrat | oförändrade | (?:ligger kvar )?på samma nivå(?: som)? |
        samma nivå som | samma som | lika stora?t? som | lika höga?t? som
    """,
    # more
    "M": r"""
        mer | mera | högre | större | fler
    """,
    # less
    "I": r"""
        mindre | lägre | färre
    """,
    # verbs of level, as they are now
    "V": r"""
        är nu | är | blir | uppgår sammanlagt | uppgår | uppgå | ligger kvar på | ligger |
        landar på | beräknas kosta | beräknas bli | beräknas ge | beräknas | budgeteras |
        budgeterar | budgeterats | budgeterad | budgeterat | kostar | omfattar | omsätter | bli |
        står för | svarar för | utgör | motsvarar | ger | får | räknar med | planeras | avser |
        når | visar | innebär | upplever
    """,
    # verbs of level, as they were
    "W": r"""
        var | blev | uppgick | landade på | hamnade på | låg | nådde | fick | visade | uppnådde |
        hade | upplevde | förbättrats | förbättrades | förbättrat | försämrats | försämrades |
        försämrat
    """,
    # to have
    "h": r"""
        har satt | har valt | har formulerat | har | innehåller | finns | består av |
        arbetar utifrån | arbetar efter | arbetar med | styr mot | har tagit fram
    """,
    # this year
    "Y": r"""
        i år | årets | (?:under|för|på) (?:hela )?året | detta år | innevarande år | budgetåret |
        verksamhetsåret | (?:på )?helår | för helåret | nu
    """,
    # last year; the years by number are added where they are read
    "L": r"""
        (?:budgeten för |budget )?(?:i |under |för )?före?gående ?års?(?:ets?)?(?: budget)? |
        (?:budgeten för |budget )?(?:i |under |för )?(?:förra|fjol) ?års?(?:ets?)?(?: budget)? |
        i fjol | fjolårets(?: budget)? | fjolåret | året innan | förra året |
        förra årets(?: (?:budget|resultat|utfall))?
    """,
    # the budget
    "B": r"""
        (?:i |enligt )?(?:års|helårs)?budget(?:en|erade|erad|erat|ens)? | budgetmässigt |
        budgetram\w* | enligt budgeten
    """,
    # all of it
    "T": r"""
        sammanslagna | totalt | totala | total | totalen | sammanlagt | sammanlagda | sammantaget |
        samlade | hela | samtliga | alla | summa | summan av
    """,
    # the unit
    "E": r"""
        (?:på|inom|i|för|hos) enheten | hos oss | enheten | enhetens | enhet | vi | vår | vårt |
        våra | planen | planens | verksamhetsplanen | verksamhetsplanens
    """,
    # words that change nothing here
    "F": r"""
        (?:den|vår) (?:enskilt |klart )?(?:näst )?största (?:enskilda )?(?:posten|post) |
        (?:den|vår) (?:enskilt |klart )?(?:näst )?största (?:enskilda )?(?:kostnaden|kostnad) |
        (?:den|vår) (?:enskilt |klart )?(?:näst )?minsta (?:enskilda )?(?:posten|post) |
        (?:den|vår) (?:enskilt |klart )?(?:näst )?minsta (?:enskilda )?(?:kostnaden|kostnad) |
        (?:den|vår) (?:enskilt |klart )?(?:näst )?största (?:intäkten|intäkt) |
        (?:den|vår) (?:enskilt |klart )?(?:näst )?största (?:kostnadsposten|utgiften) |
        (?:den|vår) (?:enskilt |klart )?(?:näst )?minsta (?:intäkten|intäkt) |
        (?:den|vår) (?:enskilt |klart )?(?:näst )?minsta (?:kostnadsposten|utgiften) |
        största delen | de | den | det | dessa | denna | detta | en | ett | i | för | till oss |
        sin | sina | därmed | därför | alltså | således | också | även | kvar | uppskattas till |
        som | tillsammans | något | svagt | marginellt | ytterligare | nivå | nivån | siffran |
        siffrorna | året | helt | tydligt | kraftigt | ungefär | båda | att | följande |
        enligt planen | i intäkter | i kostnader | vara | planeringen |
        (?:i|inom|för) verksamhete(?:n|rna)
    """,
    # joining clauses
    "K": r"""
        och | samt | men | medan | vilket | varför
    """,
    # with
    "m": r"""
        med
    """,
    # to
    "t": r"""
        till
    """,
    # from
    "r": r"""
        från
    """,
    # on, and “om” before a number
    "p": r"""
        på | om(?= \d)
    """,
    # of
    "a": r"""
        av
    """,
    # respectively
    "R": r"""
        respektive | resp\.?
    """,
    # the target
    "g": r"""
        årsmål\w* | målet | målvärde\w* | mål
    """,
}
