"""What a partner offers, in its own words: made and changed here, given at many libraries.

Under the partner's own writing scope. Who changed an offer last stands on it; what a library's activities followed of
it stands in the trail of that library.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from stelsel import clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.activities import texts
from stelsel_tenants.activities.models import Activity, ActivityState, Concept, Entry
from stelsel_tenants.activities.partner_offers import MoreRoom, PartnerOffer, room_in_words


class Changed(Conflict):
    message = _("Een collega heeft dit intussen veranderd. Kijk hieronder wat er anders is en kies.")


class NoCapacity(Refused):
    field = "capacity"
    message = _("Vul in hoeveel mensen zich kunnen aanmelden.")


class CapacityNeedsSignUp(Refused):
    field = "capacity"
    message = _("Een aantal plaatsen hoort bij aanmelden. Kies „Aanmelden”, of laat het aantal leeg.")


class WeeksNeedWait(Refused):
    field = "wait_weeks"
    message = _("Een aantal weken hoort bij „Er is een wachttijd”. Kies dat, of laat het leeg.")


@dataclass(frozen=True, slots=True)
class Facts:
    """An offer as its partner fills it in. `text` is Markdown; `contact` is public, and an organisation's."""

    title: str
    concept_slug: str
    summary: str = ""
    text: str = ""
    audience: str = ""
    bring: str = ""
    contact: str = ""
    entry: Entry = Entry.WALK_IN
    capacity: int | None = None


PLAIN = ("title", "concept_slug", "summary", "text", "audience", "bring", "contact", "entry", "capacity")


def make(scope: Scope, facts: Facts) -> PartnerOffer:
    """A new offer; the texts of its concept say what is left open. Raises NoCapacity, CapacityNeedsSignUp."""
    _check(facts)
    said: dict[str, Any] = {name: getattr(facts, name) for name in PLAIN}
    for name, text in texts.of(scope, facts.concept_slug).items():
        said[name] = said[name] or text
    offer = PartnerOffer(organisation_id=scope.partner_id, changed_by_id=scope.actor.user_id, **said)
    scope.session.add(offer)
    scope.session.flush()
    return offer


def revise(scope: Scope, offer_id: uuid.UUID, facts: Facts, *, version: int) -> PartnerOffer:
    """Change it; what is made from it follows (`following`). Raises Changed when a colleague was first."""
    offer = scope.session.get_one(PartnerOffer, offer_id, with_for_update=True)
    if offer.version != version:
        raise Changed
    _check(facts)
    for name in PLAIN:
        setattr(offer, name, getattr(facts, name))
    _touch(scope, offer)
    return offer


def say_room(
    scope: Scope, offer_id: uuid.UUID, more_room: MoreRoom | None, *, wait_weeks: int | None = None
) -> PartnerOffer:
    """Say whether there is room for more; it is believed for fourteen days. None: it is not known. Raises
    WeeksNeedWait."""
    if wait_weeks is not None and more_room is not MoreRoom.WAIT:
        raise WeeksNeedWait
    offer = scope.session.get_one(PartnerOffer, offer_id, with_for_update=True)
    offer.more_room, offer.wait_weeks = more_room, wait_weeks
    offer.room_said_on = clock.today() if more_room else None
    _touch(scope, offer)
    return offer


def _touch(scope: Scope, offer: PartnerOffer) -> None:
    offer.changed_at, offer.changed_by_id = clock.now(), scope.actor.user_id
    scope.session.flush()


def _check(facts: Facts) -> None:
    if facts.entry is Entry.SIGN_UP and facts.capacity is None:
        raise NoCapacity
    if facts.entry is not Entry.SIGN_UP and facts.capacity is not None:
        raise CapacityNeedsSignUp


# -- what may be seen of them -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfferRow:
    """`room` is "" where it is not known whether there is room for more."""

    id: uuid.UUID
    title: str
    concept: str
    room: Any
    libraries: int


def overview(scope: Scope) -> list[OfferRow]:
    """What the partner offers, by title. Two statements."""
    number = func.count(func.distinct(Activity.tenant_id))
    given = (
        select(Activity.partner_offer_id, number)
        .where(Activity.partner_offer_id.is_not(None), Activity.state == ActivityState.PUBLISHED)
        .group_by(Activity.partner_offer_id)
    )
    counts = dict(scope.session.execute(given).all())
    statement = (
        select(PartnerOffer, Concept.name)
        .join(Concept, Concept.slug == PartnerOffer.concept_slug)
        .order_by(PartnerOffer.title, PartnerOffer.id)
    )
    return [
        OfferRow(offer.id, offer.title, concept, room_in_words(offer), counts.get(offer.id, 0))
        for offer, concept in scope.session.execute(statement)
    ]


@dataclass(frozen=True, slots=True)
class Given:
    """A library where an offer is given. `own`: names of the texts that the library says in its own words."""

    slug: str
    library: str
    title: str
    own: tuple[Any, ...]


def given(scope: Scope, offer_id: uuid.UUID) -> list[Given]:
    """Where it is given, by library. One statement."""
    statement = (
        select(Activity, Tenant.slug, Tenant.name)
        .join(Tenant, Tenant.id == Activity.tenant_id)
        .where(Activity.partner_offer_id == offer_id, Activity.state != ActivityState.WITHDRAWN)
        .order_by(Tenant.name, Tenant.id, Activity.id)
    )
    return [
        Given(slug, name, activity.title, _own_words(activity))
        for activity, slug, name in scope.session.execute(statement)
    ]


def _own_words(activity: Activity) -> tuple[Any, ...]:
    was = activity.adopted
    return tuple(texts.LABELS[name] for name in texts.OF_PARTNER if getattr(activity, name) != was.get(name, ""))
