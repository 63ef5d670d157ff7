"""What a library fills in about other sites. Shapes only; rules live in the command."""

from stelsel.i18n import _
from stelsel.web.forms import Form, ShortText


class SiteForm(Form):
    origin = ShortText(
        _("Adres van de site"),
        max=260,
        autocomplete="url",
        hint=_("Plak gerust het hele adres van een pagina, zoals https://www.voorbeeld.nl/agenda."),
    )
