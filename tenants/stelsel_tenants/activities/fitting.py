"""Does an offer fit: its dates, opening hours, who gives it, who signed up, its room? Changes nothing."""

import uuid

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import cautions, clashes, free, online, queries, sessions
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.outlook import MOST, TooManyDates, occurrences
from stelsel_tenants.libraries.models import Branch


class NoDates(Refused):
    field = "lines.0.since"
    message = _("Dit rooster geeft geen enkele datum. Kijk naar de dagen, de periode en de uitzonderingen.")


class TooMany(Refused):
    field = "lines.0.since"
    message = _(
        "Dit rooster geeft meer dan %(most)s datums in een jaar. Kies minder dagen of tijden, of maak er meer"
        " activiteiten van.",
        most=MOST,
    )


class NotAPartner(Refused):
    field = "organisation_id"
    message = _("Deze organisatie is nu geen partner van uw bibliotheek. Voeg haar eerst toe bij Partners.")


class PeopleSignedUp(Refused):
    field = "entry"
    message = _("Er zijn al mensen aangemeld. Zeg hun momenten eerst af, of maak een nieuwe activiteit.")


def new(scope: Scope, offer: Offer, *, skip: str) -> Offer:
    """The offer as it can be, without the dates whose room is taken when `skip` is their key. Raises Refused, and
    RoomsTaken."""
    _check_dates(scope, offer)
    cautions.check_hours(scope, offer)
    _check_giver(scope, offer)
    return _with_room(scope, offer, skip=skip)


def changed(scope: Scope, activity: Activity, before: Offer, offer: Offer, *, skip: str) -> Offer:
    """The same, of an activity that was otherwise `before`: what did not change is not in its way."""
    if offer.schedule != before.schedule:
        _check_dates(scope, offer, activity.id)
    if (offer.schedule, offer.branch_id) != (before.schedule, before.branch_id):
        cautions.check_hours(scope, offer, activity.id)
    if offer.organisation_id != before.organisation_id:
        _check_giver(scope, offer)
    _check_people(scope, activity, before, offer)
    if activity.state is ActivityState.WITHDRAWN:
        return offer
    return _with_room(scope, offer, activity.id, skip=skip)


def _check_dates(scope: Scope, offer: Offer, activity_id: uuid.UUID | None = None) -> None:
    """In a year from its first day it yields something, and not too much."""
    if not offer.lines:
        return
    branch = scope.session.get_one(Branch, (scope.tenant_id, offer.branch_id))
    first = min(line.since for line in offer.lines)
    last = first + sessions.HORIZON
    days = free.days(scope, branch, first, last, activity_id=activity_id)
    try:
        if not occurrences(offer.schedule, first=first, last=last, free=days):
            raise NoDates
    except TooManyDates as error:
        raise TooMany from error


def _check_people(scope: Scope, activity: Activity, before: Offer, offer: Offer) -> None:
    """Who signed up takes part as was said then."""
    displaced = {
        "entry": (offer.entry, offer.slot_minutes) != (before.entry, before.slot_minutes),
        "mode": online.displaces(before.mode, offer.mode),
    }
    field = next((name for name, is_other in displaced.items() if is_other), None)
    if field is not None and sessions.taken(scope, activity):
        raise PeopleSignedUp(field=field)


def _check_giver(scope: Scope, offer: Offer) -> None:
    if offer.organisation_id is None:
        return
    if offer.organisation_id not in dict(queries.givers(scope)):
        raise NotAPartner


def _with_room(scope: Scope, offer: Offer, activity_id: uuid.UUID | None = None, *, skip: str) -> Offer:
    """The offer, without the dates that are skipped as its room is taken then."""
    found = clashes.check(scope, offer, activity_id, skip=skip)
    if found is not offer:
        _check_dates(scope, found, activity_id)
    return found
