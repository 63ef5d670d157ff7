"""Shapes of what the back office takes in. A form's fields are named as the columns that they fill."""

import re
from typing import Any

from stelsel.billing.models import Period
from stelsel.billing.words import PERIODS
from stelsel.errors import Refused
from stelsel.geo import words
from stelsel.geo.shipped import Certainty
from stelsel.i18n import _
from stelsel.web import messages
from stelsel.web.forms import Choice, Day, Euros, Form, HiddenField, LongText, ShortText, Typed, WholeNumber, Yes
from stelsel_tenants.activities import core_functions
from stelsel_tenants.activities.models import CoreFunction, Theme
from stelsel_tenants.activities.themes import WORDS

NO_LIMIT = _("Hoogstens. Laat leeg voor geen grens.")


class Degrees(Typed):
    """A latitude or longitude as a float from `low` to `high`; None if empty. "52.2017", "52,2017"."""

    spelling = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,7})?")

    def __init__(self, label: Any, *, low: int, high: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.low, self.high = low, high
        self.render_kw = {"inputmode": "decimal", **self.render_kw}

    def parse(self, typed: str) -> float:
        if not self.spelling.fullmatch(typed):
            raise Refused(_("Vul graden in, zoals %(example)s.", example=f"{self.low},5"))
        degrees = float(typed.replace(",", "."))
        if not self.low <= degrees <= self.high:
            raise Refused(messages.between(self.low, self.high))
        return degrees

    def show(self, value: float) -> str:
        return f"{value:.7f}".rstrip("0").rstrip(".").replace(".", ",")


class ReferenceForm(Form):
    """`seen` is the fingerprint of the row as the page showed it, so that two tabs do not overwrite one another."""

    seen = HiddenField()


def _slug() -> ShortText:
    return ShortText(
        _("Kort kenmerk"),
        hint=_("Staat in adressen en verandert nooit meer. Kleine letters, cijfers en streepjes."),
        max=40,
    )


class ConceptForm(ReferenceForm):
    slug = _slug()
    name = ShortText(_("Naam"), max=120)
    name_en = ShortText(_("Naam in het Engels"), max=120, required=False)
    theme = Choice(_("Vraag waar het bij hoort"), choices=[(theme, WORDS[theme].question) for theme in Theme])
    position = WholeNumber(_("Volgorde"), hint=_("Laag staat vooraan."), max=9999, default=100)
    places_target = WholeNumber(
        _("Doel: aantal plekken"),
        hint=_("In het hele land. De cijfers zetten er het aantal van nu naast."),
        min=1,
        max=10_000,
        required=False,
    )
    core_function = Choice(
        _("Telt in de jaaropgave als"),
        hint=_("De kernfunctie uit de bibliotheekwet. Vul dit in voordat bibliotheken hun jaaropgave maken."),
        choices=[(one, core_functions.WORDS[one].name) for one in CoreFunction],
        required=False,
        blank=core_functions.UNSAID,
    )
    programme_slug = Choice(_("Programma"), required=False, blank=_("Geen programma"))
    organisation_id = Choice(_("Landelijke partner"), required=False, blank=_("Geen landelijke partner"))
    summary = LongText(_("In één zin"), max=300, rows=2, required=False)
    text = LongText(_("Uitleg"), max=4000, rows=8, required=False)
    bring = LongText(_("Wat neemt u mee"), max=500, rows=2, required=False)
    audience = ShortText(_("Voor wie"), max=300, required=False)


class ProgrammeForm(ReferenceForm):
    slug = _slug()
    name = ShortText(_("Naam"), max=120)
    summary = LongText(_("Waar het over gaat"), max=500, rows=3, required=False)
    owner_id = Choice(_("Van welke organisatie"), required=False, blank=_("Geen organisatie"))


class PlanForm(ReferenceForm):
    slug = _slug()
    name = ShortText(_("Naam"), max=120)
    summary = LongText(_("In één zin"), max=300, rows=2, required=False)
    price_cents = Euros(_("Prijs zonder btw"), hint=_("In euro’s, voor één periode."), max=100_000_000)
    period = Choice(_("Periode"), choices=list(PERIODS.items()), default=Period.YEAR)
    vat_percent = WholeNumber(_("Btw in procenten"), max=100, default=21)
    inhabitants = WholeNumber(
        _("Inwoners van het werkgebied"),
        hint=_("Tot en met dit aantal. Laat leeg voor geen grens."),
        min=1,
        max=20_000_000,
        required=False,
    )
    branches = WholeNumber(_("Vestigingen"), hint=NO_LIMIT, min=1, max=10_000, required=False)
    people = WholeNumber(_("Mensen met een rol"), hint=NO_LIMIT, min=1, max=100_000, required=False)
    own_host = Yes(_("De site mag op een eigen internetadres staan"))
    imports = Yes(_("Vestigingen en activiteiten mogen uit een bestand komen"))
    position = WholeNumber(_("Volgorde"), hint=_("Laag staat vooraan."), max=9999, default=100)
    is_offered = Yes(_("Bibliotheken kunnen dit abonnement nu kiezen"))
    is_example = Yes(_("Dit is een voorbeeld"))


class PlaceForm(ReferenceForm):
    name = ShortText(_("Naam"), max=80)
    municipality_code = Choice(_("Gemeente"))
    lat = Degrees(_("Noorderbreedte"), low=50, high=54)
    lon = Degrees(_("Oosterlengte"), low=3, high=8)
    inhabitants = WholeNumber(_("Inwoners"), max=5_000_000, required=False)
    postal = Yes(_("Staat als plaats in het postregister"))


class PlaceNameForm(ReferenceForm):
    name = ShortText(_("Andere naam"), hint=_("Zoals mensen de plaats ook schrijven."), max=80)


class PublicHolidayForm(ReferenceForm):
    day = Day(_("Dag"))
    name = ShortText(_("Naam"), max=80)
    closed = Yes(_("Bibliotheken zijn dan dicht, tenzij een vestiging iets anders zegt"), default=True)


class SchoolHolidayForm(ReferenceForm):
    school_year = ShortText(_("Schooljaar"), hint=_("Zoals 2026-2027."), max=9)
    kind = Choice(_("Vakantie"), choices=list(words.BREAKS.items()))
    region = Choice(_("Regio"), choices=list(words.REGIONS.items()))
    first_day = Day(_("Eerste dag"))
    last_day = Day(_("Laatste dag"), hint=_("Deze dag hoort er nog bij."))
    certainty = Choice(
        _("Zekerheid"),
        choices=[(one, word) for one, word in words.CERTAINTIES.items() if one is not Certainty.UNKNOWN],
    )
    source = ShortText(_("Bron"), max=80, required=False)
