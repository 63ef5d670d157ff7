"""The letters of a partnership and of a slot. What is no longer so when its turn comes is not told."""

import uuid
from typing import Any

from sqlalchemy import select

from stelsel import mail
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.activities.queries import branches
from stelsel_tenants.partners import ending, people, standing
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side, SlotRequest, SlotState
from stelsel_tenants.partners.telling import Event, SlotEvent, told_to

STILL_SO = {
    Event.PROPOSED: PartnershipState.INVITED,
    Event.REMINDED: PartnershipState.INVITED,
    Event.ACCEPTED: PartnershipState.ACTIVE,
    Event.DECLINED: PartnershipState.DECLINED,
    Event.ENDING: PartnershipState.ACTIVE,
    Event.ENDED: PartnershipState.ENDED,
}
TEMPLATES = {
    Event.PROPOSED: "partnership-proposed",
    Event.REMINDED: "partnership-proposed",
    Event.ACCEPTED: "partnership-answered",
    Event.DECLINED: "partnership-answered",
    Event.ENDING: "partnership-ending",
    Event.ENDED: "partnership-ending",
}


def write(scope: Scope, partnership_id: uuid.UUID, event: Event) -> int:
    """One letter to everybody who has to know of this. Returns how many."""
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    if partnership.state is not STILL_SO[event] or (event is Event.ENDING and partnership.ends_at is None):
        return 0
    name = scope.session.get_one(Organisation, partnership.organisation_id).name
    values: dict[str, Any] = {
        "library": scope.library.name,
        "partner": name,
        "does": partnership.does,
        "by_library": partnership.proposed_by is Side.LIBRARY,
        "accepted": event is Event.ACCEPTED,
        "again": event is Event.REMINDED,
        "over": event is Event.ENDED,
        "reason": partnership.answer,
        "last_day": standing.last_day(partnership.ends_at),
        "activities": _fates(scope, partnership) if event is Event.ENDING else [],
    }
    moment = partnership.ends_at if event in (Event.ENDING, Event.ENDED) else partnership.asked_at
    key = f"{event}:{partnership.id}:{moment.isoformat() if moment else ''}"
    return sum(
        _send(scope, side, partnership.organisation_id, TEMPLATES[event], key, partnership.id, values)
        for side in told_to(partnership, event)
    )


def write_of_slot(scope: Scope, slot_id: uuid.UUID, event: SlotEvent) -> int:
    """One letter to everybody who has to know of this slot. Returns how many."""
    slot = scope.session.get_one(SlotRequest, (scope.tenant_id, slot_id))
    if (slot.state is SlotState.ASKED) == (event is SlotEvent.ANSWERED):
        return 0
    names = dict(branches(scope, closed=True))
    values: dict[str, Any] = {
        "library": scope.library.name,
        "partner": scope.session.get_one(Organisation, slot.organisation_id).name,
        "slot": slot,
        "asked_at": names[slot.branch_id],
        "given_at": names[slot.given_branch_id] if slot.given_branch_id else "",
        "granted": slot.state is SlotState.GRANTED,
        "again": event is SlotEvent.REMINDED,
    }
    side = Side.PARTNER if event is SlotEvent.ANSWERED else Side.LIBRARY
    template = "slot-answered" if event is SlotEvent.ANSWERED else "slot-asked"
    return _send(scope, side, slot.organisation_id, template, f"{event}:{slot.id}", slot.id, values)


def _fates(scope: Scope, partnership: Partnership) -> list[tuple[str, bool]]:
    """Title of every activity that the partner gives, and whether the library goes on with it."""
    theirs = select(Activity).where(Activity.organisation_id == partnership.organisation_id)
    return [
        (one.title, ending.fate(partnership, one) is ending.Fate.TAKE_OVER)
        for one in scope.session.scalars(theirs.order_by(Activity.title, Activity.id))
        if one.state is ActivityState.PUBLISHED
    ]


def _send(
    scope: Scope,
    side: Side,
    organisation_id: uuid.UUID,
    template: str,
    key: str,
    about_id: uuid.UUID,
    values: dict[str, Any],
) -> int:
    receivers = people.addresses(side, tenant_id=scope.tenant_id, organisation_id=organisation_id)
    for email in receivers:
        to_partner = side is Side.PARTNER
        path = _path(scope, side, template, about_id)
        mail.queue(scope, to=email, template=template, key=key, to_partner=to_partner, path=path, **values)
    return len(receivers)


def _path(scope: Scope, side: Side, template: str, about_id: uuid.UUID) -> str:
    """Where the receiver goes on."""
    is_slot = template.startswith("slot-")
    if side is Side.PARTNER:
        return f"/partner/bibliotheken/{scope.library.slug}" + (f"/plek/{about_id}" if is_slot else "")
    return f"/b/{scope.library.slug}/beheer/partners/" + (f"plekken/{about_id}" if is_slot else str(about_id))
