"""Forms of the sign-up and of the desk. Field names are those of the contract."""

from stelsel.i18n import _
from stelsel.web.forms import Choice, EmailText, Form, HiddenField, PhoneText, ShortText, WholeNumber

SEATS = [(1, _("Alleen")), (2, _("Met zijn tweeën")), (3, _("Met drie")), (4, _("Met vier"))]


class SignUpForm(Form):
    """Its page may stand on a library's own host, where there is no cookie: it is checked by origin, not by token."""

    class Meta(Form.Meta):
        csrf = False

    name = ShortText(_("Uw voornaam"), name="naam", max=60, autocomplete="given-name")
    email = EmailText(
        _("Uw e-mailadres"),
        required=False,
        autocomplete="email",
        hint=_("Hier sturen we de bevestiging heen. Of vul hieronder uw telefoonnummer in."),
    )
    phone = PhoneText(_("Uw telefoonnummer"), name="telefoon", required=False, autocomplete="tel")
    seats = Choice(_("Met hoeveel mensen komt u?"), name="aantal", choices=SEATS, radio=True, default=1)
    key = HiddenField(name="sleutel")


class CountForm(Form):
    present = WholeNumber(_("Hoeveel mensen waren er?"), name="aanwezig", min=0, max=10_000)
    turned_away = WholeNumber(
        _("Hoeveel mensen zijn weggestuurd?"), name="weggestuurd", min=0, max=10_000, required=False
    )
