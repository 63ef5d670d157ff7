"""The activity form: one schedule rule, its exceptions, and the texts. Shapes only; rules live in the command."""

from datetime import timedelta
from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import (
    Choice,
    Choices,
    Clock,
    Day,
    Euros,
    FieldList,
    Form,
    FormField,
    MarkdownText,
    ShortText,
    VersionedForm,
    WholeNumber,
    Yes,
)
from stelsel_tenants.activities.models import Entry, ExceptionKind, Frequency
from stelsel_tenants.activities.offer import PLAIN, Offer
from stelsel_tenants.activities.schedule import LAST, Exceptional, Line

ENTRIES = [
    (Entry.WALK_IN, _("Binnenlopen, zonder afspraak")),
    (Entry.SIGN_UP, _("Aanmelden")),
    (Entry.COURSE, _("Aanmelden voor de hele cursus")),
    (Entry.APPOINTMENT, _("Afspraak op een tijd")),
    (Entry.CALL_FIRST, _("Eerst bellen")),
]
FREQUENCIES = [
    (Frequency.ONCE, _("Eén keer")),
    (Frequency.WEEKLY, _("Iedere week")),
    (Frequency.ODD_WEEKS, _("Oneven weken")),
    (Frequency.EVEN_WEEKS, _("Even weken")),
    (Frequency.MONTHLY, _("Vaste keer in de maand")),
]
WEEKDAYS = [
    (1, _("maandag")),
    (2, _("dinsdag")),
    (3, _("woensdag")),
    (4, _("donderdag")),
    (5, _("vrijdag")),
    (6, _("zaterdag")),
    (7, _("zondag")),
]
NTHS = [(1, _("1e")), (2, _("2e")), (3, _("3e")), (4, _("4e")), (5, _("5e")), (LAST, _("laatste"))]
KINDS = [
    (ExceptionKind.SKIP, _("gaat niet door")),
    (ExceptionKind.MOVE, _("op een andere tijd")),
    (ExceptionKind.EXTRA, _("extra datum")),
]
SPARE = 2
"""Empty rows for exceptions that stand ready."""


class ExceptionForm(Form):
    class Meta(Form.Meta):
        csrf = False

    day = Day(_("Datum"), required=False)
    kind = Choice(_("Wat is er anders"), choices=KINDS, required=False, blank=_("Kies"))
    begins = Clock(_("Van"), required=False)
    ends = Clock(_("Tot"), required=False)
    reason = ShortText(_("Reden"), max=160, required=False)


class ActivityForm(VersionedForm):
    title = ShortText(
        _("Titel"), max=120, hint=_("Zo kort als u het zou zeggen, zoals: Hulp bij uw belastingaangifte.")
    )
    concept_slug = Choice(_("Soort hulp of activiteit"))
    branch_id = Choice(_("Vestiging"))
    room = ShortText(_("Plek in het gebouw"), max=80, required=False, hint=_("Bijvoorbeeld: tafel bij het raam."))
    organisation_id = Choice(_("Door wie"), required=False, blank=_("Door de bibliotheek zelf"))
    summary = ShortText(_("In één zin"), max=300, required=False)
    text = MarkdownText(
        _("Uitleg"), max=4000, required=False, hint=_("Gewone taal. Een lege regel begint een nieuwe alinea.")
    )
    audience = ShortText(_("Voor wie"), max=300, required=False)
    bring = ShortText(_("Wat neemt iemand mee"), max=500, required=False)
    language = Choice(
        _("Taal"),
        choices=[("nl", _("Nederlands")), ("en", _("Engels")), ("ar", _("Arabisch")), ("tr", _("Turks"))],
        default="nl",
    )
    cost_cents = Euros(_("Kosten"), max=100_000, required=False, hint=_("Leeg of 0 is gratis."))
    entry = Choice(_("Hoe doet iemand mee"), choices=ENTRIES, radio=True)
    capacity = WholeNumber(
        _("Aantal plaatsen"),
        min=1,
        max=10_000,
        required=False,
        hint=_("Per keer, per cursus of per tijd. Leeg: geen grens."),
    )
    slot_minutes = WholeNumber(
        _("Minuten per afspraak"), min=5, max=240, required=False, hint=_("Alleen bij een afspraak op een tijd.")
    )
    kept_seats = WholeNumber(
        _("Apart voor de balie"), min=0, max=10_000, required=False, hint=_("Deze plaatsen geeft alleen de balie weg.")
    )
    frequency = Choice(_("Hoe vaak"), choices=FREQUENCIES, radio=True)
    weekdays = Choices(_("Op welke dagen"), choices=WEEKDAYS, required=False)
    nths = Choices(
        _("Welke van de maand"), choices=NTHS, required=False, hint=_("Alleen bij een vaste keer in de maand.")
    )
    begins = Clock(_("Van"))
    ends = Clock(_("Tot"))
    since = Day(_("Eerste dag"))
    until = Day(_("Laatste dag"), required=False, hint=_("Leeg: tot u stopt."))
    not_in_school_holidays = Yes(_("Niet in de schoolvakantie"))
    not_on_public_holidays = Yes(_("Niet op feestdagen"), default=True)
    exceptions = FieldList(FormField(ExceptionForm), min_entries=SPARE, max_entries=60)

    def __init__(self, *, branches: Any, concepts: Any, partners: Any, offer: Offer | None = None, version: int = 0):
        super().__init__(data=_data(offer, version) if offer else {"version": str(version)})
        self.branch_id.choices = branches
        self.concept_slug.choices = concepts
        self.organisation_id.choices = partners

    def offer(self) -> Offer:
        """What was filled in, as plain values."""
        line = Line(
            frequency=self.frequency.data,
            begins=self.begins.data,
            ends=self.ends.data,
            since=self.since.data,
            until=self.until.data + timedelta(days=1) if self.until.data else None,
            weekdays=() if self.frequency.data is Frequency.ONCE else tuple(self.weekdays.data or ()),
            nths=tuple(self.nths.data or ()) if self.frequency.data is Frequency.MONTHLY else (),
            not_in_school_holidays=bool(self.not_in_school_holidays.data),
            not_on_public_holidays=bool(self.not_on_public_holidays.data),
        )
        plain = {name: self[name].data for name in PLAIN}
        return Offer(
            **plain | {"cost_cents": self.cost_cents.data or 0, "kept_seats": self.kept_seats.data or 0},
            lines=(line,),
            exceptions=tuple(_exceptional(entry.form) for entry in self.exceptions if entry.form.day.data),
        )


class CancelForm(Form):
    reason = ShortText(_("Waarom gaat het niet door"), max=160, hint=_("Dit lezen bezoekers op de site."))


def _exceptional(row: Any) -> Exceptional:
    return Exceptional(
        day=row.day.data,
        kind=row.kind.data or ExceptionKind.SKIP,
        begins=row.begins.data,
        ends=row.ends.data,
        reason=row.reason.data,
    )


def _data(offer: Offer, version: int) -> dict[str, Any]:
    """An offer as the form shows it: its first rule, and its exceptions with some empty rows after them."""
    first = offer.lines[0] if offer.lines else None
    data: dict[str, Any] = {name: getattr(offer, name) for name in PLAIN} | {"version": str(version)}
    if first is not None:
        data |= {
            "frequency": first.frequency,
            "weekdays": list(first.weekdays),
            "nths": list(first.nths),
            "begins": first.begins,
            "ends": first.ends,
            "since": first.since,
            "until": first.until - timedelta(days=1) if first.until else None,
            "not_in_school_holidays": first.not_in_school_holidays,
            "not_on_public_holidays": first.not_on_public_holidays,
        }
    rows = [
        {"day": one.day, "kind": one.kind, "begins": one.begins, "ends": one.ends, "reason": one.reason}
        for one in offer.exceptions
    ]
    return data | {"exceptions": rows + [{} for _spare in range(SPARE)]}
