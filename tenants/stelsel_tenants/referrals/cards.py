"""What stands on a card: the code, and what one has to know to get there. Public facts of the receiving library."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from stelsel import clock, jobs, mail, pdf
from stelsel.access.current import tenant_by_id
from stelsel.errors import Gone
from stelsel.i18n import _, language
from stelsel.tenancy import Scope, TenantRef
from stelsel.web.format import capital, clock_time, day, euro_short, long_date
from stelsel.web.theme import palette
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.referrals import codes
from stelsel_tenants.referrals.models import SentReferral
from stelsel_tenants.site import addresses
from stelsel_tenants.site.library import offer
from stelsel_tenants.site.library.agenda import ENTRY_WORDS
from stelsel_tenants.site.places import Place
from stelsel_tenants.site.print import sheet

TEMPLATE = Path(__file__).parent / "sheets" / "card.typ"
PAPERS = ("a6", "a5")
ADDRESS_KEPT = timedelta(hours=1)


class Faded(Gone):
    message = _("Deze kaart is niet meer te zien. Een kaart is te zien op de dag dat u hem maakt. Maak een nieuwe.")


@dataclass(frozen=True, slots=True)
class Card:
    """`code` in two threes. `who` gives the help: a partner, or the library. `address` and `agenda` tell whether it
    still goes on: the page of the session, and one that is short enough to type over."""

    code: str
    title: str
    starts_at: datetime
    ends_at: datetime
    is_off: bool
    who: str
    library: TenantRef
    place: Place
    room: str
    entry: Entry
    cost_cents: int
    bring: tuple[str, ...]
    phone: str
    address: str
    agenda: str
    valid_until: datetime
    is_example: bool

    @property
    def when(self) -> str:
        """'Woensdag 2 december 2026, 10.00 tot 12.00 uur'."""
        times = {"begin": clock_time(self.starts_at), "end": clock_time(self.ends_at)}
        return str(_("%(day)s, %(begin)s tot %(end)s uur", day=capital(day(self.starts_at, year=True)), **times))

    @property
    def where(self) -> str:
        """'Bibliotheek Venlo, leeszaal'."""
        return ", ".join(part for part in (self.place.name, self.room) if part)

    @property
    def terms(self) -> str:
        """How one takes part, and what it costs."""
        cost = _("Kosten: %(cost)s.", cost=euro_short(self.cost_cents)) if self.cost_cents else _("Gratis.")
        return f"{ENTRY_WORDS[self.entry]}. {cost}"

    @property
    def last_day(self) -> str:
        """The last day on which the code works."""
        return long_date(self.valid_until - timedelta(seconds=1))

    @property
    def readable(self) -> str:
        """The agenda, without what a browser fills in."""
        return self.agenda.partition("://")[2]


def of(sent: SentReferral) -> Card:
    """Raises Faded for one of before today, Gone for an activity that was withdrawn meanwhile."""
    if sent.day < clock.today() or sent.seed is None or sent.session_id is None:
        raise Faded
    library = tenant_by_id(sent.to_tenant_id)
    with Scope.public(library) as there:
        activity_id, _told = offer.of_session(there, sent.session_id)
        shown = offer.shown(there, activity_id, sent.session_id)
    date = shown.focus
    if date is None:
        raise offer.Stopped
    base = addresses.base(library)
    return Card(
        code=codes.grouped(codes.of(sent.seed)),
        title=shown.title,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        is_off=date.is_off,
        who=shown.partner.name if shown.partner else library.name,
        library=library,
        place=shown.place,
        room=shown.room,
        entry=date.entry,
        cost_cents=shown.cost_cents,
        bring=shown.bring,
        phone=shown.place.phone,
        address=f"{base}/sessies/{date.id}",
        agenda=f"{base}/agenda",
        valid_until=sent.ends_at,
        is_example=shown.is_example,
    )


def as_pdf(card: Card, paper: str, giver: TenantRef) -> bytes:
    """On paper of this size (`PAPERS`), in the colours of the library that gives it."""
    colours = palette(giver.accent).light
    data: dict[str, Any] = {
        "paper": paper,
        "colours": {"field": colours.field, "accent": colours.accent},
        "giver": giver.name,
        "title": card.title,
        "off": str(_("Gaat niet door. Vraag een nieuwe kaart.")) if card.is_off else "",
        "when": card.when,
        "facts": [(str(label), fact) for label, fact in facts(card)],
        "code_label": str(_("Geef deze code als u er bent:")),
        "code": card.code,
        "until": str(_("Geldig tot en met %(day)s.", day=card.last_day)),
        "nameless": str(_("Op deze kaart staat geen naam, en wij bewaren die ook niet.")),
        "check": str(_("Kijk of het doorgaat:")),
        "address": card.readable,
        "square": sheet.qr(card.address),
        "square_alt": str(_("QR-code naar de pagina van dit moment")),
        "example": str(_("Dit zijn voorbeeldgegevens.")) if card.is_example else "",
    }
    return pdf.write(TEMPLATE, data, language=language(), title=str(_("Kaart: %(title)s", title=card.title)))


def send(scope: Scope, card: Card, to: str, *, letter_id: uuid.UUID) -> None:
    """Mail it, once. The letter is about nothing that is kept, so that the address leads to no card, and an hour later
    it is gone. Raises Refused for what is not one address."""
    mail.queue(
        scope,
        to=to,
        template="referral-card",
        key=f"referral:{letter_id}",
        language=language(),
        about_id=letter_id,
        card=card,
        facts=facts(card),
    )
    jobs.enqueue(scope, "mail.forget", about_id=letter_id, due_at=clock.now() + ADDRESS_KEPT)


def facts(card: Card) -> list[tuple[Any, str]]:
    """What there is to know, by what it is about."""
    told = [
        (_("Bij:"), card.who),
        (_("Waar:"), ", ".join(part for part in (card.where, card.place.address) if part)),
        (_("Zo komt u er:"), card.place.directions),
        (_("Neem mee:"), "; ".join(card.bring)),
        (_("Goed om te weten:"), card.terms),
        (_("Bellen:"), card.phone),
    ]
    return [(label, fact) for label, fact in told if fact]
