"""What an activity said, version by version: whoever changes it, changes nothing that cannot be looked up and put back.

Who did it and when stands in the audit trail, which holds no texts. A version is what its deed left behind.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from stelsel import audit
from stelsel.audit import AuditEntry
from stelsel.db import Base
from stelsel.identity.models import User
from stelsel.tenancy import Hat, Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.versions import ActivityVersion

PAGE = 20
OFFERS = TypeAdapter(Offer)
NOT_TOLD = {"leader"}
"""Who helps is the library's staff: their name stays where it can be taken away."""


@dataclass(frozen=True, slots=True)
class Step:
    """A deed. Where it changed what the activity says: that version, with what it said before."""

    at: datetime
    deed: str
    hat: Hat
    who: str | None
    number: int | None
    said: Offer | None
    before: Offer | None


def record(scope: Scope, deed: str, activity: Activity, thing: Base | None = None, **detail: Any) -> None:
    """Write a deed into the trail, of the activity or of a `thing` of it, and what the activity says from then on."""
    entry = audit.record(scope, deed, thing or activity, **detail)
    said = _written(offers.of(activity))
    last = scope.session.scalar(_versions(activity.id).limit(1))
    if last is None or last.said != said:
        number = last.number + 1 if last else 1
        scope.session.add(ActivityVersion(activity_id=activity.id, number=number, seq=entry.seq, said=said))
        scope.session.flush()


def said(scope: Scope, activity: Activity, number: int) -> Offer:
    """What it said in that version, with what is not told as it is now. Raises NoResultFound."""
    version = ActivityVersion
    statement = select(version).where(version.activity_id == activity.id, version.number == number)
    now = {name: getattr(activity, name) for name in NOT_TOLD}
    return replace(_read(scope.session.scalars(statement).one()), **now)


def newest(scope: Scope, activity_id: uuid.UUID) -> int:
    """The number of the version that holds now; 0 where nothing was written down."""
    version = scope.session.scalar(_versions(activity_id).limit(1))
    return version.number if version else 0


def steps(scope: Scope, activity_id: uuid.UUID, page: int = 1) -> list[Step]:
    """What was done to it, newest first; one more than fits on a page says that there are more. Two statements."""
    entry, version, of_it = AuditEntry, ActivityVersion, aliased(AuditEntry)
    told = select(of_it.seq).where(of_it.object_kind == Activity.__tablename__, of_it.object_id == str(activity_id))
    changed = select(version.seq).where(version.activity_id == activity_id)
    statement = (
        select(entry, version.number, User.name)
        .outerjoin(version, and_(version.tenant_id == entry.tenant_id, version.seq == entry.seq))
        .outerjoin(User, User.id == entry.user_id)
        .where(entry.seq.in_(told.union(changed)))
        .order_by(entry.seq.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    found = scope.session.execute(statement).all()
    offered = _offered(scope, activity_id, [row.number for row in found if row.number is not None])
    return [_step(row[0], row.number, row.name, offered) for row in found]


def _offered(scope: Scope, activity_id: uuid.UUID, numbers: Sequence[int]) -> dict[int, Offer]:
    """These versions, and the one before the first of them."""
    first, last = min(numbers, default=1) - 1, max(numbers, default=0)
    between = _versions(activity_id).where(ActivityVersion.number.between(first, last))
    return {version.number: _read(version) for version in scope.session.scalars(between)}


def _step(entry: AuditEntry, number: int | None, who: str | None, offered: dict[int, Offer]) -> Step:
    return Step(
        at=entry.at,
        deed=entry.deed,
        hat=entry.hat,
        who=who,
        number=number,
        said=offered[number] if number else None,
        before=offered.get(number - 1) if number else None,
    )


def _versions(activity_id: uuid.UUID) -> Any:
    version = ActivityVersion
    return select(version).where(version.activity_id == activity_id).order_by(version.number.desc())


def _written(offer: Offer) -> dict[str, Any]:
    """As it is kept; exceptions in the order of their days, however they came in."""
    ordered = replace(offer, exceptions=tuple(sorted(offer.exceptions, key=lambda one: one.day)))
    written: dict[str, Any] = OFFERS.dump_python(ordered, mode="json", exclude=NOT_TOLD)
    return written


def _read(version: ActivityVersion) -> Offer:
    """What has been added to an offer since then is as it usually is; what is no longer part of one is left out."""
    return OFFERS.validate_python(version.said)
