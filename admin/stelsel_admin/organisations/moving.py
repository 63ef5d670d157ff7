"""Moves what hangs on one organisation to another, and remembers each row. Part of a merge; see `merging`.

A row for which the kept organisation has one of the same kind (another name, an area, a contact in that role) stays
where it is: nothing of it is lost, and nothing has to be chosen.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import delete, select, update

from stelsel.identity.models import Membership
from stelsel.tenancy import Organisation, Scope
from stelsel_admin.organisations import snapshots
from stelsel_admin.organisations.models import Deed, OrganisationMerge, OrganisationMoved
from stelsel_admin.organisations.pointing import CHUNK, Pointer, pointers
from stelsel_tenants.partners.models import Partnership

Key = tuple[int | None, Any]
"""Whose row (None: the network's), and the row's own part of its key."""


def move(scope: Scope, merge: OrganisationMerge, kept: Organisation) -> dict[int, int]:
    """Everything but what says the two are two. Returns how many rows moved in each tenant."""
    moved: dict[int, int] = defaultdict(int)
    for one in pointers():
        keys = _rows(scope, one, merge.gone_id)
        if not keys:
            continue
        clashing = _clashing(scope, one, merge)
        _remember(scope, merge, one, (key for key in keys if key[1] not in clashing))
        _point(scope, one, merge.gone_id, kept, but=clashing)
        for tenant_id, key in keys:
            if tenant_id is not None and key not in clashing:
                moved[tenant_id] += 1
    rename_copies(scope, kept)
    return dict(moved)


def drop_double_memberships(scope: Scope, merge: OrganisationMerge) -> None:
    """Who acts for both acts for the one: the second membership goes, and is remembered."""
    there = select(Membership.user_id).where(Membership.organisation_id == merge.kept_id)
    doubles = scope.session.scalars(
        select(Membership)
        .where(Membership.organisation_id == merge.gone_id, Membership.user_id.in_(there))
        .order_by(Membership.id)
    ).all()
    if not doubles:
        return
    before = {str(one.id): snapshots.told(one) for one in doubles}
    _add(scope, merge, Membership.__tablename__, "organisation_id", Deed.DROPPED, list(before), before=before)
    scope.session.flush()
    scope.session.execute(delete(Membership).where(Membership.id.in_([one.id for one in doubles])))


def joined(
    scope: Scope, merge: OrganisationMerge, tenant_id: int, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Remember two partnerships with one library that became one."""
    table = Partnership.__tablename__
    _add(scope, merge, table, "organisation_id", Deed.JOINED, list(before), tenant_id, before=before, after=after)


def added(scope: Scope, merge: OrganisationMerge, table: str, row_id: uuid.UUID) -> None:
    """Remember a row that the merge itself made."""
    _add(scope, merge, table, "organisation_id", Deed.ADDED, [str(row_id)])


def _rows(scope: Scope, one: Pointer, organisation_id: uuid.UUID) -> list[Key]:
    tenant: Any = one.model.tenant_id if one.is_owned else None  # type: ignore[attr-defined]
    columns = [tenant, one.key] if one.is_owned else [one.key]
    found = scope.session.execute(select(*columns).where(one.column == organisation_id).order_by(*columns))
    return [(row[0], row[1]) if one.is_owned else (None, row[0]) for row in found]


def _clashing(scope: Scope, one: Pointer, merge: OrganisationMerge) -> set[Any]:
    """Keys of the rows of the one that goes for which the kept one has a row already."""
    found: set[Any] = set()
    for others in one.uniques:
        columns = [getattr(one.model, name) for name in others]
        there = (
            {
                tuple(row)
                for row in scope.session.execute(select(*columns).where(one.column == merge.kept_id))
                if all(row)
            }
            if columns
            else {()}
            if _rows(scope, one, merge.kept_id)
            else set()
        )
        mine = scope.session.execute(select(one.key, *columns).where(one.column == merge.gone_id))
        found |= {row[0] for row in mine if tuple(row[1:]) in there}
    return found


def _point(scope: Scope, one: Pointer, gone_id: uuid.UUID, kept: Organisation, *, but: Collection[Any]) -> None:
    put: dict[str, Any] = {one.name: kept.id}
    if one.copies_name:
        put["organisation_name"] = kept.name
    statement = update(one.model).where(one.column == gone_id)
    if but:
        statement = statement.where(one.key.not_in(but))
    scope.session.execute(statement.values(put).execution_options(synchronize_session=False))


def rename_copies(scope: Scope, kept: Organisation) -> None:
    """Where the kept one is called otherwise from now on, so it is in the projection of these libraries."""
    for one in pointers():
        if one.copies_name:
            other = one.model.organisation_name != kept.name  # type: ignore[attr-defined]
            statement = update(one.model).where(one.column == kept.id, other)
            put = {"organisation_name": kept.name}
            scope.session.execute(statement.values(put).execution_options(synchronize_session=False))


def _remember(scope: Scope, merge: OrganisationMerge, one: Pointer, keys: Iterable[Key]) -> None:
    by_tenant: dict[int | None, list[str]] = defaultdict(list)
    for tenant_id, key in keys:
        by_tenant[tenant_id].append(str(key))
    scope.insert_many(
        OrganisationMoved,
        [
            _moved(merge, one.table, one.name, Deed.MOVED, ids, tenant_id)
            for tenant_id, ids in sorted(by_tenant.items(), key=lambda pair: pair[0] or 0)
        ],
    )


def _add(
    scope: Scope,
    merge: OrganisationMerge,
    table: str,
    column: str,
    deed: Deed,
    ids: list[str],
    tenant_id: int | None = None,
    **said: Any,
) -> None:
    scope.insert_many(OrganisationMoved, [{**_moved(merge, table, column, deed, ids, tenant_id), **said}])


def _moved(
    merge: OrganisationMerge, table: str, column: str, deed: Deed, ids: list[str], tenant_id: int | None
) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "merge_id": merge.id,
        "at_tenant_id": tenant_id,
        "table_name": table,
        "column_name": column,
        "deed": deed,
        "row_ids": ids,
        "before": {},
        "after": {},
    }


def chunks(keys: list[Any]) -> Iterable[list[Any]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
