"""From the figures to what the charts and tables of the page take."""

from functools import cache
from typing import Any

from stelsel import clock
from stelsel.geo import sketch
from stelsel.geo.boundaries import shipped_boundaries
from stelsel.i18n import _
from stelsel.web.charts import Bar, Month, Ratio
from stelsel.web.format import month, number, percent
from stelsel_admin.dashboards.asked import Asked, Line
from stelsel_admin.dashboards.board import PER, Board, Place
from stelsel_admin.dashboards.queries import Target

LADDERS = ((1, 2, 5, 10), (2, 5, 10, 20), (5, 10, 20, 30), (10, 20, 40, 60), (20, 50, 100, 150), (50, 100, 200, 300))
"""Round limits of five classes, for few sessions and for many."""
MARGIN = 6
HIDDEN = _("afgeschermd")
NOBODY_SIGNED_UP = _("geen aanmeldingen")
NOTHING = "–"


def visitors(board: Board) -> dict[str, Any]:
    """For the line of months."""
    notes = {str(year): f"N {libraries}" for year, libraries in board.known.counting.items()}
    series = [
        Month(f"{month(one.month)} {one.month.year}", str(one.month.year), one.present, one.average)
        for one in board.months
    ]
    shown = {one.year for one in series}
    return {
        "series": series,
        "breaks": board.breaks,
        "notes": {year: note for year, note in notes.items() if year in shown},
        "desc": _visitors_in_words(board),
    }


def attendance(board: Board) -> list[Ratio]:
    """Provinces by attendance, the highest first; those without a figure last."""
    rows = [
        Ratio(
            place.name,
            place.people.attendance if place.people else None,
            note=f"n {number(place.held)}",
            instead=str(NOBODY_SIGNED_UP if place.people else HIDDEN),
        )
        for place in board.provinces
        if place.held
    ]
    return sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), row.label))


def walk_ins(board: Board) -> list[Bar]:
    """Provinces by people present: with and without a sign-up."""
    places = sorted((one for one in board.provinces if one.held), key=_by_presence)
    return [
        Bar(
            place.name,
            (place.people.registered_present, place.people.walked_in) if place.people else (None, None),
            instead=str(HIDDEN),
        )
        for place in places
    ]


def per_inhabitants(board: Board) -> list[Bar]:
    """Provinces by sessions held per 10,000 inhabitants."""
    places = sorted(board.provinces, key=lambda place: (-(place.per_inhabitants or 0), place.name))
    return [Bar(place.name, (place.per_inhabitants,), instead=NOTHING) for place in places]


def towns(board: Board) -> dict[str, Any]:
    """For the map: sessions per 10,000 inhabitants of each municipality; nothing there is not nought."""
    country = sketch.country()
    figures = {
        town.code: (town.sessions * PER / town.inhabitants if town.sessions and town.inhabitants else None, town.name)
        for town in board.towns
    }
    known = sorted(value for value, _name in figures.values() if value is not None)
    high = known[len(known) * 4 // 5] if known else 0
    return {
        "areas": [(shape.path, *figures[shape.code]) for shape in country.municipalities if shape.code in figures],
        "borders": [shape.path for shape in country.provinces],
        "box": _box(board.choice.province),
        "limits": next((limits for limits in LADDERS if limits[-1] >= high), LADDERS[-1]),
    }


@cache
def _box(province: str) -> str:
    """The part of the country to draw: all of it, or a province with some room around it."""
    country = sketch.country()
    chosen = next((area.box for area in shipped_boundaries().provinces if area.code == province), None)
    if chosen is None:
        return f"0 0 {country.width} {country.height}"
    left, top = sketch.on_country(chosen.north, chosen.west)
    right, bottom = sketch.on_country(chosen.south, chosen.east)
    return f"{left - MARGIN:g} {top - MARGIN:g} {right - left + 2 * MARGIN:g} {bottom - top + 2 * MARGIN:g}"


def kpis(board: Board) -> list[tuple[Any, str, Any]]:
    """The four figures at the top, each with what it is held against."""
    whole, people = board.whole, board.whole.people
    present = number(people.present) if people and whole.held else str(HIDDEN) if whole.held else NOTHING
    ratio = people.attendance if people else None
    return [
        (
            _("Deelnemende bibliotheken"),
            number(whole.libraries),
            _("van %(all)s. Ze helpen op %(places)s plekken", all=number(whole.of_libraries), places=whole.branches),
        ),
        (_("Momenten gehouden"), number(whole.held), _hours(board)),
        (_("Aanwezigen"), present, _per_month(board)),
        (
            _("Opkomst"),
            percent(ratio) if ratio is not None else NOTHING,
            _("aanwezig gedeeld door aangemeld. %(share)s kwam zonder aanmelding", share=share(whole)),
        ),
    ]


def bodies(asked: Asked) -> list[Bar]:
    """Bodies by the questions about them, the longest bar first; what stands between brackets is in the table."""
    return [Bar(str(one.name).partition(" (")[0], (one.questions,), instead=str(HIDDEN)) for one in asked.bodies]


def questions(line: Line) -> str:
    return str(HIDDEN) if line.questions is None else number(line.questions)


def against_target(one: Target) -> str:
    """'7 van 10'."""
    return str(_("%(places)s van %(target)s", places=number(one.places), target=number(one.target)))


def still_to_come(one: Target) -> str:
    """What the mark in the bar says, in words."""
    short = one.target - one.places
    if short > 0:
        return str(_("nog %(short)s te gaan", short=number(short)))
    return str(_("doel gehaald"))


def share(place: Place) -> str:
    """The share that came without signing up, or why it is not shown."""
    if place.people is None:
        return str(HIDDEN)
    found = place.people.walk_in_share
    return NOTHING if found is None else percent(found)


def attended(place: Place) -> str:
    """The attendance, or why it is not shown."""
    if place.people is None:
        return str(HIDDEN)
    found = place.people.attendance
    return NOTHING if found is None else percent(found)


def present(place: Place) -> str:
    return str(HIDDEN) if place.people is None else number(place.people.present)


def _hours(board: Board) -> str:
    hours = str(_("%(hours)s uur", hours=number(board.whole.hours)))
    if board.growth is None:
        nothing_yet = _("Er is nog geen jaar om mee te vergelijken")
        return f"{hours}. {nothing_yet}"
    change = percent(abs(board.growth))
    words = (
        _("Plus %(change)s in een jaar", change=change)
        if board.growth >= 0
        else _("Min %(change)s in een jaar", change=change)
    )
    return f"{hours}. {words}"


def _per_month(board: Board) -> str:
    months = len([one for one in board.choice.period.months if one <= clock.today()])
    people = board.whole.people
    if people is None:
        return str(_("minder dan 5, of te herleiden"))
    return str(_("gemiddeld %(number)s per maand", number=number(people.present / months if months else 0)))


def _visitors_in_words(board: Board) -> str:
    ends = [one for one in board.months if one.average is not None]
    if not ends:
        return str(_("Er is nog geen jaar met cijfers: een gemiddelde over twaalf maanden is er niet."))
    first, last = ends[0], ends[-1]
    return str(
        _(
            "Het gemiddelde over twaalf maanden gaat van %(before)s in %(first)s naar %(after)s in %(last)s.",
            before=number(first.average or 0),
            first=f"{month(first.month)} {first.month.year}",
            after=number(last.average or 0),
            last=f"{month(last.month)} {last.month.year}",
        )
    )


def _by_presence(place: Place) -> tuple[bool, int, str]:
    return place.people is None, -(place.people.present if place.people else 0), place.name
