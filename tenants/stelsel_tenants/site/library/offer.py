"""One activity as its page shows it: when before what. From the published rows, or from a draft for its preview."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, select

from stelsel import clock
from stelsel.errors import Gone, NotFound
from stelsel.i18n import _, language
from stelsel.tenancy import Organisation, Scope
from stelsel.web.format import amsterdam
from stelsel_tenants.activities import free, seats
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.models import (
    TAKES_SIGN_UPS,
    Activity,
    ActivityState,
    Concept,
    Entry,
    Mode,
    Session,
    SessionState,
)
from stelsel_tenants.activities.outlook import occurrences
from stelsel_tenants.activities.partner_offers import PartnerOffer, room_in_words
from stelsel_tenants.activities.queries import timetables
from stelsel_tenants.activities.schedule import Pause
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.site import facts, places
from stelsel_tenants.site.library import agenda
from stelsel_tenants.site.models import PublishedSession, RetractedSession
from stelsel_tenants.site.places import Place

DATES = 24
PREVIEWED = timedelta(days=120)


class Stopped(Gone):
    message = _("Deze activiteit is gestopt.")


@dataclass(frozen=True, slots=True)
class Date:
    """One session of the activity. In a preview there is no session yet: `id` is None."""

    id: uuid.UUID | None
    starts_at: datetime
    ends_at: datetime
    entry: Entry
    state: SessionState = SessionState.PLANNED
    is_tentative: bool = False
    branch_id: uuid.UUID | None = None
    room: str = ""
    reason: str = ""
    left_over: int | None = None
    moved_from: datetime | None = None

    @property
    def day(self) -> date:
        return amsterdam(self.starts_at).date()

    @property
    def is_off(self) -> bool:
        return self.state.is_off

    @property
    def is_paused(self) -> bool:
        return self.state is SessionState.PAUSED

    @property
    def badge(self) -> agenda.Badge:
        return agenda.badge(self.state, entry=self.entry, left_over=self.left_over)

    @property
    def takes_sign_ups(self) -> bool:
        return self.entry in TAKES_SIGN_UPS and not self.is_off and self.left_over != 0 and self.id is not None


@dataclass(frozen=True, slots=True)
class Partner:
    """Who gives it. `contact` and `room` (is there room for more?) are of its own offer; "" where nobody said."""

    slug: str
    name: str
    website: str
    summary: str
    contact: str = ""
    room: Any = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page tells. `focus` is the date it is about: the one asked for, else the first that comes."""

    id: uuid.UUID
    title: str
    summary: str
    text: str
    audience: str
    bring: tuple[str, ...]
    room: str
    language: str
    cost_cents: int
    entry: Entry
    capacity: int | None
    """Of both, where one may choose: at the branch and online."""
    mode: Mode
    concept: str
    concept_slug: str
    partner: Partner | None
    place: Place
    sentence: str
    pause: Pause | None
    verified_on: date | None
    is_example: bool
    dates: tuple[Date, ...]
    focus: Date | None

    @property
    def takes_sign_ups(self) -> bool:
        return self.entry in TAKES_SIGN_UPS

    @property
    def stopped(self) -> Pause | None:
        """The pause that it is in now."""
        return self.pause if self.pause and self.pause.holds(clock.today()) else None

    @property
    def others(self) -> list[Date]:
        """The dates after the one that the page is about."""
        return [one for one in self.dates if self.focus is None or one.starts_at > self.focus.starts_at]

    @property
    def with_room(self) -> Date | None:
        """Where the date at hand is off or full: the next that one can come to."""
        return next((one for one in self.others if not one.is_off and one.left_over != 0), None)


def shown(scope: Scope, activity_id: uuid.UUID, session_id: uuid.UUID | None = None) -> Shown:
    """The page of a published activity, or of one of its dates. Six statements.

    Raises NotFound for a draft and for another library's, Stopped for one that was withdrawn.
    """
    activity, concept, partner = _activity(scope, activity_id)
    if activity.state is ActivityState.DRAFT:
        raise NotFound
    if activity.state is ActivityState.WITHDRAWN:
        raise Stopped
    dates = _dates(scope, activity_id, session_id)
    focus = next((one for one in dates if one.id == session_id), None) if session_id else _first(dates)
    place = places.branch(scope, (focus and focus.branch_id) or activity.branch_id)
    return _shown(activity, concept, partner, place, dates, focus, _sentence(scope, activity_id))


def draft(scope: Scope, activity_id: uuid.UUID) -> Shown:
    """The page as it will be when what is saved now is published. Raises NoResultFound."""
    activity, concept, partner = _activity(scope, activity_id)
    branch = scope.session.get_one(Branch, (scope.tenant_id, activity.branch_id))
    rows = facts.branches(scope, [branch.id])
    if not rows:
        raise NotFound(_("De vestiging van deze activiteit is gesloten. Kies eerst een andere."))
    place = places.of(branch.id, rows[branch.id])
    dates = _planned(scope, activity, branch)
    return _shown(activity, concept, partner, place, dates, _first(dates), _sentence(scope, activity_id))


def of_session(scope: Scope, session_id: uuid.UUID) -> tuple[uuid.UUID, bool]:
    """The activity of a session, and whether that date is still told. Raises NotFound, also for another library's."""
    row = scope.session.execute(
        select(Session.activity_id, PublishedSession.id)
        .outerjoin(
            PublishedSession,
            (PublishedSession.tenant_id == Session.tenant_id) & (PublishedSession.id == Session.id),
        )
        .where(Session.id == session_id)
    ).one_or_none()
    if row is not None:
        return row[0], row[1] is not None
    before = scope.session.get(RetractedSession, (scope.tenant_id, session_id))
    if before is None:
        raise NotFound
    return before.activity_id, False


def _activity(scope: Scope, activity_id: uuid.UUID) -> tuple[Activity, Concept, Partner | None]:
    offer = PartnerOffer
    row = scope.session.execute(
        select(Activity, Concept, Organisation, offer)
        .join(Concept, Concept.slug == Activity.concept_slug)
        .outerjoin(Organisation, Organisation.id == Activity.organisation_id)
        .outerjoin(offer, and_(offer.id == Activity.partner_offer_id, offer.organisation_id == Organisation.id))
        .where(Activity.id == activity_id)
    ).one()
    return row[0], row[1], _partner(row[2], row[3])


def _partner(of: Organisation | None, offer: PartnerOffer | None) -> Partner | None:
    if of is None:
        return None
    told = (offer.contact, room_in_words(offer)) if offer is not None else ()
    return Partner(of.slug, of.name, of.website or "", of.summary, *told)


def _dates(scope: Scope, activity_id: uuid.UUID, session_id: uuid.UUID | None) -> list[Date]:
    row = PublishedSession
    wanted, order = row.starts_at >= clock.start_of(clock.today()), (row.starts_at, row.id)
    statement = select(row).where(row.activity_id == activity_id, wanted).order_by(*order)
    if session_id is not None:
        # the date asked for is among them, however far away it is
        is_it = row.id == session_id
        statement = select(row).where(row.activity_id == activity_id, wanted | is_it)
        statement = statement.order_by(is_it.desc(), *order)
    found = sorted(scope.session.scalars(statement.limit(DATES)), key=lambda one: (one.starts_at, one.id))
    return [
        Date(
            id=one.id,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            entry=Entry(one.entry),
            state=SessionState(one.state),
            is_tentative=one.is_tentative,
            branch_id=one.branch_id,
            room=one.room,
            reason=one.reason,
            left_over=one.left_over,
            moved_from=one.moved_from,
        )
        for one in found
    ]


def _planned(scope: Scope, activity: Activity, branch: Branch) -> list[Date]:
    """The dates that the schedule gives, as publishing would make them."""
    first = clock.today()
    last = first + PREVIEWED
    schedule = offers.of(activity).schedule
    days = free.days(scope, branch, schedule.since(first), last, activity_id=activity.id)
    found = occurrences(schedule, first=first, last=last, free=days)
    return [
        Date(
            id=None,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            entry=activity.entry,
            state=SessionState.PAUSED if one.is_paused else SessionState.PLANNED,
            is_tentative=one.is_tentative,
            reason=activity.pause_reason if one.is_paused else "",
            left_over=seats.in_all(activity.capacity, activity.online_capacity),
        )
        for one in found[:DATES]
    ]


def _sentence(scope: Scope, activity_id: uuid.UUID) -> str:
    return timetables(scope, [activity_id])[activity_id].in_words(language(), clock.today())


def _first(dates: Sequence[Date]) -> Date | None:
    return next((one for one in dates if not one.is_off), None)


def _shown(
    activity: Activity,
    concept: Concept,
    partner: Partner | None,
    place: Place,
    dates: Sequence[Date],
    focus: Date | None,
    sentence: str,
) -> Shown:
    said: dict[str, Any] = {name: getattr(activity, name) for name in ("id", "title", "language")}
    in_english = language() == "en" and concept.name_en
    return Shown(
        **said,
        room=(focus.room if focus else "") or activity.room,
        summary=activity.summary,
        text=activity.text,
        audience=activity.audience,
        bring=tuple(line.strip(" -*•") for line in activity.bring.splitlines() if line.strip()),
        cost_cents=activity.cost_cents,
        entry=activity.entry,
        capacity=seats.in_all(activity.capacity, activity.online_capacity),
        mode=activity.mode,
        concept=concept.name_en if in_english else concept.name,
        concept_slug=concept.slug,
        partner=partner,
        place=place,
        sentence=sentence,
        pause=offers.paused(activity),
        verified_on=activity.verified_on,
        is_example=activity.is_example,
        dates=tuple(dates),
        focus=focus,
    )
