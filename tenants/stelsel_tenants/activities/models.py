"""Activities: what a library or a partner offers, on which schedule, and the sessions that follow from it.

Times of a schedule are wall-clock times in Amsterdam; sessions are instants. Intervals are half-open.
"""

import enum
import uuid
from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stelsel.clock import now
from stelsel.db import Access, Cents, Owned, Shared, Versioned
from stelsel.db.personal import personal

HELPER = personal(
    purpose="see who leads what", ground="AVG 6(1)(f): planning work", term="as long as the activity says so"
)
HELPER_THEN = personal(
    purpose="see who leads it on one date", ground="AVG 6(1)(f): planning work", term="14 days after that date"
)


class Theme(enum.StrEnum):
    """The question of life that somebody comes with; the home page asks these eight."""

    LETTER = "letter"
    TAX = "tax"
    DIGITAL = "digital"
    WORK = "work"
    MONEY = "money"
    LANGUAGE = "language"
    MEETING = "meeting"
    CARE = "care"


class CoreFunction(enum.StrEnum):
    """The five functions of a public library (Wsob art. 5), by which the yearly delivery counts activities."""

    KNOWLEDGE = "knowledge"
    EDUCATION = "education"
    READING = "reading"
    MEETING = "meeting"
    CULTURE = "culture"


class Programme(Shared):
    """A national programme: what concepts belong to."""

    __tablename__ = "programme"
    access: ClassVar[Access] = Access(rights={"bridge": "rw"}, writes={"bridge": ("owner_id",)})

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500), default="")
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)


class Concept(Shared):
    """A kind of help or activity that is known in the whole network: tax help, Walk&Talk, IDO."""

    __tablename__ = "concept"
    __table_args__ = (
        Index("ix_concept_theme", "theme", "position", "slug"),
        CheckConstraint("places_target > 0", name="places_target"),
    )
    access: ClassVar[Access] = Access(rights={"bridge": "rw"}, writes={"bridge": ("organisation_id",)})

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    theme: Mapped[Theme]
    position: Mapped[int] = mapped_column(default=100)
    places_target: Mapped[int | None] = mapped_column(default=None)
    """At how many branches in the country it is meant to be given; NULL: nobody set a target (DASHBOARDS D2)."""
    core_function: Mapped[CoreFunction | None] = mapped_column(default=None)
    """As what its sessions count in the yearly delivery; NULL: nobody said so yet (FEATURES B21)."""
    programme_slug: Mapped[str | None] = mapped_column(ForeignKey("programme.slug"), default=None)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    summary: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(String(4000), default="")
    bring: Mapped[str] = mapped_column(String(500), default="")
    audience: Mapped[str] = mapped_column(String(300), default="")


class ActivityState(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Entry(enum.StrEnum):
    """How somebody takes part."""

    WALK_IN = "walk_in"
    SIGN_UP = "sign_up"
    COURSE = "course"
    """One sign-up for all sessions; who joins later joins what is still to come."""
    APPOINTMENT = "appointment"
    """A time of one's own within the session."""
    CALL_FIRST = "call_first"


class Mode(enum.StrEnum):
    """How one is there."""

    AT_BRANCH = "at_branch"
    ONLINE = "online"
    BOTH = "both"
    """As one likes: each has seats of its own."""


TAKES_SIGN_UPS = frozenset({Entry.SIGN_UP, Entry.COURSE, Entry.APPOINTMENT})
"""Where somebody leaves a name beforehand, and seats are counted."""


class Activity(Versioned):
    """One offer at one branch. `organisation_id` names the partner that gives it; NULL: the library itself."""

    __tablename__ = "activity"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        Index("uq_activity_extern", "tenant_id", "extern_id", unique=True),
        Index("ix_activity_state", "tenant_id", "state", "title", "id"),
        Index("ix_activity_organisation", "organisation_id", "tenant_id"),
        CheckConstraint("capacity IS NULL OR capacity BETWEEN 1 AND 10000", name="capacity"),
        CheckConstraint("cost_cents BETWEEN 0 AND 100000", name="cost"),
        CheckConstraint(
            "entry IN ('sign_up', 'course', 'appointment') OR capacity IS NULL", name="capacity_with_sign_up"
        ),
        CheckConstraint("(entry = 'appointment') = (slot_minutes IS NOT NULL)", name="slot_with_appointment"),
        CheckConstraint("entry <> 'appointment' OR capacity IS NOT NULL", name="appointment_has_capacity"),
        CheckConstraint("slot_minutes BETWEEN 5 AND 240", name="slot_minutes"),
        CheckConstraint("kept_seats >= 0 AND (kept_seats = 0 OR kept_seats <= capacity)", name="kept_seats"),
        CheckConstraint("(mode = 'at_branch') = (online_link = '')", name="online_has_link"),
        CheckConstraint(
            "mode = 'at_branch' OR entry IN ('sign_up', 'course', 'appointment')", name="online_with_sign_up"
        ),
        CheckConstraint("mode <> 'both' OR entry <> 'appointment'", name="appointment_is_one_way"),
        CheckConstraint("(mode = 'both') = (online_capacity IS NOT NULL)", name="both_has_online_capacity"),
        CheckConstraint("online_capacity BETWEEN 1 AND 10000", name="online_capacity"),
        CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="published_when"),
        CheckConstraint("holds_until IS NULL OR state = 'draft'", name="holds_as_a_draft"),
        CheckConstraint("publish_at IS NULL OR state = 'draft'", name="publish_at_of_a_draft"),
        CheckConstraint("asked_at IS NULL OR state = 'draft'", name="asked_of_a_draft"),
        CheckConstraint("publish_refused IS NULL OR publish_at IS NOT NULL", name="publish_refused_when"),
        CheckConstraint("paused_until IS NULL OR paused_from < paused_until", name="pause_has_days"),
        CheckConstraint(
            "(paused_from IS NOT NULL AND paused_until IS NULL) = (review_on IS NOT NULL)", name="open_pause_has_review"
        ),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})
    published: ClassVar[bool] = True
    partner_column: ClassVar[str | None] = "organisation_id"

    branch_id: Mapped[uuid.UUID]
    title: Mapped[str] = mapped_column(String(120))
    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    summary: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(String(4000), default="")
    """Markdown, plain language."""
    audience: Mapped[str] = mapped_column(String(300), default="")
    bring: Mapped[str] = mapped_column(String(500), default="")
    room: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(40), default="nl")
    cost_cents: Mapped[int] = mapped_column(Cents, default=0)
    entry: Mapped[Entry] = mapped_column(default=Entry.WALK_IN)
    capacity: Mapped[int | None] = mapped_column(default=None)
    """Seats of each session, of the whole course, or of each time of an appointment."""
    slot_minutes: Mapped[int | None] = mapped_column(default=None)
    """How long one appointment is."""
    kept_seats: Mapped[int] = mapped_column(default=0)
    """Seats that only the desk and the partner give out."""
    mode: Mapped[Mode] = mapped_column(default=Mode.AT_BRANCH)
    online_link: Mapped[str] = mapped_column(String(500), default="")
    """For who signed up only: it stands in their letters and on their own page, and nowhere else."""
    online_link_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it became another: who had the old one is told."""
    online_capacity: Mapped[int | None] = mapped_column(default=None)
    """Where both are possible: the seats of those who take part from home, beside those at the branch."""
    state: Mapped[ActivityState] = mapped_column(default=ActivityState.DRAFT)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    publish_at: Mapped[datetime | None] = mapped_column(default=None)
    """When a draft is to be published by itself."""
    publish_refused: Mapped[str | None] = mapped_column(String(300), default=None)
    """What stood in the way when that moment came."""
    verified_on: Mapped[date | None] = mapped_column(default=None)
    adopted: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    """The texts of its original as they were taken over: what changed there since is proposed (`texts.py`)."""
    partner_offer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("partner_offer.id"), default=None)
    """The original of the partner that it was made from; NULL: that of its concept."""
    offer_version: Mapped[int | None] = mapped_column(default=None)
    """Of the partner's original: the version that it followed last."""
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when its partner waits for the library to publish it."""
    declined: Mapped[str | None] = mapped_column(String(160), default=None)
    """Why the library did not."""
    extern_id: Mapped[str | None] = mapped_column(String(80), default=None)
    paused_from: Mapped[date | None] = mapped_column(default=None)
    paused_until: Mapped[date | None] = mapped_column(default=None)
    """The first day that it is held again; NULL: not known, and then `review_on` says when it is looked at."""
    review_on: Mapped[date | None] = mapped_column(default=None)
    pause_reason: Mapped[str] = mapped_column(String(160), default="")
    also_when_closed: Mapped[bool] = mapped_column(default=False)
    """It goes on when its branch is closed for a day: it is held at the door, or somebody has a key."""
    outside_hours: Mapped[bool] = mapped_column(default=False)
    """Somebody said that it may be when its branch is not open."""
    leader: Mapped[str] = mapped_column(String(80), default="", info=HELPER)
    """Who leads it, for staff only (C19): no page, feed or file for others tells it."""
    needs_leader: Mapped[bool] = mapped_column(default=False)
    """Who led it has left."""
    is_example: Mapped[bool] = mapped_column(default=False)
    holds_until: Mapped[datetime | None] = mapped_column(default=None)
    """How long a draft holds its rooms; NULL: it holds none. What is published holds them by its sessions."""
    created_at: Mapped[datetime] = mapped_column(default_factory=now)
    revised_at: Mapped[datetime] = mapped_column(default_factory=now)
    """The last change of what it says."""
    rules: Mapped[list["Rule"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", passive_deletes=True, order_by="Rule.position"
    )
    exceptions: Mapped[list["RuleException"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", passive_deletes=True, order_by="RuleException.day"
    )


class Frequency(enum.StrEnum):
    DATES = "dates"
    """On loose dates; one date is a single event."""
    WEEKLY = "weekly"
    """Or every so many weeks: see `every`, counted from the week of the first day."""
    ODD_WEEKS = "odd_weeks"
    EVEN_WEEKS = "even_weeks"
    MONTHLY = "monthly"
    """On the nth weekday of the month: see `nths`."""


class Rule(Owned):
    """A line of a schedule in a library's words: on which days, from when to when, in which season.

    `weekdays` are 1 (Monday) to 7; `nths` 1 to 5 or -1 (last), for MONTHLY only. The season is [since, until), or
    ends after `times` dates. `dates` are ISO dates, for DATES only.
    """

    __tablename__ = "activity_rule"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"], ondelete="CASCADE"),
        Index("ix_activity_rule_activity", "tenant_id", "activity_id", "position"),
        CheckConstraint("until IS NULL OR since < until", name="season_has_days"),
        CheckConstraint("begins <> ends", name="has_length"),
        CheckConstraint("every BETWEEN 1 AND 52", name="every"),
        CheckConstraint("times BETWEEN 1 AND 500", name="times"),
        CheckConstraint("times IS NULL OR until IS NULL", name="one_end"),
    )
    published: ClassVar[bool] = True

    activity_id: Mapped[uuid.UUID] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)
    frequency: Mapped[Frequency] = mapped_column(default=Frequency.WEEKLY)
    weekdays: Mapped[list[int]] = mapped_column(JSON, default_factory=list)
    nths: Mapped[list[int]] = mapped_column(JSON, default_factory=list)
    begins: Mapped[time]
    ends: Mapped[time]
    """At or before `begins`: past midnight, of the next day."""
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    not_in_school_holidays: Mapped[bool] = mapped_column(default=False)
    not_on_public_holidays: Mapped[bool] = mapped_column(default=True)
    every: Mapped[int] = mapped_column(default=1)
    times: Mapped[int | None] = mapped_column(default=None)
    dates: Mapped[list[str]] = mapped_column(JSON, default_factory=list)


class ExceptionKind(enum.StrEnum):
    SKIP = "skip"
    EXTRA = "extra"
    MOVE = "move"


class RuleException(Owned):
    """One date that differs from the rules: skipped, extra, or moved to another day, time, room or branch.

    What is NULL or empty of a moved date is as the rule says. `day` is the day of the rule; an extra date's own.
    """

    __tablename__ = "activity_exception"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        Index("uq_activity_exception_day", "tenant_id", "activity_id", "day", unique=True),
        CheckConstraint("(begins IS NULL) = (ends IS NULL)", name="times"),
        CheckConstraint("kind <> 'extra' OR begins IS NOT NULL", name="extra_has_times"),
        CheckConstraint("kind = 'move' OR to_day IS NULL", name="moved_to"),
    )
    published: ClassVar[bool] = True

    activity_id: Mapped[uuid.UUID] = mapped_column(default=None)
    day: Mapped[date]
    kind: Mapped[ExceptionKind]
    begins: Mapped[time | None] = mapped_column(default=None)
    ends: Mapped[time | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(String(160), default="")
    to_day: Mapped[date | None] = mapped_column(default=None)
    room: Mapped[str] = mapped_column(String(80), default="")
    branch_id: Mapped[uuid.UUID | None] = mapped_column(default=None)


class SessionState(enum.StrEnum):
    PLANNED = "planned"
    PAUSED = "paused"
    """Its activity has stopped for a while: shown, and planned again when the pause ends."""
    CANCELLED = "cancelled"
    HELD = "held"
    NOT_HELD = "not_held"
    """Its hour came and nothing happened: said afterwards, where CANCELLED is said before."""

    @property
    def is_off(self) -> bool:
        """It is told, and does not go on."""
        return self in OFF


NEVER_HELD = frozenset({SessionState.CANCELLED, SessionState.NOT_HELD})
"""Called off, before or afterwards: figures count the two as one."""
OFF = NEVER_HELD | {SessionState.PAUSED}


class Session(Owned):
    """One date of an activity: what is published, signed up for, held and counted. Its id never changes.

    `taken` is the number of seats given out, `online_taken` those of them that are online where one may choose; they
    are changed by one conditional statement only (registrations).
    """

    __tablename__ = "activity_session"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"]),
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        Index("uq_activity_session_start", "tenant_id", "activity_id", "starts_at", unique=True),
        Index("ix_activity_session_agenda", "tenant_id", "starts_at", "id"),
        Index("ix_activity_session_branch", "tenant_id", "branch_id", "starts_at"),
        Index("ix_activity_session_organisation", "organisation_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("taken >= 0 AND kept >= 0 AND online_taken BETWEEN 0 AND taken", name="taken"),
        CheckConstraint("present IS NULL OR state = 'held'", name="counted_when_held"),
        CheckConstraint("present >= 0 AND turned_away >= 0 AND registered_present >= 0", name="counts"),
        CheckConstraint("registered_present IS NULL OR registered_present <= present", name="registered_among_present"),
        CheckConstraint("(state = 'held') = (counted_at IS NOT NULL)", name="counted_at"),
        CheckConstraint("closed_at IS NULL OR state = 'held'", name="closed_when_held"),
        CheckConstraint("volunteers BETWEEN 0 AND 1000 AND volunteer_minutes BETWEEN 0 AND 600000", name="volunteers"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})
    published: ClassVar[bool] = True
    partner_column: ClassVar[str | None] = "organisation_id"

    activity_id: Mapped[uuid.UUID]
    branch_id: Mapped[uuid.UUID]
    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    room: Mapped[str] = mapped_column(String(80), default="")
    """Another room than the activity's, on this date only."""
    leader: Mapped[str] = mapped_column(String(80), default="", info=HELPER_THEN)
    """Somebody else than who leads the activity, on this date only; for staff, as that name is."""
    needs_leader: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_tentative: Mapped[bool] = mapped_column(default=False)
    """It may turn out to be in a school holiday that is not known yet."""
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    reason: Mapped[str] = mapped_column(String(160), default="")
    capacity: Mapped[int | None] = mapped_column(default=None)
    kept: Mapped[int] = mapped_column(default=0)
    """Of the capacity: what only the desk and the partner give out."""
    taken: Mapped[int] = mapped_column(default=0)
    online_capacity: Mapped[int | None] = mapped_column(default=None)
    """NULL: one cannot choose between the branch and online."""
    online_taken: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    """RFC 5545 SEQUENCE: one more on each change of time, place or state."""
    changed_at: Mapped[datetime] = mapped_column(default_factory=now)
    moved_from: Mapped[datetime | None] = mapped_column(default=None)
    """When it would have begun, where people may have noted that: it is told with the new time."""
    present: Mapped[int | None] = mapped_column(default=None)
    """All who came; may exceed both sign-ups and capacity."""
    registered_present: Mapped[int | None] = mapped_column(default=None)
    turned_away: Mapped[int] = mapped_column(default=0)
    counted_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    """The desk is done with it: from then on the count is changed with a reason only."""
    volunteers: Mapped[int | None] = mapped_column(default=None)
    volunteer_minutes: Mapped[int | None] = mapped_column(default=None)
    """Of all volunteers together."""
    count_reason: Mapped[str] = mapped_column(String(160), default="")
    """Why the count was changed after it was closed."""
