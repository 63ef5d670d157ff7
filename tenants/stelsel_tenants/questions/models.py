"""Questions at the desk: what people ask, never who asked, and no finer in time than half a day (FEATURES B14)."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Owned

MINUTES = (5, 15, 30, 60)


class Half(enum.StrEnum):
    """The part of a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Kind(enum.StrEnum):
    """The five services of an IDO (Stcrt 2022, 33992, art. 1, a to e), and what falls outside them."""

    CONTACT = "contact"
    COURSE = "course"
    SOCIETY = "society"
    PROVIDERS = "providers"
    REFERRAL = "referral"
    LIBRARY = "library"
    OTHER = "other"


class Topic(enum.StrEnum):
    """What it was about, most asked first."""

    DIGID = "digid"
    DEVICE = "device"
    BENEFITS = "benefits"
    TAX = "tax"
    LETTER = "letter"
    MESSAGES = "messages"
    MUNICIPAL = "municipal"
    WORK = "work"
    PENSION = "pension"
    STUDY = "study"
    DRIVING = "driving"
    CARE = "care"
    HOUSING = "housing"
    MONEY = "money"
    COURSE = "course"
    LIBRARY = "library"
    OTHER = "other"


class Body(enum.StrEnum):
    """A public body, or one with a public task, that a question concerns or that somebody is sent to."""

    BELASTINGDIENST = "belastingdienst"
    TOESLAGEN = "toeslagen"
    LOGIUS = "logius"
    MUNICIPALITY = "municipality"
    UWV = "uwv"
    SVB = "svb"
    DUO = "duo"
    CAK = "cak"
    CBR = "cbr"
    RDW = "rdw"
    CJIB = "cjib"
    IND = "ind"
    HEALTH_INSURER = "health_insurer"
    LEGAL_AID = "legal_aid"
    OTHER = "other"


class Channel(enum.StrEnum):
    DESK = "desk"
    PHONE = "phone"
    ONLINE = "online"
    ELSEWHERE = "elsewhere"


class HelpQuestion(Owned):
    """One question. Its `id` is that of the tap that sent it; questions of one visit share a random `visit_id`."""

    __tablename__ = "help_question"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        ForeignKeyConstraint(["tenant_id", "session_id"], ["activity_session.tenant_id", "activity_session.id"]),
        Index("ix_help_question_day", "tenant_id", "day", "branch_id"),
        Index("ix_help_question_recorded_at", "tenant_id", "recorded_at"),
        CheckConstraint("minutes IN (5, 15, 30, 60)", name="minutes"),
        CheckConstraint("referred_body IS NULL OR referred_organisation_id IS NULL", name="one_referral"),
    )

    branch_id: Mapped[uuid.UUID]
    visit_id: Mapped[uuid.UUID]
    day: Mapped[date]
    half: Mapped[Half]
    kind: Mapped[Kind]
    topic: Mapped[Topic]
    minutes: Mapped[int]
    channel: Mapped[Channel] = mapped_column(default=Channel.DESK)
    body: Mapped[Body | None] = mapped_column(default=None)
    """Which body it concerned; NULL: none."""
    referred_body: Mapped[Body | None] = mapped_column(default=None)
    referred_organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    """A partner of this library. Neither this nor a body: nobody was sent on."""
    session_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    recorded_at: Mapped[datetime | None] = mapped_column(default=None)
    """Only while it can be taken back: the next night it is NULL, as half a day is all that is kept."""
