"""When: rules, exceptions and the pause as a library fills them in. Shapes only; rules live in the command."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web import messages
from stelsel.web.forms import Choice, Choices, Clock, Day, Form, ShortText, Typed, WholeNumber, Yes
from stelsel_tenants.activities import reading
from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.schedule import LAST, ONE_DAY, Exceptional, Line, on_dates
from stelsel_tenants.activities.sentence import listed

FREQUENCIES = [
    (Frequency.DATES, _("Losse datums")),
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
    (ExceptionKind.MOVE, _("is anders")),
    (ExceptionKind.EXTRA, _("extra datum")),
]
MOST_DATES = 60


class LooseDates(Typed):
    """Dates in words or numbers, as a tuple; None if empty. "5 december 2026 en 12-12-2026"."""

    longest = 2000

    def parse(self, typed: str) -> tuple[date, ...]:
        try:
            found = reading.dates(typed)
        except Refused as refusal:
            message = _("Schrijf de datums zoals: 5 december 2026, 12 december 2026. Of zoals: 5-12-2026.")
            raise Refused(message) from refusal
        if len(found) > MOST_DATES:
            raise Refused(messages.too_many(MOST_DATES))
        return found

    def show(self, value: tuple[date, ...]) -> str:
        return listed(value)


class RuleForm(Form):
    """One rule. What does not belong to how often it is, is not looked at."""

    class Meta(Form.Meta):
        csrf = False

    frequency = Choice(_("Hoe vaak"), choices=FREQUENCIES, radio=True, default=Frequency.WEEKLY)
    dates = LooseDates(
        _("Op welke datums"), required=False, hint=_("Bijvoorbeeld: 5 december 2026 en 12 december 2026.")
    )
    weekdays = Choices(_("Op welke dagen"), choices=WEEKDAYS, required=False)
    nths = Choices(_("Welke van de maand"), choices=NTHS, required=False)
    every = WholeNumber(
        _("Eens in de hoeveel weken"),
        min=1,
        max=52,
        required=False,
        hint=_("Leeg: iedere week. We tellen vanaf de eerste dag."),
    )
    begins = Clock(_("Van"))
    ends = Clock(_("Tot"))
    since = Day(_("Eerste dag"), required=False)
    until = Day(_("Laatste dag"), required=False, hint=_("Leeg: tot u stopt."))
    times = WholeNumber(_("Of: hoeveel keer"), min=1, max=500, required=False, hint=_("Voor een cursus of reeks."))
    not_in_school_holidays = Yes(_("Niet in de schoolvakantie"))
    not_on_public_holidays = Yes(_("Niet op feestdagen"), default=True)

    def validate_dates(self, field: Any) -> None:
        if self.frequency.data is Frequency.DATES and not field.data:
            raise ValidationError(str(messages.MISSING))

    def validate_since(self, field: Any) -> None:
        if self.frequency.data is not Frequency.DATES and field.data is None:
            raise ValidationError(str(messages.MISSING))

    @property
    def is_whole(self) -> bool:
        """Does it say enough to make dates of it?"""
        first = self.dates.data if self.frequency.data is Frequency.DATES else self.since.data
        return bool(self.frequency.data and self.begins.data and self.ends.data and first)

    def line(self) -> Line:
        """What was filled in."""
        frequency = self.frequency.data
        if frequency is Frequency.DATES:
            return on_dates(self.begins.data, self.ends.data, *self.dates.data)
        return Line(
            frequency,
            begins=self.begins.data,
            ends=self.ends.data,
            since=self.since.data,
            until=self.until.data + ONE_DAY if self.until.data else None,
            weekdays=tuple(self.weekdays.data or ()),
            nths=tuple(sorted(self.nths.data or ())) if frequency is Frequency.MONTHLY else (),
            not_in_school_holidays=bool(self.not_in_school_holidays.data),
            not_on_public_holidays=bool(self.not_on_public_holidays.data),
            every=(self.every.data or 1) if frequency is Frequency.WEEKLY else 1,
            times=self.times.data,
        )


class ExceptionForm(Form):
    """One date that differs; a row in which nothing is filled in does not count."""

    class Meta(Form.Meta):
        csrf = False

    day = Day(_("Datum"), required=False)
    kind = Choice(_("Wat is er anders"), choices=KINDS, required=False, blank=_("Kies"))
    to_day = Day(_("Op een andere dag"), required=False)
    begins = Clock(_("Van"), required=False)
    ends = Clock(_("Tot"), required=False)
    room = ShortText(_("Andere plek"), max=80, required=False)
    branch_id = Choice(_("Andere vestiging"), required=False, blank=_("Dezelfde vestiging"))
    reason = ShortText(_("Reden"), max=160, required=False)

    def validate_day(self, field: Any) -> None:
        if field.data is None and not self.is_empty:
            raise ValidationError(str(messages.MISSING))

    def validate_kind(self, field: Any) -> None:
        if field.data is None and not self.is_empty:
            raise ValidationError(str(messages.MISSING_CHOICE))

    @property
    def is_empty(self) -> bool:
        return not any(
            field.raw_data and field.raw_data[0] if field.raw_data is not None else field.data for field in self
        )

    @property
    def is_whole(self) -> bool:
        return bool(self.day.data and self.kind.data)

    def exceptional(self) -> Exceptional:
        """What was filled in, as far as its kind has use for it."""
        kind = self.kind.data
        if kind is ExceptionKind.SKIP:
            return Exceptional(self.day.data, kind, reason=self.reason.data)
        return Exceptional(
            self.day.data,
            kind,
            begins=self.begins.data,
            ends=self.ends.data,
            reason=self.reason.data,
            to_day=self.to_day.data if kind is ExceptionKind.MOVE and self.to_day.data != self.day.data else None,
            room=self.room.data,
            branch_id=self.branch_id.data,
        )

    def may_go_to(self, branches: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.branch_id.choices = list(branches)


def of_line(line: Line) -> dict[str, Any]:
    """A rule as its row shows it."""
    return {
        "frequency": line.frequency,
        "dates": line.dates or None,
        "weekdays": list(line.weekdays),
        "nths": list(line.nths),
        "every": line.every if line.every > 1 else None,
        "begins": line.begins,
        "ends": line.ends,
        "since": line.since,
        "until": line.until - ONE_DAY if line.until else None,
        "times": line.times,
        "not_in_school_holidays": line.not_in_school_holidays,
        "not_on_public_holidays": line.not_on_public_holidays,
    }


def of_rule(rule: reading.Rule, today: date) -> dict[str, Any]:
    """A rule that somebody spoke, as its row shows it: what was not said stays empty."""
    dates = rule.dates or None
    return {
        "frequency": rule.frequency,
        "dates": dates,
        "weekdays": list(rule.weekdays),
        "nths": list(rule.nths),
        "every": rule.every if rule.every > 1 else None,
        "begins": rule.begins,
        "ends": rule.ends,
        "since": None if rule.frequency is Frequency.DATES else rule.since or today,
        "until": rule.until - ONE_DAY if rule.until else None,
        "times": rule.times,
        "not_in_school_holidays": rule.not_in_school_holidays,
        "not_on_public_holidays": not rule.on_public_holidays,
    }
