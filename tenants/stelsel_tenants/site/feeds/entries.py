"""What a feed tells: the published sessions with what a calendar or reader needs of them. Three statements at most.

What the page shows is what the feed gives: every date by itself, those that do not go on included (FEATURES D5).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.tenancy import Scope, TenantRef
from stelsel.web import markdown
from stelsel_tenants.activities.models import Activity, Concept, SessionState
from stelsel_tenants.site import addresses, choices, facts, places
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.models import PublishedSession
from stelsel_tenants.site.places import Place

MOST = 5000
"""Sessions in one feed: as many as we take from a feed of others."""
AUTHORITY = "stelsel.invalid"
"""Ends every identifier. A constant, no host: identifiers outlive a move to another domain."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One session. Instants are aware."""

    id: uuid.UUID
    title: str
    summary: str
    text: str
    bring: str
    sentence: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    reason: str
    left_over: int | None
    room: str
    partner: str
    concept: str
    concept_slug: str
    cost_cents: int
    sequence: int
    changed_at: datetime
    moved_from: datetime | None
    place: Place | None
    url: str

    @property
    def uid(self) -> str:
        """The same through every edit and every move."""
        return f"sessie-{self.id}@{AUTHORITY}"

    @property
    def is_off(self) -> bool:
        return self.state.is_off

    @property
    def status(self) -> str:
        """As `_stelsel.status` says it."""
        if self.is_off:
            return "gestopt" if self.state is SessionState.PAUSED else "vervallen"
        if self.moved_from:
            return "verplaatst"
        return "vol" if self.left_over == 0 else "gepland"

    @property
    def off(self) -> str:
        """Why it does not go on, in words; "" where it does."""
        if not self.is_off:
            return ""
        if self.state is SessionState.PAUSED:
            return str(_("Tijdelijk gestopt. %(reason)s", reason=self.reason)).strip()
        return str(_("Gaat niet door. %(reason)s", reason=self.reason)).strip()

    @property
    def where(self) -> str:
        """'Leeszaal, Hoofdbibliotheek, Voorbeeldplein 1, 2225 AA Katwijk'."""
        place = (self.place.name, self.place.address) if self.place else ()
        return ", ".join(part for part in (self.room, *place) if part)


def entries(scope: Scope, wanted: Wanted) -> list[Entry]:
    """From sixty days back to the end of what is planned, by begin."""
    found = places.branches(scope)
    statement = _statement().where(PublishedSession.starts_at >= facts.since(), *choices.conditions(wanted, found))
    return _read(scope, statement.limit(MOST), found)


def entry(scope: Scope, session_id: uuid.UUID) -> Entry:
    """One session. Raises NotFound."""
    found = _read(scope, _statement().where(PublishedSession.id == session_id), places.branches(scope))
    if not found:
        raise NotFound
    return found[0]


def _statement() -> Any:
    row = PublishedSession
    return (
        select(row, Activity.summary, Activity.text, Activity.bring, Concept.name.label("concept"))
        .join(Activity, and_(Activity.tenant_id == row.tenant_id, Activity.id == row.activity_id))
        .join(Concept, Concept.slug == row.concept_slug)
        .order_by(row.starts_at, row.id)
    )


def _read(scope: Scope, statement: Any, found: Sequence[Place]) -> list[Entry]:
    by_id = {place.id: place for place in found}
    return [_entry(scope.library, by_id, row) for row in scope.session.execute(statement)]


def _entry(tenant: TenantRef, by_id: dict[uuid.UUID, Place], found: Any) -> Entry:
    row: PublishedSession = found[0]
    return Entry(
        id=row.id,
        title=row.title,
        summary=found.summary,
        text=markdown.plain(found.text) if found.text else "",
        bring=found.bring,
        sentence=row.sentence,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=SessionState(row.state),
        reason=row.reason,
        left_over=row.left_over,
        room=row.room,
        partner=row.organisation_name,
        concept=found.concept,
        concept_slug=row.concept_slug,
        cost_cents=row.cost_cents,
        sequence=row.sequence,
        changed_at=row.changed_at,
        moved_from=row.moved_from,
        place=by_id.get(row.branch_id),
        url=f"{addresses.base(tenant)}/sessies/{row.id}",
    )
