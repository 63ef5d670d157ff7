"""What an RRULE says of days (RFC 5545, 3.3.10). Goes from period to period up to a last day, so that a rule which
never comes takes no time; `dateutil` would look for it until the year 9999."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from stelsel.errors import Refused
from stelsel.i18n import _

WEEKDAYS = {"MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7}
NTH_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
NUMBER = re.compile(r"[+-]?[0-9]{1,3}")
COUNTED = re.compile(r"[0-9]{1,5}")
OFTEN = {"HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND"}
MAY_NOT = {
    "DAILY": {"BYWEEKNO", "BYYEARDAY"},
    "WEEKLY": {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"},
    "MONTHLY": {"BYWEEKNO", "BYYEARDAY"},
    "YEARLY": set(),
}
NUMBERS = {"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
KNOWN = {"FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYDAY"} | NUMBERS


class TooOften(Refused):
    message = _("Dit herhaalt vaker dan elke dag. Dat is geen rooster van een activiteit.")


class UnknownRule(Refused):
    message = _("De herhaling van dit moment is niet te lezen.")


@dataclass(frozen=True, slots=True)
class RecurrenceRule:
    """`numbers` holds what BYMONTH and its like name; `weekdays` pairs (nth or 0, 1 to 7); `until` is as it stands."""

    frequency: str
    interval: int
    count: int | None
    until: str
    first_weekday: int
    weekdays: frozenset[tuple[int, int]]
    numbers: dict[str, frozenset[int]]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises UnknownRule, TooOften."""
        parts: dict[str, str] = {}
        for word in text.strip().upper().strip(";").split(";"):
            name, _equals, value = word.partition("=")
            if not value or name in parts:
                raise UnknownRule
            parts[name] = value
        frequency = parts.get("FREQ", "")
        if OFTEN & {frequency, *parts}:
            raise TooOften
        if frequency not in MAY_NOT or not parts.keys() <= KNOWN or parts.keys() & MAY_NOT[frequency]:
            raise UnknownRule
        return cls(
            frequency=frequency,
            interval=_count(parts.get("INTERVAL", "1")),
            count=_count(parts["COUNT"]) if "COUNT" in parts else None,
            until=parts.get("UNTIL", ""),
            first_weekday=WEEKDAYS.get(parts.get("WKST", "MO"), 1),
            weekdays=frozenset(_weekday(word) for word in parts["BYDAY"].split(","))
            if "BYDAY" in parts
            else frozenset(),
            numbers={name: frozenset(map(_number, parts[name].split(","))) for name in NUMBERS & parts.keys()},
        )

    @property
    def is_endless(self) -> bool:
        return self.count is None and not self.until

    def days(self, begin: date, last: date, *, after: date = date.min) -> Iterator[date]:
        """The days on which a series that begins on `begin` falls, up to and including `last`.

        Without COUNT, those before `after` may be left out.
        """
        found = 0
        for period in self._periods(begin, last, max(begin, after) if self.count is None else begin):
            for day in self._chosen(period, begin):
                if day > last or found == self.count:
                    return
                if day >= begin:
                    found += 1
                    yield day

    def _periods(self, begin: date, last: date, after: date) -> Iterator[list[date]]:
        """The days of each period that counts, from the one that `after` is in."""
        if self.frequency in ("DAILY", "WEEKLY"):
            length = 1 if self.frequency == "DAILY" else 7
            since = begin - timedelta(days=(begin.isoweekday() - self.first_weekday) % 7 if length == 7 else 0)
            step = timedelta(days=length * self.interval)
            since += (after - since) // step * step
            while since <= last:
                yield [since + timedelta(days=more) for more in range(length)]
                since += step
            return
        months = 1 if self.frequency == "MONTHLY" else 12
        first = begin.year * 12 + (begin.month - 1 if months == 1 else 0)
        step_months = months * self.interval
        first += (after.year * 12 + after.month - 1 - first) // step_months * step_months
        for month in range(first, last.year * 12 + last.month, step_months):
            since = date(month // 12, month % 12 + 1, 1)
            length = (
                calendar.monthrange(since.year, since.month)[1] if months == 1 else 365 + calendar.isleap(since.year)
            )
            yield [since + timedelta(days=more) for more in range(length)]

    def _chosen(self, period: list[date], begin: date) -> list[date]:
        found = [day for day in period if self._falls(day, begin)]
        places = self.numbers.get("BYSETPOS")
        if places is None:
            return found
        return [day for place, day in enumerate(found) if place + 1 in places or place - len(found) in places]

    def _falls(self, day: date, begin: date) -> bool:
        numbers = self.numbers
        if "BYMONTH" in numbers and day.month not in numbers["BYMONTH"]:
            return False
        if "BYWEEKNO" in numbers and not _among(*_week(day, self.first_weekday), numbers["BYWEEKNO"]):
            return False
        if "BYYEARDAY" in numbers and not _among(*_of_year(day), numbers["BYYEARDAY"]):
            return False
        if "BYMONTHDAY" in numbers and not _among(*_of_month(day), numbers["BYMONTHDAY"]):
            return False
        return self._falls_on_weekday(day) if self.weekdays else self._falls_like(day, begin)

    def _falls_on_weekday(self, day: date) -> bool:
        weekday = day.isoweekday()
        nths = [nth for nth, wanted in self.weekdays if wanted == weekday]
        if not nths or 0 in nths:
            return bool(nths)
        of_year = self.frequency == "YEARLY" and "BYMONTH" not in self.numbers
        place, length = _of_year(day) if of_year else _of_month(day)
        return (place - 1) // 7 + 1 in nths or -((length - place) // 7) - 1 in nths

    def _falls_like(self, day: date, begin: date) -> bool:
        """Where the rule does not say which day, it is that of the begin."""
        if self.frequency == "DAILY" or self.numbers.keys() & {"BYMONTHDAY", "BYYEARDAY"}:
            return True
        if self.frequency == "WEEKLY" or "BYWEEKNO" in self.numbers:
            return day.isoweekday() == begin.isoweekday()
        same_month = self.frequency == "MONTHLY" or "BYMONTH" in self.numbers or day.month == begin.month
        return same_month and day.day == begin.day


def _among(place: int, length: int, wanted: frozenset[int]) -> bool:
    """Is this the place, counted from the front or (negative) from the back?"""
    return place in wanted or place - length - 1 in wanted


def _of_month(day: date) -> tuple[int, int]:
    return day.day, calendar.monthrange(day.year, day.month)[1]


def _of_year(day: date) -> tuple[int, int]:
    return day.timetuple().tm_yday, 365 + calendar.isleap(day.year)


def _week(day: date, first_weekday: int) -> tuple[int, int]:
    """The number of its week, and how many the year has: a week is of the year that its fourth day is in."""
    middle = day + timedelta(days=3 - (day.isoweekday() - first_weekday) % 7)
    place, length = _of_year(middle)
    return (place - 1) // 7 + 1, (length - (place - 1) % 7 - 1) // 7 + 1


def _count(text: str) -> int:
    if not COUNTED.fullmatch(text) or int(text) == 0:
        raise UnknownRule
    return int(text)


def _number(text: str) -> int:
    if not NUMBER.fullmatch(text) or int(text) == 0:
        raise UnknownRule
    return int(text)


def _weekday(text: str) -> tuple[int, int]:
    found = NTH_DAY.fullmatch(text)
    if found is None:
        raise UnknownRule
    return int(found[1] or 0), WEEKDAYS[found[2]]
