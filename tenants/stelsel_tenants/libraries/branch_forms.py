"""The form of a branch: address, place on the map, opening hours, and what is known of getting in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from wtforms.validators import ValidationError

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web import messages
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
    Yes,
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
LONGEST = 366
"""Days on end in one row."""


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
    """A date that differs, or some days on end. Without times: closed."""

    class Meta(Form.Meta):
        csrf = False

    day = Day(_("Datum"), required=False)
    last = Day(_("Tot en met"), required=False)
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
        if self.day.data and self.last.data and not 0 <= (self.last.data - self.day.data).days < LONGEST:
            self.last.errors = [_("Kies een laatste dag na de eerste, ten hoogste een jaar later.")]
            good = False
        if self.day.data is None and not self.day.errors and (self.opens.data or self.reason.data or self.last.data):
            self.day.errors = [_("Vul de datum in, of maak deze regel leeg.")]
            good = False
        return good

    @property
    def days(self) -> list[Special]:
        """Each date of it; none in an empty row."""
        if self.day.data is None:
            return []
        span = Span(self.opens.data, self.closes.data) if self.opens.data else None
        more = (self.last.data - self.day.data).days if self.last.data else 0
        return [Special(self.day.data + timedelta(days=step), span, self.reason.data) for step in range(more + 1)]


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
    off_reason = ShortText(
        _("Waarom gaat het niet door"), max=160, required=False, hint=_("Dit lezen bezoekers op de site.")
    )
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
        specials = (one for entry in self.specials for one in entry.form.days)
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
    call_off = Yes(_("Zeg alles af wat vanaf die dag gepland staat"))
    off_reason = ShortText(
        _("Waarom gaat het niet door"), max=160, required=False, hint=_("Dit lezen bezoekers op de site.")
    )

    def validate_off_reason(self, field: Any) -> None:
        if self.call_off.data and not field.data:
            raise ValidationError(str(messages.MISSING))

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
        "specials": [_special(*run) for run in _periods(coming)] + [{} for _spare in range(SPARE)],
    }


def _day(spans: tuple[Span, ...]) -> dict[str, Any]:
    names = (("opens", "closes"), ("opens_again", "closes_again"))
    data: dict[str, Any] = {}
    for (opens, closes), span in zip(names, spans, strict=False):
        data |= {opens: span.opens, closes: span.closes}
    return data


def _periods(specials: list[Special]) -> Iterator[tuple[Special, Special]]:
    """Days on end that are alike in every way, as their first and last."""
    first: Special | None = None
    for place, one in enumerate(specials, 1):
        first = first or one
        if specials[place : place + 1] != [replace(one, day=one.day + timedelta(days=1))]:
            yield first, one
            first = None


def _special(one: Special, last: Special) -> dict[str, Any]:
    opens, closes = (one.span.opens, one.span.closes) if one.span else (None, None)
    until = last.day if last.day > one.day else None
    return {"day": one.day, "last": until, "opens": opens, "closes": closes, "reason": one.reason}
