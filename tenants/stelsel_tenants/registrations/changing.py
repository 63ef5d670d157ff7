"""What one may change of a sign-up: fewer or more people, off it, erased."""

import uuid

from stelsel import audit, clock, mail
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.registrations import conditions, places, retention, service, telling, waiting
from stelsel_tenants.registrations.models import Registration, RegistrationState
from stelsel_tenants.registrations.places import Places


class TakenBack(Conflict):
    message = _("Deze aanmelding is al afgezegd.")


class NoRoom(Conflict):
    field = "seats"
    message = _("Er zijn niet genoeg plaatsen vrij om met meer mensen te komen. Uw aanmelding blijft zoals zij was.")


class AlreadyPaid(Refused):
    message = _("Er is voor deze aanmelding al betaald.")


def take_back(scope: Scope, registration_id: uuid.UUID) -> Registration:
    """Cancel a sign-up; its places are free at once, for who waits. Raises TakenBack, NotOpen once it is over."""
    one, here = _standing(scope, registration_id)
    if here is None or here.ends_at <= clock.now():
        raise service.NotOpen
    seated = one.state in places.SEATED
    one.state, one.contact_key, one.offered_until = RegistrationState.CANCELLED, None, None
    one.slot_at = one.slot_seat = None
    scope.session.flush()
    if seated:
        places.give_back(scope, here, one.seats)
    audit.record(scope, "registration.taken_back", one, seats=one.seats)
    telling.done(scope, one, here)
    if seated:
        waiting.offer_free(scope, here)
    return one


def change_seats(scope: Scope, registration_id: uuid.UUID, seats: int) -> Registration:
    """Come with fewer people, which is always possible, or with more, where there is room. Raises NoRoom, TakenBack."""
    one, here = _standing(scope, registration_id)
    if here is None or here.starts_at <= clock.now() or one.slot_at is not None:
        raise service.NotOpen
    if seats == one.seats:
        return one
    more = seats - one.seats
    if more > 0 and seats > conditions.of(scope, one.activity_id).group_most:
        raise service.TooManyPeople
    if one.state in places.SEATED:
        if more > 0 and not places.take(scope, here, more):
            raise NoRoom
        if more < 0:
            places.give_back(scope, here, -more)
    audit.record(scope, "registration.seats", one, was=one.seats, seats=seats)
    one.seats = seats
    scope.session.flush()
    waiting.offer_free(scope, here)
    return one


def erase(scope: Scope, registration_id: uuid.UUID) -> None:
    """Somebody wants to be forgotten now: off it where it is still to come, then name and contact go."""
    one, here = places.standing(scope, registration_id)
    if one.state is not RegistrationState.CANCELLED and here is not None and here.ends_at > clock.now():
        take_back(scope, registration_id)
    retention.forget([one])
    mail.forget(scope, one.id)
    links.take_back(scope, LinkPurpose.SIGN_UP, one.id)
    audit.record(scope, "registration.erased", one)


def paid(scope: Scope, registration_id: uuid.UUID) -> Registration:
    """It was paid at the desk."""
    one = scope.session.get_one(Registration, (scope.tenant_id, registration_id), with_for_update=True)
    if one.paid_at is not None:
        raise AlreadyPaid
    one.paid_at = clock.now()
    audit.record(scope, "registration.paid", one)
    return one


def _standing(scope: Scope, registration_id: uuid.UUID) -> tuple[Registration, Places | None]:
    """A sign-up that was not taken back. Raises TakenBack."""
    one, here = places.standing(scope, registration_id)
    if one.state is RegistrationState.CANCELLED:
        raise TakenBack
    return one, here
