"""One activity on a poster or leaflet: the sentence of its page, where, for whom, what to bring, and the next dates."""

import re
import uuid
from collections.abc import Iterable
from typing import Any

from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel.web.format import day, euro_short, moment
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.site import addresses, places, whereabouts
from stelsel_tenants.site.library import offer
from stelsel_tenants.site.library.offer import Date, Shown
from stelsel_tenants.site.print import sheet, short
from stelsel_tenants.site.print.asked import Size
from stelsel_tenants.site.print.sheet import Sheet

MOST_CHANGES = 4
"""Dates that are off or moved, told on one poster; the page tells them all."""
LONGEST_NAME = 40
CALLS = {
    Entry.SIGN_UP: _("Meld u aan op"),
    Entry.COURSE: _("Meld u aan voor de hele cursus op"),
    Entry.APPOINTMENT: _("Maak een afspraak op"),
    Entry.WALK_IN: _("Loop gerust binnen. Lees meer op"),
    Entry.CALL_FIRST: _("Bel eerst. Lees meer op"),
}


def of(scope: Scope, activity_id: uuid.UUID, size: Size) -> Sheet:
    """Raises NotFound for a draft and for another library's, Stopped for one that was withdrawn. Seven statements."""
    shown = offer.shown(scope, activity_id)
    phone = shown.place.phone or places.about(scope).phone
    link = f"{addresses.base(scope.library)}/a/{short.code(shown.id)}"
    data = sheet.common(scope, size, link) | {
        "title": shown.title,
        "when": [f"{shown.sentence}."] if shown.sentence else [],
        "dates": list(_dates(shown)),
        "facts": [(str(label), fact) for label, fact in _facts(shown) if label],
        "call": str(CALLS[shown.entry]),
        "ways": sheet.call_us(phone),
        "small": [sheet.made_on(), *([str(_("Dit zijn voorbeeldgegevens."))] if shown.is_example else [])],
    }
    title = f"{shown.title} - {scope.library.name}"
    return Sheet("poster.typ", title, f"poster-{_name(shown.title)}-{size.value}", size, data)


def _dates(shown: Shown) -> Iterable[str]:
    """The next time, and those that differ from what the sentence says."""
    if shown.focus is None:
        yield str(_("Er is nu geen datum gepland. Vraag de bibliotheek wanneer het weer is."))
    elif len(shown.dates) > 1 or not shown.sentence:
        yield str(_("Eerstvolgende keer: %(day)s.", day=day(shown.focus.day, year=True)))
    changed = [one for one in shown.dates if one.is_off or one.moved_from]
    yield from map(_change, changed[:MOST_CHANGES])


def _change(one: Date) -> str:
    if one.moved_from and not one.is_off:
        return str(
            _("Verplaatst naar %(moment)s. Eerst was het op %(before)s.",
              moment=moment(one.starts_at), before=moment(one.moved_from))
        )  # fmt: skip
    off = _("Niet op %(day)s: %(reason)s", day=day(one.day), reason=one.reason) if one.reason else None
    return str(off or _("Niet op %(day)s.", day=day(one.day)))


def _facts(shown: Shown) -> Iterable[tuple[Any, str]]:
    cost = _("Kosten: %(cost)s.", cost=euro_short(shown.cost_cents)) if shown.cost_cents else _("Gratis.")
    yield cost, shown.summary
    yield _("Waar:"), whereabouts.in_words(shown.mode, shown.room, shown.place.name, shown.place.address)
    yield shown.audience and _("Voor wie:"), shown.audience
    yield shown.bring and _("Neem mee:"), "; ".join(shown.bring)
    yield shown.partner and _("Samen met:"), shown.partner.name if shown.partner else ""


def _name(title: str) -> str:
    """For a file: letters and digits only (SECURITY P-22)."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title))[:LONGEST_NAME].strip("-") or "activiteit"
