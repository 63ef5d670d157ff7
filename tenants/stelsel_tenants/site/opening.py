"""Opening hours in words. Pure: reads `PublishedBranch.hours`, knows days and wall-clock times, and never says "nu".

A page that is kept says "dinsdag 1 december: open van 10.00 tot 17.30 uur", which stays true; a few lines of script
mark what is open at this moment, from the instants of `spans_ahead`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from stelsel import clock
from stelsel.i18n import _
from stelsel.web.format import capital, clock_time, day, iso, time_range, weekday

Span = tuple[time, time]
Hours = Mapping[str, Any]
FAR = 60
"""Days ahead that are searched for the next one that is open."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a branch. `other`: it differs from the week, perhaps for a reason."""

    day: date
    spans: tuple[Span, ...]
    other: bool = False
    reason: str = ""

    @property
    def words(self) -> str:
        """'10.00 – 12.00, 13.00 – 17.30' or 'gesloten'."""
        return ", ".join(time_range(opens, closes) for opens, closes in self.spans) or str(_("gesloten"))


def is_known(hours: Hours) -> bool:
    """False where nobody told us when the branch is open."""
    return bool(hours.get("week") or hours.get("days"))


def on(hours: Hours, when: date) -> Day:
    """When the branch is open on a day: its exception, else its week."""
    special = hours.get("days", {}).get(when.isoformat())
    spans = special if special is not None else hours.get("week", {}).get(str(when.isoweekday()), [])
    return Day(
        when,
        tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans),
        other=special is not None,
        reason=hours.get("why", {}).get(when.isoformat(), ""),
    )


def days(hours: Hours, first: date, number: int = 7) -> list[Day]:
    """A row of days from `first` on."""
    return [on(hours, first + timedelta(days=step)) for step in range(number)]


def exceptions(hours: Hours, first: date, number: int = FAR) -> list[Day]:
    """The coming days that differ from the week."""
    return [one for one in days(hours, first, number) if one.other]


def sentence(hours: Hours, today: date) -> str:
    """When the branch is open, in words that stay true all day; "" where nobody told us."""
    if not is_known(hours):
        return ""
    this = on(hours, today)
    if this.spans:
        return str(_("%(day)s open van %(times)s uur.", day=capital(day(today)), times=_from_to(this)))
    coming = next_open(hours, today + timedelta(days=1))
    closed = str(_("%(day)s gesloten.", day=capital(day(today))))
    if coming is None:
        return closed
    opens = _("%(day)s open vanaf %(time)s uur.", day=capital(day(coming.day)), time=clock_time(coming.spans[0][0]))
    return f"{closed} {opens}"


def next_open(hours: Hours, first: date) -> Day | None:
    """The first day from `first` on that the branch is open."""
    return next((one for one in days(hours, first, FAR) if one.spans), None)


def spans_ahead(hours: Hours, first: date, number: int = 8) -> list[tuple[str, str, str]]:
    """(opens, closes, words of the closing time) as instants: what the script compares with the clock."""
    return [
        (iso(clock.at(one.day, opens)), iso(clock.at(one.day, closes)), clock_time(closes))
        for one in days(hours, first, number)
        for opens, closes in one.spans
    ]


def table(hours: Hours, first: date) -> list[tuple[str, Day]]:
    """Seven days with their names; a day that differs is named with its date."""
    return [(day(one.day) if one.other else weekday(one.day), one) for one in days(hours, first)]


def structured(hours: Hours, first: date) -> Iterator[dict[str, Any]]:
    """schema.org OpeningHoursSpecification of the week and of the coming exceptions."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    for number, spans in sorted(hours.get("week", {}).items()):
        for opens, closes in spans:
            week = f"https://schema.org/{names[int(number) - 1]}"
            yield {"@type": "OpeningHoursSpecification", "dayOfWeek": week, "opens": opens, "closes": closes}
    for one in exceptions(hours, first):
        for opens, closes in one.spans or ((time(0), time(0)),):
            yield {
                "@type": "OpeningHoursSpecification",
                "validFrom": one.day.isoformat(),
                "validThrough": one.day.isoformat(),
                "opens": iso(opens),
                "closes": iso(closes),
            }


def _from_to(this: Day) -> str:
    return str(_(" en van ")).join(
        str(_("%(from_)s tot %(to)s", from_=clock_time(opens), to=clock_time(closes))) for opens, closes in this.spans
    )
