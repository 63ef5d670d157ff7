"""What is told to whom by letter: asked for in the transaction of the deed, written by a job after it."""

import enum
from datetime import timedelta

from stelsel import jobs
from stelsel.tenancy import Scope
from stelsel_tenants.partners.models import Partnership, Side, SlotRequest

REMIND_AFTER = timedelta(days=10)
"""How long something waits before who has to answer is told again, once."""


class Event(enum.StrEnum):
    """One letter to each person of the sides that it is told to."""

    PROPOSED = "proposed"
    REMINDED = "reminded"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDING = "ending"
    ENDED = "ended"


class SlotEvent(enum.StrEnum):
    ASKED = "asked"
    REMINDED = "reminded"
    ANSWERED = "answered"


def told_to(partnership: Partnership, event: Event) -> tuple[Side, ...]:
    """Who has to know: who is asked, who asked, or both."""
    if event in (Event.PROPOSED, Event.REMINDED):
        return (partnership.proposed_by.other,)
    if event in (Event.ACCEPTED, Event.DECLINED):
        return (partnership.proposed_by,)
    return (Side.LIBRARY, Side.PARTNER)


def tell(scope: Scope, partnership: Partnership, event: Event) -> None:
    """Let `partners.tell` write of it, once this is committed."""
    jobs.enqueue(scope, "partners.tell", partnership_id=partnership.id, event=event)


def tell_of_slot(scope: Scope, slot: SlotRequest, event: SlotEvent) -> None:
    """The same of a slot that a partner asked for (`partners.tell-of-slot`)."""
    jobs.enqueue(scope, "partners.tell-of-slot", slot_id=slot.id, event=event)
