"""Cuts a spoken schedule into its phrases, by the same words that `sentence` writes with. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import cache

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel_tenants.activities.phrases import CLOSING, TONGUES, Phrase, Tongue

LONGEST = 4000
"""Characters that are listened to."""
PART = re.compile(r"\{(\w+)\}|(\[)|(\])|( )|([^{}\[\] ]+)")
NUMBERS = re.compile(r"([0-9]{1,4})-([0-9]{1,2})-([0-9]{1,4})")
Heard = Mapping[str, str]


class NotUnderstood(Refused):
    field = "rooster"
    message = _(
        "Dit rooster kennen we niet. Schrijf bijvoorbeeld: elke week op woensdag, oneven weken op dinsdag en donderdag,"
        " 1e en 3e maandag, laatste vrijdag, of eenmalig."
    )


class NoSuchDate(Refused):
    field = "rooster"
    message = _("Een van de datums bestaat niet, heeft geen jaar of valt op een andere dag van de week dan er staat.")


def phrases(text: str, language: str) -> list[tuple[Phrase, Heard]] | None:
    """The phrases of a text, one after the other; None where something else is said."""
    found, place = list[tuple[Phrase, Heard]](), 0
    if len(text) > LONGEST:
        return None
    while place < len(text):
        matches = [(phrase, one) for phrase, pattern in _patterns(language) if (one := pattern.match(text, place))]
        if not matches:
            return None
        phrase, longest = max(matches, key=lambda pair: pair[1].end())
        found.append((phrase, {name: value for name, value in longest.groupdict().items() if value is not None}))
        place = longest.end()
    return found


@cache
def _patterns(language: str) -> list[tuple[Phrase, re.Pattern[str]]]:
    tongue = TONGUES[language]
    stop = rf"(?:\s*[,;]\s*(?:{tongue.conjunction}\s+)?|\s+{tongue.conjunction}\s+|\s+|\s*$)"
    parts = _parts(tongue)
    return [
        (phrase, re.compile(_pattern(way, parts) + stop, re.IGNORECASE))
        for phrase, ways in tongue.said.items()
        for way in ways
    ]


def _pattern(way: str, parts: Mapping[str, str]) -> str:
    made = ""
    for name, opens, closes, space, words in PART.findall(way):
        if name:
            made += f"(?P<{name}>{parts[name]})"
        else:
            made += ("(?:" if opens else "") + (")?" if closes else "") + (r"\s+" if space else "") + re.escape(words)
    return made


def _parts(tongue: Tongue) -> dict[str, str]:
    def several(one: str) -> str:
        return rf"{one}(?:(?:\s*,\s*|\s+{tongue.conjunction}\s+){one})*"

    weekday, month = (f"(?:{'|'.join(names)})" for names in (tongue.weekdays, tongue.months))
    nth = f"(?:{'|'.join(word for words in tongue.nths.values() for word in words)})"
    day = (
        rf"(?:(?:{weekday}\s+)?[0-9]{{1,2}}\s+{month}(?:\s+[0-9]{{4}})?"
        r"|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
    )
    clock = "(?:(?:[01]?[0-9]|2[0-3])(?:[.:][0-5][0-9])?)"
    quoted = f"[„“](?:[^{CLOSING}]|{CLOSING}{CLOSING})+{CLOSING}(?!{CLOSING})"
    return (
        {"weekdays": several(weekday), "nths": several(nth), "dates": several(day), "number": "[0-9]{1,3}"}
        | dict.fromkeys(("day", "to_day", "since", "until", "review"), day)
        | dict.fromkeys(("begins", "ends"), clock)
        | dict.fromkeys(("room", "branch", "reason"), quoted)
    )


def split(text: str, tongue: Tongue) -> list[str]:
    """What stands between the commas and the words "en"."""
    return re.split(rf"\s*,\s*|\s+{tongue.conjunction}\s+", text, flags=re.IGNORECASE) if text else []


def dates(names: Sequence[str], tongue: Tongue) -> list[date]:
    """A date without a year is in that of the next one that has it. Raises NoSuchDate."""
    found, year = list[date](), None
    for name in reversed(names):
        found.insert(0, _date(name, tongue, year))
        year = found[0].year
    return found


def _date(name: str, tongue: Tongue, year: int | None) -> date:
    weekdays = [word.casefold() for word in tongue.weekdays]
    words = name.casefold().split()
    weekday = weekdays.index(words.pop(0)) if words[0] in weekdays else None
    try:
        if numbers := NUMBERS.fullmatch(words[0]):
            one, month, other = (int(number) for number in numbers.groups())
            day = date(one, month, other) if one > 31 else date(other, month, one)
        else:
            month = [word.casefold() for word in tongue.months].index(words[1]) + 1
            day = date(int(words[2]) if len(words) > 2 else year or 0, month, int(words[0]))
    except ValueError as error:
        raise NoSuchDate from error
    if weekday is not None and day.weekday() != weekday:
        raise NoSuchDate
    return day


def clock(text: str) -> time:
    hour, _dot, minute = text.replace(":", ".").partition(".")
    return time(int(hour), int(minute or 0))


def unquoted(text: str) -> str:
    return text[1:-1].replace(CLOSING * 2, CLOSING)
