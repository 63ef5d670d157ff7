"""The activity form: what, where, when, for whom. Shapes only; rules live in the command."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
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
from stelsel_tenants.activities import checks, reading
from stelsel_tenants.activities.clashes import TAKEN
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.activities.offer import EXCEPTION, MOST_EXCEPTIONS, MOST_LINES, PLAIN, Offer
from stelsel_tenants.activities.one_date import Wish
from stelsel_tenants.activities.online_forms import OnlineForm
from stelsel_tenants.activities.queries import RoomRow
from stelsel_tenants.activities.schedule import ONE_DAY, Exceptional, Pause, Schedule
from stelsel_tenants.activities.schedule_forms import ExceptionForm, RuleForm, of_line, of_rule

ENTRIES = [
    (Entry.WALK_IN, _("Binnenlopen, zonder afspraak")),
    (Entry.SIGN_UP, _("Aanmelden")),
    (Entry.COURSE, _("Aanmelden voor de hele cursus")),
    (Entry.APPOINTMENT, _("Afspraak op een tijd")),
    (Entry.CALL_FIRST, _("Eerst bellen")),
]
ALL, SINCE = "all", "since"
APPLIES = [(ALL, _("Alle komende keren")), (SINCE, _("Vanaf een dag"))]
LOOK, FILL, ADD, REMOVE = "bekijk", "vul-in", "erbij-", "weg-"
"""Steps of the form that save nothing: the page comes back with it done."""


class WhatForm(OnlineForm):
    """What is offered, where, by and for whom."""

    title = ShortText(
        _("Titel"), max=120, hint=_("Zo kort als u het zou zeggen, zoals: Hulp bij uw belastingaangifte.")
    )
    concept_slug = Choice(_("Soort hulp of activiteit"))
    branch_id = Choice(_("Vestiging"))
    room = ShortText(_("Plek in het gebouw"), max=80, required=False, hint=_("Bijvoorbeeld: tafel bij het raam."))
    organisation_id = Choice(_("Door wie"), required=False, blank=_("Door de bibliotheek zelf"))
    leader = ShortText(
        _("Begeleider"), max=80, required=False, hint=_("Alleen uw medewerkers zien dit. Op de site staat het niet.")
    )
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


class WhenForm(VersionedForm):
    """A schedule as it is filled in, with buttons that save nothing."""

    said = ShortText(
        _("Zeg het in één zin"),
        max=2000,
        required=False,
        hint=_("Bijvoorbeeld: oneven weken op dinsdag 10.00 tot 12.00 uur."),
    )
    lines = FieldList(FormField(RuleForm), min_entries=1, max_entries=MOST_LINES)
    exceptions = FieldList(FormField(ExceptionForm), max_entries=MOST_EXCEPTIONS)
    also_when_closed = Yes(_("Ook als de vestiging dicht is"))
    outside_hours = Yes(_("Ook buiten de openingstijden"))
    paused_from = Day(_("Gestopt vanaf"), required=False, hint=_("Leeg: het gaat gewoon door."))
    paused_until = Day(_("Tot en met"), required=False, hint=_("Leeg: dat weten we nog niet."))
    review_on = Day(_("Wanneer kijkt u er weer naar"), required=False)
    pause_reason = ShortText(_("Waarom"), max=160, required=False, hint=_("Dit lezen bezoekers op de site."))

    branches: Sequence[tuple[uuid.UUID, str]] = ()
    """Where a date may be moved to."""
    kept: tuple[Exceptional, ...] = ()
    """Exceptions that have no row."""

    def schedule(self) -> Schedule:
        """When, as far as it was filled in: rows that are not whole yet are left out."""
        lines = [row.form.line() for row in self.lines if row.form.is_whole]
        others = [row.form.exceptional() for row in self._others]
        return Schedule(tuple(lines), (*self.kept, *others), self._pause(), bool(self.also_when_closed.data))

    def step(self, name: str) -> None:
        """A row more or less, or rows filled by what was said. Nothing is saved, and nothing typed is lost."""
        rows: dict[str, Any] = {"lines": self.lines, "exceptions": self.exceptions}
        if name == FILL:
            self._fill()
        elif name.startswith(ADD) and (added := rows.get(name.removeprefix(ADD))) is not None:
            if len(added) < (added.max_entries or 0):
                added.append_entry({"since": clock.today()} if added is self.lines else None)
        elif name.startswith(REMOVE):
            for kept in rows.values():
                for place in [place for place, row in enumerate(kept) if row.name == name.removeprefix(REMOVE)]:
                    kept.pop_entry(place)
        if not self.lines.entries:
            self.lines.append_entry({"since": clock.today()})
        self._offer_branches()

    def show(self, refusal: Refused) -> None:
        """Empty rows are not in the schedule, and some exceptions have no row: find the one that is meant."""
        name, _dot, rest = (refusal.field or "").partition(".")
        number, _dot, field = rest.partition(".")
        if name == "exceptions" and number.isdecimal():
            place = self.exceptions.entries.index(self._others[int(number) - len(self.kept)])
            refusal.field = f"exceptions.{place}.{field}"
        super().show(refusal)

    @property
    def _others(self) -> list[Any]:
        return [row for row in self.exceptions if row.form.is_whole]

    def _pause(self) -> Pause | None:
        if self.paused_from.data is None:
            return None
        until = self.paused_until.data + ONE_DAY if self.paused_until.data else None
        review = None if until else self.review_on.data
        return Pause(self.paused_from.data, until, review, self.pause_reason.data)

    def _fill(self) -> None:
        try:
            said = reading.read(self.said.data or "", branches=dict(self.branches))
            if len(said.rules) > MOST_LINES:
                raise checks.TooManyLines
            if len(self.exceptions) + len(said.exceptions) > MOST_EXCEPTIONS:
                raise checks.TooManyExceptions
        except Refused as refusal:
            refusal.field = "said"
            self.show(refusal)
            return
        while self.lines.entries:
            self.lines.pop_entry()
        for rule in said.rules:
            self.lines.append_entry(of_rule(rule, clock.today()))
        for one in said.exceptions:
            self.exceptions.append_entry(_of_exception(one))
        if said.pause:
            for name, value in _of_pause(said.pause).items():
                self[name].process(None, value)

    def _offer_branches(self) -> None:
        for row in self.exceptions:
            row.form.may_go_to(self.branches)


class ActivityForm(WhatForm, WhenForm):
    applies = Choice(_("Vanaf wanneer geldt dit rooster?"), choices=APPLIES, radio=True, required=False, default=ALL)
    applies_from = Day(
        _("Vanaf welke dag"), required=False, hint=_("Wat ervoor ligt, blijft zoals het was, met de mensen erbij.")
    )

    def validate_applies_from(self, field: Any) -> None:
        if self.applies.data == SINCE and field.data is None and not field.errors:
            raise ValidationError(str(messages.MISSING))

    def __init__(
        self,
        *,
        branches: Any,
        concepts: Any,
        partners: Any,
        rooms: Sequence[RoomRow],
        offer: Offer | None = None,
        version: int = 0,
    ) -> None:
        super().__init__(data=_data(offer, version) if offer else _blank(version))
        self.kept = tuple(one for one in offer.exceptions if not _has_row(one)) if offer else ()
        self.branch_id.choices = self.branches = branches
        self.concept_slug.choices = concepts
        self.organisation_id.choices = partners
        self.rooms = rooms
        _suggest(self.room, rooms)
        self._offer_branches()

    @property
    def place(self) -> tuple[uuid.UUID, str] | None:
        """Where it usually is, as far as it was filled in."""
        return (self.branch_id.data, self.room.data or "") if self.branch_id.data else None

    def offer(self) -> Offer:
        """What was filled in, as plain values."""
        plain = {name: self[name].data for name in PLAIN}
        when = self.schedule()
        return Offer(
            **plain
            | self.online()
            | {"cost_cents": self.cost_cents.data or 0, "kept_seats": self.kept_seats.data or 0},
            lines=when.lines,
            exceptions=when.exceptions,
            pause=when.pause,
        )

    @property
    def since(self) -> date | None:
        """From which day on the schedule is meant to hold; None: for all that is to come."""
        return self.applies_from.data if self.applies.data == SINCE else None


class MoveForm(Form):
    """One date: when and where it is to be."""

    day = Day(_("Dag"))
    begins = Clock(_("Van"))
    ends = Clock(_("Tot"))
    branch_id = Choice(_("Vestiging"))
    room = ShortText(_("Andere plek in het gebouw"), max=80, required=False, hint=_("Leeg: de gewone plek."))
    leader = ShortText(
        _("Andere begeleider"), max=80, required=False, hint=_("Leeg: de gewone. Alleen uw medewerkers zien dit.")
    )
    outside_hours = Yes(_("Ook buiten de openingstijden"))

    def __init__(self, *, branches: Any, rooms: Sequence[RoomRow], wish: Wish) -> None:
        super().__init__(data=asdict(wish))
        self.branch_id.choices = branches
        self.rooms = rooms
        _suggest(self.room, rooms)

    def wish(self) -> Wish:
        when = self.day.data, self.begins.data, self.ends.data
        return Wish(*when, self.branch_id.data, self.room.data, self.leader.data)


class CancelForm(Form):
    reason = ShortText(_("Waarom gaat het niet door"), max=160, hint=_("Dit lezen bezoekers op de site."))


class DeclineForm(Form):
    reason = ShortText(_("Waarom niet"), max=160, hint=_("Dit leest de partner."))


class LaterForm(Form):
    day = Day(_("Dag"), first=clock.today)
    moment = Clock(_("Hoe laat"))

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__(data={"day": at.date(), "moment": at.time()} if at else None)


def _suggest(field: ShortText, rooms: Sequence[RoomRow]) -> None:
    """Offer the rooms that are known; another place may be typed."""
    if rooms:
        field.render_kw = {**(field.render_kw or {}), "list": "rooms"}


def _blank(version: int) -> dict[str, Any]:
    return {"version": str(version), "lines": [{"since": clock.today()}]}


def _data(offer: Offer, version: int) -> dict[str, Any]:
    """An offer as the form shows it."""
    data: dict[str, Any] = {name: getattr(offer, name) for name in PLAIN} | {"version": str(version)}
    data |= _of_pause(offer.pause) if offer.pause else {}
    return data | {
        "lines": [of_line(line) for line in offer.lines] or [{"since": clock.today()}],
        "exceptions": [_of_exception(one) for one in offer.exceptions if _has_row(one)],
    }


def _has_row(one: Exceptional) -> bool:
    """What is over is of no use to anybody, and dates on which a room was taken have a list of their own."""
    return not one.is_over(clock.today()) and one.reason != TAKEN


def _of_exception(one: Exceptional) -> dict[str, Any]:
    return {name: getattr(one, name) for name in EXCEPTION}


def _of_pause(pause: Pause) -> dict[str, Any]:
    return {
        "paused_from": pause.since,
        "paused_until": pause.last,
        "review_on": pause.review,
        "pause_reason": pause.reason,
    }
