"""Two organisations turn out to be one: all that hangs on the one goes to the other, in one transaction (FEATURES C2).

    with reach.opened(scope, gone_id, kept_id) as bridge, unit_of_work(bridge):
        merging.merge(bridge, gone_id, kept_id, take={"phone"})

Both rows are locked in the order of their ids, so that of two people who merge the same two in opposite directions one
waits, and then reads that it has been done. The one that goes stays as a signpost. It is written down in the trail of
every library that it touches, and in the national one.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel.tenancy.models import FACTS as COLUMNS
from stelsel_admin.organisations import joining, moving, snapshots
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_tenants.organisations.facts import name_kind
from stelsel_tenants.organisations.models import NameKind, OrganisationName

GATHER = "organisations.gather"
FACTS = ("name", "kind", "summary", "kvk", "rsin", "oin", "website", "phone", "email", "logo_hash")
"""What can be taken from the one that goes; names, areas, languages and contacts of both are kept."""
NUMBERS = ("kvk", "rsin", "oin")
ALL = frozenset(COLUMNS) | {"merged_into_id", "merged_at", "proposed_by_id", "brought_by_id"}


class Itself(Refused):
    message = _("Kies een andere organisatie: deze kan niet met zichzelf worden samengevoegd.")


class AlreadyMerged(Conflict):
    message = _("Een van deze twee is intussen al samengevoegd. Ververs de pagina om te zien waarmee.")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: rows moved by tenant, partnerships that were joined."""

    merge_id: uuid.UUID
    moved: dict[int, int]
    joined: int


def check(gone: Organisation | None, kept: Organisation | None) -> None:
    """Whether these two may become one. Raises NotFound, Itself, AlreadyMerged."""
    if gone is None or kept is None:
        raise NotFound
    if gone.id == kept.id:
        raise Itself
    if gone.merged_into_id is not None or kept.merged_into_id is not None:
        raise AlreadyMerged


def merge(scope: Scope, gone_id: uuid.UUID, kept_id: uuid.UUID, *, take: Collection[str] = ()) -> Merged:
    """Make one of two. `take`: facts of the one that goes that the kept one gets (what it lacks, it gets anyway).

    Called between the national body and every library that has something of the one that goes. Raises as `check`.
    """
    gone, kept = locked(scope, gone_id, kept_id)
    check(gone, kept)
    before = {"gone": snapshots.told(gone, sorted(ALL)), "kept": snapshots.told(kept, sorted(ALL))}
    row = OrganisationMerge(gone_id=gone.id, kept_id=kept.id, by_id=scope.actor.user_id, before=before)
    scope.session.add(row)
    scope.session.flush()
    joined = joining.join_partnerships(scope, row)
    moving.drop_double_memberships(scope, row)
    _take(scope, gone, kept, take)
    moved = moving.move(scope, row, kept)
    _keep_names(scope, row, gone, kept, before)
    _point_on(scope, row)
    gone.merged_into_id, gone.merged_at = kept.id, clock.now()
    kept.version += 1
    scope.session.flush()
    row.after = {"kept": snapshots.told(kept, sorted(ALL))}
    _write_down(scope, row, kept, moved)
    jobs.enqueue(scope, GATHER, merge_id=row.id)
    return Merged(row.id, moved, joined)


def locked(scope: Scope, *ids: uuid.UUID) -> list[Any]:
    """These organisations, held until the end, in the order asked; None for one that is not there."""
    wanted = select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.id)
    held = wanted.with_for_update().execution_options(populate_existing=True)
    found = {one.id: one for one in scope.session.scalars(held)}
    return [found.get(one) for one in ids]


def _take(scope: Scope, gone: Organisation, kept: Organisation, take: Collection[str]) -> None:
    """The facts that stay. A number is one organisation's: what goes lets go of it first."""
    chosen = [name for name in FACTS if name in take or not getattr(kept, name)]
    put = {name: getattr(gone, name) for name in chosen if getattr(gone, name)}
    for name in NUMBERS:
        setattr(gone, name, None)
    scope.session.flush()
    for name, value in put.items():
        setattr(kept, name, value)
    if "name" in put:
        kept.folded = gone.folded
    kept.sources = {**kept.sources, **{name: gone.sources[name] for name in put if name in gone.sources}}
    kept.languages = sorted({*kept.languages, *gone.languages})
    kept.is_nationwide = kept.is_nationwide or gone.is_nationwide
    scope.session.flush()


def _keep_names(
    scope: Scope, row: OrganisationMerge, gone: Organisation, kept: Organisation, before: dict[str, Any]
) -> None:
    """Under its former names it is found as before."""
    there = set(
        scope.session.scalars(select(OrganisationName.folded).where(OrganisationName.organisation_id == kept.id))
    )
    for name, folded in ((gone.name, gone.folded), (before["kept"]["name"], before["kept"]["folded"])):
        if folded in there or folded == kept.folded:
            continue
        kind = name_kind(name)
        former = NameKind.FORMER if kind is NameKind.OTHER else kind
        made = OrganisationName(organisation_id=kept.id, name=name, folded=folded, kind=former)
        scope.session.add(made)
        scope.session.flush()
        moving.added(scope, row, OrganisationName.__tablename__, made.id)
        there.add(folded)


def _point_on(scope: Scope, row: OrganisationMerge) -> None:
    """What had been merged into the one that goes is merged into the kept one: a signpost never leads to another."""
    earlier = scope.session.scalars(
        select(Organisation.id).where(Organisation.merged_into_id == row.gone_id).order_by(Organisation.id)
    ).all()
    if earlier:
        statement = update(Organisation).where(Organisation.id.in_(earlier)).values(merged_into_id=row.kept_id)
        scope.session.execute(statement.execution_options(synchronize_session=False))
    row.before = {**row.before, "signposts": [str(one) for one in earlier]}


def _write_down(scope: Scope, row: OrganisationMerge, kept: Organisation, moved: dict[int, int]) -> None:
    into = {"gone": str(row.gone_id), "merge": str(row.id)}
    for tenant_id in sorted(moved):
        audit.record(scope, "organisation.merged", kept, tenant_id=tenant_id, rows=moved[tenant_id], **into)
    audit.record_nationally(scope, "organisation.merged", kept, libraries=len(moved), **into)
