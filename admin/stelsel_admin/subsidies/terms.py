"""The terms of a scheme, as data that is checked: SUBSIDIES 1 and 2, A.

They are kept as JSON in a scheme version. A new kind of rule is a new class here with a `kind` of its own; old
versions keep reading. Amounts are in cents; a rate may be part of a cent, so it is a Decimal, written as text.
"""

import enum
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Line = Annotated[str, Field(min_length=1, max_length=200)]
Lines = Annotated[str, Field(max_length=2000)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
WHOLE = 100


class Allocation(enum.StrEnum):
    """How a ceiling is divided (Awb 4:26)."""

    ORDER_OF_RECEIPT = "order_of_receipt"
    RANKING = "ranking"
    PRO_RATA = "pro_rata"


class Settlement(enum.StrEnum):
    """How a grant becomes final (Awb 4.2.5)."""

    ON_REQUEST = "on_request"
    EX_OFFICIO = "ex_officio"
    WITH_THE_GRANT = "with_the_grant"


class QuestionKind(enum.StrEnum):
    LINE = "line"
    LINES = "lines"
    NUMBER = "number"
    YES = "yes"
    CHOICE = "choice"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PerInhabitant(Part):
    """A rate per inhabitant of the working area, counted on a day; the total is rounded half up to the cent."""

    kind: Literal["per_inhabitant"] = "per_inhabitant"
    rate_cents: Annotated[Decimal, Field(gt=0, le=100_000, decimal_places=4)]
    reference_day: date
    rounding: Literal["half_up"] = "half_up"


class FixedSum(Part):
    """The same for everybody."""

    kind: Literal["fixed_sum"] = "fixed_sum"
    cents: Annotated[int, Field(gt=0, le=10**12)]


Amount = Annotated[PerInhabitant | FixedSum, Field(discriminator="kind")]


class Window(Part):
    """From when until when one may apply: instants, the end exclusive; pages say "t/m ... 23.59 uur"."""

    opens_at: AwareDatetime
    closes_at: AwareDatetime

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens_at >= self.closes_at:
            raise ValueError("the window closes before it opens")
        return self

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


class Item(Part):
    """Something to do or to have. `mandatory`: without it an application cannot be sent."""

    key: Key
    label: Line
    note: Lines = ""
    mandatory: bool = True


class Question(Part):
    """Something to answer. `prefill` names a fact of the library that is copied in at the start."""

    key: Key
    label: Line
    hint: Lines = ""
    kind: QuestionKind = QuestionKind.LINE
    required: bool = True
    longest: Annotated[int, Field(gt=0, le=5000)] = 200
    choices: tuple[Line, ...] = ()
    prefill: Literal["", "email", "phone", "branches"] = ""


class Criterion(Part):
    """What an assessor scores, from 0 to `highest`; weights are percentages and sum to 100."""

    key: Key
    label: Line
    note: Lines = ""
    weight: Annotated[int, Field(gt=0, le=WHOLE)]
    highest: Annotated[int, Field(ge=1, le=10)] = 5


class Terms(Part):
    """All that a scheme says. What is missing here cannot be published."""

    title: Line
    summary: Lines
    legal_basis: Annotated[str, Field(min_length=1, max_length=500)]
    gazette: Line
    valid_from: date
    expires_on: date
    window: Window
    amount: Amount
    activities: tuple[Item, ...] = ()
    """To be done in combination: all mandatory ones."""
    questions: tuple[Question, ...] = ()
    checklist: tuple[Item, ...] = ()
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    lowest_score: Annotated[int, Field(ge=0, le=WHOLE)] = 0
    """Percentage of the weighted maximum below which an application is refused on content."""
    allocation: Allocation
    partial_fit: Literal["refuse"] = "refuse"
    subject_to_funds: bool = False
    """A budget reservation (Awb 4:34)."""
    once_per_organisation: bool = True
    signer_is_not_filler: bool = False
    decision_weeks: Annotated[int, Field(ge=1, le=52)]
    decision_from: Literal["receipt", "close"] = "receipt"
    supplement_days: Annotated[int, Field(ge=1, le=92)] = 14
    objection_weeks: Annotated[int, Field(ge=1, le=12)] = 6
    settlement: Settlement
    accountability: Annotated[str, Field(min_length=1, max_length=1000)]
    retention_years: Annotated[int, Field(ge=1, le=30)]
    example: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if sum(criterion.weight for criterion in self.criteria) != WHOLE:
            raise ValueError("the weights of the criteria must sum to 100")
        if self.valid_from >= self.expires_on:
            raise ValueError("the scheme expires before it is valid")
        for parts in (self.activities, self.questions, self.checklist, self.criteria):
            keys = [part.key for part in parts]
            if len(set(keys)) != len(keys):
                raise ValueError("a key is used twice")
        return self
