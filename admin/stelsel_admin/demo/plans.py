"""What each library does in the demo: made up, the same each time, and marked as an example on the page.

A plan is drawn with a `random.Random` of the library's own slug, so that one library more or less changes no other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random

from stelsel_admin.demo.accounts import FULL
from stelsel_tenants.activities.models import Entry, ExceptionKind, Frequency, Mode
from stelsel_tenants.activities.outlook import FreeDays, days
from stelsel_tenants.activities.schedule import LAST, Exceptional, Line, Pause
from stelsel_tenants.libraries.rooms import RoomFacts

SEED = "stelsel 2016"
ACCENTS = {
    "katwijk": "#0077a8",
    "venlo": "#c8102e",
    "gooi-en-meer": "#7a3e9d",
    "oost-achterhoek": "#e07a1f",
    "den-haag": "#007a3d",
}
PALETTE = ("#04654b", "#0b5394", "#7a1f5c", "#8a4b08", "#00697a", "#5b3f8c", "#9c2a2a", "#3b5d1f")
WALK_AND_TALK = 50
"""Libraries where Walk&Talk meets (2016)."""
TRAINING = 7
"""Libraries with the training for applying online, on the way to ten (2016)."""

ROOMS = ("Leeszaal", "Tafel bij het raam", "Spreekkamer", "Grote zaal", "Balie")
COMPUTERS = RoomFacts(
    "Computerlokaal", seats=10, computers=10, has_screen=True, has_door=True, setup_minutes=15, clear_minutes=15
)
PRIVATE = RoomFacts("Spreekkamer", seats=4, has_door=True)
HELD = {"katwijk": (COMPUTERS, PRIVATE)}
"""Rooms of the main branch that are kept, where a library does so."""
MORNING, AFTERNOON, EVENING = (time(10), time(12)), (time(14), time(16)), (time(19), time(21))


@dataclass(frozen=True, slots=True)
class Planned:
    """One activity. `crowd` is how many come on an ordinary day; `show_up` the share of those who signed up."""

    concept: str
    line: Line
    partner: str | None = None
    entry: Entry = Entry.WALK_IN
    capacity: int | None = None
    room: str = "Leeszaal"
    crowd: int = 6
    branch: int = 0
    language: str = "nl"
    more: tuple[Line, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    pause: Pause | None = None
    title: str = ""
    """Where it is not that of its concept."""
    mode: Mode = Mode.AT_BRANCH


def random(slug: str, what: str) -> Random:
    return Random(f"{SEED} {slug} {what}")


def accent(slug: str) -> str:
    return ACCENTS.get(slug) or random(slug, "accent").choice(PALETTE)


def walk_and_talk(slugs: list[str]) -> frozenset[str]:
    """Fifty libraries, those shown in full among them."""
    rest = sorted(set(slugs) - set(FULL))
    return frozenset(FULL) | frozenset(random("network", "walk and talk").sample(rest, WALK_AND_TALK - len(FULL)))


def training(slugs: list[str]) -> frozenset[str]:
    """Seven of the fifty."""
    rest = sorted(walk_and_talk(slugs) - set(FULL))
    return frozenset(FULL[:3]) | frozenset(random("network", "training").sample(rest, TRAINING - 3))


def activities(slug: str, since: date, today: date, *, walks: bool, trains: bool) -> Iterator[Planned]:
    """What a library offers: a little everywhere, much in the five that are shown in full."""
    draw = random(slug, "activities")
    weekly, odd, even = Frequency.WEEKLY, Frequency.ODD_WEEKS, Frequency.EVEN_WEEKS

    def line(
        frequency: Frequency, times: tuple[time, time], *, school: bool = False, nths: tuple[int, ...] = ()
    ) -> Line:
        begins, ends = times
        return Line(
            frequency,
            begins,
            ends,
            since,
            weekdays=(draw.randint(1, 5),),
            nths=nths,
            not_in_school_holidays=school,
        )

    yield Planned("ido", line(even, draw.choice((MORNING, AFTERNOON))), room="Balie", crowd=draw.randint(2, 9))
    help_by = draw.choice((None, "belastingdienst", "fnv-belastingservice"))
    places, room, crowd = draw.choice((6, 8, 10)), draw.choice(ROOMS), draw.randint(4, 9)
    often = weekly if slug in FULL else odd
    yield Planned("belastinghulp", line(often, MORNING), help_by, Entry.SIGN_UP, places, room, crowd)
    if walks:
        yield Planned("walkentalk", line(odd, AFTERNOON), "walkentalk", room="Grote zaal", crowd=draw.randint(8, 20))
    if trains:
        training_day = line(Frequency.MONTHLY, MORNING, nths=(2,))
        yield Planned("sollicitatietraining", training_day, "walkentalk", Entry.SIGN_UP, 12, crowd=9)
    if slug in FULL:
        yield Planned("taalcafe", line(weekly, EVENING), "vluchtelingenwerk", crowd=14)
        yield Planned(
            "klik-en-tik", line(weekly, MORNING, school=True), "seniorweb", Entry.SIGN_UP, 8, COMPUTERS.name, crowd=7
        )
        yield Planned(
            "toeslagen",
            line(odd, AFTERNOON, school=True),
            "fnv-belastingservice",
            Entry.APPOINTMENT,
            1,
            PRIVATE.name,
            crowd=5,
        )
        course = replace(line(weekly, AFTERNOON), since=today - timedelta(days=10), times=6)
        yield Planned(
            "klik-en-tik", course, "seniorweb", Entry.COURSE, 8, COMPUTERS.name, title="Cursus Klik en tik, zes keer"
        )
        first_and_third = line(Frequency.MONTHLY, MORNING, nths=(1, 3))
        others = replace(first_and_third, weekdays=(1 + first_and_third.weekdays[0] % 5,), nths=(2, 4))
        yield Planned("geldvragen", first_and_third, "humanitas", Entry.CALL_FIRST, branch=1, more=(others,))
        yield Planned("brievenhulp", line(weekly, AFTERNOON), "humanitas", crowd=4, branch=1, language="ar")
        last_of_month = line(Frequency.MONTHLY, EVENING, nths=(LAST,))
        yield Planned("leeskring", last_of_month, crowd=11, exceptions=(_a_day_later(last_of_month, today),))
        pause = Pause(today + timedelta(days=14), today + timedelta(days=77), reason="De begeleider is op reis.")
        yield Planned("mantelzorg", line(Frequency.MONTHLY, MORNING, nths=(2,)), crowd=8, branch=2, pause=pause)
        safely, at_night = "Veilig op internet, ook vanuit huis", line(Frequency.MONTHLY, EVENING, nths=(2,))
        yield Planned("klik-en-tik", at_night, "seniorweb", Entry.SIGN_UP, 8, title=safely, mode=Mode.BOTH)
    if slug == "oost-achterhoek":
        yield Planned("geldvragen", line(weekly, MORNING), "sociale-dienst-oa", room="Spreekkamer", crowd=5)
    elif slug == "venlo":
        walk_in = "Inloop bij geldzorgen"
        yield Planned("geldvragen", line(weekly, MORNING), "humanitas", room="Spreekkamer", crowd=4, title=walk_in)
    elif slug not in FULL and draw.random() < 0.5:
        yield Planned("taalcafe", line(Frequency.MONTHLY, EVENING, nths=(1, 3)), crowd=draw.randint(6, 14))


def _a_day_later(line: Line, today: date) -> Exceptional:
    """The next date but some, moved to the day after it and to another room."""
    day = next(days(line, first=today + timedelta(days=14), last=today + timedelta(days=60), free=FreeDays()))
    return Exceptional(day, ExceptionKind.MOVE, to_day=day + timedelta(days=1), room="Grote zaal")


def partners(slug: str, planned: list[Planned]) -> list[str]:
    """Those who give an activity, and one who only refers."""
    given = {one.partner for one in planned if one.partner}
    return sorted(given | ({"schuldhulpmaatje"} if slug in FULL else set()))
