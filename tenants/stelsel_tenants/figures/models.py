"""Which yearly figures a library lets the national body count along."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Owned


class AnnualShare(Owned):
    """A library shares its yearly figures of this year. No row: it does not, and the network's are without them."""

    __tablename__ = "annual_share"
    __table_args__ = (
        Index("uq_annual_share_year", "tenant_id", "year", unique=True),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="year"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})

    year: Mapped[int]
    shared_at: Mapped[datetime] = mapped_column(default_factory=now)
