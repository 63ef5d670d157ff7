"""Forms of sources: shapes only; rules live in the commands."""

from collections.abc import Sequence
from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import Choice, EmailText, Form, ShortText, Yes
from stelsel.web.uploads import Upload
from stelsel_tenants.activities.imports import NEEDS
from stelsel_tenants.sources.from_table import COLUMNS
from stelsel_tenants.sources.models import Source
from stelsel_tenants.sources.service import Terms

LARGEST = 5


class TermsForm(Form):
    """How what comes in is taken in."""

    branch_id = Choice(_("Vestiging"), hint=_("Als de plaats bij een moment geen vestiging van u noemt."))
    concept_slug = Choice(_("Soort hulp of activiteit"), hint=_("Als er geen soort bij staat die we kennen."))
    publishes = Yes(_("Publiceer nieuwe activiteiten meteen"), hint=_("Anders komen ze binnen als concept."))

    def __init__(self, *, branches: Any, concepts: Any, source: Source | None = None, **data: Any) -> None:
        super().__init__(obj=source, data=data)
        self.branch_id.choices = branches
        self.concept_slug.choices = concepts

    def terms(self) -> Terms:
        return Terms(self.branch_id.data, self.concept_slug.data, bool(self.publishes.data))


class FileForm(TermsForm):
    file = Upload(
        _("Bestand"),
        accept=".ics,.csv,.xlsx,.json,.jsonld,text/calendar,text/csv,application/ld+json",
        megabytes=LARGEST,
        hint=_("Een agenda (.ics), een lijst (.csv of .xlsx) of UiTdatabank (.json), ten hoogste 5 MB."),
    )


class SourceForm(TermsForm):
    name = ShortText(_("Naam"), max=120, hint=_("Zo herkent u de agenda in de lijst."))
    contact = EmailText(
        _("Wie krijgt bericht als het misgaat"), hint=_("Eén mail, na drie keer. Daarna proberen we door.")
    )


class AddressForm(SourceForm):
    address = ShortText(
        _("Adres van de agenda"),
        max=2000,
        hint=_("Het begint met https:// of webcal://, en eindigt vaak op .ics. Een zoekadres van UiTdatabank kan ook."),
    )

    @property
    def asked(self) -> str:
        """The address as it is fetched: webcal is a calendar's name for https."""
        scheme, colon, rest = self.address.data.partition("://")
        return f"https://{rest}" if colon and scheme.casefold() in {"webcal", "webcals"} else self.address.data


def columns_form(theirs: Sequence[str], chosen: dict[str, str], *, sent: bool) -> Form:
    """One choice for each of our columns, among those of the file; as it was `sent`, or to be filled in."""
    answers = [(name, name) for name in theirs]
    fields = {
        ours: Choice(ours, choices=answers, required=ours in NEEDS, blank=_("Staat er niet in")) for ours in COLUMNS
    }
    form: Form = type("ColumnsForm", (Form,), fields)("sent" if sent else None, data=chosen)
    return form
