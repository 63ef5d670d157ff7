"""Texts that come with an original: taken over in one step, one's own where one wants, never changed from outside.

The original of an activity is what its partner offers, where it was made from that; else its concept.
`Activity.adopted` holds each text as it was when it was taken over. So it can be told which texts are the library's
own, and that the original has changed since: that is proposed, field by field (FEATURES A1).
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from stelsel import audit
from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import history
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.models import Activity, Concept, Programme
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.partner_offers import PartnerOffer

FOLLOWED = ("summary", "text", "audience", "bring")
OF_PARTNER = ("title", *FOLLOWED)
"""What an activity takes over of a partner's original."""
LABELS = {
    "title": _("Titel"),
    "summary": _("In één zin"),
    "text": _("Uitleg"),
    "audience": _("Voor wie"),
    "bring": _("Wat neemt iemand mee"),
}


def of(scope: Scope, concept_slug: str) -> dict[str, str]:
    """The texts of a concept as they are now."""
    concept = scope.session.get_one(Concept, concept_slug)
    return {name: getattr(concept, name) for name in FOLLOWED}


def of_partner(offer: PartnerOffer) -> dict[str, str]:
    """The texts of a partner's original as they are now."""
    return {name: getattr(offer, name) for name in OF_PARTNER}


def original(scope: Scope, activity: Activity) -> dict[str, str]:
    """The texts of the original of an activity. One that its partner gave up follows nothing any more."""
    if activity.partner_offer_id is None:
        return of(scope, activity.concept_slug)
    if activity.organisation_id is None:
        return {}
    return of_partner(scope.session.get_one(PartnerOffer, activity.partner_offer_id))


def filled(offer: Offer, original: Mapping[str, str]) -> Offer:
    """What the library left open is said by the original."""
    said: dict[str, Any] = {name: getattr(offer, name) or text for name, text in original.items()}
    return replace(offer, **said)


def moved(offer: Offer, old: Mapping[str, str], new: Mapping[str, str]) -> Offer:
    """Another concept was chosen: its texts take the place of the former one's, and leave the library's own alone."""
    said: dict[str, Any] = {name: new[name] for name in FOLLOWED if getattr(offer, name) in ("", old.get(name))}
    return replace(offer, **said)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text of which the original changed. `is_own`: the library says it in its own words."""

    name: str
    label: Any
    now: str
    new: str
    is_own: bool


def proposals(scope: Scope, activity: Activity) -> list[Proposal]:
    """What changed in the original since the library looked at it. One statement."""
    new = original(scope, activity)
    return [
        Proposal(name, LABELS[name], getattr(activity, name), new[name], getattr(activity, name) != was)
        for name, was in activity.adopted.items()
        if name in new and new[name] != was
    ]


def changed(scope: Scope, activities: Iterable[Activity]) -> set[uuid.UUID]:
    """Those of which some original text changed. Two statements, however many they are."""
    concepts = _texts(scope, Concept.slug, Concept, FOLLOWED)
    partners = _texts(scope, PartnerOffer.id, PartnerOffer, OF_PARTNER, _own(activities))

    def now(one: Activity) -> dict[str, str] | None:
        if one.partner_offer_id is None:
            return concepts.get(one.concept_slug)
        return partners.get(one.partner_offer_id) if one.organisation_id else one.adopted

    return {one.id for one in activities if one.adopted and now(one) != one.adopted}


def follow(scope: Scope, activity: Activity, offer: PartnerOffer) -> bool:
    """Say what the partner's original says now, but for what the library says in its own words: that is proposed.

    Returns whether anything of the activity is another. Nothing happens to one that follows this version already.
    """
    if activity.offer_version == offer.version:
        return False
    new, was = of_partner(offer), activity.adopted
    theirs = {name for name in OF_PARTNER if getattr(activity, name) == was.get(name)}
    said = {name: new[name] for name in theirs if new[name] != was.get(name)}
    for name, text in said.items():
        setattr(activity, name, text)
    activity.adopted = {**was, **said}
    activity.offer_version = offer.version
    flag_modified(activity, "adopted")
    history.record(scope, "activity.offer_followed", activity, version=offer.version)
    published_changed.send(scope, activity_ids={activity.id})
    return bool(said)


def take(scope: Scope, activity_id: uuid.UUID, name: str) -> None:
    """Say it as the original does now. Raises NotFound for what is no text."""
    activity, new = _proposed(scope, activity_id, name)
    setattr(activity, name, new)
    history.record(scope, "activity.text-taken", activity, name=name)
    published_changed.send(scope, activity_ids={activity.id})


def keep(scope: Scope, activity_id: uuid.UUID, name: str) -> None:
    """Leave it as it is here; the next change of the original is proposed again. Raises NotFound."""
    activity, _new = _proposed(scope, activity_id, name)
    audit.record(scope, "activity.text-kept", activity, name=name)


def _own(activities: Iterable[Activity]) -> set[uuid.UUID]:
    return {one.partner_offer_id for one in activities if one.partner_offer_id is not None}


def _texts(scope: Scope, key: Any, model: Any, names: tuple[str, ...], among: Any = None) -> dict[Any, dict[str, str]]:
    statement = select(key, *(getattr(model, name) for name in names))
    if among is not None:
        statement = statement.where(key.in_(among))
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in scope.session.execute(statement)}


def _proposed(scope: Scope, activity_id: uuid.UUID, name: str) -> tuple[Activity, str]:
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    texts = original(scope, activity)
    if name not in texts:
        raise NotFound
    activity.adopted = {**activity.adopted, name: texts[name]}
    flag_modified(activity, "adopted")
    return activity, texts[name]


@dataclass(frozen=True, slots=True)
class Original:
    """A concept that a library can take over."""

    slug: str
    name: str
    summary: str
    programme: str


def originals(scope: Scope) -> list[Original]:
    """All concepts, by programme and name. One statement."""
    statement = (
        select(Concept.slug, Concept.name, Concept.summary, Programme.name.label("programme"))
        .outerjoin(Programme, Programme.slug == Concept.programme_slug)
        .order_by(Programme.name.is_(None), Programme.name, Concept.name, Concept.slug)
    )
    return [Original(row.slug, row.name, row.summary, row.programme or "") for row in scope.session.execute(statement)]
