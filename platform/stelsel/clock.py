"""The clock. Everything that asks for the time asks here, so that tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_frozen: datetime | None = None


def now() -> datetime:
    """This instant, aware, in UTC, to the microsecond."""
    return _frozen or datetime.now(UTC)


def today() -> date:
    """The civil day in Amsterdam."""
    return now().astimezone(AMSTERDAM).date()


def at(day: date, moment: time) -> datetime:
    """The instant (UTC) of a wall-clock moment in Amsterdam. In the double hour the first one counts (FEATURES A11)."""
    return datetime.combine(day, moment, AMSTERDAM).astimezone(UTC)


def exists(day: date, moment: time) -> bool:
    """False in the hour that is skipped when summer time begins."""
    local = datetime.combine(day, moment, AMSTERDAM)
    return local.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) == local.replace(tzinfo=None)


def start_of(day: date) -> datetime:
    """The instant at which a civil day begins in Amsterdam."""
    return at(day, time())


def end_of(day: date) -> datetime:
    """The exclusive end of a civil day in Amsterdam: the start of the next."""
    return start_of(day + timedelta(days=1))


def last_day(end: datetime) -> date:
    """The last civil day in Amsterdam before an exclusive end."""
    return (end - timedelta(microseconds=1)).astimezone(AMSTERDAM).date()


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Hold the clock still. For tests and for rebuilding the demo."""
    global _frozen
    if instant.tzinfo is None:
        raise ValueError("a frozen instant must be aware")
    before, _frozen = _frozen, instant.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before
