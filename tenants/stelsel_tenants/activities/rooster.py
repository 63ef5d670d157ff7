"""The schedule of a CSV row, in the words of FEATURES D12. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.sentence import NL, NTHS, WEEKDAYS

DAYS = {name: number for number, name in enumerate(WEEKDAYS[NL], 1)}
NTH_WORDS = {word: number for number, word in NTHS[NL].items()} | {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "vijfde": 5,
}
WEEKS = {
    "elke week": Frequency.WEEKLY,
    "iedere week": Frequency.WEEKLY,
    "oneven weken": Frequency.ODD_WEEKS,
    "even weken": Frequency.EVEN_WEEKS,
}
ONCE = "eenmalig"
AND = re.compile(r",|\ben\b")


class NotUnderstood(Refused):
    field = "rooster"
    message = _(
        "Dit rooster kennen we niet. Schrijf bijvoorbeeld: eenmalig, elke week op woensdag,"
        " oneven weken op dinsdag en donderdag, 1e en 3e maandag, of laatste vrijdag."
    )


@dataclass(frozen=True, slots=True)
class Rooster:
    """How often and on which days; what `schedule.Line` needs beside its times and season."""

    frequency: Frequency
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()


def read(text: str) -> Rooster:
    """Raises NotUnderstood for other words."""
    words = " ".join(text.casefold().split())
    if words == ONCE:
        return Rooster(Frequency.ONCE)
    weeks, on, days = words.partition(" op ")
    if on and weeks in WEEKS:
        return Rooster(WEEKS[weeks], _days(days))
    *nths, last = _parts(words)
    nth, _space, day = last.rpartition(" ")
    if day not in DAYS or not nth:
        raise NotUnderstood
    return Rooster(Frequency.MONTHLY, (DAYS[day],), _nths([*nths, nth]))


def _parts(text: str) -> list[str]:
    """What stands between the commas and the words "en"."""
    return [part.strip() for part in AND.split(text)]


def _days(text: str) -> tuple[int, ...]:
    names = _parts(text)
    if not all(name in DAYS for name in names):
        raise NotUnderstood
    return tuple(sorted({DAYS[name] for name in names}))


def _nths(words: Sequence[str]) -> tuple[int, ...]:
    if not all(word in NTH_WORDS for word in words):
        raise NotUnderstood
    return tuple(sorted({NTH_WORDS[word] for word in words}))
