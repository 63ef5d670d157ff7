"""Who signed up and did not come: a share of an activity, never a list of people (FEATURES B15)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from stelsel.i18n import _, _n
from stelsel.tenancy import Scope
from stelsel.web.format import number, percent
from stelsel_tenants.activities import tallying
from stelsel_tenants.activities.models import Session

MEANS = _(
    "Van de mensen die zich aanmeldden: het deel dat niet kwam. Alleen van momenten waarbij de balie namen afvinkte."
    " Wie zonder aanmelding kwam, telt hier niet mee."
)


@dataclass(frozen=True, slots=True)
class NoShow:
    """Of so many seats that people signed up for, at `sessions` where names were ticked, so many stayed empty."""

    sessions: int
    expected: int
    missed: int

    @classmethod
    def of(cls, sums: Mapping[str, int]) -> Self:
        return cls(sums["ticked"], sums["expected"], sums["missed"])

    @property
    def share(self) -> float | None:
        """None where nobody ticked names: not known is not nought."""
        return self.missed / self.expected if self.expected else None


def of_activity(scope: Scope, activity_id: uuid.UUID) -> NoShow:
    """Over all its sessions that were held and counted."""
    sums = tallying.amounts()
    names = ("ticked", "expected", "missed")
    row = scope.session.execute(select(*(sums[name] for name in names)).where(Session.activity_id == activity_id)).one()
    return NoShow(*(number or 0 for number in row))


def share(one: NoShow) -> str:
    return "–" if one.share is None else percent(one.share)


def in_words(one: NoShow) -> str:
    """What the share is of: '12 van 66 aangemelde plaatsen, bij 9 momenten met afgevinkte namen'."""
    if one.share is None:
        return str(_("de balie vinkte nog geen namen af"))
    missed, expected = number(one.missed), number(one.expected)
    seats = _("%(missed)s van %(expected)s aangemelde plaatsen", missed=missed, expected=expected)
    where = _n("bij %(num)s moment met afgevinkte namen", "bij %(num)s momenten met afgevinkte namen", one.sessions)
    return f"{seats}, {where}"
