"""What stands on the pages of this room."""

from stelsel import clock
from stelsel.i18n import _, _n, language
from stelsel.importing import Outcome
from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.activities.sentence import sentence
from stelsel_tenants.sources.wanted import SCHEDULE

FIELDS = {
    "title": _("titel"),
    "text": _("uitleg"),
    "branch_id": _("vestiging"),
    "room": _("plek in het gebouw"),
    "concept_slug": _("soort"),
    "cost_cents": _("kosten"),
    "entry": _("hoe iemand meedoet"),
    "capacity": _("aantal plaatsen"),
    SCHEDULE: _("rooster"),
}
OUTCOMES = {
    Outcome.REFUSED: (_("Geweigerd"), "error"),
    Outcome.CHANGED: (_("Veranderd"), "warn"),
    Outcome.ADDED: (_("Nieuw"), "ok"),
    Outcome.SAME: (_("Gelijk"), ""),
}


def when(offer: Offer) -> str:
    """The schedule as a sentence; of loose dates how many, as their sentence would have no end."""
    loose = sum(len(line.dates) for line in offer.lines)
    if loose > 1 and all(line.frequency is Frequency.DATES for line in offer.lines):
        return str(_n("%(num)d losse datum", "%(num)d losse data", loose))
    said = sentence(Schedule(offer.lines), language=language(), today=clock.today())
    if not offer.exceptions:
        return said
    more = _n("met %(num)d uitzondering", "met %(num)d uitzonderingen", len(offer.exceptions))
    return f"{said}, {more}"
