"""What somebody may want to know before saving, and what does not stop them: outside opening hours, a helper who is
elsewhere, fewer seats than people. Changes nothing.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select, true

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel.web.format import moment
from stelsel_tenants.activities import holds, sessions
from stelsel_tenants.activities.holds import Place
from stelsel_tenants.activities.models import Activity, Mode, Session, SessionState
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.outlook import Occurrence
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.hours import Hours
from stelsel_tenants.libraries.models import Branch

SHOWN = 5


class OutsideHours(Refused):
    field = "outside_hours"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A date on which its helper is at another activity too."""

    starts_at: datetime
    title: str
    there_from: datetime
    there_until: datetime


@dataclass(frozen=True, slots=True)
class Cautions:
    """The first dates of each kind, and how many more there are. `room` has fewer `seats` than are given out."""

    outside: Sequence[Occurrence] = ()
    outside_more: int = 0
    elsewhere: Sequence[Elsewhere] = ()
    elsewhere_more: int = 0
    room: str = ""
    seats: int | None = None


def of(
    scope: Scope,
    place: Place,
    dates: Sequence[Occurrence],
    *,
    leader: str = "",
    capacity: int | None = None,
    mode: Mode = Mode.AT_BRANCH,
    activity_id: uuid.UUID | None = None,
) -> Cautions:
    """All of it, for dates at a place. Three statements, and three for a helper."""
    shut = outside(scope, place[0], dates) if mode is not Mode.ONLINE else []
    there = elsewhere(scope, dates, leader, activity_id)
    room = holds.known(scope).get((place[0], rooms.key(place[1])))
    is_small = room is not None and room.seats is not None and capacity is not None and capacity > room.seats
    return Cautions(
        outside=shut[:SHOWN],
        outside_more=len(shut[SHOWN:]),
        elsewhere=there[:SHOWN],
        elsewhere_more=len(there[SHOWN:]),
        room=room.name if room is not None and is_small else "",
        seats=room.seats if room is not None and is_small else None,
    )


def check_hours(scope: Scope, offer: Offer, activity_id: uuid.UUID | None = None) -> None:
    """Raises OutsideHours, where nobody said that it may be so."""
    if needs_open(offer):
        check_open(scope, offer.branch_id, sessions.dates(scope, offer.branch_id, offer.schedule, activity_id))


def needs_open(of: Offer | Activity) -> bool:
    """Has its branch to be open? Not where somebody said otherwise, and what is online only needs no door."""
    return not of.outside_hours and of.mode is not Mode.ONLINE


def check_open(scope: Scope, branch_id: uuid.UUID, dates: Iterable[Occurrence]) -> None:
    """Raises OutsideHours where one of them is not wholly within the hours of the branch."""
    found = outside(scope, branch_id, dates)
    if found:
        message = _(
            "De vestiging is niet de hele tijd open, bijvoorbeeld op %(moment)s. Zet dit aan als dat de bedoeling is.",
            moment=moment(found[0].starts_at),
        )
        raise OutsideHours(message)


def outside(scope: Scope, branch_id: uuid.UUID, dates: Iterable[Occurrence]) -> list[Occurrence]:
    """Those that begin or end when the branch is shut. A day that it closes for was asked about already."""
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    hours = opening.of(branch)
    if not hours.is_known:
        return []
    here = (one for one in dates if one.branch_id in (None, branch_id) and one.day not in hours.closed)
    return [one for one in here if not _is_open(hours, one)]


def elsewhere(
    scope: Scope, dates: Sequence[Occurrence], leader: str, activity_id: uuid.UUID | None = None
) -> list[Elsewhere]:
    """The dates on which somebody of this name has a session of another activity of this library."""
    if not dates or not fold(leader):
        return []
    then = (
        Session.state == SessionState.PLANNED,
        Session.ends_at > min(one.starts_at for one in dates),
        Session.starts_at < max(one.ends_at for one in dates),
    )
    named = scope.session.scalars(select(Session.leader).where(Session.leader != "", *then).distinct())
    same = [name for name in named if fold(name) == fold(leader)]
    leads = scope.session.execute(select(Activity.id, Activity.leader).where(Activity.leader != ""))
    theirs = [key for key, name in leads if fold(name) == fold(leader)]
    there = (
        select(Session.starts_at, Session.ends_at, Activity.title)
        .join(Activity, and_(Activity.tenant_id == Session.tenant_id, Activity.id == Session.activity_id))
        .where(
            Session.activity_id != activity_id if activity_id else true(),
            or_(Session.leader.in_(same), and_(Session.leader == "", Session.activity_id.in_(theirs))),
            *then,
        )
        .order_by(Session.starts_at, Session.id)
    )
    busy = scope.session.execute(there).all()
    return [
        Elsewhere(one.starts_at, title, since, until)
        for one in dates
        if not one.is_paused
        for since, until, title in busy
        if since < one.ends_at and one.starts_at < until
    ]


def _is_open(hours: Hours, one: Occurrence) -> bool:
    begins, ends = (at.astimezone(clock.AMSTERDAM) for at in (one.starts_at, one.ends_at))
    spans = opening.opening_on(hours, one.day).spans
    return begins.date() == ends.date() and any(
        span.opens <= begins.time() and ends.time() <= span.closes for span in spans
    )
