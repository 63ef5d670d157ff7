"""What may be seen of a library's space: small rows, a fixed number of statements each."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from stelsel import clock
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.libraries import branch as facts_of
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries.branch import ACCESS
from stelsel_tenants.libraries.hours import Hours
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact, OpeningException, OpeningHours, Profile


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch in the workroom's list."""

    id: uuid.UUID
    name: str
    kind: BranchKind
    street: str
    postcode: str
    place: str
    hours: Hours
    unknown_access: int
    confirmed: bool
    is_example: bool
    closed_on: date | None

    @property
    def address(self) -> str:
        town = f"{facts_of.written(self.postcode)} {self.place}".strip()
        return f"{self.street}, {town}" if self.street else town

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None and self.closed_on <= clock.today()

    def opening(self, now: datetime) -> str:
        return opening.sentence(self.hours, now)


def branches(scope: Scope) -> list[BranchRow]:
    """All branches: the main one first, closed ones last, by name. Three statements."""
    hours: dict[uuid.UUID, list[OpeningHours]] = {}
    for row in scope.session.scalars(select(OpeningHours).order_by(OpeningHours.branch_id, OpeningHours.id)):
        hours.setdefault(row.branch_id, []).append(row)
    specials: dict[uuid.UUID, list[OpeningException]] = {}
    coming = select(OpeningException).where(OpeningException.day >= clock.today())
    for one in scope.session.scalars(coming.order_by(OpeningException.day, OpeningException.id)):
        specials.setdefault(one.branch_id, []).append(one)
    found = [
        _row(branch, opening.from_rows(hours.get(branch.id, ()), specials.get(branch.id, ())))
        for branch in scope.session.scalars(select(Branch).order_by(Branch.name, Branch.id))
    ]
    return sorted(found, key=lambda row: (row.is_closed, row.kind is not BranchKind.MAIN))


def _row(branch: Branch, hours: Hours) -> BranchRow:
    return BranchRow(
        id=branch.id,
        name=branch.name,
        kind=branch.kind,
        street=branch.street,
        postcode=branch.postcode,
        place=branch.place,
        hours=hours,
        unknown_access=sum(getattr(branch, name) is Fact.UNKNOWN for name in ACCESS),
        confirmed=branch.confirmed,
        is_example=branch.is_example,
        closed_on=branch.closed_on,
    )


def profile(scope: Scope) -> Profile | None:
    """The library's profile, without its logo; None when nothing was filled in yet."""
    return scope.session.scalars(select(Profile)).one_or_none()


def tenant(scope: Scope) -> Tenant:
    """The library itself, as it is now."""
    return scope.session.get_one(Tenant, scope.tenant_id)


def logo(scope: Scope) -> bytes | None:
    """The PNG of the library's logo."""
    row = scope.session.scalars(select(Profile).options(undefer(Profile.logo))).one_or_none()
    return row.logo if row is not None else None
