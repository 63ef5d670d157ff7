"""Which figures somebody wants to see: period and branch. Both stand in the address."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from stelsel.i18n import _
from stelsel.web.periods import LAST_YEAR, Period, periods
from stelsel.web.query import Query

Branches = Sequence[tuple[uuid.UUID, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, out of what there is to choose."""

    period: Period
    branch_id: uuid.UUID | None
    periods: Sequence[Period]
    branches: Branches

    @property
    def branch_name(self) -> str:
        return next((name for key, name in self.branches if key == self.branch_id), "")

    @property
    def query(self) -> str:
        """The part of the address after the question mark; what is as usual is left out."""
        told = {} if self.period.key == LAST_YEAR else {"periode": self.period.key}
        if self.branch_id:
            told["vestiging"] = str(self.branch_id)
        return f"?{urlencode(told)}" if told else ""

    def fields(self) -> list[tuple[str, Any, list[tuple[Any, Any]], Any]]:
        """For the filters above the page."""
        return [
            ("periode", _("Periode"), [(one.key, one.label) for one in self.periods], self.period.key),
            ("vestiging", _("Vestiging"), [("", _("Alle vestigingen")), *self.branches], self.branch_id or ""),
        ]


def read(query: Query, first: date | None, branches: Branches) -> Choice:
    """The choice that an address makes; what is unknown counts as not chosen."""
    offered = periods(first)
    key = query.one_of("periode", [one.key for one in offered], LAST_YEAR)
    asked = query.one_of("vestiging", [str(one) for one, _name in branches])
    return Choice(
        period=next(one for one in offered if one.key == key),
        branch_id=uuid.UUID(asked) if asked else None,
        periods=offered,
        branches=branches,
    )
