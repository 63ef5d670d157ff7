"""The partner network as people read it: by question of life, who does what, when and where. Seven statements."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from stelsel import clock
from stelsel.i18n import _, language
from stelsel.tenancy import Organisation, Scope
from stelsel.web.format import number
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Activity, ActivityState, Concept, Entry, SessionState, Theme
from stelsel_tenants.activities.partner_offers import PartnerOffer, room_in_words
from stelsel_tenants.activities.queries import Timetable, timetables
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.queries import is_stale
from stelsel_tenants.partners.standing import works
from stelsel_tenants.site import whereabouts
from stelsel_tenants.site.library import agenda
from stelsel_tenants.site.models import PublishedSession
from stelsel_tenants.site.places import Place

AHEAD = timedelta(days=91)
"""For how long hours are counted."""
LATER = timedelta(days=28)
MOST = 5000


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that a partner does here on fixed times."""

    activity_id: uuid.UUID
    title: str
    theme: Theme
    sentence: str
    where: str
    badge: agenda.Badge
    room: Any
    """Whether its partner has room for more, in words; "" where nobody said."""
    minutes: int
    """In the coming three months."""


@dataclass(frozen=True, slots=True)
class Helper:
    """A partner. `offers` may be empty: then `does` says how it helps."""

    slug: str
    name: str
    website: str
    phone: str
    does: str
    themes: tuple[Theme, ...]
    verified_on: date | None
    is_stale: bool
    offers: tuple[Offered, ...]

    def about(self, theme: Theme) -> tuple[Offered, ...]:
        return tuple(one for one in self.offers if one.theme is theme)

    def hours(self, theme: Theme) -> int:
        """Whole hours, rounded up: half an hour is not nothing."""
        return -(-sum(one.minutes for one in self.about(theme)) // 60)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of life and who helps with it."""

    theme: Theme
    words: themes.Words
    helpers: tuple[Helper, ...]


def helpers(scope: Scope, places: Sequence[Place]) -> list[Helper]:
    """The organisations that work with this library now, by name."""
    offered = _offered(scope, places)
    statement = (
        select(Partnership, Organisation)
        .join(Organisation, Organisation.id == Partnership.organisation_id)
        .where(works())
        .order_by(Organisation.name, Organisation.id)
    )
    return [
        _helper(partnership, organisation, offered.get(organisation.id, ()))
        for partnership, organisation in scope.session.execute(statement)
    ]


def questions(found: Iterable[Helper]) -> list[Question]:
    """The helpers by question of life; who is named under none is left to the table."""
    by_theme = {theme: tuple(one for one in found if theme in one.themes) for theme in themes.WORDS}
    return [Question(theme, themes.WORDS[theme], who) for theme, who in by_theme.items() if who]


def table(found: Iterable[Helper]) -> list[list[str]]:
    """Partner, question, hours in the coming three months: a row for each question that it helps with."""
    return [
        [
            who.name,
            str(themes.WORDS[theme].name),
            number(who.hours(theme)),
        ]
        for who in found
        for theme in who.themes
    ]


def _helper(partnership: Partnership, organisation: Organisation, offered: Sequence[Offered]) -> Helper:
    known = {*partnership.themes, *(one.theme.value for one in offered)}
    checked = partnership.verified_on
    return Helper(
        slug=organisation.slug,
        name=organisation.name,
        website=organisation.website or "",
        phone=organisation.phone or "",
        does=partnership.does or organisation.summary,
        themes=tuple(theme for theme in Theme if theme.value in known),
        verified_on=checked,
        is_stale=is_stale(checked),
        offers=tuple(offered),
    )


def _offered(scope: Scope, places: Sequence[Place]) -> dict[uuid.UUID, list[Offered]]:
    statement = (
        select(Activity, Concept.theme, PartnerOffer)
        .join(Concept, Concept.slug == Activity.concept_slug)
        .outerjoin(PartnerOffer, PartnerOffer.id == Activity.partner_offer_id)
        .where(Activity.state == ActivityState.PUBLISHED, Activity.organisation_id.is_not(None))
        .order_by(Activity.title, Activity.id)
    )
    rows = scope.session.execute(statement).all()
    when, dates = _timetables(scope), _dates(scope)
    names = {place.id: place.name for place in places}
    found: dict[uuid.UUID, list[Offered]] = {}
    for activity, theme, original in rows:
        one = _offer(activity, theme, original, names, when[activity.id], dates.get(activity.id, []))
        if activity.organisation_id is not None:
            found.setdefault(activity.organisation_id, []).append(one)
    return found


def _offer(
    activity: Activity,
    theme: Theme,
    original: PartnerOffer | None,
    names: Mapping[uuid.UUID, str],
    when: Timetable,
    dates: Sequence[Any],
) -> Offered:
    place = [names.get(activity.branch_id, "") if len(names) > 1 else "", activity.room]
    return Offered(
        activity_id=activity.id,
        title=activity.title,
        theme=theme,
        sentence=when.in_words(language(), clock.today()),
        where=whereabouts.in_words(activity.mode, *place) or names.get(activity.branch_id, ""),
        badge=_badge(activity.entry, dates),
        room=room_in_words(original) if original is not None else "",
        minutes=sum(int((one.ends_at - one.starts_at).total_seconds() // 60) for one in dates),
    )


def _badge(entry: Entry, dates: Sequence[Any]) -> agenda.Badge:
    if not dates:
        return _("Nu geen data"), "warn"
    if _first(dates) >= clock.now() + LATER:
        return _("Begint later"), "info"
    return agenda.badge(SessionState.PLANNED, entry=entry, left_over=dates[0].left_over)


def _first(dates: Sequence[Any]) -> datetime:
    first: datetime = dates[0].starts_at
    return first


def _timetables(scope: Scope) -> Mapping[uuid.UUID, Timetable]:
    of_partners = select(Activity.id).where(
        Activity.state == ActivityState.PUBLISHED, Activity.organisation_id.is_not(None)
    )
    return timetables(scope, of_partners)


def _dates(scope: Scope) -> dict[uuid.UUID, list[Any]]:
    """What goes on in the coming three months, by activity."""
    row, today = PublishedSession, clock.today()
    statement = (
        select(row.activity_id, row.starts_at, row.ends_at, row.left_over)
        .where(
            row.organisation_id.is_not(None),
            row.state == SessionState.PLANNED.value,
            row.starts_at >= clock.start_of(today),
            row.starts_at < clock.start_of(today + AHEAD),
        )
        .order_by(row.starts_at, row.id)
        .limit(MOST)
    )
    found: dict[uuid.UUID, list[Any]] = {}
    for one in scope.session.execute(statement):
        found.setdefault(one.activity_id, []).append(one)
    return found
