"""What a subscription is about."""

from dataclasses import dataclass

from stelsel.errors import Refused
from stelsel.geo import queries as geo
from stelsel.geo.queries import Answer
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.newsletters.models import Subscription


class UnknownPlace(Refused):
    field = "place"
    message = _("Deze plaats kennen we niet. Vul een plaats in, of vier cijfers van de postcode.")


class WhichPlace(Refused):
    field = "place"
    message = _("Er is meer dan één plaats met deze naam. Vul vier cijfers van de postcode in.")


@dataclass(frozen=True, slots=True)
class About:
    """As the columns of `Subscription`: a kind or everything, of one library's agenda or around a place."""

    kind: str = ""
    place: str = ""
    km: int = 0

    @classmethod
    def of(cls, one: Subscription) -> "About":
        return cls(one.kind, one.place, one.km)


def around(scope: Scope, typed: str, km: int, kind: str) -> About:
    """What is within `km` of the place that somebody typed; the letters of a postcode are left out.

    Raises UnknownPlace, WhichPlace.
    """
    found = geo.find(scope, typed)
    if found.spot is None:
        raise WhichPlace if found.answer is Answer.CHOOSE else UnknownPlace
    return About(kind, found.spot.query, km)
