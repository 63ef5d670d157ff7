"""What is filled in about an organisation. Shapes only; rules live in `keeping`."""

from collections.abc import Collection
from typing import Any, ClassVar

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.text import kvk, rsin
from stelsel.web.forms import (
    Choice,
    Choices,
    EmailText,
    Form,
    FormField,
    LongText,
    PhoneText,
    ShortText,
    Typed,
    VersionedForm,
    Yes,
)
from stelsel_tenants.libraries import LogoForm as LibraryLogoForm
from stelsel_tenants.libraries import WebAddress
from stelsel_tenants.organisations import words
from stelsel_tenants.organisations.facts import Contact, Facts
from stelsel_tenants.organisations.models import ContactRole

MOST_LINES = 60
LONGEST_LINE = 120
WRONG_OIN = _("Vul het OIN in: twintig cijfers, zoals in het register van Logius.")


class KvkNumber(Typed):
    """Eight digits; None if empty."""

    def parse(self, typed: str) -> str:
        return kvk(typed)


class RsinNumber(Typed):
    """Nine digits that pass the elfproef; None if empty. The only field that may hold such a number (SECURITY P-32)."""

    def parse(self, typed: str) -> str:
        return rsin(typed)


class OinNumber(Typed):
    """Twenty digits; None if empty."""

    def parse(self, typed: str) -> str:
        compact = typed.replace(" ", "")
        if len(compact) != 20 or not compact.isascii() or not compact.isdigit():
            raise Refused(WRONG_OIN)
        return compact


class Lines(LongText):
    """One thing a line, each once: a list of str."""

    empty: ClassVar[Any] = ()

    def parse(self, typed: str) -> Any:
        found = [line.strip() for line in super().parse(typed).splitlines() if line.strip()]
        if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
            raise Refused(_("Vul ten hoogste 60 regels in, van ten hoogste 120 tekens."))
        return tuple(dict.fromkeys(found))

    def show(self, value: Any) -> str:
        return "\n".join(value)


class ContactForm(Form):
    """Of one role; part of another form."""

    class Meta(Form.Meta):
        csrf = False

    name = ShortText(_("Naam"), max=80, required=False)
    email = EmailText(_("E-mailadres"), required=False)
    phone = PhoneText(_("Telefoonnummer"), required=False)


class FactsForm(VersionedForm):
    """Everything that a keeper may say."""

    name = ShortText(_("Naam"), max=120, autocomplete="organization")
    names = Lines(
        _("Andere namen en afkortingen"),
        max=4000,
        rows=3,
        required=False,
        hint=_("Eén per regel. Zo wordt de organisatie gevonden, en ontstaan er geen dubbelen."),
    )
    kind = Choice(_("Soort organisatie"), choices=list(words.KINDS.items()))
    summary = ShortText(_("Wat doet de organisatie, in één zin"), max=300, required=False)
    website = WebAddress(_("Website"), required=False, autocomplete="url")
    phone = PhoneText(_("Telefoonnummer voor iedereen"), required=False, autocomplete="tel")
    email = EmailText(_("E-mailadres voor iedereen"), required=False, autocomplete="email")
    kvk = KvkNumber(_("KvK-nummer"), required=False, hint=_("Acht cijfers."))
    rsin = RsinNumber(
        _("RSIN"), required=False, hint=_("Negen cijfers, van de organisatie zelf. Dit staat op geen openbare pagina.")
    )
    oin = OinNumber(_("OIN"), required=False, hint=_("Twintig cijfers. Alleen overheden hebben dit nummer."))
    is_nationwide = Yes(_("Werkt in heel Nederland"))
    areas = Lines(
        _("Gemeenten en provincies"),
        max=4000,
        rows=4,
        required=False,
        hint=_("Eén per regel, zoals Katwijk of Provincie Utrecht. Leeg als zij in heel Nederland werkt."),
    )
    languages = Choices(_("In welke talen helpt zij?"), choices=list(words.LANGUAGES.items()))
    general = FormField(ContactForm)
    planning = FormField(ContactForm)
    privacy = FormField(ContactForm)
    press = FormField(ContactForm)

    @classmethod
    def of(cls, facts: Facts, areas: Collection[str], version: int, *, sent: bool = True) -> "FactsForm":
        """`sent=False`: what came in was another form of the page."""
        known = {one.role.value: {"name": one.name, "email": one.email, "phone": one.phone} for one in facts.contacts}
        data = {
            **facts.said(),
            "names": facts.names,
            "areas": tuple(areas),
            "languages": list(facts.languages),
            "is_nationwide": facts.is_nationwide,
            "version": str(version),
            **{role.value: known.get(role.value, {}) for role in ContactRole},
        }
        return cls("sent" if sent else None, data=data)

    def contact(self, role: ContactRole) -> Contact:
        field: Any = self[role.value]
        told = field.form
        return Contact(role, told.name.data or "", told.email.data or None, told.phone.data or None)

    def told(self, municipalities: tuple[str, ...], provinces: tuple[str, ...]) -> Facts:
        """What was filled in, as plain values; the areas were read beside it."""
        return Facts(
            name=self.name.data,
            kind=self.kind.data,
            summary=self.summary.data or "",
            kvk=self.kvk.data or None,
            rsin=self.rsin.data or None,
            oin=self.oin.data or None,
            website=self.website.data or None,
            phone=self.phone.data or None,
            email=self.email.data or None,
            names=tuple(self.names.data or ()),
            is_nationwide=bool(self.is_nationwide.data),
            municipalities=municipalities,
            provinces=provinces,
            languages=tuple(self.languages.data or ()),
            contacts=tuple(self.contact(role) for role in ContactRole),
        )


class LogoForm(LibraryLogoForm):
    alt = ShortText(
        _("Wat staat er op"),
        max=120,
        required=False,
        hint=_("Voor wie het niet ziet. Leeg als er alleen de naam staat."),
    )
