"""Forms of signing in and of one's own account. Shapes only; what a password may be stands in `passwords`."""

from typing import Any

from wtforms import widgets
from wtforms.fields import HiddenField

from stelsel.access import RoleName
from stelsel.i18n import _
from stelsel.web.choices import Answers
from stelsel.web.forms import Choice, EmailText, Form, ShortText, Typed

NAME = 80
LONG = _("Ten minste 12 tekens. Een zin van een paar woorden is makkelijk te onthouden.")
LANGUAGES = ((None, _("Zoals mijn browser vraagt")), ("nl", _("Nederlands")), ("en", _("Engels")))


class Password(Typed):
    """A secret: taken as it was typed, blanks too, and never shown again."""

    empty = ""
    widget = widgets.PasswordInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = self.typed

    def _value(self) -> str:
        return ""


def present(label: Any) -> Password:
    return Password(label, autocomplete="current-password")


def fresh(label: Any) -> Password:
    return Password(label, hint=LONG, autocomplete="new-password")


class SignInForm(Form):
    email = EmailText(_("E-mailadres"), autocomplete="username")
    password = present(_("Wachtwoord"))
    next = HiddenField()
    kept = HiddenField()


class ForgottenForm(Form):
    email = EmailText(_("E-mailadres"), autocomplete="username")


class NewPasswordForm(Form):
    password = fresh(_("Nieuw wachtwoord"))


class ChangePasswordForm(Form):
    current = present(_("Wachtwoord van nu"))
    password = fresh(_("Nieuw wachtwoord"))


class WelcomeForm(Form):
    name = ShortText(_("Uw naam"), hint=_("Zo zien uw collega's u staan."), max=NAME, autocomplete="name")
    password = fresh(_("Kies een wachtwoord"))


class AccountForm(Form):
    name = ShortText(_("Naam"), max=NAME, autocomplete="name")
    language = Choice(_("Taal van de pagina's"), choices=LANGUAGES)


class InviteForm(Form):
    name = ShortText(_("Naam"), max=NAME)
    email = EmailText(_("E-mailadres"), hint=_("Hier gaat de uitnodiging naartoe. De link erin werkt zeven dagen."))


def invite_form(roles: Answers) -> InviteForm:
    """The form with the roles that the inviter may give."""

    class WithRoles(InviteForm):
        role = Choice(_("Rol"), radio=True, choices=roles)

    return WithRoles()


def role_form(roles: Answers, role: RoleName) -> Form:
    """The form with the roles that may be given, and the one that is now."""

    class WithRoles(Form):
        role = Choice(_("Rol"), radio=True, choices=roles)

    return WithRoles(data={"role": role})
