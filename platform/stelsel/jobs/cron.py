"""The five fields of cron (minute, hour, day, month, weekday) on the wall clock of Amsterdam.

A field is `*`, a number, a range `1-5`, a step `*/15` or a list of these; Sunday is 0 or 7. Day and weekday must both
fit. A moment that is skipped in spring runs an hour later, one that comes twice in autumn runs the first time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from stelsel import clock

BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
HORIZON_DAYS = 366 * 8 + 1


@dataclass(frozen=True, slots=True)
class Cron:
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]

    def fits(self, day: date) -> bool:
        return day.day in self.days and day.month in self.months and day.isoweekday() % 7 in self.weekdays

    def after(self, instant: datetime) -> datetime:
        """The first moment later than `instant`. Raises ValueError for one that never comes, as 30 February."""
        first = instant.astimezone(clock.AMSTERDAM).date()
        for ahead in range(HORIZON_DAYS):
            day = first + timedelta(days=ahead)
            if not self.fits(day):
                continue
            moments = sorted(clock.at(day, time(hour, minute)) for hour in self.hours for minute in self.minutes)
            for moment in moments:
                if moment > instant:
                    return moment
        raise ValueError("these times never come")


def parse(times: str) -> Cron:
    """Raises ValueError."""
    fields = times.split()
    if len(fields) != len(BOUNDS):
        raise ValueError(f"a schedule has five fields: {times}")
    minutes, hours, days, months, weekdays = (
        _field(text, *bounds) for text, bounds in zip(fields, BOUNDS, strict=True)
    )
    return Cron(minutes, hours, days, months, tuple(sorted({day % 7 for day in weekdays})))


def _field(text: str, lowest: int, highest: int) -> tuple[int, ...]:
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, dash, last = span.partition("-")
        low = lowest if first == "*" else int(first)
        high = int(last) if dash else highest if first == "*" or step else low
        if not lowest <= low <= high <= highest:
            raise ValueError(f"{part} is not between {lowest} and {highest}")
        found.update(range(low, high + 1, int(step or 1)))
    return tuple(sorted(found))
