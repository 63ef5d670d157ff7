"""Requests in words."""

from typing import Any

from stelsel.i18n import _, language
from stelsel_tenants.questions.models import Half
from stelsel_tenants.requests.models import OfferKind, OfferState

PARTS: dict[Half | None, Any] = {
    None: _("Maakt niet uit"),
    Half.MORNING: _("Ochtend"),
    Half.AFTERNOON: _("Middag"),
    Half.EVENING: _("Avond"),
}
OFFERS: dict[OfferKind, Any] = {
    OfferKind.START: _("Wij willen hier beginnen"),
    OfferKind.TRY: _("Wij komen graag één keer, om het te proberen"),
    OfferKind.NEARBY: _("Wij zijn al in de buurt: wijs mensen daarheen"),
}
STATES: dict[OfferState, Any] = {
    OfferState.OPEN: _("Wacht op de bibliotheek"),
    OfferState.DECLINED: _("De bibliotheek zegt nee"),
    OfferState.CLOSED: _("Beantwoord"),
}


def name_of(name: str, name_en: str) -> str:
    """A concept in the language that is spoken now."""
    return (name_en if language() == "en" else "") or name
