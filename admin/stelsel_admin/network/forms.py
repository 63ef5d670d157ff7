"""What the national body fills in about a library. Shapes only; rules live in the commands."""

from stelsel import clock
from stelsel.i18n import _
from stelsel.web.choices import Answers
from stelsel.web.forms import Choice, Day, EmailText, Form, LongText, ShortText

NAME, PLACE, SLUG, REASON = 120, 80, 40, 300
MAIL_HINT = _("Hier gaat de uitnodiging naartoe. De link erin werkt zeven dagen.")


class ManagerForm(Form):
    """Who is to be a library's manager."""

    person = ShortText(_("Naam van de beheerder"), max=80)
    email = EmailText(_("E-mailadres van de beheerder"), hint=MAIL_HINT)


class InviteForm(ManagerForm):
    name = ShortText(_("Naam van de bibliotheek"), max=NAME)
    place = ShortText(_("Plaats"), max=PLACE)
    slug = ShortText(
        _("Kort adres"), max=SLUG, min=2, hint=_("Kleine letters, cijfers en streepjes. Dit komt achter /b/ te staan.")
    )
    province = Choice(_("Provincie"), blank=_("Kies een provincie"))


class CloseForm(Form):
    closed_on = Day(_("Gesloten vanaf"), last=lambda: clock.today())
    reason = LongText(_("Waarom"), max=REASON, rows=3, hint=_("Alleen het landelijk bureau leest dit."))
    successor = Choice(
        _("Wie neemt het over"),
        required=False,
        blank=_("Niemand"),
        hint=_("Bezoekers van de oude pagina’s vinden daar een link naartoe."),
    )


def invite_form(provinces: Answers) -> InviteForm:
    form = InviteForm()
    form.province.choices = provinces
    return form


def close_form(heirs: Answers) -> CloseForm:
    form = CloseForm(data={"closed_on": clock.today()})
    form.successor.choices = heirs
    return form
