"""A partner asks for a slot: a branch, a room, a rule in words. The library gives it as asked, in part or otherwise,
or says no; what it gives is an activity of the partner's from then on (FEATURES C18).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Protocol

from sqlalchemy import select, update

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import checks, clashes, fitting, reading, sessions
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.clashes import Clash
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.outlook import TooManyDates
from stelsel_tenants.activities.schedule import Line, Schedule
from stelsel_tenants.activities.sentence import sentence
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import standing
from stelsel_tenants.partners.models import SlotRequest, SlotState
from stelsel_tenants.partners.telling import REMIND_AFTER, SlotEvent, tell_of_slot


class SlotAnswered(Conflict):
    message = _("Deze vraag heeft al een antwoord. Hieronder ziet u hoe het nu staat.")


class SlotTakenBack(Conflict):
    message = _("De partner heeft deze vraag intussen ingetrokken.")


class NoLongerPartner(Refused):
    message = _("De samenwerking met deze partner is gestopt. U kunt geen plek meer geven.")


class ClosedBranch(Refused):
    field = "branch_id"
    message = _("Deze vestiging is gesloten. Kies een andere.")


class Busy(Refused):
    """A question as much as a refusal: this is when the room is taken. `key` names what was seen of it."""

    field = "room"
    message = _("Op een of meer data is deze ruimte bezet. Kies iets anders, of vraag het toch.")

    def __init__(self, found: Sequence[Clash]) -> None:
        super().__init__()
        self.taken = clashes.RoomsTaken(found)

    @property
    def key(self) -> str:
        return self.taken.key


@dataclass(frozen=True, slots=True)
class Wish:
    """Where and when."""

    branch_id: uuid.UUID
    line: Line
    room: str = ""

    @property
    def schedule(self) -> Schedule:
        return Schedule((self.line,))

    @property
    def rule(self) -> str:
        """In Dutch, with the day that it begins."""
        return sentence(self.schedule)


def line_of(rule: str) -> Line:
    """The rule that `Wish.rule` wrote."""
    return reading.read(rule).rules[0].line(since=clock.today(), begins=time(9), ends=time(10))


class Asked(Protocol):
    """What was asked, wherever it was read."""

    @property
    def branch_id(self) -> uuid.UUID: ...
    @property
    def room(self) -> str: ...
    @property
    def rule(self) -> str: ...


def wish_of(slot: Asked) -> Wish:
    return Wish(slot.branch_id, line_of(slot.rule), slot.room)


def ask(scope: Scope, wish: Wish, *, title: str, concept_slug: str, note: str = "", seen: str = "") -> SlotRequest:
    """Ask for it, as a partner at work. Raises Stopped, NotAtBranch, NotThisConcept, ClosedBranch, what the schedule
    form refuses, and Busy unless `seen` is the key of the clashes that were shown.
    """
    partnership = standing.hold(scope, scope.organisation_id)
    standing.check(partnership, branch_id=wish.branch_id, concept_slug=concept_slug)
    _check(scope, wish)
    found = taken(scope, wish)
    if found and clashes.RoomsTaken(found).key != seen:
        raise Busy(found)
    slot = SlotRequest(
        organisation_id=partnership.organisation_id,
        title=title,
        concept_slug=concept_slug,
        branch_id=wish.branch_id,
        room=wish.room,
        rule=wish.rule,
        note=note,
    )
    scope.session.add(slot)
    audit.record(scope, "slot.asked", slot, clashes=len(found))
    tell_of_slot(scope, slot, SlotEvent.ASKED)
    return slot


def grant(
    scope: Scope, slot_id: uuid.UUID, wish: Wish, *, answer: str = "", skip: str = "", outside_hours: bool = False
) -> SlotRequest:
    """Give it: as asked, or as `wish` says otherwise. It is published at once, in the partner's name.

    Raises SlotAnswered, SlotTakenBack, NoLongerPartner, RoomsTaken unless `skip` is the key of those dates, and what
    planning an activity raises.
    """
    slot = _waiting(scope, slot_id)
    try:
        standing.hold(scope, slot.organisation_id)
    except standing.Stopped as refusal:
        raise NoLongerPartner from refusal
    offer = Offer(
        slot.title,
        wish.branch_id,
        slot.concept_slug,
        organisation_id=slot.organisation_id,
        room=wish.room,
        lines=(wish.line,),
        outside_hours=outside_hours,
    )
    activity = activities.plan(scope, offer, skip=skip)
    slot.skipped = len(activity.exceptions)
    activities.publish(scope, activity.id)
    slot.state, slot.answered_at, slot.answer = SlotState.GRANTED, clock.now(), answer
    slot.given_branch_id, slot.given_room, slot.given_rule = wish.branch_id, wish.room, wish.rule
    slot.activity_id = activity.id
    audit.record(scope, "slot.granted", slot, changed=wish != wish_of(slot), skipped=slot.skipped)
    tell_of_slot(scope, slot, SlotEvent.ANSWERED)
    return slot


def decline(scope: Scope, slot_id: uuid.UUID, *, answer: str) -> SlotRequest:
    """Say no, and why. Raises SlotAnswered, SlotTakenBack."""
    slot = _waiting(scope, slot_id)
    slot.state, slot.answered_at, slot.answer = SlotState.DECLINED, clock.now(), answer
    audit.record(scope, "slot.declined", slot)
    tell_of_slot(scope, slot, SlotEvent.ANSWERED)
    return slot


def withdraw(scope: Scope, slot_id: uuid.UUID) -> SlotRequest:
    """The partner takes its question back. Raises SlotAnswered, NoResultFound for another's."""
    slot = _held(scope, slot_id)
    if slot.state is not SlotState.ASKED:
        raise SlotAnswered
    slot.state, slot.answered_at = SlotState.WITHDRAWN, clock.now()
    audit.record(scope, "slot.withdrawn", slot)
    return slot


def remind(scope: Scope) -> int:
    """Once, ten days after it was asked. Returns how many were."""
    waiting = select(SlotRequest).where(
        SlotRequest.state == SlotState.ASKED,
        SlotRequest.reminded_at.is_(None),
        SlotRequest.asked_at <= clock.now() - REMIND_AFTER,
    )
    late = scope.session.scalars(waiting.order_by(SlotRequest.asked_at, SlotRequest.id).with_for_update()).all()
    for slot in late:
        slot.reminded_at = clock.now()
        tell_of_slot(scope, slot, SlotEvent.REMINDED)
    return len(late)


def close(scope: Scope, organisation_id: uuid.UUID) -> None:
    """The partnership ended: what was asked is answered by that."""
    open_ones = SlotRequest.organisation_id == organisation_id, SlotRequest.state == SlotState.ASKED
    put = {"state": SlotState.DECLINED, "answered_at": clock.now()}
    scope.session.execute(update(SlotRequest).where(*open_ones).values(**put))


def taken(scope: Scope, wish: Wish) -> list[Clash]:
    """Dates on which somebody else has the room."""
    return clashes.of_schedule(scope, (wish.branch_id, wish.room), wish.schedule)


def _check(scope: Scope, wish: Wish) -> None:
    checks.check_schedule(wish.schedule)
    branch = scope.session.get_one(Branch, (scope.tenant_id, wish.branch_id))
    if branch.closed_on is not None and branch.closed_on <= clock.today():
        raise ClosedBranch
    try:
        if not sessions.dates(scope, wish.branch_id, wish.schedule):
            raise fitting.NoDates
    except TooManyDates as error:
        raise fitting.TooMany from error


def _waiting(scope: Scope, slot_id: uuid.UUID) -> SlotRequest:
    slot = _held(scope, slot_id)
    if slot.state is SlotState.WITHDRAWN:
        raise SlotTakenBack
    if slot.state is not SlotState.ASKED:
        raise SlotAnswered
    return slot


def _held(scope: Scope, slot_id: uuid.UUID) -> SlotRequest:
    row = select(SlotRequest).where(SlotRequest.id == slot_id)
    if scope.organisation_id is not None:
        row = row.where(SlotRequest.organisation_id == scope.organisation_id)
    return scope.session.scalars(row.with_for_update().execution_options(populate_existing=True)).one()
