"""The agenda as read: lines by day, and what is near when nothing fits."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from stelsel import clock
from stelsel.i18n import LANGUAGES, _, _n
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam, euro_short, language_name
from stelsel_tenants.activities.models import Entry, Mode, SessionState
from stelsel_tenants.site import choices, whereabouts
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library.periods import Period
from stelsel_tenants.site.models import PublishedSession
from stelsel_tenants.site.places import Place

MOST = 400
"""Lines on one page (SECURITY P-18); it says so when there are more."""

Badge = tuple[Any, str]
ENTRY_WORDS = {
    Entry.WALK_IN: _("Zonder afspraak"),
    Entry.SIGN_UP: _("Met aanmelden"),
    Entry.COURSE: _("Cursus met aanmelden"),
    Entry.APPOINTMENT: _("Op afspraak"),
    Entry.CALL_FIRST: _("Eerst bellen"),
}

MOVED: Badge = (_("Verplaatst"), "warn")
TENTATIVE: Badge = (_("Onder voorbehoud"), "warn")
OFF: dict[SessionState, Badge] = {
    SessionState.CANCELLED: (_("Gaat niet door"), "error"),
    SessionState.PAUSED: (_("Tijdelijk gestopt"), "warn"),
    SessionState.NOT_HELD: (_("Ging niet door"), "error"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One session on a page. `again_at`: of one that is off, the next time that it is on."""

    id: uuid.UUID
    activity_id: uuid.UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    reason: str
    entry: Entry
    left_over: int | None
    theme: str
    room: str
    partner: str
    cost_cents: int
    is_example: bool
    is_tentative: bool
    again_at: datetime | None
    moved_from: datetime | None
    language: str
    branch: str
    mode: Mode

    @property
    def day(self) -> date:
        return amsterdam(self.starts_at).date()

    @property
    def is_off(self) -> bool:
        return self.state.is_off

    @property
    def badges(self) -> list[Badge]:
        """State as word and tone: off, else moved and how to take part."""
        moved = [MOVED] if self.moved_from and not self.is_off else []
        tentative = [TENTATIVE] if self.is_tentative and not self.is_off else []
        return [*moved, *tentative, badge(self.state, entry=self.entry, left_over=self.left_over)]

    @property
    def place(self) -> str:
        return whereabouts.in_words(self.mode, self.branch, self.room)

    @property
    def where(self) -> str:
        """'Leeszaal, met Humanitas, € 5': what stands below the title."""
        parts = [self.place]
        if self.partner:
            parts.append(str(_("met %(partner)s", partner=self.partner)))
        if self.language != LANGUAGES[0]:
            parts.append(str(_("in het %(language)s", language=language_name(self.language))))
        if self.cost_cents:
            parts.append(euro_short(self.cost_cents))
        return ", ".join(part for part in parts if part)


def badge(state: SessionState, *, entry: Entry, left_over: int | None) -> Badge:
    """Whether it goes on and how to take part, in words with their tone."""
    if state in OFF:
        return OFF[state]
    if left_over is None:
        return ENTRY_WORDS[entry], ""
    if left_over == 0:
        return _("Vol"), ""
    return _n("Nog %(num)s plaats", "Nog %(num)s plaatsen", left_over), "ok"


def lines(scope: Scope, period: Period, wanted: Wanted, places: Sequence[Place]) -> list[Line]:
    """The sessions of a period in their order; one statement. One more than MOST says that there are more."""
    chosen = choices.conditions(wanted, places)
    statement = _between().where(*chosen) if chosen else _between()
    begin, end = clock.start_of(period.first), clock.end_of(period.last)
    return _read(scope, statement, places, {"begin": begin, "end": end})


def coming_at(scope: Scope, place: Place, *, days: int = 14, most: int = 40) -> list[Line]:
    """What comes at one branch."""
    row, today = PublishedSession, clock.today()
    between = row.starts_at >= clock.start_of(today), row.starts_at < clock.end_of(today + timedelta(days=days))
    return _read(scope, _lines().where(row.branch_id == place.id, *between).limit(most), [place])


def coming_of(scope: Scope, activity_id: uuid.UUID, places: Sequence[Place], *, most: int = 24) -> list[Line]:
    """The coming dates of one activity."""
    row = PublishedSession
    coming = row.activity_id == activity_id, row.starts_at >= clock.start_of(clock.today())
    return _read(scope, _lines().where(*coming).limit(most), places)


def nearest(scope: Scope, after: date, wanted: Wanted, places: Sequence[Place]) -> Line | None:
    """The first that goes on from a day on: what an empty page offers."""
    row = PublishedSession
    on = row.starts_at >= clock.start_of(after), row.state == SessionState.PLANNED.value
    found = _read(scope, _lines().where(*on, *choices.conditions(wanted, places)).limit(1), places)
    return found[0] if found else None


def by_day(found: Iterable[Line]) -> list[tuple[date, list[Line]]]:
    """Lines under their day."""
    return [(day, list(group)) for day, group in groupby(found, key=lambda line: line.day)]


@cache
def _lines() -> Any:
    """What all lists of sessions have in common: put together once, as that costs more than asking for a few rows."""
    row, again = PublishedSession, aliased(PublishedSession)
    next_time = (
        select(func.min(again.starts_at))
        .where(
            and_(again.tenant_id == row.tenant_id, again.activity_id == row.activity_id),
            again.starts_at > row.starts_at,
            again.state == SessionState.PLANNED.value,
        )
        .scalar_subquery()
    )
    off = row.state.in_([state.value for state in OFF])
    return select(
        row.id,
        row.activity_id,
        row.branch_id,
        row.title,
        row.starts_at,
        row.ends_at,
        row.state,
        row.reason,
        row.entry,
        row.left_over,
        row.theme,
        row.room,
        row.organisation_name,
        row.cost_cents,
        row.is_example,
        row.is_tentative,
        row.moved_from,
        row.language,
        row.mode,
        case((off, next_time), else_=None).label("again_at"),
    ).order_by(row.starts_at, row.title, row.id)


@cache
def _between() -> Any:
    """The agenda: from `begin` to `end`, which are handed over, so that all days have one statement."""
    starts_at = PublishedSession.starts_at
    return _lines().where(starts_at >= bindparam("begin"), starts_at < bindparam("end")).limit(MOST + 1)


def _read(
    scope: Scope, statement: Any, places: Sequence[Place], values: Mapping[str, datetime] | None = None
) -> list[Line]:
    names = {place.id: place.name for place in places} if len(places) > 1 else {}
    main = places[0].id if places else None
    return [_line(row, names, main) for row in scope.session.execute(statement, values)]


def _line(row: Any, names: Mapping[uuid.UUID, str], main: uuid.UUID | None) -> Line:
    # the main branch goes without saying where a room is named
    branch = "" if row.branch_id == main and row.room else names.get(row.branch_id, "")
    return Line(
        id=row.id,
        activity_id=row.activity_id,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=SessionState(row.state),
        reason=row.reason,
        entry=Entry(row.entry),
        left_over=row.left_over,
        theme=row.theme,
        room=row.room,
        partner=row.organisation_name,
        cost_cents=row.cost_cents,
        is_example=row.is_example,
        is_tentative=row.is_tentative,
        again_at=row.again_at,
        moved_from=row.moved_from,
        language=row.language,
        branch=branch,
        mode=Mode(row.mode),
    )
