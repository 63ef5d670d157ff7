"""When two names, or two websites, are likely to be of one organisation. Pure and the same in both directions.

A name is compared by its *core*: folded, without legal forms and small words. "Stichting VluchtelingenWerk Nederland"
and "Vluchtelingenwerk" have the same one.
"""

import enum
import re
from dataclasses import dataclass
from functools import lru_cache

from stelsel.geo.spelling import likeness
from stelsel.text import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SMALL_WORDS = _set(
    "stichting st vereniging ver bv nv cooperatie cooperatieve ua de het een van voor en in te der den "
    "nederland nederlandse landelijk landelijke"
)
"""What says nothing of who it is."""
BRANCH_WORDS = _set(
    "afd afdeling regio regionaal locatie vestiging team district kantoor steunpunt rayon wijkteam lokaal"
)
"""What announces a place: "Humanitas afd. Katwijk"."""
GENERIC = _set("gemeente bibliotheek taalhuis taalpunt buurthuis wijkcentrum dorpshuis school kerk welzijn bureau")
"""What many bear as their first word without being one organisation."""
SHARED_HOSTS = _set(
    "facebook instagram linkedin twitter x youtube wordpress blogspot google weebly wix jimdo webnode github"
)
ALIKE = 0.6
"""From here on two spellings are worth a question (shared three-letter pieces)."""
SHORTEST = 4
"""Letters that a core must have before anything but equality is believed of it."""

_APART = re.compile(r"(?<=\b\w) (?=\w\b)")
"""Between letters that stand alone: "b v" is "bv", "s v b" is "svb"."""
_HOST = re.compile(r"(?:[a-z]+://)?([^/?#:@\s]+)", re.IGNORECASE)


class Kin(enum.Enum):
    """How one name is to another."""

    SAME = "same"
    BRANCH = "branch"
    INITIALS = "initials"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`degree` runs from nought to one; `rest` is what a branch has beyond the name: "Katwijk"."""

    kin: Kin
    degree: float
    rest: str = ""


@lru_cache(maxsize=16384)
def core(name: str) -> tuple[str, ...]:
    """The words of a name that say who it is; all of them where none does."""
    words = tuple(_APART.sub("", fold(name)).split())
    kept = tuple(word for word in words if word not in SMALL_WORDS) or words
    if len(kept) > 2 and kept[-1] == _initials(kept[:-1]):
        return kept[:-1]  # "Sociale Dienst Oost-Achterhoek (SDOA)"
    return kept


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The core without blanks: equal for "Belasting dienst" and "BELASTINGDIENST"."""
    return "".join(core(name))


def compare(one: str, other: str) -> Likeness | None:
    """How these names are alike; None when they are not. The degree is the same in both directions."""
    mine, theirs = key(one), key(other)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Likeness(Kin.SAME, 1.0)
    if _are_initials(mine, core(other)) or _are_initials(theirs, core(one)):
        return Likeness(Kin.INITIALS, 0.8)
    if (rest := _rest(one, other)) is not None:
        return Likeness(Kin.BRANCH, 0.9, rest)
    if any(len(words) == 1 and words[0] in GENERIC for words in (core(one), core(other))):
        return None
    degree = _alike(mine, theirs)
    return Likeness(Kin.ALIKE, degree) if degree >= ALIKE else None


def domain(website: str) -> str:
    """The last two labels of the host, "humanitas.nl" of "https://katwijk.humanitas.nl/over"; "" where they say
    nothing of who it is."""
    found = _HOST.match(website.strip().casefold())
    labels = found[1].strip(".").split(".") if found else []
    if len(labels) < 2 or labels[-2] in SHARED_HOSTS or labels[-1].isdigit():
        return ""
    return ".".join(labels[-2:])


def _rest(one: str, other: str) -> str | None:
    """What the longer of two names has behind the shorter; None when neither begins with the other."""
    short, long = sorted((core(one), core(other)), key=len)
    if len(short) == len(long) or long[: len(short)] != short:
        return None
    if len("".join(short)) < SHORTEST or (len(short) == 1 and short[0] in GENERIC):
        return None
    return " ".join(word for word in long[len(short) :] if word not in BRANCH_WORDS).title()


def _alike(mine: str, theirs: str) -> float:
    if min(len(mine), len(theirs)) < SHORTEST:
        return 0.0
    degree = likeness(mine, theirs)
    return max(degree, 0.85) if min(len(mine), len(theirs)) > SHORTEST and _one_slip(mine, theirs) else degree


def _one_slip(mine: str, theirs: str) -> bool:
    """One letter more, less, other, or two that changed places."""
    if abs(len(mine) - len(theirs)) > 1:
        return False
    short, long = sorted((mine, theirs), key=len)
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped


def _are_initials(letters: str, words: tuple[str, ...]) -> bool:
    return len(letters) >= 3 and letters == _initials(words)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)
