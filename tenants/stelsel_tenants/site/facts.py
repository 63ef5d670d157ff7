"""What the projection should hold, worked out of a library's facts: its branches, activities and sessions.

Only what is published: open branches, sessions of published activities, from sixty days back (feeds keep what is past
for so long) to the end of what is planned.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select

from stelsel import clock
from stelsel.geo.models import Municipality
from stelsel.tenancy import Organisation, Scope, Tenant, TenantState
from stelsel_tenants.activities import seats
from stelsel_tenants.activities.models import Activity, ActivityState, Concept, Session
from stelsel_tenants.activities.phrases import EN, NL
from stelsel_tenants.activities.queries import Timetable, timetables
from stelsel_tenants.libraries.branch import ACCESS
from stelsel_tenants.libraries.models import Branch, Fact, OpeningException, OpeningHours

BACK = timedelta(days=60)
AHEAD = timedelta(days=396)
"""How far ahead exceptions of opening hours are told."""
CHUNK = 500
LONGEST_SENTENCE = 600
SAID = (
    "branch_id",
    "concept_slug",
    "title",
    "summary",
    "text",
    "bring",
    "language",
    "room",
    "cost_cents",
    "entry",
    "mode",
    "organisation_id",
    "verified_on",
    "published_at",
    "is_example",
)
"""Columns of an activity that stand in its published row as they are."""


def since() -> datetime:
    """From when on sessions are told: sixty days ago, at midnight."""
    return clock.start_of(clock.today() - BACK)


def branches(scope: Scope, branch_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, dict[str, Any]]:
    """The rows of all open branches, or of those asked for; none unless the library is active. Four statements."""
    statement = (
        select(Branch, Municipality.province_code)
        .join(Municipality, Municipality.code == Branch.municipality_code)
        .join(Tenant, Tenant.id == Branch.tenant_id)
        .where(_is_open(), Tenant.state == TenantState.ACTIVE)
    )
    if branch_ids is not None:
        statement = statement.where(Branch.id.in_(branch_ids))
    found = [(branch, province) for branch, province in scope.session.execute(statement)]
    if not found:
        return {}
    library = scope.session.get_one(Tenant, scope.tenant_id)
    hours = _hours(scope, [branch.id for branch, _province in found])
    return {branch.id: _branch(library, branch, province, hours[branch.id]) for branch, province in found}


def _branch(library: Tenant, branch: Branch, province: str, hours: dict[str, Any]) -> dict[str, Any]:
    known = {name: getattr(branch, name) for name in ACCESS}
    return {
        "library_slug": library.slug,
        "library_name": library.name,
        "name": branch.name,
        "kind": branch.kind.value,
        "street": branch.street,
        "postcode": branch.postcode,
        "place": branch.place,
        "municipality_code": branch.municipality_code,
        "province_code": province,
        "lat": branch.lat,
        "lon": branch.lon,
        "phone": branch.phone or "",
        "email": branch.email or "",
        "directions": branch.directions,
        "hours": hours,
        "facts": [name for name, fact in known.items() if fact is Fact.YES],
        "lacks": [name for name, fact in known.items() if fact is Fact.NO],
        "is_example": branch.is_example,
    }


def _hours(scope: Scope, branch_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """Opening hours by branch, in the form that `PublishedBranch.hours` describes; {} where nothing is known."""
    found: dict[uuid.UUID, dict[str, Any]] = {branch_id: {} for branch_id in branch_ids}
    week = select(OpeningHours).where(OpeningHours.branch_id.in_(branch_ids))
    for row in scope.session.scalars(week.order_by(OpeningHours.weekday, OpeningHours.opens, OpeningHours.id)):
        days = found[row.branch_id].setdefault("week", {})
        days.setdefault(str(row.weekday), []).append([f"{row.opens:%H:%M}", f"{row.closes:%H:%M}"])
    today = clock.today()
    other = select(OpeningException).where(
        OpeningException.branch_id.in_(branch_ids), OpeningException.day.between(today - BACK, today + AHEAD)
    )
    for one in scope.session.scalars(other.order_by(OpeningException.day, OpeningException.id)):
        spans = [[f"{one.opens:%H:%M}", f"{one.closes:%H:%M}"]] if one.opens and one.closes else []
        found[one.branch_id].setdefault("days", {})[one.day.isoformat()] = spans
        if one.reason:
            found[one.branch_id].setdefault("why", {})[one.day.isoformat()] = one.reason
    return found


def activities(scope: Scope, where: ColumnElement[bool] | None = None) -> dict[uuid.UUID, dict[str, Any]]:
    """The rows of all published activities, or of those asked for; none unless the library is active. As many."""
    statement = (
        select(
            Activity.id,
            *(getattr(Activity, name) for name in SAID),
            Concept.theme,
            case((Activity.audience == "", Concept.audience), else_=Activity.audience).label("audience"),
            Organisation.name.label("organisation"),
        )
        .join(Branch, and_(Branch.tenant_id == Activity.tenant_id, Branch.id == Activity.branch_id))
        .join(Concept, Concept.slug == Activity.concept_slug)
        .join(Tenant, Tenant.id == Activity.tenant_id)
        .outerjoin(Organisation, Organisation.id == Activity.organisation_id)
        .where(Tenant.state == TenantState.ACTIVE, Activity.state == ActivityState.PUBLISHED, _is_open())
    )
    if where is not None:
        statement = statement.where(where)
    found = scope.session.execute(statement).all()
    said = _sentences(scope, {row.id for row in found}) if found else {}
    return {row.id: _activity(row, said.get(row.id, ("", ""))) for row in found}


def _activity(row: Any, said: tuple[str, str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAID} | {
        "theme": row.theme.value,
        "audience": row.audience,
        "entry": row.entry.value,
        "mode": row.mode.value,
        "organisation_name": row.organisation or "",
        "sentence": said[0],
        "sentence_en": said[1],
    }


def _is_open() -> ColumnElement[bool]:
    """The condition on a Branch that was not closed for good."""
    return or_(Branch.closed_on.is_(None), Branch.closed_on > clock.today())


def sessions(scope: Scope, where: ColumnElement[bool] | None = None) -> dict[uuid.UUID, dict[str, Any]]:
    """The rows of all published sessions, or of those asked for; none unless the library is active. Four statements."""
    statement = (
        select(
            Session.id,
            Session.activity_id,
            Session.branch_id,
            Session.concept_slug,
            Concept.theme,
            Activity.title,
            Activity.language,
            case((Activity.audience == "", Concept.audience), else_=Activity.audience).label("audience"),
            Session.starts_at,
            Session.ends_at,
            Session.state,
            Session.reason,
            Activity.entry,
            Session.capacity,
            Session.kept,
            Session.taken,
            Session.online_capacity,
            Session.online_taken,
            Activity.mode,
            Session.organisation_id,
            Organisation.name.label("organisation"),
            Activity.room,
            Session.room.label("other_room"),
            Session.is_tentative,
            Activity.cost_cents,
            Session.sequence,
            Session.changed_at,
            Activity.revised_at,
            Session.moved_from,
            Activity.is_example,
            Activity.published_at,
        )
        .join(Activity, and_(Activity.tenant_id == Session.tenant_id, Activity.id == Session.activity_id))
        .join(Branch, and_(Branch.tenant_id == Session.tenant_id, Branch.id == Session.branch_id))
        .join(Concept, Concept.slug == Session.concept_slug)
        .join(Tenant, Tenant.id == Session.tenant_id)
        .outerjoin(Organisation, Organisation.id == Session.organisation_id)
        .where(
            Tenant.state == TenantState.ACTIVE,
            Activity.state == ActivityState.PUBLISHED,
            Session.starts_at >= since(),
            _is_open(),
        )
    )
    if where is not None:
        statement = statement.where(where)
    found = scope.session.execute(statement).all()
    said = _sentences(scope, {row.activity_id for row in found}) if found else {}
    return {row.id: _session(row, said.get(row.activity_id, ("", ""))) for row in found}


def _session(row: Any, said: tuple[str, str]) -> dict[str, Any]:
    return {
        "activity_id": row.activity_id,
        "branch_id": row.branch_id,
        "concept_slug": row.concept_slug,
        "theme": row.theme.value,
        "title": row.title,
        "language": row.language,
        "audience": row.audience,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "state": row.state.value,
        "reason": row.reason,
        "entry": row.entry.value,
        "left_over": seats.left_over(row),
        "mode": row.mode.value,
        "organisation_id": row.organisation_id,
        "organisation_name": row.organisation or "",
        "sentence": said[0],
        "sentence_en": said[1],
        "room": row.other_room or row.room,
        "is_tentative": row.is_tentative,
        "cost_cents": row.cost_cents,
        "sequence": row.sequence,
        "changed_at": max(row.changed_at, row.revised_at),
        "moved_from": row.moved_from,
        "is_example": row.is_example,
        "published_at": row.published_at,
    }


def _sentences(scope: Scope, activity_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Each schedule in Dutch and in English, as it reads today."""
    found = timetables(scope, activity_ids if len(activity_ids) <= CHUNK else None)
    today = clock.today()
    return {key: (in_words(one, NL, today), in_words(one, EN, today)) for key, one in found.items()}


def in_words(when: Timetable, language: str, today: date) -> str:
    """The schedule as a sentence, cut where it does not fit its column."""
    text = when.in_words(language, today)
    return text if len(text) <= LONGEST_SENTENCE else text[: LONGEST_SENTENCE - 1] + "…"
