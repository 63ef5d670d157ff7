"""The words of a schedule, each phrase once per language: `sentence` writes with them, `reading` hears by them.

`{name}` is a value, `[...]` a part that is there when its values are.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from stelsel_tenants.activities.schedule import LAST

NL, EN = "nl", "en"


class Phrase(enum.StrEnum):
    """What one part of the sentence is about."""

    ONCE = "once"
    DATES = "dates"
    EVERY_DAY = "every_day"
    WEEKLY = "weekly"
    EVERY = "every"
    ODD_WEEKS = "odd_weeks"
    EVEN_WEEKS = "even_weeks"
    MONTHLY = "monthly"
    CLOCK = "clock"
    SEASON = "season"
    SINCE = "since"
    UNTIL = "until"
    TIMES = "times"
    SCHOOL = "school"
    ON_PUBLIC = "on_public"
    NOT_ON_PUBLIC = "not_on_public"
    SKIP = "skip"
    EXTRA = "extra"
    MOVE = "move"
    PAUSE = "pause"
    OPEN_PAUSE = "open_pause"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language. The first of `said` is how it is written; the others are understood as well."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    nths: Mapping[int, tuple[str, ...]]
    conjunction: str
    opening: str
    said: Mapping[Phrase, tuple[str, ...]]


DUTCH = Tongue(
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    nths={
        1: ("1e", "eerste"),
        2: ("2e", "tweede"),
        3: ("3e", "derde"),
        4: ("4e", "vierde"),
        5: ("5e", "vijfde"),
        LAST: ("laatste",),
    },
    conjunction="en",
    opening="„",
    said={
        Phrase.ONCE: ("eenmalig", "één keer", "een keer"),
        Phrase.DATES: ("{dates}", "op {dates}"),
        Phrase.EVERY_DAY: ("iedere dag", "elke dag"),
        Phrase.WEEKLY: (
            "iedere {weekdays}",
            "elke {weekdays}",
            "iedere week op {weekdays}",
            "elke week op {weekdays}",
        ),
        Phrase.EVERY: ("elke {number} weken op {weekdays}", "om de {number} weken op {weekdays}"),
        Phrase.ODD_WEEKS: ("oneven weken op {weekdays}", "in oneven weken op {weekdays}"),
        Phrase.EVEN_WEEKS: ("even weken op {weekdays}", "in even weken op {weekdays}"),
        Phrase.MONTHLY: (
            "de {nths} {weekdays} van de maand",
            "{nths} {weekdays} van de maand",
            "de {nths} {weekdays}",
            "{nths} {weekdays}",
        ),
        Phrase.CLOCK: (
            "{begins} tot {ends} uur",
            "van {begins} tot {ends} uur",
            "van {begins} tot {ends}",
            "{begins} tot {ends}",
            "{begins} uur tot {ends} uur",
            "{begins} - {ends} uur",
            "{begins} - {ends}",
            "{begins}-{ends} uur",
            "{begins}-{ends}",
        ),
        Phrase.SEASON: (
            "van {since} tot en met {until}",
            "vanaf {since} tot en met {until}",
            "van {since} t/m {until}",
        ),
        Phrase.SINCE: ("vanaf {since}",),
        Phrase.UNTIL: ("tot en met {until}", "t/m {until}"),
        Phrase.TIMES: ("{number} keer", "{number} bijeenkomsten"),
        Phrase.SCHOOL: ("niet in de schoolvakantie", "niet in de schoolvakanties", "niet in schoolvakanties"),
        Phrase.ON_PUBLIC: ("ook op feestdagen",),
        Phrase.NOT_ON_PUBLIC: ("niet op feestdagen",),
        Phrase.SKIP: ("behalve op {dates}", "behalve {dates}", "niet op {dates}"),
        Phrase.EXTRA: ("ook op {day} van {begins} tot {ends} uur[ in {room}][ bij {branch}]",),
        Phrase.MOVE: ("op {day}[ verplaatst naar {to_day}][ van {begins} tot {ends} uur][ in {room}][ bij {branch}]",),
        Phrase.PAUSE: ("tijdelijk gestopt van {since} tot en met {until}[: {reason}]",),
        Phrase.OPEN_PAUSE: ("tijdelijk gestopt vanaf {since}, opnieuw bekeken op {review}[: {reason}]",),
    },
)

ENGLISH = Tongue(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    nths={
        1: ("1st", "first"),
        2: ("2nd", "second"),
        3: ("3rd", "third"),
        4: ("4th", "fourth"),
        5: ("5th", "fifth"),
        LAST: ("last",),
    },
    conjunction="and",
    opening="“",
    said={
        Phrase.ONCE: ("once",),
        Phrase.DATES: ("{dates}", "on {dates}"),
        Phrase.EVERY_DAY: ("every day",),
        Phrase.WEEKLY: ("every {weekdays}", "every week on {weekdays}"),
        Phrase.EVERY: ("every {number} weeks on {weekdays}",),
        Phrase.ODD_WEEKS: ("odd weeks on {weekdays}", "in odd weeks on {weekdays}"),
        Phrase.EVEN_WEEKS: ("even weeks on {weekdays}", "in even weeks on {weekdays}"),
        Phrase.MONTHLY: (
            "the {nths} {weekdays} of the month",
            "{nths} {weekdays} of the month",
            "the {nths} {weekdays}",
            "{nths} {weekdays}",
        ),
        Phrase.CLOCK: ("{begins} to {ends}", "from {begins} to {ends}", "{begins} - {ends}", "{begins}-{ends}"),
        Phrase.SEASON: ("from {since} until {until}", "from {since} to {until}"),
        Phrase.SINCE: ("from {since}",),
        Phrase.UNTIL: ("until {until}",),
        Phrase.TIMES: ("{number} times",),
        Phrase.SCHOOL: ("not in school holidays",),
        Phrase.ON_PUBLIC: ("also on public holidays",),
        Phrase.NOT_ON_PUBLIC: ("not on public holidays",),
        Phrase.SKIP: ("except on {dates}", "except {dates}", "not on {dates}"),
        Phrase.EXTRA: ("also on {day} from {begins} to {ends}[ in {room}][ at {branch}]",),
        Phrase.MOVE: ("on {day}[ moved to {to_day}][ from {begins} to {ends}][ in {room}][ at {branch}]",),
        Phrase.PAUSE: ("paused from {since} until {until}[: {reason}]",),
        Phrase.OPEN_PAUSE: ("paused from {since}, looked at again on {review}[: {reason}]",),
    },
)

TONGUES: Mapping[str, Tongue] = {NL: DUTCH, EN: ENGLISH}
CLOSING = "”"
"""Ends a name or a reason in a sentence, in both languages; one inside it is doubled."""
