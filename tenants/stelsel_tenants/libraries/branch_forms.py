"""The form of a branch: address, place on the map, opening hours, and what is known of getting in."""

import re
from datetime import date
from typing import Any

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web.forms import (
    Choice,
    Clock,
    Day,
    EmailText,
    FieldList,
    Form,
    FormField,
    LongText,
    PhoneText,
    Postcode,
    ShortText,
    Typed,
    VersionedForm,
)
from stelsel_tenants.libraries import branch as branch_facts
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries.branch import ACCESS, BranchFacts
from stelsel_tenants.libraries.hours import WEEKDAYS, Hours, Span, Special
from stelsel_tenants.libraries.models import BranchKind, Fact

KINDS = [
    (BranchKind.MAIN, _("Hoofdvestiging")),
    (BranchKind.BRANCH, _("Vestiging")),
    (BranchKind.SERVICE_POINT, _("Servicepunt")),
    (BranchKind.BOOKMOBILE_STOP, _("Halte van de bibliobus")),
    (BranchKind.PARTNER_SITE, _("Plek bij een partner")),
]
KNOWN = [(Fact.YES, _("Ja")), (Fact.NO, _("Nee")), (Fact.UNKNOWN, _("Weet ik niet"))]
SPARE = 2
"""Empty rows for dates that differ."""
MOST_DATES = 60


class Degrees(Typed):
    """A latitude or longitude as a float, with a point or a comma; None if empty."""

    kind = "degrees"
    spelling = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{1,12})?")

    def parse(self, typed: str) -> float:
        if not self.spelling.fullmatch(typed) or abs(float(typed.replace(",", "."))) > 180:
            raise Refused(_("Vul graden in, zoals 52,20171."))
        return float(typed.replace(",", "."))

    def show(self, value: float) -> str:
        return f"{value:.5f}".rstrip("0").rstrip(".").replace(".", ",")


class IsilText(ShortText):
    """ "NL-0800070000" in capitals; None if empty."""

    def parse(self, typed: str) -> str:
        return super().parse(typed.upper().replace(" ", ""))


class DayHours(Form):
    """One day of the week: open once, or twice with a pause between."""

    class Meta(Form.Meta):
        csrf = False

    opens = Clock(_("Open om"), required=False)
    closes = Clock(_("Dicht om"), required=False)
    opens_again = Clock(_("Weer open om"), required=False)
    closes_again = Clock(_("Weer dicht om"), required=False)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A time without its other half says nothing."""
        good = super().validate(*args, **kwargs)
        for first, last in ((self.opens, self.closes), (self.opens_again, self.closes_again)):
            if (first.data is None) != (last.data is None) and not (first.errors or last.errors):
                (last if last.data is None else first).errors = [_("Vul ook deze tijd in, of laat allebei leeg.")]
                good = False
        return good

    @property
    def spans(self) -> tuple[Span, ...]:
        pairs = ((self.opens.data, self.closes.data), (self.opens_again.data, self.closes_again.data))
        return tuple(sorted(Span(opens, closes) for opens, closes in pairs if opens and closes))


class SpecialDay(Form):
    """A date that differs. Without times: closed."""

    class Meta(Form.Meta):
        csrf = False

    day = Day(_("Datum"), required=False)
    opens = Clock(_("Open om"), required=False)
    closes = Clock(_("Dicht om"), required=False)
    reason = ShortText(_("Waarom"), max=120, required=False)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        good = super().validate(*args, **kwargs)
        if (self.opens.data is None) != (self.closes.data is None) and not (self.opens.errors or self.closes.errors):
            (self.closes if self.closes.data is None else self.opens).errors = [
                _("Vul ook deze tijd in. Laat allebei leeg als u dan dicht bent.")
            ]
            good = False
        if self.day.data is None and not self.day.errors and (self.opens.data or self.reason.data):
            self.day.errors = [_("Vul de datum in, of maak deze regel leeg.")]
            good = False
        return good


class BranchForm(VersionedForm):
    name = ShortText(_("Naam"), max=120, hint=_("Zoals mensen hem noemen, bijvoorbeeld: Bibliotheek Katwijk aan Zee."))
    kind = Choice(_("Soort"), choices=KINDS)
    isil = IsilText(
        _("ISIL-nummer"), max=20, required=False, hint=_("Het vaste nummer van deze plek, zoals NL-0800070000.")
    )
    street = ShortText(_("Straat en huisnummer"), max=120, required=False, autocomplete="street-address")
    postcode = Postcode(_("Postcode"), full=False, required=False, autocomplete="postal-code")
    place = ShortText(_("Plaats"), max=80, autocomplete="address-level2")
    meant = ShortText(_("Welke plaats"), max=160, required=False)
    lat = Degrees(_("Breedtegraad"), required=False)
    lon = Degrees(_("Lengtegraad"), required=False)
    directions = LongText(
        _("Hoe komt iemand er"), max=500, rows=3, required=False, hint=_("Bijvoorbeeld: ingang aan het plein, bus 31.")
    )
    phone = PhoneText(_("Telefoonnummer"), required=False, autocomplete="tel")
    email = EmailText(_("E-mailadres"), required=False, autocomplete="email")
    day1 = FormField(DayHours)  # seven fields and no list: in a list, a day that was not sent would shift the others
    day2 = FormField(DayHours)
    day3 = FormField(DayHours)
    day4 = FormField(DayHours)
    day5 = FormField(DayHours)
    day6 = FormField(DayHours)
    day7 = FormField(DayHours)
    specials = FieldList(FormField(SpecialDay), min_entries=SPARE, max_entries=MOST_DATES)
    wheelchair = Choice(_("Met een rolstoel goed te bereiken"), choices=KNOWN, radio=True)
    toilet = Choice(_("Toilet voor mensen met een rolstoel"), choices=KNOWN, radio=True)
    bus_stop = Choice(_("Toegankelijke bushalte dichtbij"), choices=KNOWN, radio=True)
    hearing_loop = Choice(_("Ringleiding of goede akoestiek voor slechthorenden"), choices=KNOWN, radio=True)
    quiet = Choice(_("Een rustige plek met weinig prikkels"), choices=KNOWN, radio=True)
    sign_language = Choice(_("Iemand die gebarentaal kent"), choices=KNOWN, radio=True)

    def __init__(self, facts: BranchFacts | None = None, version: int = 0) -> None:
        super().__init__(data=_data(facts, version))
        if self.meant.data:
            self.put(place=self.meant.data)

    def put(self, **values: Any) -> None:
        """Show other values than were typed: a place that was chosen, a point that was found."""
        for name, value in values.items():
            self[name].raw_data, self[name].data = None, value

    @property
    def week(self) -> list[tuple[str, DayHours]]:
        """The days with their names, Monday first."""
        fields: dict[str, Any] = self._fields
        return [(opening.name(number), fields[f"day{number}"].form) for number in WEEKDAYS]

    def facts(self) -> BranchFacts:
        """What was filled in, as plain values."""
        specials = (
            Special(row.day.data, Span(row.opens.data, row.closes.data) if row.opens.data else None, row.reason.data)
            for row in (entry.form for entry in self.specials)
            if row.day.data is not None
        )
        week = {number: day.spans for number, (_name, day) in zip(WEEKDAYS, self.week, strict=True)}
        return BranchFacts(
            **{name: self[name].data for name in ("name", "kind", "street", "phone", "email", "directions")},
            isil=self.isil.data or None,
            place=self.place.data,
            postcode=(self.postcode.data or "").replace(" ", ""),
            lat=self.lat.data,
            lon=self.lon.data,
            access={name: self[name].data for name in ACCESS},
            hours=Hours(
                {number: spans for number, spans in week.items() if spans},
                tuple(sorted(specials, key=lambda one: one.day)),
            ),
        )

    @property
    def access(self) -> list[Any]:
        return [self[name] for name in ACCESS]


class CloseForm(Form):
    closes_on = Day(_("Dicht vanaf"), hint=_("De eerste dag waarop niemand meer binnen kan."))

    def __init__(self, closes_on: date | None = None) -> None:
        super().__init__(data={"closes_on": closes_on or clock.today()})


def _data(facts: BranchFacts | None, version: int) -> dict[str, Any]:
    """A branch as the form shows it: dates that are past are left out, and some empty rows follow the others."""
    if facts is None:
        unknown = dict.fromkeys(ACCESS, Fact.UNKNOWN)
        return {"version": "0", "kind": BranchKind.BRANCH} | unknown
    names = (*branch_facts.PLAIN, "place", "lat", "lon")
    coming = [one for one in facts.hours.specials if one.day >= clock.today()]
    return {
        **{name: getattr(facts, name) for name in names},
        **facts.access,
        "version": str(version),
        "postcode": branch_facts.written(facts.postcode) or None,
        **{f"day{number}": _day(facts.hours.week.get(number, ())) for number in WEEKDAYS},
        "specials": [_special(one) for one in coming] + [{} for _spare in range(SPARE)],
    }


def _day(spans: tuple[Span, ...]) -> dict[str, Any]:
    names = (("opens", "closes"), ("opens_again", "closes_again"))
    data: dict[str, Any] = {}
    for (opens, closes), span in zip(names, spans, strict=False):
        data |= {opens: span.opens, closes: span.closes}
    return data


def _special(one: Special) -> dict[str, Any]:
    opens, closes = (one.span.opens, one.span.closes) if one.span else (None, None)
    return {"day": one.day, "opens": opens, "closes": closes, "reason": one.reason}
