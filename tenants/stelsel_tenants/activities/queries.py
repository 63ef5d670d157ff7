"""What may be seen of activities in the workroom: a fixed number of statements, however long the list."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from stelsel import clock
from stelsel.i18n import language
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import texts
from stelsel_tenants.activities.events import who_may_give
from stelsel_tenants.activities.models import (
    Activity,
    ActivityState,
    Concept,
    Rule,
    RuleException,
    Session,
    SessionState,
)
from stelsel_tenants.activities.schedule import Exceptional, Line, Schedule
from stelsel_tenants.activities.sentence import sentence
from stelsel_tenants.activities.sessions import FOLLOWING
from stelsel_tenants.libraries.models import Branch, Room


@dataclass(frozen=True, slots=True)
class OverviewRow:
    id: uuid.UUID
    title: str
    branch: str
    partner: str
    state: ActivityState
    sentence: str
    next_at: datetime | None
    signed_up: int
    is_paused: bool
    is_changed: bool
    """The original text of its concept, or of its partner, changed since."""
    of_partner: bool
    """Its original is its partner's."""
    is_asked: bool
    """Its partner waits for the library to publish it."""
    needs_leader: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """The schedule of an activity, with the names of branches that some date is moved to."""

    schedule: Schedule = field(default_factory=Schedule)
    branches: Mapping[uuid.UUID, str] = field(default_factory=dict)

    def in_words(self, language: str, today: date) -> str:
        return sentence(self.schedule, language=language, today=today, branches=self.branches)


def timetables(scope: Scope, activity_ids: Any = None) -> defaultdict[uuid.UUID, Timetable]:
    """The schedule of each activity, or of those asked for (ids, or a subquery of them). Three statements."""

    def among(column: Any) -> list[ColumnElement[bool]]:
        return [] if activity_ids is None else [column.in_(activity_ids)]

    lines, exceptions = defaultdict[uuid.UUID, list[Line]](list), defaultdict[uuid.UUID, list[Exceptional]](list)
    rules = select(Rule).where(*among(Rule.activity_id)).order_by(Rule.activity_id, Rule.position, Rule.id)
    for rule in scope.session.scalars(rules):
        lines[rule.activity_id].append(offers.line(rule))
    others = (
        select(RuleException, Branch.name)
        .outerjoin(Branch, and_(Branch.tenant_id == RuleException.tenant_id, Branch.id == RuleException.branch_id))
        .where(*among(RuleException.activity_id))
        .order_by(RuleException.day, RuleException.id)
    )
    names: dict[uuid.UUID, str] = {}
    for row, name in scope.session.execute(others):
        exceptions[row.activity_id].append(offers.exceptional(row))
        if row.branch_id:
            names[row.branch_id] = name
    stopped = select(Activity).where(Activity.paused_from.is_not(None), *among(Activity.id))
    pauses = {activity.id: offers.paused(activity) for activity in scope.session.scalars(stopped)}
    found = defaultdict[uuid.UUID, Timetable](Timetable)
    for key, rows in lines.items():
        found[key] = Timetable(Schedule(tuple(rows), tuple(exceptions[key]), pauses.get(key)), names)
    return found


def overview(scope: Scope) -> list[OverviewRow]:
    """All activities of a library, those that a partner waits for first, then by title. Seven statements."""
    statement = (
        select(Activity, Branch.name, Organisation.name)
        .join(Branch, (Branch.tenant_id == Activity.tenant_id) & (Branch.id == Activity.branch_id))
        .outerjoin(Organisation, Organisation.id == Activity.organisation_id)
        .order_by(Activity.asked_at.is_(None), Activity.title, Activity.id)
    )
    rows = scope.session.execute(statement).all()
    found = timetables(scope)
    coming = _coming(scope)
    changed = texts.changed(scope, [activity for activity, _branch, _partner in rows])
    today = clock.today()
    return [
        OverviewRow(
            id=activity.id,
            title=activity.title,
            branch=branch,
            partner=partner or "",
            state=activity.state,
            sentence=found[activity.id].in_words(language(), today),
            is_paused=_is_paused(found[activity.id], today),
            next_at=coming.get(activity.id, (None, 0))[0],
            signed_up=coming.get(activity.id, (None, 0))[1],
            is_changed=activity.id in changed,
            of_partner=activity.partner_offer_id is not None,
            is_asked=activity.asked_at is not None,
            needs_leader=activity.needs_leader,
        )
        for activity, branch, partner in rows
    ]


def _is_paused(one: Timetable, today: date) -> bool:
    return one.schedule.pause is not None and one.schedule.pause.holds(today)


def _coming(scope: Scope) -> dict[uuid.UUID, tuple[datetime | None, int]]:
    statement = (
        select(Session.activity_id, func.min(Session.starts_at), func.coalesce(func.sum(Session.taken), 0))
        .where(Session.state == SessionState.PLANNED, Session.ends_at > clock.now())
        .group_by(Session.activity_id)
    )
    return {row[0]: (row[1], row[2]) for row in scope.session.execute(statement)}


@dataclass(frozen=True, slots=True)
class SessionRow:
    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    reason: str
    taken: int
    capacity: int | None


def sessions(scope: Scope, activity_id: uuid.UUID, *, limit: int = 10) -> list[SessionRow]:
    """The coming sessions of an activity, first one first."""
    statement = (
        select(
            Session.id,
            Session.starts_at,
            Session.ends_at,
            Session.state,
            Session.reason,
            Session.taken,
            Session.capacity,
        )
        .where(Session.activity_id == activity_id, Session.ends_at > clock.now())
        .order_by(Session.starts_at, Session.id)
        .limit(limit)
    )
    return [SessionRow(*row) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class Moment:
    id: uuid.UUID
    activity_id: uuid.UUID
    title: str
    starts_at: datetime
    state: SessionState
    reason: str
    taken: int
    branch: str
    room: str

    @property
    def is_to_come(self) -> bool:
        return self.state in FOLLOWING and self.starts_at > clock.now()

    @property
    def may_return(self) -> bool:
        return self.state is SessionState.CANCELLED and self.starts_at > clock.now()


def session(scope: Scope, session_id: uuid.UUID) -> Moment:
    """One session with the title of its activity. Raises NoResultFound."""
    statement = (
        select(
            Session.id,
            Session.activity_id,
            Activity.title,
            Session.starts_at,
            Session.state,
            Session.reason,
            Session.taken,
            Branch.name,
            Session.room,
        )
        .join(Branch, (Branch.tenant_id == Session.tenant_id) & (Branch.id == Session.branch_id))
        .join(Activity, (Activity.tenant_id == Session.tenant_id) & (Activity.id == Session.activity_id))
        .where(Session.id == session_id)
    )
    return Moment(*scope.session.execute(statement).one())


def givers(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """Who may give an activity here beside the library itself: partners, by name. They say so themselves."""
    answers: list[list[tuple[uuid.UUID, str]]] = [answer for _receiver, answer in who_may_give.send(scope)]
    return sorted((pair for answer in answers for pair in answer), key=lambda pair: (pair[1], str(pair[0])))


def branches(scope: Scope, *, closed: bool = False) -> list[tuple[uuid.UUID, str]]:
    """Branches that are open, or all of them, by name."""
    statement = select(Branch.id, Branch.name).order_by(Branch.name, Branch.id)
    if not closed:
        statement = statement.where(Branch.closed_on.is_(None))
    return [(row.id, row.name) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room to choose."""

    branch_id: uuid.UUID
    name: str
    branch: str
    seats: int | None


def rooms(scope: Scope) -> list[RoomRow]:
    """The rooms that are in use, by name."""
    statement = (
        select(Room.branch_id, Room.name, Branch.name, Room.seats)
        .join(Branch, (Branch.tenant_id == Room.tenant_id) & (Branch.id == Room.branch_id))
        .where(Room.withdrawn.is_(False), Branch.closed_on.is_(None))
        .order_by(Room.folded, Branch.name, Room.id)
    )
    return [RoomRow(*row) for row in scope.session.execute(statement)]


def concepts(scope: Scope) -> list[tuple[str, str]]:
    """All concepts, grouped by question of life."""
    statement = select(Concept.slug, Concept.name).order_by(Concept.theme, Concept.position, Concept.slug)
    return [(row.slug, row.name) for row in scope.session.execute(statement)]
