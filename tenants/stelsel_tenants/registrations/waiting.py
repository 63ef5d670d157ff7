"""The waiting list. A free place is offered and held for who waits longest and fits; unanswered, it goes to the next.

An offer holds until 48 hours from now or three hours before it begins, whichever comes first. Where less than two
hours would be left, none is made: who waits is told on their own page to come and see.
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.registrations import places, service, telling
from stelsel_tenants.registrations.models import Registration, RegistrationState
from stelsel_tenants.registrations.places import Places

HELD = timedelta(hours=48)
BEFORE = timedelta(hours=3)
LEAST = timedelta(hours=2)


class OfferOver(Conflict):
    message = _("Dit aanbod is voorbij: de plaats is naar iemand anders gegaan, of u hebt al geantwoord.")


def until(starts_at: datetime) -> datetime | None:
    """Until when a place may be held now; None where it is too late for an offer."""
    now = clock.now()
    end = min(now + HELD, starts_at - BEFORE)
    return end if end - now >= LEAST else None


def waiting(scope: Scope, here: Places) -> list[Registration]:
    """Who waits, the longest first; where one may choose, for seats of this kind."""
    row = Registration
    statement = select(row).where(*here.same(), row.state == RegistrationState.WAITING, row.online == here.online)
    return list(scope.session.scalars(statement.order_by(row.queued_at, row.number)))


def offer_free(scope: Scope, here: Places) -> None:
    """Offer what is free, each place once, to the first that fits. Those passed over keep their place."""
    end = until(here.starts_at) if service.is_open(here) else None
    queue = waiting(scope, here) if end is not None and here.free else []
    while end is not None and (free := here.free):
        chosen = next((one for one in queue if one.seats <= free), None)
        for one in queue if chosen is None else queue[: queue.index(chosen)]:
            telling.passed_over(scope, one, here, free)
        if chosen is None or not _offer(scope, here, chosen, end):
            break
        queue.remove(chosen)


def _offer(scope: Scope, here: Places, one: Registration, end: datetime) -> bool:
    if here.activity.entry is Entry.APPOINTMENT:
        start, seats = next(((start, seats) for start, seats in places.times(scope, here).items() if seats), (None, []))
        if start is None:
            return False
        one.slot_at, one.slot_seat = start, seats[0]
    if not places.take(scope, here, one.seats):
        return False
    one.state, one.offered_until, one.seated_at = RegistrationState.OFFERED, end, clock.now()
    scope.session.flush()
    audit.record(scope, "registration.offered", one, seats=one.seats)
    jobs.enqueue(scope, "registrations.lapse", due_at=end, registration_id=one.id)
    telling.offer(scope, one, here)
    return True


def accept(scope: Scope, registration_id: uuid.UUID) -> Registration:
    """Yes to an offer. Saying it twice is once. Raises OfferOver."""
    one, here = places.standing(scope, registration_id)
    if one.state is RegistrationState.CONFIRMED:
        return one
    if one.state is not RegistrationState.OFFERED or here is None or (one.offered_until or clock.now()) <= clock.now():
        raise OfferOver
    one.state, one.offered_until = RegistrationState.CONFIRMED, None
    audit.record(scope, "registration.accepted", one)
    telling.welcome(scope, one, here)
    return one


def decline(scope: Scope, registration_id: uuid.UUID) -> Registration:
    """No to an offer: off the list, and the place goes to the next. Raises OfferOver."""
    one, here = _open_offer(scope, registration_id)
    _end(scope, one, here, back=False)
    audit.record(scope, "registration.declined", one)
    return one


def lapse(scope: Scope, registration_id: uuid.UUID) -> None:
    """The term of an offer ended: off the list, or to its end for who asked that."""
    one = scope.session.get(Registration, (scope.tenant_id, registration_id))
    if one is None or one.offered_until is None or one.offered_until > clock.now():
        return
    one, here = _open_offer(scope, registration_id)
    back = one.again and here is not None
    _end(scope, one, here, back=back)
    audit.record(scope, "registration.lapsed", one)
    telling.lapsed(scope, one, here)


def _open_offer(scope: Scope, registration_id: uuid.UUID) -> tuple[Registration, Places | None]:
    one, here = places.standing(scope, registration_id)
    if one.state is not RegistrationState.OFFERED:
        raise OfferOver
    return one, here


def _end(scope: Scope, one: Registration, here: Places | None, *, back: bool) -> None:
    one.offered_until = one.seated_at = one.slot_at = one.slot_seat = None
    if back:
        one.state, one.queued_at = RegistrationState.WAITING, clock.now()
    else:
        one.state, one.contact_key = RegistrationState.CANCELLED, None
    scope.session.flush()
    if here is not None:
        places.give_back(scope, here, one.seats)
        offer_free(scope, here)


def follow(scope: Scope, activity_id: uuid.UUID) -> None:
    """Dates or capacity changed: what became free is offered."""
    row = Registration
    waits = select(row.session_id, row.online).where(
        row.activity_id == activity_id, row.state == RegistrationState.WAITING
    )
    awaited = {(found.session_id, found.online) for found in scope.session.execute(waits)}
    coming = [one.id for one in places.coming(scope, activity_id)]
    for online in (False, True):
        of_course = coming[:1] if (None, online) in awaited else []
        for session_id in of_course or [one for one in coming if (one, online) in awaited]:
            offer_free(scope, places.hold(scope, session_id, online=online))
