"""Where an activity appears and from when, or why not (FEATURES D11). Filled in once, it stands in all of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g
from sqlalchemy import and_, func, select

from stelsel import clock
from stelsel.i18n import _
from stelsel.tenancy import Scope, TenantState
from stelsel.web.format import day_short
from stelsel_tenants.activities.models import Activity, ActivityState, SessionState
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.site.models import PublishedSession

UNSEEN = {ActivityState.DRAFT: _("Na publiceren"), ActivityState.WITHDRAWN: _("Ingetrokken")}


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where people find an activity. `tone` is that of the badge with `end`."""

    title: Any
    url: str
    note: Any
    end: Any
    tone: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """How it is with an activity: why nobody sees it, or when it is next."""

    hidden: Any
    next_at: datetime | None


def of_activity(activity_id: uuid.UUID) -> list[Channel]:
    """For templates: in the library whose page is at hand."""
    return of(g.scope, activity_id)


def of(scope: Scope, activity_id: uuid.UUID) -> list[Channel]:
    """All channels, in the order of who uses them most. One statement."""
    path = f"/b/{scope.library.slug}"
    standing = _standing(scope, activity_id)
    with_dates = (
        (_("Uw eigen site"), f"{path}/activiteiten/{activity_id}", _("Agenda, eigen pagina, pagina van de vestiging")),
        (_("De zoeker van alle bibliotheken"), "/zoeken", _("Voor wie op postcode of plaats zoekt")),
        (_("Agenda's van bezoekers"), f"{path}/agenda.ics", _("iCalendar, Atom en JSON")),
        (_("Zoekmachines"), "", _("Ieder moment met dag, tijd, plaats en kosten")),
        (_("Het scherm in de hal"), f"{path}/scherm", _("Op de dag zelf, en wat er daarna komt")),
        (_("Sites van anderen"), f"{path}/insluiten", _("De agenda die u laat insluiten")),
    )
    poster = _poster(standing, f"{path}/poster.pdf?activiteit={activity_id}")
    return [*(_channel(standing, title, url, note) for title, url, note in with_dates), poster]


def _standing(scope: Scope, activity_id: uuid.UUID) -> _Standing:
    row = PublishedSession
    coming = select(func.min(row.starts_at)).where(
        and_(row.tenant_id == Activity.tenant_id, row.activity_id == Activity.id),
        row.state == SessionState.PLANNED.value,
        row.ends_at > clock.now(),
    )
    state, closed_on, next_at = scope.session.execute(
        select(Activity.state, Branch.closed_on, coming.scalar_subquery())
        .join(Branch, and_(Branch.tenant_id == Activity.tenant_id, Branch.id == Activity.branch_id))
        .where(Activity.id == activity_id)
    ).one()
    hidden = UNSEEN.get(state)
    if scope.library.state is not TenantState.ACTIVE:
        hidden = _("Uw bibliotheek staat nog niet open")
    elif hidden is None and closed_on is not None and closed_on <= clock.today():
        hidden = _("De vestiging is gesloten")
    return _Standing(hidden, next_at)


def _channel(standing: _Standing, title: Any, url: str, note: Any) -> Channel:
    if standing.hidden is not None:
        return Channel(title, "", note, standing.hidden, "warn")
    if standing.next_at is None:
        return Channel(title, "", note, _("Geen datum gepland"), "warn")
    return Channel(title, url, note, _("Vanaf %(day)s", day=day_short(standing.next_at)), "ok")


def _poster(standing: _Standing, url: str) -> Channel:
    """A poster tells the schedule, so it can be made without a date."""
    title, note = _("Poster en flyer"), _("PDF die iedereen kan lezen, met QR-code")
    if standing.hidden is not None:
        return Channel(title, "", note, standing.hidden, "warn")
    return Channel(title, url, note, _("Klaar om te printen"), "ok")
