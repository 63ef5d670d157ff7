"""Counts that are missing: the branch is asked the next working day, and a week later once more (FEATURES B13)."""

import uuid
from datetime import date, timedelta

from sqlalchemy import and_, select

from stelsel import clock, mail
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.libraries.models import Branch, Profile

WEEK = timedelta(days=7)


def ask(scope: Scope) -> None:
    """A letter to each branch that left something uncounted. Doing it twice on one day asks once."""
    today = clock.today()
    asked = {*_since_last_working_day(today), today - WEEK}
    found: dict[uuid.UUID, list[tuple[Session, str]]] = {}
    statement = (
        select(Session, Activity.title)
        .join(Activity, and_(Activity.tenant_id == Session.tenant_id, Activity.id == Session.activity_id))
        .where(
            Session.state == SessionState.PLANNED,
            Session.starts_at >= clock.start_of(min(asked)),
            Session.starts_at < clock.start_of(today),
        )
        .order_by(Session.starts_at, Session.id)
    )
    for session, title in scope.session.execute(statement):
        if session.starts_at.astimezone(clock.AMSTERDAM).date() in asked:
            found.setdefault(session.branch_id, []).append((session, title))
    for branch_id, sessions in found.items():
        _ask(scope, branch_id, sessions, today)


def _since_last_working_day(today: date) -> list[date]:
    """On a Monday the weekend and the Friday, else the day before."""
    back = 3 if today.isoweekday() == 1 else 1
    return [today - timedelta(days=number) for number in range(1, back + 1)]


def _ask(scope: Scope, branch_id: uuid.UUID, sessions: list[tuple[Session, str]], today: date) -> None:
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    receiver = branch.email or scope.session.scalar(select(Profile.email))
    if receiver is None:
        return
    mail.queue(
        scope,
        to=receiver,
        template="not-counted",
        key=f"not-counted:{branch_id}:{today}",
        branch=branch.name,
        sessions=[(title, session.starts_at) for session, title in sessions],
        path=f"/b/{scope.library.slug}/beheer/balie",
    )
