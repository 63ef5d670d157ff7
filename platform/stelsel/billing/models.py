"""Plans: the network's, the same for every library. Money is in euro cents without VAT; VAT is a whole percentage."""

import enum

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Cents, Shared


class Period(enum.StrEnum):
    """For how long a price holds."""

    MONTH = "month"
    YEAR = "year"


class Plan(Shared):
    """What a library can subscribe to. A limit that is NULL is no limit.

    `inhabitants` is of the working area, and the plan is meant for those up to and with it. What a plan holds stands in
    columns, so that nobody can write a right that the program does not know; there is none about subsidies.
    """

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint("price_cents BETWEEN 0 AND 100000000", name="price"),
        CheckConstraint("vat_percent BETWEEN 0 AND 100", name="vat"),
        CheckConstraint("inhabitants > 0", name="inhabitants"),
        CheckConstraint("branches > 0", name="branches"),
        CheckConstraint("people > 0", name="people"),
        Index("uq_plan_stripe_price", "stripe_price_id", unique=True),
    )

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300), default="")
    price_cents: Mapped[int] = mapped_column(Cents)
    period: Mapped[Period] = mapped_column(default=Period.YEAR)
    vat_percent: Mapped[int] = mapped_column(default=21)
    inhabitants: Mapped[int | None] = mapped_column(default=None)
    branches: Mapped[int | None] = mapped_column(default=None)
    people: Mapped[int | None] = mapped_column(default=None)
    """With a role at the library."""
    own_host: Mapped[bool] = mapped_column(default=False)
    """The library's site may stand at its own address."""
    imports: Mapped[bool] = mapped_column(default=False)
    """Branches and activities may come from a file."""
    position: Mapped[int] = mapped_column(default=100)
    is_offered: Mapped[bool] = mapped_column(default=False)
    is_example: Mapped[bool] = mapped_column(default=False)
    stripe_price_id: Mapped[str | None] = mapped_column(String(80), default=None)
    """NULL: invoiced by hand, which needs no Stripe."""
