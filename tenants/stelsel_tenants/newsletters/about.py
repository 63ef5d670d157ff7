"""What a subscription is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from stelsel.errors import Refused
from stelsel.geo import queries as geo
from stelsel.geo.queries import Spot
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.newsletters.models import Subscription


class UnknownPlace(Refused):
    field = "place"
    message = _("Deze plaats kennen we niet. Vul een plaats in, of vier cijfers van de postcode.")


class WhichPlace(Refused):
    field = "place"

    def __init__(self, choices: Iterable[Spot]) -> None:
        names = ", ".join(spot.query for spot in choices)
        super().__init__(
            _(
                "Welke plaats bedoelt u? Vul een van deze in: %(names)s. Of vul vier cijfers van de postcode in.",
                names=names,
            )
        )


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
    return About(kind, spot(scope, typed).query, km)


def spot(scope: Scope, typed: str) -> Spot:
    """The one place that somebody typed. Raises UnknownPlace, WhichPlace."""
    found = geo.find(scope, typed)
    if found.spot is None:
        raise WhichPlace(found.choices) if found.choices else UnknownPlace
    return found.spot
