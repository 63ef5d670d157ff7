"""What a partner still gives at a library: looked at before the partnership ends."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, ActivityState, Session, SessionState


@dataclass(frozen=True, slots=True)
class Date:
    """A session that is still to come, and how many signed up for it."""

    starts_at: datetime
    taken: int


@dataclass(frozen=True, slots=True)
class Coming:
    """An activity that everybody sees, with its sessions from now on."""

    id: uuid.UUID
    title: str
    dates: tuple[Date, ...]

    @property
    def people(self) -> int:
        return sum(one.taken for one in self.dates)


def coming(scope: Scope, organisation_id: uuid.UUID) -> list[Coming]:
    """What this partner gives, by title. Two statements."""
    shown = select(Activity.id, Activity.title).where(
        Activity.organisation_id == organisation_id, Activity.state == ActivityState.PUBLISHED
    )
    found = scope.session.execute(shown.order_by(Activity.title, Activity.id)).all()
    ahead = (
        select(Session.activity_id, Session.starts_at, Session.taken)
        .where(
            Session.organisation_id == organisation_id,
            Session.state == SessionState.PLANNED,
            Session.starts_at > clock.now(),
        )
        .order_by(Session.starts_at, Session.id)
    )
    dates: dict[uuid.UUID, list[Date]] = {}
    for activity_id, starts_at, taken in scope.session.execute(ahead):
        dates.setdefault(activity_id, []).append(Date(starts_at, taken))
    return [Coming(row.id, row.title, tuple(dates.get(row.id, ()))) for row in found]
