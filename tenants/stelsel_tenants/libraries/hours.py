"""When a branch is open. Pure: civil days and wall-clock times in Amsterdam; it reads no database and no clock.

`sentence` is for pages that nobody keeps ("Vandaag open tot 17.30 uur"); `week_in_words` stays true and may stand on a
page that is kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from stelsel.clock import AMSTERDAM
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web.format import clock_time, day, time_range, weekday
from stelsel_tenants.libraries.models import Branch, OpeningException, OpeningHours

WEEKDAYS = range(1, 8)
MONDAY = date(2024, 1, 1)
"""Some Monday: weekdays get their names from it."""
FAR = 60
"""Days ahead that are searched for the next one that is open."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `opens` up to `closes`, on one day."""

    opens: time
    closes: time

    def holds(self, moment: time) -> bool:
        return self.opens <= moment < self.closes


@dataclass(frozen=True, slots=True)
class Special:
    """One date that differs from the week: other hours, or none."""

    day: date
    span: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """A week of spans (1 = Monday), and the dates that differ."""

    week: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    specials: tuple[Special, ...] = ()

    @property
    def closed(self) -> frozenset[date]:
        """The dates of which it is said that the branch is closed."""
        return frozenset(one.day for one in self.specials if one.span is None)

    @property
    def is_known(self) -> bool:
        """False where nobody told when the branch is open."""
        return any(self.week.values())


@dataclass(frozen=True, slots=True)
class Opening:
    """One day of a branch. `differs`: not as the week says, perhaps for a reason."""

    day: date
    spans: tuple[Span, ...]
    differs: bool = False
    reason: str = ""

    @property
    def words(self) -> str:
        return ", ".join(time_range(span.opens, span.closes) for span in self.spans) or str(_("gesloten"))


class ClosesFirst(Refused):
    field = "day1.closes"
    message = _("Een sluitingstijd ligt voor de openingstijd. Kijk de tijden na.")


class Overlapping(Refused):
    field = "day1.closes"
    message = _("Twee openingstijden op een dag lopen door elkaar. Kijk de tijden na.")


class TwiceTheSameDay(Refused):
    field = "specials"
    message = _("Er staan twee afwijkende tijden op dezelfde datum. Haal er één weg.")


class SpecialClosesFirst(Refused):
    field = "specials"
    message = _("Bij een afwijkende datum ligt de sluitingstijd voor de openingstijd.")


def check(hours: Hours) -> None:
    """Raises the refusals above; those about a day name it: `day1.closes` is Monday's."""
    for number, spans in hours.week.items():
        where = f"day{number}.closes"
        if any(span.closes <= span.opens for span in spans):
            raise ClosesFirst(field=where)
        ordered = sorted(spans)
        if any(later.opens < span.closes for span, later in pairwise(ordered)):
            raise Overlapping(field=where)
    if len({one.day for one in hours.specials}) < len(hours.specials):
        raise TwiceTheSameDay
    if any(one.span is not None and one.span.closes <= one.span.opens for one in hours.specials):
        raise SpecialClosesFirst


def of(branch: Branch) -> Hours:
    """A branch's rows as plain values."""
    return from_rows(branch.hours, branch.exceptions)


def from_rows(hours: Iterable[OpeningHours], exceptions: Iterable[OpeningException]) -> Hours:
    week: dict[int, tuple[Span, ...]] = {}
    for row in sorted(hours, key=lambda row: (row.weekday, row.opens)):
        week[row.weekday] = (*week.get(row.weekday, ()), Span(row.opens, row.closes))
    specials = (
        Special(row.day, Span(row.opens, row.closes) if row.opens and row.closes else None, row.reason)
        for row in exceptions
    )
    return Hours(week, tuple(sorted(specials, key=lambda one: one.day)))


def with_past(new: Hours, old: Hours, today: date) -> Hours:
    """The new hours, and the dates before today that were kept: what was said of the past stays."""
    named = {one.day for one in new.specials}
    past = [one for one in old.specials if one.day < today and one.day not in named]
    return Hours(new.week, tuple(sorted((*past, *new.specials), key=lambda one: one.day)))


def rows(hours: Hours) -> list[OpeningHours]:
    return [
        OpeningHours(weekday=number, opens=span.opens, closes=span.closes)
        for number, spans in sorted(hours.week.items())
        for span in sorted(spans)
    ]


def special_rows(hours: Hours) -> list[OpeningException]:
    return [
        OpeningException(
            day=one.day,
            opens=one.span.opens if one.span else None,
            closes=one.span.closes if one.span else None,
            reason=one.reason,
        )
        for one in hours.specials
    ]


def opening_on(hours: Hours, when: date) -> Opening:
    """When a branch is open on a day: what is said of that date, else what the week says."""
    for one in hours.specials:
        if one.day == when:
            return Opening(when, (one.span,) if one.span else (), differs=True, reason=one.reason)
    return Opening(when, tuple(sorted(hours.week.get(when.isoweekday(), ()))))


def next_open(hours: Hours, first: date) -> Opening | None:
    """The first day from `first` on that the branch is open; None when there is none soon."""
    days = (opening_on(hours, first + timedelta(days=step)) for step in range(FAR))
    return next((one for one in days if one.spans), None)


def sentence(hours: Hours, now: datetime) -> str:
    """Open now, later today, or when next. Only for a page that nobody keeps. "" where nobody told us."""
    if not hours.is_known:
        return ""
    local = now.astimezone(AMSTERDAM)
    today, moment = opening_on(hours, local.date()), local.time()
    for span in today.spans:
        if span.holds(moment):
            return str(_("Vandaag open tot %(time)s uur", time=clock_time(span.closes)))
        if moment < span.opens:
            return str(
                _(
                    "Vandaag open van %(opens)s tot %(closes)s uur",
                    opens=clock_time(span.opens),
                    closes=clock_time(span.closes),
                )
            )
    shut = str(_("Vandaag gesloten") if not today.spans else _("Vandaag weer gesloten"))
    coming = next_open(hours, local.date() + timedelta(days=1))
    if coming is None:
        return shut
    name = _("morgen") if coming.day == local.date() + timedelta(days=1) else day(coming.day)
    return str(
        _("%(shut)s, %(day)s open vanaf %(time)s uur", shut=shut, day=name, time=clock_time(coming.spans[0].opens))
    )


def week_in_words(hours: Hours) -> list[tuple[str, str]]:
    """Days that are alike together: ('maandag tot en met vrijdag', '10.00 – 17.30'). All seven days are in it."""
    return [(_days(first, last), Opening(MONDAY, spans).words) for first, last, spans in _runs(hours)]


def _runs(hours: Hours) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    first = 1
    for number in WEEKDAYS:
        spans = tuple(sorted(hours.week.get(number, ())))
        following = tuple(sorted(hours.week.get(number + 1, ())))
        if number == WEEKDAYS[-1] or following != spans:
            yield first, number, spans
            first = number + 1


def _days(first: int, last: int) -> str:
    if first == last:
        return name(first)
    if last == first + 1:
        return str(_("%(first)s en %(last)s", first=name(first), last=name(last)))
    return str(_("%(first)s tot en met %(last)s", first=name(first), last=name(last)))


def name(number: int) -> str:
    """'maandag' for 1."""
    return weekday(MONDAY + timedelta(days=number - 1))
