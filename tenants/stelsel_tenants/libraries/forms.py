"""What a library fills in about itself. Shapes only; rules live in the commands."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import (
    Colour,
    EmailText,
    Form,
    MarkdownText,
    PhoneText,
    Picture,
    ShortText,
    Typed,
    VersionedForm,
    WholeNumber,
    Yes,
)
from stelsel_tenants.libraries.profile import OF_TENANT, OWN, USUAL_DAYS, ProfileFacts, website

LOGO_SIDE = 480
"""Pixels: four times as large as it is ever shown."""


class WebAddress(Typed):
    """An address that begins with http or https; None if empty. "www.voorbeeld.nl" is understood."""

    kind = "url"

    def parse(self, typed: str) -> str:
        return website(typed)


class ProfileForm(VersionedForm):
    name = ShortText(_("Naam van de bibliotheek"), max=120)
    tagline = ShortText(
        _("Waar u voor staat, in één zin"),
        max=160,
        required=False,
        hint=_("Staat onder uw naam. Bijvoorbeeld: Lezen, leren en hulp bij wat u regelen moet."),
    )
    about = MarkdownText(
        _("Over uw bibliotheek"), max=4000, required=False, hint=_("Gewone taal. Een lege regel begint een alinea.")
    )
    email = EmailText(_("E-mailadres voor bezoekers"), required=False, autocomplete="email")
    phone = PhoneText(_("Telefoonnummer voor bezoekers"), required=False, autocomplete="tel")
    keep_days = WholeNumber(
        _("Hoeveel dagen bewaart u aanmeldingen"),
        min=1,
        max=90,
        required=False,
        hint=_("Daarna wissen we namen, adressen en nummers. Het aantal mensen blijft. Leeg: 14 dagen."),
    )
    approves_partners = Yes(_("Wat een partner plant, verschijnt pas als wij het publiceren"))
    website = WebAddress(_("Website"), required=False, autocomplete="url")
    accent = Colour(_("Uw kleur"), hint=_("Zes cijfers en letters na een #, zoals #0077a8."))

    def __init__(self, facts: ProfileFacts, version: int, *, sent: bool = True) -> None:
        """`sent=False`: what came in was another form of the page."""
        data: dict[str, Any] = {name: getattr(facts, name) for name in (*OF_TENANT, *OWN)}
        super().__init__("sent" if sent else None, data=data | {"version": str(version)})

    def facts(self) -> ProfileFacts:
        """What was filled in, as plain values."""
        told = {name: self[name].data for name in (*OF_TENANT, *OWN)}
        told |= {"keep_days": self.keep_days.data or USUAL_DAYS, "approves_partners": bool(self.approves_partners.data)}
        return ProfileFacts(**told)


class LogoForm(Form):
    """Stands on the page of the profile, whose form has the token's field already; the page writes its own."""

    class Meta(Form.Meta):
        csrf = False

    logo = Picture(_("Afbeelding"), required=True, side=LOGO_SIDE)
    alt = ShortText(
        _("Wat staat er op"),
        max=120,
        required=False,
        hint=_("Voor wie het niet ziet. Leeg als er alleen uw naam staat."),
    )
