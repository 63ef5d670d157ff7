"""Forms of referrals: shapes only."""

import uuid

from stelsel.access.current import tenant_by_slug
from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.text import identifier
from stelsel.web.forms import Choice, EmailText, Form, HiddenField, ShortText
from stelsel_tenants.referrals.codes import LONGEST
from stelsel_tenants.referrals.models import Outcome
from stelsel_tenants.referrals.service import Destination, NoRoom

OUTCOMES = [(Outcome.CAME, _("De bezoeker is gekomen")), (Outcome.NOT_FOR_US, _("Het was niet voor ons"))]


class GiveForm(Form):
    """Which session somebody is sent to. `card` comes with the page, so that a second click gives no second card."""

    library = HiddenField(name="bibliotheek")
    session_id = HiddenField(name="moment")
    card = HiddenField(name="kaart")

    def destination(self) -> Destination:
        """Raises NoRoom for what is no session of a library."""
        session_id = identifier(self.session_id.data)
        try:
            tenant = tenant_by_slug(self.library.data or "")
        except NotFound:
            raise NoRoom from None
        if session_id is None:
            raise NoRoom
        return Destination(tenant.id, session_id)

    @property
    def card_id(self) -> uuid.UUID:
        return identifier(self.card.data) or uuid.uuid4()


class MailForm(Form):
    """`letter` comes with the page, so that a second click sends no second one."""

    email = EmailText(
        _("E-mailadres van de bezoeker"),
        hint=_("Alleen voor deze ene mail. Een uur later hebben we het adres niet meer."),
    )
    letter = HiddenField(name="brief")

    @property
    def letter_id(self) -> uuid.UUID:
        return identifier(self.letter.data) or uuid.uuid4()


class NoteForm(Form):
    code = ShortText(
        _("Code op de kaart"), max=LONGEST, hint=_("Zes letters en cijfers. Hoofdletters en spaties maken niet uit.")
    )
    outcome = Choice(_("Wat werd het?"), name="uitkomst", choices=OUTCOMES, radio=True)
