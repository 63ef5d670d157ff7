"""What a feed tells: the published sessions with what a calendar or reader needs of them. Six statements.

What the page shows is what the feed gives: every date by itself, those that do not go on included (FEATURES D5). On
top of that a feed tells what was public and is no more: who took it in must hear that it is off.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, Self

from sqlalchemy import bindparam, literal, null, select, type_coerce

from stelsel import clock
from stelsel.db import Repeated
from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web import markdown
from stelsel_tenants.activities.models import Activity, ActivityState, Concept, Mode, SessionState
from stelsel_tenants.site import addresses, choices, facts, places, whereabouts
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.models import PublishedSession, RetractedSession
from stelsel_tenants.site.places import Place

MOST = 5000
"""Sessions to come, and again so many that were, in one feed: as many as we take from a feed of others."""
KEPT = 64
"""Selections whose statements are kept."""
AUTHORITY = "stelsel.invalid"
"""Ends every identifier. A constant, no host: identifiers outlive a move to another domain."""
STATUS = {
    SessionState.CANCELLED.value: "vervallen",
    SessionState.NOT_HELD.value: "vervallen",
    SessionState.PAUSED.value: "gestopt",
}
"""What `_stelsel.status` says of a session that does not go on, by its state."""


@dataclass(frozen=True, slots=True)
class About:
    """What all sessions of an activity have in common."""

    text: str = ""
    bring: str = ""


NOTHING = About()
NOWHERE = (None, "")


class Entry(NamedTuple):
    """One session. Instants are aware. The fields as far as `moved_from` are the columns that are read.

    A tuple, for it is made in a fifth of the time that a frozen dataclass takes, and a feed makes thousands.
    """

    id: uuid.UUID
    activity_id: uuid.UUID
    branch_id: uuid.UUID
    title: str
    language: str
    starts_at: datetime
    ends_at: datetime
    state: str
    reason: str
    left_over: int | None
    room: str
    mode: str
    partner: str
    concept: str
    concept_slug: str
    cost_cents: int
    sequence: int
    changed_at: datetime
    moved_from: datetime | None
    place: Place | None
    spot: str
    """The place and its address in words, made once for all sessions there."""
    about: About
    url: str

    @property
    def uid(self) -> str:
        """The same through every edit and every move."""
        return f"sessie-{self.id}@{AUTHORITY}"

    @property
    def is_off(self) -> bool:
        return self.state in STATUS

    @property
    def status(self) -> str:
        """As `_stelsel.status` says it."""
        if self.is_off:
            return STATUS[self.state]
        if self.moved_from:
            return "verplaatst"
        return "vol" if self.left_over == 0 else "gepland"

    @property
    def headline(self) -> str:
        """The title, with the state in it where a reader or calendar shows little else."""
        if not self.is_off:
            return self.title
        if self.state == SessionState.PAUSED:
            return str(_("Tijdelijk gestopt: %(title)s", title=self.title))
        return str(_("Gaat niet door: %(title)s", title=self.title))

    @property
    def where(self) -> str:
        """'Leeszaal, Hoofdbibliotheek, Voorbeeldplein 1, 2225 AA Katwijk'."""
        return whereabouts.in_words(Mode(self.mode), self.room, self.spot)


@dataclass(frozen=True, slots=True)
class Asked:
    """Statements that read the columns of `Entry`.

    What is to come is read apart from what was: a long past may not use up the room of what people wait for.
    """

    past: Any
    coming: Any
    retracted: Any

    @classmethod
    def of(cls, published: Iterable[Any], retracted: Iterable[Any], most: int = MOST) -> Self:
        """Of published and of retracted sessions under these conditions."""
        told, gone = list(published), list(retracted)
        return cls(
            past=_past().where(*told).limit(most),
            coming=_coming().where(*told).limit(most),
            retracted=_retracted().where(*gone).limit(most),
        )


def entries(scope: Scope, wanted: Wanted) -> list[Entry]:
    """All that is planned and sixty days of what was, by begin."""
    found = places.branches(scope)
    # which branches are accessible is known today only; all else of the statements may be kept
    asked = _asked(wanted, found) if wanted.accessible else _kept(wanted)
    return _entries(scope, read(scope, asked), found)


def entry(scope: Scope, session_id: uuid.UUID) -> Entry:
    """One session. Raises NotFound."""
    rows = read(scope, Asked.of([PublishedSession.id == session_id], [RetractedSession.id == session_id]))
    if not rows:
        raise NotFound
    return _entries(scope, rows, places.branches(scope))[0]


def read(scope: Scope, asked: Asked) -> list[Any]:
    """Rows by begin. Three statements."""
    days = {"today": clock.start_of(clock.today()), "since": facts.since()}
    past, coming, gone = (
        scope.session.execute(statement, days).all() for statement in (asked.past, asked.coming, asked.retracted)
    )
    told = [*reversed(past), *coming]
    return sorted([*told, *gone], key=lambda row: (row.starts_at, row.id)) if gone else told


@lru_cache(maxsize=KEPT)
def _kept(wanted: Wanted) -> Asked:
    """Putting statements together, and passing them by the guard, costs more than asking for a few rows."""
    return _asked(wanted, ())


def _asked(wanted: Wanted, found: Iterable[Place]) -> Asked:
    return Asked.of(
        choices.conditions(wanted, found),
        choices.conditions(wanted, found, RetractedSession),
    )


def _columns(row: type[PublishedSession] | type[RetractedSession], **others: Any) -> Any:
    shared = {name: type_coerce(getattr(row, name), Repeated()) for name in ("activity_id", "branch_id")}
    names = {"partner": row.organisation_name, "concept": Concept.name} | shared | others
    read_from = [name for name in Entry._fields if name not in {"place", "spot", "about", "url"}]
    columns = [names.get(name, getattr(row, name, null())).label(name) for name in read_from]
    return select(*columns).join(Concept, Concept.slug == row.concept_slug)


@cache
def _coming() -> Any:
    row = PublishedSession
    return _columns(row).where(row.starts_at >= bindparam("today")).order_by(row.starts_at, row.id)


@cache
def _past() -> Any:
    """The last ones first: those stay where there are too many."""
    row = PublishedSession
    between = row.starts_at >= bindparam("since"), row.starts_at < bindparam("today")
    return _columns(row).where(*between).order_by(row.starts_at.desc(), row.id.desc())


@cache
def _retracted() -> Any:
    row = RetractedSession
    off = literal(SessionState.CANCELLED.value)
    return _columns(row, state=off).where(row.starts_at >= bindparam("since")).order_by(row.starts_at, row.id)


def spot(place: Place) -> str:
    """'Hoofdbibliotheek, Voorbeeldplein 1, 2225 AA Katwijk'."""
    return ", ".join(part for part in (place.name, place.address) if part)


def _entries(scope: Scope, rows: Sequence[Any], found: Iterable[Place]) -> list[Entry]:
    at = {place.id: (place, spot(place)) for place in found}
    about = _about(scope, {row.activity_id for row in rows})
    below = f"{addresses.base(scope.library)}/sessies/"
    return [
        Entry._make((*row, *at.get(row.branch_id, NOWHERE), about.get(row.activity_id, NOTHING), f"{below}{row.id}"))
        for row in rows
    ]


def _about(scope: Scope, activity_ids: set[uuid.UUID]) -> Mapping[uuid.UUID, About]:
    """One statement. Nothing is told of what is public no more but its name, its day and its place."""
    return {
        row.id: About(row.summary or (markdown.plain(row.text) if row.text else ""), row.bring)
        for row in scope.session.execute(_texts(), {"activities": list(activity_ids)})
    }


@cache
def _texts() -> Any:
    return select(Activity.id, Activity.summary, Activity.text, Activity.bring).where(
        Activity.id.in_(bindparam("activities", expanding=True)), Activity.state == ActivityState.PUBLISHED
    )
