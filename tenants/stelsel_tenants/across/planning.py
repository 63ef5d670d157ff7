"""What a partner plans at one library, out of its own offer. Checks, changes and audits; it never commits."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy import func, select

from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import asking
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.clashes import RoomsTaken
from stelsel_tenants.activities.models import Activity, ActivityState, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.partner_offers import PartnerOffer
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.libraries.models import Branch, Profile
from stelsel_tenants.partners import standing


class BranchGone(Refused):
    message = _("Deze vestiging is er niet meer. Kies een andere.")


class Taken(Refused):
    """Whose it is that has the room is the library's to know."""

    message = _("De ruimte is op een of meer data bezet. Sla die over, of kies een andere ruimte of tijd.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where and when at one library. Without times of its own it is as everywhere; `skip` is the key of the dates on
    which the room is taken, as they were shown.
    """

    branch_id: uuid.UUID
    room: str = ""
    begins: time | None = None
    ends: time | None = None
    skip: str = ""
    outside_hours: bool = False

    def schedule(self, everywhere: Schedule) -> Schedule:
        """When it is here."""
        lines = (
            replace(line, begins=self.begins or line.begins, ends=self.ends or line.ends) for line in everywhere.lines
        )
        return replace(everywhere, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class Made:
    """What a planning made at a library, or had made before. `next_at` is None where the library has the word."""

    activity_id: uuid.UUID
    next_at: datetime | None
    was_there: bool = False


def extern_id(key: uuid.UUID) -> str:
    """By which an activity knows the planning that made it: so the same form makes nothing twice."""
    return f"partner:{key}"


def plan(
    scope: Scope, offer_id: uuid.UUID, everywhere: Schedule, wanted: Wanted, *, key: uuid.UUID, is_example: bool = False
) -> Made:
    """Give an offer at this library: published, or as a draft where the library looks first. Called while the
    partnership is held (`reach.hold`), so that two of the same form wait for each other and the second finds it there.

    Raises Taken, BranchGone, what `standing.check` raises, and Refused where the schedule or the place breaks a rule.
    """
    before = scope.session.scalar(select(Activity).where(Activity.extern_id == extern_id(key)))
    if before is not None:
        return Made(before.id, _next(scope, before), was_there=True)
    original = own(scope, offer_id)
    if scope.session.get(Branch, (scope.tenant_id, wanted.branch_id)) is None:
        raise BranchGone
    agreed = standing.hold(scope, scope.organisation_id)
    standing.check(agreed, branch_id=wanted.branch_id, concept_slug=original.concept_slug)
    offer = as_offer(scope, original, wanted.schedule(everywhere), wanted)
    try:
        activity = activities.plan(
            scope, offer, extern_id=extern_id(key), is_example=is_example, skip=wanted.skip, of_partner=original
        )
        if approves(scope):
            asking.ask(scope, activity)
        else:
            activities.publish(scope, activity.id)
    except RoomsTaken as taken:
        raise Taken from taken
    return Made(activity.id, _next(scope, activity))


def as_offer(scope: Scope, original: PartnerOffer, when: Schedule, wanted: Wanted) -> Offer:
    return Offer(
        title=original.title,
        branch_id=wanted.branch_id,
        concept_slug=original.concept_slug,
        organisation_id=scope.organisation_id,
        room=wanted.room,
        entry=original.entry,
        capacity=original.capacity,
        lines=when.lines,
        exceptions=when.exceptions,
        pause=when.pause,
        also_when_closed=when.also_when_closed,
        outside_hours=wanted.outside_hours,
    )


def own(scope: Scope, offer_id: uuid.UUID) -> PartnerOffer:
    """An offer of the partner that works here. Raises NotFound for another's."""
    found = scope.session.get(PartnerOffer, offer_id)
    if found is None or found.organisation_id != scope.organisation_id:
        raise NotFound
    return found


def approves(scope: Scope) -> bool:
    """Does this library look first at what a partner plans?"""
    return bool(scope.session.scalar(select(Profile.approves_partners)))


def _next(scope: Scope, activity: Activity) -> datetime | None:
    if activity.state is not ActivityState.PUBLISHED:
        return None
    return scope.session.scalar(select(func.min(Session.starts_at)).where(Session.activity_id == activity.id))
