"""Forms of the partner network: shapes only."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import Choice, Choices, Form, LongText, PhoneText, ShortText, VersionedForm
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.service import Terms

THEMES = [(theme, words.question) for theme, words in themes.WORDS.items()]
TAKE_OVER, WITHDRAW = "take_over", "withdraw"
AFTERWARDS = [
    (TAKE_OVER, _("De bibliotheek gaat er zelf mee door")),
    (WITHDRAW, _("De activiteiten stoppen ook")),
]


class TermsForm(VersionedForm):
    """What a partner does here; also of a new one."""

    does = LongText(
        _("Wat doet deze partner bij u?"),
        max=500,
        rows=3,
        hint=_("In gewone taal. Dit staat op uw pagina „Wie helpt u”."),
    )
    themes = Choices(_("Bij welke vragen helpt deze partner?"), choices=THEMES)
    contact = ShortText(
        _("Wie belt u als er iets is?"), max=200, required=False, hint=_("Alleen medewerkers zien dit.")
    )

    @classmethod
    def of(cls, partnership: Partnership) -> "TermsForm":
        data = {
            "version": str(partnership.version),
            "does": partnership.does,
            "themes": [Theme(theme) for theme in partnership.themes],
            "contact": partnership.contact,
        }
        return cls(data=data)

    def terms(self) -> Terms:
        return Terms(does=self.does.data, themes=tuple(self.themes.data or ()), contact=self.contact.data)


class NewPartnerForm(TermsForm):
    organisation_id = Choice(
        _("Organisatie uit de landelijke lijst"), required=False, blank=_("Staat er niet bij: ik vul hem hieronder in")
    )
    name = ShortText(_("Naam van de nieuwe organisatie"), max=120, required=False)
    kvk_number = ShortText(_("KvK-nummer"), max=20, required=False, hint=_("Acht cijfers. Zo ontstaan geen dubbelen."))
    website = ShortText(_("Website"), max=200, required=False)
    phone = PhoneText(_("Telefoonnummer"), required=False)
    which = Choice(_("Is het een van deze?"), required=False, radio=True)

    def __init__(self, *, organisations: Any, alike: Any = ()) -> None:
        super().__init__()
        self.organisation_id.choices = organisations
        self.which.choices = alike


class DoubleForm(Form):
    """This organisation is that one too."""

    met = Choice(_("Het is dezelfde als"), radio=True)
    reason = ShortText(_("Hoe weet u dat?"), max=300, required=False)

    def __init__(self, organisations: Any) -> None:
        """The likeliest comes first, and is chosen already."""
        super().__init__(data={"met": organisations[0][0]} if organisations else None)
        self.met.choices = organisations


class EndForm(Form):
    afterwards = Choice(_("Wat gebeurt er met de activiteiten van deze partner?"), choices=AFTERWARDS, radio=True)
