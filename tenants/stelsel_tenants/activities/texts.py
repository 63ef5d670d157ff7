"""Texts that come with a concept: taken over in one step, one's own where one wants, never changed from outside.

`Activity.adopted` holds each text as it was when the library took it over. So it can be told which texts are the
library's own, and that the original has changed since: that is proposed, field by field (FEATURES A1).
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

FOLLOWED = ("summary", "text", "audience", "bring")
LABELS = {
    "summary": _("In één zin"),
    "text": _("Uitleg"),
    "audience": _("Voor wie"),
    "bring": _("Wat neemt iemand mee"),
}


def of(scope: Scope, concept_slug: str) -> dict[str, str]:
    """The texts of a concept as they are now."""
    concept = scope.session.get_one(Concept, concept_slug)
    return {name: getattr(concept, name) for name in FOLLOWED}


def filled(offer: Offer, original: Mapping[str, str]) -> Offer:
    """What the library left open is said by the original."""
    said: dict[str, Any] = {name: getattr(offer, name) or original[name] for name in FOLLOWED}
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
    new = of(scope, activity.concept_slug)
    return [
        Proposal(name, LABELS[name], getattr(activity, name), new[name], getattr(activity, name) != was)
        for name, was in activity.adopted.items()
        if name in new and new[name] != was
    ]


def changed(scope: Scope, activities: Iterable[Activity]) -> set[uuid.UUID]:
    """Those of which some original text changed. One statement, however many they are."""
    columns = [getattr(Concept, name) for name in FOLLOWED]
    originals = {
        row[0]: dict(zip(FOLLOWED, row[1:], strict=True))
        for row in scope.session.execute(select(Concept.slug, *columns))
    }
    return {one.id for one in activities if one.adopted and originals.get(one.concept_slug) != one.adopted}


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


def _proposed(scope: Scope, activity_id: uuid.UUID, name: str) -> tuple[Activity, str]:
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if name not in FOLLOWED:
        raise NotFound
    new = of(scope, activity.concept_slug)[name]
    activity.adopted = {**activity.adopted, name: new}
    flag_modified(activity, "adopted")
    return activity, new


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
