"""A partnership ends: at once, or after its last day. The rights stop at that instant by themselves (`standing`).

What becomes of the partner's activities is chosen for each beforehand, and done when it ends: the library goes on
with it, or it stops. Where nothing was chosen the library goes on with it when it ended the partnership itself;
otherwise nobody would be there, so it stops. What was held and counted stays the partner's.
"""

import enum
import uuid
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.models import Activity, ActivityState, Session
from stelsel_tenants.partners import slots, standing
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from stelsel_tenants.partners.telling import Event, tell


class Fate(enum.StrEnum):
    """Of an activity, when the partner that gives it goes."""

    TAKE_OVER = "take_over"
    STOP = "stop"


class NotActive(Conflict):
    message = _("Deze samenwerking is al gestopt.")


class DayIsOver(Refused):
    field = "last_day"
    message = _("Kies vandaag of een latere dag, of laat de samenwerking nu meteen stoppen.")


class LaterThanSaid(Refused):
    """The other side said that it ends before: it cannot be held longer."""

    field = "last_day"
    message = _("De ander stopt al eerder. U kunt een eerdere dag kiezen, geen latere.")


class NotYours(Conflict):
    message = _("De ander heeft de samenwerking gestopt. Bel om samen verder te gaan.")


def end(
    scope: Scope,
    partnership_id: uuid.UUID,
    *,
    by: Side,
    last_day: date | None,
    fates: Mapping[uuid.UUID, Fate] | None = None,
    reason: str = "",
) -> Partnership:
    """Stop after `last_day`, or (None) at once. Raises NotActive, DayIsOver, LaterThanSaid."""
    partnership = standing.held(scope, partnership_id)
    if not standing.is_active(partnership):
        raise NotActive
    if last_day is not None and last_day < clock.today():
        raise DayIsOver
    ends_at = clock.now() if last_day is None else clock.end_of(last_day)
    if partnership.ends_at is not None and ends_at > partnership.ends_at and partnership.ended_by is not by:
        raise LaterThanSaid
    partnership.ends_at, partnership.ended_by, partnership.answer = ends_at, by, reason
    partnership.fates = {str(key): fate.value for key, fate in (fates or {}).items()}
    if last_day is None:
        _finish(scope, partnership)
    else:
        audit.record(scope, "partnership.ending", partnership, by=by.value, last_day=last_day.isoformat())
        at_its_end(scope, partnership)
        tell(scope, partnership, Event.ENDING)
    return partnership


def go_on(scope: Scope, partnership_id: uuid.UUID, *, by: Side) -> Partnership:
    """It does not end after all, says who ended it; before that day. Raises NotActive, NotYours."""
    partnership = standing.held(scope, partnership_id)
    if not standing.is_active(partnership) or partnership.ends_at is None:
        raise NotActive
    if partnership.ended_by is not by:
        raise NotYours
    partnership.ends_at, partnership.ended_by, partnership.answer, partnership.fates = None, None, "", {}
    audit.record(scope, "partnership.goes_on", partnership)
    return partnership


def at_its_end(scope: Scope, partnership: Partnership) -> None:
    """Let `partners.end` do what is to be done by then."""
    jobs.enqueue(scope, "partners.end", due_at=partnership.ends_at, partnership_id=partnership.id)


def over(scope: Scope) -> list[uuid.UUID]:
    """Those whose end has come and of which nobody saw to the activities yet."""
    late = select(Partnership.id).where(
        Partnership.state == PartnershipState.ACTIVE, Partnership.ends_at <= clock.now()
    )
    return list(scope.session.scalars(late.order_by(Partnership.ends_at, Partnership.id)))


def finish(scope: Scope, partnership_id: uuid.UUID) -> None:
    """Its end has come. Harmless when it has not, or was seen to before."""
    partnership = standing.held(scope, partnership_id)
    if partnership.state is PartnershipState.ACTIVE and not standing.is_active(partnership):
        _finish(scope, partnership)


def _finish(scope: Scope, partnership: Partnership) -> None:
    partnership.state = PartnershipState.ENDED
    given = Activity.organisation_id == partnership.organisation_id, Activity.state != ActivityState.WITHDRAWN
    theirs = scope.session.scalars(select(Activity).where(*given).order_by(Activity.id)).all()
    taken_over = [one for one in theirs if fate(partnership, one) is Fate.TAKE_OVER]
    for activity in theirs:
        if activity not in taken_over:
            activities.withdraw(scope, activity.id)
    _take_over(scope, taken_over)
    slots.close(scope, partnership.organisation_id)
    audit.record(scope, "partnership.ended", partnership, activities=len(theirs), taken_over=len(taken_over))
    tell(scope, partnership, Event.ENDED)


def fate(partnership: Partnership, activity: Activity) -> Fate:
    """A draft is the library's own paper: it keeps it."""
    if activity.state is ActivityState.DRAFT:
        return Fate.TAKE_OVER
    usual = Fate.TAKE_OVER if partnership.ended_by is Side.LIBRARY else Fate.STOP
    return Fate(partnership.fates.get(str(activity.id), usual))


def _take_over(scope: Scope, theirs: Collection[Activity]) -> None:
    """They are the library's; who led them for the partner leads them no more."""
    coming = select(Session).where(
        Session.activity_id.in_([activity.id for activity in theirs]), Session.starts_at > clock.now()
    )
    for row in (*theirs, *scope.session.scalars(coming)):
        row.organisation_id = None
        row.leader, row.needs_leader = "", row.needs_leader or bool(row.leader)
    if shown := {activity.id for activity in theirs if activity.state is ActivityState.PUBLISHED}:
        published_changed.send(scope, activity_ids=shown)
