"""The rules of plans. The back office writes them, with a trace (`backoffice.service`), and asks here what may be."""

from collections.abc import Mapping
from typing import Any

from stelsel.billing.models import Plan
from stelsel.errors import Refused
from stelsel.i18n import _


class PriceBelowZero(Refused):
    field = "price_cents"
    message = _("Een prijs is 0 of meer.")


class StillOffered(Refused):
    """A plan that libraries can choose today is in use, also before the first one chose it."""

    status = 409
    message = _("Dit abonnement wordt nu aangeboden. Bied het eerst niet meer aan, dan kan het weg.")


def check(values: Mapping[str, Any]) -> None:
    """Whether these are the values of a plan. Raises Refused."""
    if values["price_cents"] < 0:
        raise PriceBelowZero


def check_removal(plan: Plan) -> None:
    """Raises Refused where a plan has to stay. A plan that a subscription names is kept by the database."""
    if plan.is_offered:
        raise StillOffered
