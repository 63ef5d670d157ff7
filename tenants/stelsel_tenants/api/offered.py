"""What libraries offer: activities, and their sessions. Two statements a list: the rows, and what is near."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_

from stelsel import clock
from stelsel.i18n import language
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.api import addresses
from stelsel_tenants.api.lists import Asked
from stelsel_tenants.api.places import Around
from stelsel_tenants.site.models import PublishedActivity, PublishedSession


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked of activities and sessions alike; None: all the same."""

    library: str | None = None
    branch_id: uuid.UUID | None = None
    concept: str | None = None
    theme: str | None = None
    organisation_id: uuid.UUID | None = None
    activity_id: uuid.UUID | None = None
    modified_since: datetime | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`schedule` is the schedule in words; `text` is Markdown."""

    id: uuid.UUID
    library: str
    branch_id: uuid.UUID
    concept: str
    theme: str
    title: str
    summary: str
    text: str
    audience: str
    bring: str
    language: str
    room: str
    cost_cents: int
    entry: str
    mode: str
    organisation_id: uuid.UUID | None
    organisation: str
    schedule: str
    verified_on: date | None
    published_at: datetime
    is_example: bool
    changed_at: datetime

    @property
    def url(self) -> str:
        return addresses.activity(self.library, self.id)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One date. `seats_left` is None where no seats are counted; `moved_from` is the start that was told before."""

    id: uuid.UUID
    library: str
    activity_id: uuid.UUID
    branch_id: uuid.UUID
    concept: str
    theme: str
    title: str
    starts_at: datetime
    ends_at: datetime
    status: str
    reason: str
    entry: str
    mode: str
    seats_left: int | None
    cost_cents: int
    language: str
    audience: str
    organisation_id: uuid.UUID | None
    organisation: str
    room: str
    schedule: str
    moved_from: datetime | None
    sequence: int
    is_example: bool
    changed_at: datetime

    @property
    def url(self) -> str:
        return addresses.session(self.library, self.id)


def activities(scope: Scope, which: Asked, asked: Filter, within: Around | None) -> list[ActivityRow]:
    """Published activities in the order of their numbers."""
    one = PublishedActivity
    statement = _activities().where(*_conditions(one, asked, within)).order_by(one.id).limit(which.enough)
    if which.after:
        statement = statement.where(one.id > uuid.UUID(which.after[0]))
    return [_activity(*row) for row in scope.session.execute(statement)]


def activity(scope: Scope, activity_id: uuid.UUID) -> ActivityRow:
    """One of them. Raises NoResultFound."""
    return _activity(*scope.session.execute(_activities().where(PublishedActivity.id == activity_id)).one())


def sessions(scope: Scope, which: Asked, asked: Filter, within: Around | None) -> list[SessionRow]:
    """Published sessions, by when they begin."""
    one = PublishedSession
    where = [*_conditions(one, asked, within), *_period(asked)]
    if asked.activity_id:
        where.append(one.activity_id == asked.activity_id)
    if which.after:
        begins, key = which.after
        where.append(tuple_(one.starts_at, one.id) > (datetime.fromisoformat(begins), uuid.UUID(key)))
    statement = _sessions().where(*where).order_by(one.starts_at, one.id).limit(which.enough)
    return [_session(*row) for row in scope.session.execute(statement)]


def session(scope: Scope, session_id: uuid.UUID) -> SessionRow:
    """One of them. Raises NoResultFound."""
    return _session(*scope.session.execute(_sessions().where(PublishedSession.id == session_id)).one())


def _activities() -> Select[PublishedActivity, str]:
    return select(PublishedActivity, Tenant.slug).join(Tenant, Tenant.id == PublishedActivity.tenant_id)


def _sessions() -> Select[PublishedSession, str]:
    return select(PublishedSession, Tenant.slug).join(Tenant, Tenant.id == PublishedSession.tenant_id)


def _conditions(one: Any, asked: Filter, within: Around | None) -> list[ColumnElement[bool]]:
    """What both must be."""
    equal = {
        Tenant.slug: asked.library,
        one.branch_id: asked.branch_id,
        one.concept_slug: asked.concept,
        one.theme: asked.theme,
        one.organisation_id: asked.organisation_id,
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    if asked.modified_since is not None:
        found.append(one.told_at >= asked.modified_since)
    if within is not None:
        found.append(one.branch_id.in_(sorted(within.km)))
    return found


def _period(asked: Filter) -> list[ColumnElement[bool]]:
    """From today on, unless a day was named or whoever asks takes over what changed."""
    starts_at = PublishedSession.starts_at
    first = asked.first or (None if asked.modified_since else clock.today())
    found = [starts_at >= clock.start_of(first)] if first else []
    return [*found, starts_at < clock.end_of(asked.last)] if asked.last else found


def _activity(row: PublishedActivity, library: str) -> ActivityRow:
    same = {name: getattr(row, name) for name in ActivityRow.__dataclass_fields__ if hasattr(PublishedActivity, name)}
    return ActivityRow(
        **same,
        library=library,
        concept=row.concept_slug,
        organisation=row.organisation_name,
        schedule=_in_words(row),
        changed_at=row.told_at,
    )


def _session(row: PublishedSession, library: str) -> SessionRow:
    names = SessionRow.__dataclass_fields__.keys() - {"changed_at"}
    same = {name: getattr(row, name) for name in names if hasattr(PublishedSession, name)}
    return SessionRow(
        **same,
        library=library,
        concept=row.concept_slug,
        status=row.state,
        seats_left=row.left_over,
        organisation=row.organisation_name,
        schedule=_in_words(row),
        changed_at=row.told_at,
    )


def _in_words(row: PublishedActivity | PublishedSession) -> str:
    return row.sentence_en if language() == "en" else row.sentence
