"""What an applicant is entitled to: the rate times the inhabitants of its working area, to the cent."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import and_, or_, select

from stelsel.clock import today
from stelsel.errors import Refused
from stelsel.geo.models import Municipality, MunicipalityInhabitants
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.terms import FixedSum, PerInhabitant
from stelsel_tenants.libraries.models import WorkingArea


class NoWorkingArea(Refused):
    message = _("Van uw bibliotheek is nog niet bekend voor welke gemeenten zij werkt. Vul dat eerst in.")


class InhabitantsUnknown(Refused):
    message = _(
        "Van een gemeente in uw werkgebied kennen we het aantal inwoners op de peildatum niet. Neem contact op."
    )


@dataclass(frozen=True, slots=True)
class Share:
    """A municipality of the working area, with its inhabitants on the reference day."""

    code: str
    name: str
    inhabitants: int


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The amount in cents and what it follows from."""

    cents: int
    shares: tuple[Share, ...] = ()
    rate_cents: Decimal | None = None
    reference_day: date | None = None

    @property
    def inhabitants(self) -> int:
        return sum(share.inhabitants for share in self.shares)

    def facts(self) -> dict[str, object]:
        """For a snapshot: values are copied, not referenced."""
        return {
            "cents": self.cents,
            "rate_cents": None if self.rate_cents is None else str(self.rate_cents),
            "reference_day": None if self.reference_day is None else self.reference_day.isoformat(),
            "inhabitants": self.inhabitants,
            "municipalities": [
                {"code": share.code, "name": share.name, "inhabitants": share.inhabitants} for share in self.shares
            ],
        }


def per_inhabitant(rate_cents: Decimal, inhabitants: int) -> int:
    """Whole cents; halves go up. Only the total is rounded, so no cent is lost between municipalities."""
    return int((rate_cents * inhabitants).quantize(Decimal(1), ROUND_HALF_UP))


def worked_out(scope: Scope, applicant_id: int, rule: PerInhabitant | FixedSum) -> Entitlement:
    """What this library may ask today. Raises NoWorkingArea, InhabitantsUnknown."""
    if isinstance(rule, FixedSum):
        return Entitlement(rule.cents)
    shares = _shares(scope, applicant_id, rule.reference_day)
    if not shares:
        raise NoWorkingArea
    cents = per_inhabitant(rule.rate_cents, sum(share.inhabitants for share in shares))
    return Entitlement(cents, shares, rule.rate_cents, rule.reference_day)


def _shares(scope: Scope, applicant_id: int, on_day: date) -> tuple[Share, ...]:
    """The municipalities that the library works for today: they may have merged since the reference day."""
    day = today()
    rows = scope.session.execute(
        select(Municipality.code, Municipality.name, MunicipalityInhabitants.inhabitants)
        .join(WorkingArea, WorkingArea.municipality_code == Municipality.code)
        .outerjoin(
            MunicipalityInhabitants,
            and_(
                MunicipalityInhabitants.municipality_code == Municipality.code,
                MunicipalityInhabitants.on_day == on_day,
            ),
        )
        .where(
            WorkingArea.tenant_id == applicant_id,
            WorkingArea.since <= day,
            or_(WorkingArea.until.is_(None), WorkingArea.until > day),
        )
        .order_by(Municipality.name, Municipality.code)
    ).all()
    if any(row.inhabitants is None for row in rows):
        raise InhabitantsUnknown
    return tuple(dict.fromkeys(Share(row.code, row.name, row.inhabitants) for row in rows))
