"""What sessions add to figures, said to the database: of many what `events.Tally` says of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, extract, func

from stelsel import clock
from stelsel.web.periods import next_month
from stelsel_tenants.activities.models import NEVER_HELD, Session, SessionState


def amounts() -> dict[str, ColumnElement[Any]]:
    """By the name of a figure: what a session adds to it, to be summed.

    `uncounted` took place as far as anybody knows, and waits for the desk. `expected` and `missed` are seats of people
    who signed up, and of those among them who did not come: only where the desk ticked names (`ticked` sessions).
    """
    held = (Session.state == SessionState.HELD) & Session.present.is_not(None)
    came = func.coalesce(
        Session.registered_present, case((Session.present < Session.taken, Session.present), else_=Session.taken)
    )
    ticked = held & Session.registered_present.is_not(None) & (Session.taken > 0)
    missed = ticked & (Session.registered_present < Session.taken)
    over = (Session.state == SessionState.PLANNED) & (Session.starts_at < clock.start_of(clock.today()))
    wanted: dict[str, tuple[ColumnElement[bool], Any]] = {
        "planned": (Session.state == SessionState.PLANNED, 1),
        "cancelled": (Session.state.in_(NEVER_HELD), 1),
        "held": (held, 1),
        "minutes": (held, _minutes()),
        "registered": (held, Session.taken),
        "present": (held, Session.present),
        "registered_present": (held, came),
        "present_at_sign_up": (held & (Session.taken > 0), Session.present),
        "turned_away": (held, Session.turned_away),
        "uncounted": (over, 1),
        "ticked": (ticked, 1),
        "expected": (ticked, Session.taken),
        "missed": (missed, Session.taken - Session.registered_present),
        "with_volunteers": (held & Session.volunteers.is_not(None), 1),
        "volunteer_minutes": (held, func.coalesce(Session.volunteer_minutes, 0)),
    }
    return {name: func.sum(case((when, amount), else_=0)) for name, (when, amount) in wanted.items()}


def month_in(months: Sequence[date]) -> ColumnElement[int]:
    """The place in `months` of the one in which a session starts.

    The database does not know when a month begins in Amsterdam: it is told the instants.
    """
    ends = [clock.start_of(next_month(month)) for month in months]
    return case(*((Session.starts_at < end, place) for place, end in enumerate(ends)), else_=len(months)).label("place")


def within(months: Sequence[date]) -> ColumnElement[bool]:
    """The condition on sessions that start in these months, which follow on one another."""
    begin, end = clock.start_of(months[0]), clock.start_of(next_month(months[-1]))
    return and_(Session.starts_at >= begin, Session.starts_at < end)


def _minutes() -> ColumnElement[int]:
    """Whole minutes of a session."""
    seconds = cast(extract("epoch", Session.ends_at), Integer) - cast(extract("epoch", Session.starts_at), Integer)
    return seconds // 60
