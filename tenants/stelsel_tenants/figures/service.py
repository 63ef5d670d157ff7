"""What may happen to yearly figures: a library shares those of a year with the national body, or no longer."""

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.figures import queries
from stelsel_tenants.figures.models import AnnualShare


class NoFigures(Refused):
    message = _("Van dit jaar zijn er geen cijfers.")


def share(scope: Scope, year: int) -> AnnualShare:
    """From now on the national figures of this year count this library. Raises NoFigures."""
    _check(scope, year)
    known = shared(scope, year)
    if known is not None:
        return known
    row = AnnualShare(year=year)
    scope.session.add(row)
    audit.record(scope, "annual.shared", row, year=year)
    return row


def withhold(scope: Scope, year: int) -> None:
    """From now on they do not. Doing it twice is doing it once. Raises NoFigures."""
    _check(scope, year)
    row = shared(scope, year)
    if row is not None:
        audit.record(scope, "annual.withheld", row, year=year)
        scope.session.delete(row)


def shared(scope: Scope, year: int) -> AnnualShare | None:
    return scope.session.scalar(select(AnnualShare).where(AnnualShare.year == year))


def _check(scope: Scope, year: int) -> None:
    first = queries.first_month(scope)
    if not (first.year if first else clock.today().year) <= year <= clock.today().year:
        raise NoFigures
