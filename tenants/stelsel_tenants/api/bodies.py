"""What is sent to be written: the shapes of bodies, and of what their owner is told back."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from stelsel.i18n import _
from stelsel.web import messages
from stelsel_tenants.activities.models import ActivityState, Entry, ExceptionKind, Frequency, Mode, SessionState
from stelsel_tenants.activities.offer import MOST_EXCEPTIONS, MOST_LINES
from stelsel_tenants.activities.schedule import LAST
from stelsel_tenants.activities.schedule_forms import MOST_DATES
from stelsel_tenants.api.fields import Day, Flag, Id, Items, Part, Schema, Text, Time, Whole, Word, between
from stelsel_tenants.api.schemas import instant, nullable, said
from stelsel_tenants.registrations.counting import MOST

LANGUAGES = ("nl", "en", "ar", "tr")
LAST_DAY = _("De laatste dag, die meetelt; leeg: tot u stopt.")
BOTH_TIMES = _("Stuur een begin en een eind, of geen van beide.")


class Line(Schema):
    """One rule of a schedule."""

    frequency = Word(Frequency, required=True)
    begins = Time(required=True)
    ends = Time(required=True, metadata=said(_("Op of voor het begin: na middernacht.")))
    since = Day(**nullable(load_default=None, metadata=said(_("De eerste dag; niet nodig bij losse datums."))))
    last_day = Day(**nullable(load_default=None, metadata=said(LAST_DAY)))
    weekdays = Items(
        Whole(validate=between(1, 7)), most=7, load_default=list, metadata=said(_("1 is maandag, 7 is zondag."))
    )
    nths = Items(
        Whole(validate=between(LAST, 5)),
        most=6,
        load_default=list,
        metadata=said(_("Welke van de maand: 1 tot 5, of -1 voor de laatste.")),
    )
    every = Whole(load_default=1, validate=between(1, 52), metadata=said(_("Eens in de hoeveel weken.")))
    times = Whole(**nullable(load_default=None, validate=between(1, 500), metadata=said(_("Zo vaak en niet meer."))))
    dates = Items(Day(), most=MOST_DATES, load_default=list, metadata=said(_("Alleen bij losse datums.")))
    not_in_school_holidays = Flag(load_default=False)
    not_on_public_holidays = Flag(load_default=True)

    @validates_schema
    def _whole(self, data: dict[str, Any], **_more: Any) -> None:
        """Loose dates have dates, all others a first day; the nth of a month is no zeroth."""
        is_loose = data["frequency"] is Frequency.DATES
        if is_loose and not data["dates"]:
            raise ValidationError(str(messages.MISSING), "dates")
        if not is_loose and data["since"] is None:
            raise ValidationError(str(messages.MISSING), "since")
        if 0 in data["nths"]:
            raise ValidationError(str(messages.between(1, 5)), "nths")


class Exceptional(Schema):
    """One date that differs from the rules."""

    day = Day(required=True)
    kind = Word(ExceptionKind, required=True)
    begins = Time(**nullable(load_default=None))
    ends = Time(**nullable(load_default=None))
    reason = Text(160, load_default="")
    to_day = Day(**nullable(load_default=None, metadata=said(_("Alleen bij „move”."))))
    room = Text(80, load_default="")
    branch_id = Id(**nullable(load_default=None))

    @validates_schema
    def _whole(self, data: dict[str, Any], **_more: Any) -> None:
        both = data["begins"], data["ends"]
        if both.count(None) == 1:
            raise ValidationError(str(BOTH_TIMES), "ends")


class Pause(Schema):
    since = Day(required=True)
    last_day = Day(**nullable(load_default=None, metadata=said(_("Leeg: dat weten we nog niet."))))
    review = Day(**nullable(load_default=None, metadata=said(_("Wanneer u er weer naar kijkt, als het eind open is."))))
    reason = Text(160, load_default="")


class ActivityBody(Schema):
    """An activity as its library writes it."""

    title = Text(120, shortest=1, required=True)
    branch_id = Id(required=True)
    concept = Text(40, shortest=1, required=True, attribute="concept_slug")
    organisation_id = Id(**nullable(load_default=None))
    summary = Text(300, load_default="")
    text = Text(4000, lines=True, load_default="", metadata=said(_("Markdown.")))
    audience = Text(300, load_default="")
    bring = Text(500, load_default="")
    room = Text(80, load_default="")
    language = Word(LANGUAGES, load_default="nl")
    cost_cents = Whole(load_default=0, validate=between(0, 100_000))
    entry = Word(Entry, load_default=Entry.WALK_IN)
    capacity = Whole(**nullable(load_default=None, validate=between(1, 10_000)))
    slot_minutes = Whole(**nullable(load_default=None, validate=between(5, 240)))
    kept_seats = Whole(load_default=0, validate=between(0, 10_000))
    mode = Word(Mode, load_default=Mode.AT_BRANCH)
    online_link = Text(500, load_default="")
    online_capacity = Whole(**nullable(load_default=None, validate=between(1, 10_000)))
    also_when_closed = Flag(load_default=False)
    outside_hours = Flag(load_default=False)
    lines = Items(Part(Line), most=MOST_LINES, load_default=list)
    exceptions = Items(Part(Exceptional), most=MOST_EXCEPTIONS, load_default=list)
    pause = Part(Pause, **nullable(load_default=None))


class OwnActivity(ActivityBody):
    """The same as it stands, with what only we say of it."""

    id = Id(dump_only=True)
    library = fields.String(dump_only=True)
    state = Word(ActivityState, dump_only=True)
    version = fields.Integer(dump_only=True, metadata=said(_("Het getal in de ETag, dat bij If-Match hoort.")))
    schedule = fields.String(dump_only=True)


class CancelBody(Schema):
    reason = Text(160, shortest=1, required=True, metadata=said(_("Bezoekers lezen dit op de site.")))


class MomentBody(Schema):
    """When and where one date is to be."""

    day = Day(required=True)
    begins = Time(required=True)
    ends = Time(required=True)
    branch_id = Id(**nullable(load_default=None, metadata=said(_("Leeg: waar het nu is."))))
    room = Text(80, load_default="", metadata=said(_("Leeg: de gewone plek.")))
    outside_hours = Flag(load_default=False)


class CountBody(Schema):
    present = Whole(
        required=True, validate=between(0, MOST), metadata=said(_("Iedereen die er was; 0 is: er was niemand."))
    )
    turned_away = Whole(**nullable(load_default=None, validate=between(0, MOST)))
    reason = Text(160, load_default="", metadata=said(_("Nodig om een afgesloten telling te veranderen.")))


class OwnSession(Schema):
    """One date, for who may change or count it."""

    id = Id()
    activity_id = Id()
    branch_id = Id()
    starts_at = instant()
    ends_at = instant()
    status = Word(SessionState, attribute="state")
    reason = fields.String()
    room = fields.String()
    sequence = fields.Integer()
    present = fields.Integer(**nullable())
    turned_away = fields.Integer()
    counted_at = instant(**nullable())
