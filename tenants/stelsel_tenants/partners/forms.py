"""Forms of the partner network: shapes only."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from stelsel import clock
from stelsel.i18n import _
from stelsel.web import messages
from stelsel.web.forms import (
    Choice,
    Choices,
    Day,
    EmailText,
    Form,
    LongText,
    PhoneText,
    ShortText,
    VersionedForm,
)
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.libraries import comparison
from stelsel_tenants.libraries.comparison import Difference
from stelsel_tenants.partners import terms
from stelsel_tenants.partners.coming import Coming
from stelsel_tenants.partners.ending import Fate
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.terms import Terms

THEMES = [(theme, words.question) for theme, words in themes.WORDS.items()]
FATES = [
    (Fate.TAKE_OVER, _("De bibliotheek gaat ermee door")),
    (Fate.STOP, _("Het stopt, en wie zich aanmeldde krijgt bericht")),
]
AT_ONCE, ON_A_DAY = "at_once", "on_a_day"
WHEN = [(ON_A_DAY, _("Na een laatste dag")), (AT_ONCE, _("Nu meteen"))]


class AgreedForm(VersionedForm):
    """What both sides agree on, in the library's words; a partner's form has its own labels."""

    does = LongText(
        _("Wat doet deze partner bij u?"),
        max=500,
        rows=3,
        hint=_("In gewone taal. Dit staat op uw pagina „Wie helpt u”."),
    )
    themes = Choices(_("Bij welke vragen helpt deze partner?"), choices=THEMES)
    branches = Choices(_("Op welke vestigingen?"), hint=_("Niets aangevinkt: op alle vestigingen."))
    concepts = Choices(_("Welke soorten hulp?"), hint=_("Niets aangevinkt: alles wat de partner geeft."))
    contact = ShortText(
        _("Wie belt u als er iets is?"), max=200, required=False, hint=_("Alleen medewerkers zien dit.")
    )

    def __init__(
        self,
        *,
        branches: Sequence[tuple[uuid.UUID, str]],
        concepts: Sequence[tuple[str, str]],
        partnership: Partnership | None = None,
    ) -> None:
        super().__init__(data=_data(partnership) if partnership else None)
        self.branches.choices = branches
        self.concepts.choices = concepts

    def terms(self) -> Terms:
        return Terms(
            does=self.does.data,
            themes=tuple(sorted(self.themes.data or ())),
            contact=self.contact.data,
            branches=tuple(sorted(self.branches.data or (), key=str)),
            concepts=tuple(sorted(self.concepts.data or ())),
        )


class TermsForm(AgreedForm):
    library_contact = ShortText(
        _("Wie belt de partner bij u?"), max=200, required=False, hint=_("Alleen mensen van de partner zien dit.")
    )

    def terms(self) -> Terms:
        return replace(super().terms(), library_contact=self.library_contact.data)


class Dates(Form):
    """From when to when."""

    since = Day(_("Vanaf"), first=clock.today, required=False, hint=_("Leeg: vanaf vandaag."))
    until = Day(_("Tot en met"), first=clock.today, required=False, hint=_("Leeg: tot een van u beiden stopt."))


class NewPartnerForm(TermsForm, Dates):
    organisation_id = Choice(
        _("Organisatie uit de landelijke lijst"), required=False, blank=_("Staat er niet bij: ik vul hem hieronder in")
    )
    name = ShortText(_("Naam van de nieuwe organisatie"), max=120, required=False)
    kvk_number = ShortText(_("KvK-nummer"), max=20, required=False, hint=_("Acht cijfers. Zo ontstaan geen dubbelen."))
    website = ShortText(_("Website"), max=200, required=False)
    phone = PhoneText(_("Telefoonnummer"), required=False)
    which = Choice(_("Is het een van deze?"), required=False, radio=True)

    def __init__(self, *, organisations: Any, alike: Any = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
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


class ProposalForm(AgreedForm, Dates):
    """What a partner proposes to a library."""

    does = LongText(
        _("Wat wilt u doen bij deze bibliotheek?"),
        max=500,
        rows=3,
        hint=_("In gewone taal. Neemt de bibliotheek het aan, dan staat dit op haar pagina „Wie helpt u”."),
    )
    themes = Choices(_("Bij welke vragen helpt u?"), choices=THEMES)
    branches = Choices(_("Op welke vestigingen?"), hint=_("Niets aangevinkt: op alle vestigingen."))
    concepts = Choices(_("Welke soorten hulp?"), hint=_("Niets aangevinkt: alles wat u geeft."))
    contact = ShortText(
        _("Wie belt de bibliotheek bij u?"),
        max=200,
        required=False,
        hint=_("Alleen medewerkers van de bibliotheek zien dit."),
    )


class LibraryForm(Form):
    """Which library a partner wants to work with."""

    library = Choice(_("Welke bibliotheek?"), name="bibliotheek")

    def __init__(self, libraries: Any) -> None:
        super().__init__()
        self.library.choices = libraries


class ContactForm(Form):
    contact = ShortText(
        _("Wie belt de bibliotheek bij u?"),
        max=200,
        required=False,
        hint=_("Alleen medewerkers van de bibliotheek zien dit."),
    )


class ReasonForm(Form):
    reason = LongText(_("Waarom niet?"), max=300, rows=3, hint=_("De ander leest dit."))


class InviteForm(Form):
    name = ShortText(_("Naam"), max=80)
    email = EmailText(_("E-mailadres"), hint=_("Hier gaat de uitnodiging naartoe. De link erin werkt zeven dagen."))


class EndForm(Form):
    """When it ends. What becomes of each activity stands in fields of their own (`end_form`)."""

    when = Choice(_("Wanneer stopt de samenwerking?"), choices=WHEN, radio=True)
    last_day = Day(
        _("Laatste dag"),
        first=clock.today,
        required=False,
        hint=_("Op deze dag werkt u nog samen, daarna niet meer."),
    )
    reason = LongText(_("Waarom?"), max=300, rows=2, required=False, hint=_("De ander leest dit."))
    theirs: ClassVar[Sequence[Coming]] = ()

    def validate_last_day(self, field: Any) -> None:
        if self.when.data == ON_A_DAY and field.data is None and not field.errors:
            raise ValidationError(str(messages.MISSING))

    @property
    def rows(self) -> list[tuple[Coming, Any]]:
        """Each activity with its field."""
        return [(one, self[_fate(one)]) for one in self.theirs]

    def ending(self) -> dict[str, Any]:
        """What was chosen, for `ending.end`."""
        return {
            "last_day": self.last_day.data if self.when.data == ON_A_DAY else None,
            "fates": {one.id: field.data for one, field in self.rows},
            "reason": self.reason.data,
        }


def end_form(theirs: Sequence[Coming], usual: Fate) -> EndForm:
    """The form with a choice for every activity of the partner."""
    fields = {_fate(one): Choice(one.title, choices=FATES, radio=True, default=usual) for one in theirs}
    made: EndForm = type("EndFormOfThese", (EndForm,), {"theirs": theirs, **fields})()
    return made


def _fate(one: Coming) -> str:
    return f"fate-{one.id}"


def differences(form: TermsForm, saved: Partnership) -> list[Difference]:
    """What was typed beside what was saved."""
    return comparison.fields(form, form.terms(), terms.of(saved), Terms.__dataclass_fields__)


def _data(partnership: Partnership) -> dict[str, Any]:
    agreed = terms.of(partnership)
    return {
        "version": str(partnership.version),
        "does": agreed.does,
        "themes": [Theme(theme) for theme in agreed.themes],
        "branches": list(agreed.branches),
        "concepts": list(agreed.concepts),
        "contact": agreed.contact,
        "library_contact": agreed.library_contact,
    }
