"""How place names are compared: one key for all the ways in which people spell a name.

    'sGravenhage, 's-Gravenhage           sgravenhage
    Alphen a/d Rijn, Alphen aan den Rijn  alphenadryn
    Sint Annaparochie, St.-Annaparochie   stannaparochie
    Dronrijp, Dronryp                     dronryp
    2e Exloërmond, Tweede Exloërmond      tweedeexloermond

Keys are only compared with keys; a page shows the name.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from stelsel.text import fold

LONGEST = 80
"""Characters of a name that are looked at; no Dutch place name comes near it."""

_ARTICLES = {"de", "den", "der", "het", "t"}
_SAME = {"sint": "st", "1e": "eerste", "2e": "tweede", "3e": "derde"}
_LEADING = {"gemeente"}

# Between brackets or, in the postal register, bare behind the name: the province or an old municipality.
_MARKS = "AC|Dr|Fr|Gld|GLD|GN|Gn|Gr|L|LB|NB|NH|Ov|OV|Ut|UT|ZE|Ze|ZH"
_SUFFIX = re.compile(rf"^(?P<name>.*\S)\s*(?:\((?P<between>[^()]+)\)| (?P<bare>{_MARKS}))$")

PROVINCE_KEYS = {
    "gn": "PV20", "gr": "PV20", "gron": "PV20", "groningen": "PV20",
    "fr": "PV21", "frl": "PV21", "friesland": "PV21", "fryslan": "PV21",
    "dr": "PV22", "drenthe": "PV22",
    "ov": "PV23", "overyssel": "PV23",
    "fl": "PV24", "flevoland": "PV24",
    "ge": "PV25", "gld": "PV25", "gelderland": "PV25",
    "ut": "PV26", "utr": "PV26", "utrecht": "PV26",
    "nh": "PV27", "noordholland": "PV27",
    "zh": "PV28", "zuidholland": "PV28",
    "ze": "PV29", "zld": "PV29", "zl": "PV29", "zeeland": "PV29",
    "nb": "PV30", "nbr": "PV30", "brabant": "PV30", "noordbrabant": "PV30",
    "l": "PV31", "lb": "PV31", "li": "PV31", "limb": "PV31", "limburg": "PV31",
}  # fmt: skip
"""What people write behind a name to say which one they mean, as keys, and the province's code."""


def key(name: str) -> str:
    """The key of a name; empty when nothing of it can be compared."""
    return "".join(_words(name)).replace("ij", "y")


def base(name: str) -> str:
    """The name without the mark that tells it from its namesakes: "Bergen" of "Bergen (NH)" and of "Bergen L"."""
    match = _SUFFIX.match(name)
    return match["name"] if match else name


def hinted(text: str) -> Iterator[tuple[str, str]]:
    """The ways to read a text as a name with a hint behind it, as two keys; the longest name first.

    "Hengelo Gld" and "Hengelo (Gelderland)" read as ("hengelo", "gld") and ("hengelo", "gelderland").
    """
    match = re.match(r"^([^(,]+)[(,]([^(),]++)\)?\s*$", text[:LONGEST])
    if match:
        yield key(match[1]), key(match[2])
        return
    tokens = fold(text[:LONGEST]).split()
    for cut in range(len(tokens) - 1, 0, -1):
        yield key(" ".join(tokens[:cut])), key(" ".join(tokens[cut:]))


def trigrams(text: str) -> frozenset[str]:
    """Three-letter pieces of a key, with its beginning and end marked."""
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """How much two keys look alike: nought (nothing in common) to one (equal)."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs)


def _words(name: str) -> Iterator[str]:
    words = fold(name[:LONGEST]).split()
    if len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    skip = False
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if skip:
            skip = False
        elif (word == "aan" and following in _ARTICLES) or (word == "a" and following == "d"):
            skip = True
            yield "ad"
        else:
            yield _SAME.get(word, word)
