"""What may be seen of referrals: how many were given, and how often they landed. Never one by one.

A share counts cards that are dead: who may still come is neither here nor there, and of those noted early all came. It
is not shown of fewer than five. To a partner no number of fewer than five is shown at all, nor one that follows from
others (SECURITY P-31): beside the number of cards stands the share alone, and not where it would give a few away.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from stelsel import clock
from stelsel.db.personal import FEWEST
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.referrals.models import Outcome, Referral, SentReferral

BACK = timedelta(days=366)
"""How far the figures look back."""


@dataclass(slots=True)
class Landed:
    """Referrals about one question of life that lead to, or come from, `name`."""

    name: str
    category: Theme
    alive: Counter[Outcome | None] = field(default_factory=Counter)
    dead: Counter[Outcome | None] = field(default_factory=Counter)
    """By outcome: cards that still open something, and cards that do not."""

    @property
    def given(self) -> int:
        return self.alive.total() + self.dead.total()

    @property
    def came(self) -> int:
        return self.alive[Outcome.CAME] + self.dead[Outcome.CAME]

    @property
    def elsewhere(self) -> int:
        """It was not for them, whether a new card was given or not."""
        both = self.alive + self.dead
        return both[Outcome.NOT_FOR_US] + both[Outcome.PASSED_ON]

    @property
    def may_come(self) -> int:
        return self.alive[None]

    @property
    def is_few(self) -> bool:
        return self.given < FEWEST

    @property
    def share(self) -> float | None:
        """Of the dead cards: who came; None where they are too few."""
        whole = self.dead.total()
        return self.dead[Outcome.CAME] / whole if whole >= FEWEST else None

    @property
    def told_share(self) -> float | None:
        """As outsiders see it: also None where a few came, or a few did not."""
        came = self.dead[Outcome.CAME]
        parts = came, self.dead.total() - came
        return None if any(0 < part < FEWEST for part in parts) else self.share


def sent(scope: Scope) -> list[Landed]:
    """A library's own cards of the last year, by where they lead: most given first. Two statements."""
    libraries = _libraries(scope)

    def name(to: int, partner: str | None) -> str:
        if partner is None:
            return libraries[to]
        return partner if to == scope.tenant_id else f"{partner}, {libraries[to]}"

    row = SentReferral
    keys = row.to_tenant_id, Organisation.name
    statement = _counted(row, *keys).outerjoin(Organisation, Organisation.id == row.organisation_id)
    return _landed(scope, statement.group_by(Organisation.id), name)


def received(scope: Scope) -> list[Landed]:
    """Cards that led to the library itself, by who gave them: most first. Two statements."""
    libraries = _libraries(scope)
    statement = _counted(Referral, Referral.from_tenant_id).where(Referral.organisation_id.is_(None))
    return _landed(scope, statement, lambda giver: libraries[giver])


def of_partner(scope: Scope) -> list[Landed]:
    """Cards that led to this partner, in all libraries together: most first. One statement (partner scope)."""
    return _landed(scope, _counted(Referral), lambda: "")


def _libraries(scope: Scope) -> dict[int, str]:
    return {row.id: row.name for row in scope.session.execute(select(Tenant.id, Tenant.name))}


def _counted(row: type[Referral] | type[SentReferral], *keys: Any) -> Any:
    """How many there were in the last year, by `keys`, question, outcome, and whether the card is still alive."""
    by = *keys, row.category, row.outcome, row.ends_at > clock.now()
    return select(*by, func.count()).where(row.day > clock.today() - BACK).group_by(*by)


def _landed(scope: Scope, statement: Any, name: Callable[..., str]) -> list[Landed]:
    found: dict[tuple[str, Theme], Landed] = {}
    for *keys, category, outcome, is_alive, number in scope.session.execute(statement):
        called = name(*keys)
        landed = found.setdefault((called, category), Landed(called, category))
        (landed.alive if is_alive else landed.dead)[outcome] += number
    return sorted(found.values(), key=lambda one: (-one.given, one.name, one.category.value))
