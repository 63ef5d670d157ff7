"""Taking a merge back, exactly, as long as nothing newer stands in the way; if something does, it says what.

What was made for the kept organisation after the merge stays with it. Sessions that were made by night for an activity
that goes back, go back with it.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from stelsel import audit, clock
from stelsel.errors import Conflict, NotFound
from stelsel.i18n import _, ngettext
from stelsel.identity.models import Membership, User
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel_admin.organisations import moving, snapshots
from stelsel_admin.organisations.merging import FACTS, locked
from stelsel_admin.organisations.models import Deed, OrganisationMerge, OrganisationMoved
from stelsel_admin.organisations.pointing import Pointer, find, pointers
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.organisations.models import OrganisationName
from stelsel_tenants.organisations.words import FACTS as LABELS
from stelsel_tenants.partners.models import Partnership


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one table that a merge moved, of all tenants together."""

    pointer: Pointer
    keys: list[Any]
    tenant_ids: set[int]

    def among(self, keys: Sequence[Any]) -> list[Any]:
        """The condition on these of them."""
        model: Any = self.pointer.model
        own = [model.tenant_id.in_(self.tenant_ids)] if self.pointer.is_owned else []
        return [self.pointer.key.in_(keys), *own]


class AlreadyUndone(Conflict):
    message = _("Deze samenvoeging is al teruggedraaid.")


class InTheWay(Conflict):
    """What is newer than the merge, in words; taking it back would undo that too."""

    def __init__(self, obstacles: Sequence[Any]) -> None:
        super().__init__(_("Dit kan niet meer worden teruggedraaid. Er is intussen iets veranderd."))
        self.obstacles = tuple(obstacles)


def undo(scope: Scope, merge_id: uuid.UUID) -> OrganisationMerge:
    """Make two of one again. In the same scope as a merge. Raises NotFound, AlreadyUndone, InTheWay."""
    row = scope.session.get(OrganisationMerge, merge_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    if row.undone_at is not None:
        raise AlreadyUndone
    gone, kept = locked(scope, row.gone_id, row.kept_id)
    moved = _moved(scope, row)
    if found := list(obstacles(scope, row, gone, kept, moved)):
        raise InTheWay(found)
    _put_back_facts(scope, row, gone, kept)
    tenants = _put_back_rows(scope, row, gone, moved)
    _signposts_back(scope, row)
    row.undone_at, row.undone_by_id = clock.now(), scope.actor.user_id
    for tenant_id in sorted(tenants):
        audit.record(scope, "organisation.unmerged", kept, tenant_id=tenant_id, gone=str(gone.id), merge=str(row.id))
    audit.record_nationally(scope, "organisation.unmerged", kept, gone=str(gone.id), merge=str(row.id))
    return row


def obstacles(
    scope: Scope, row: OrganisationMerge, gone: Organisation, kept: Organisation, moved: Sequence[OrganisationMoved]
) -> Iterator[Any]:
    """What is newer than the merge, in words. Reads only."""
    if kept.merged_into_id is not None:
        yield _("%(name)s is daarna zelf samengevoegd. Draai dat eerst terug.", name=kept.name)
        return
    if gone.merged_into_id != row.kept_id:
        yield _("%(name)s wijst intussen naar een andere organisatie.", name=gone.name)
        return
    now = snapshots.told(kept, FACTS)
    for name in FACTS:
        if now[name] != row.after["kept"][name]:
            label = LABELS.get(name.removesuffix("_hash"), name)
            yield _("Dit gegeven is daarna veranderd: %(fact)s.", fact=str(label).lower())
    yield from _rows_in_the_way(scope, row, moved)


def _rows_in_the_way(scope: Scope, row: OrganisationMerge, moved: Sequence[OrganisationMoved]) -> Iterator[Any]:
    elsewhere = sum(_gone_elsewhere(scope, group, row.kept_id) for group in _groups(moved))
    whole = {
        one.at_tenant_id for one in moved if one.deed is Deed.MOVED and one.table_name == Partnership.__tablename__
    }
    if elsewhere:
        yield ngettext(
            "%(num)s gegeven dat is verhuisd, hoort nu bij een ander.",
            "%(num)s gegevens die zijn verhuisd, horen nu bij een ander.",
            elsewhere,
        )
    there = {key for one in moved if one.table_name == Activity.__tablename__ for key in one.row_ids}
    made = scope.session.scalars(
        select(Activity.id).where(Activity.organisation_id == row.kept_id, Activity.tenant_id.in_(whole))
    )
    newer = sum(str(one) not in there for one in made)
    if newer:
        yield ngettext(
            "%(num)s activiteit is daarna gepland bij een bibliotheek die alleen met de oude organisatie werkte.",
            "%(num)s activiteiten zijn daarna gepland bij bibliotheken die alleen met de oude organisatie werkten.",
            newer,
        )
    yield from _partnerships_in_the_way(scope, moved)


def _gone_elsewhere(scope: Scope, group: "Group", kept_id: uuid.UUID) -> int:
    """How many of these rows are there, and no longer of the kept organisation."""
    column, found = group.pointer.column, 0
    for part in moving.chunks(group.keys):
        another = select(func.count()).where(*group.among(part), or_(column.is_(None), column != kept_id))
        found += scope.session.scalar(another.select_from(group.pointer.model)) or 0
    return found


def _partnerships_in_the_way(scope: Scope, moved: Sequence[OrganisationMoved]) -> Iterator[Any]:
    for one in moved:
        if one.deed is Deed.JOINED:
            now = {str(two.id): snapshots.told(two) for two in _partnerships(scope, one)}
            if now != one.after:
                library = scope.session.get_one(Tenant, one.at_tenant_id).name
                yield _("De samenwerking met %(library)s is daarna veranderd.", library=library)


def _put_back_facts(scope: Scope, row: OrganisationMerge, gone: Organisation, kept: Organisation) -> None:
    """First what is kept lets go of the numbers that it took."""
    version = kept.version
    snapshots.put(kept, row.before["kept"])
    kept.version = version + 1
    scope.session.flush()
    snapshots.put(gone, row.before["gone"])
    gone.version += 1
    scope.session.flush()


def _put_back_rows(
    scope: Scope, row: OrganisationMerge, gone: Organisation, moved: Sequence[OrganisationMoved]
) -> set[int]:
    """Returns the tenants that had something."""
    activities: list[uuid.UUID] = []
    for group in _groups(moved):
        for part in moving.chunks(group.keys):
            _point_back(scope, group.pointer, row, gone, *group.among(part))
        if group.pointer.model is Activity:
            activities = group.keys
    for one in moved:
        if one.deed is Deed.JOINED:
            for two in _partnerships(scope, one):
                snapshots.put(two, one.before[str(two.id)])
        elif one.deed is Deed.ADDED:
            ids = [uuid.UUID(typed) for typed in one.row_ids]
            scope.session.execute(delete(OrganisationName).where(OrganisationName.id.in_(ids)))
        elif one.deed is Deed.DROPPED:
            _members_back(scope, one)
    _followers_back(scope, row, gone, activities)
    scope.session.flush()
    moving.rename_copies(scope, scope.session.get_one(Organisation, row.kept_id))
    return {one.at_tenant_id for one in moved if one.at_tenant_id is not None}


def _followers_back(scope: Scope, row: OrganisationMerge, gone: Organisation, activities: list[uuid.UUID]) -> None:
    for pointer in pointers():
        if pointer.follows_activity:
            model: Any = pointer.model
            for part in moving.chunks(activities):
                _point_back(scope, pointer, row, gone, model.activity_id.in_(part))


def _point_back(scope: Scope, pointer: Pointer, row: OrganisationMerge, gone: Organisation, *which: Any) -> None:
    put: dict[str, Any] = {pointer.name: gone.id}
    if pointer.copies_name:
        put["organisation_name"] = gone.name
    statement = update(pointer.model).where(pointer.column == row.kept_id, *which).values(put)
    scope.session.execute(statement.execution_options(synchronize_session=False))


def _members_back(scope: Scope, one: OrganisationMoved) -> None:
    """Who acted for both acts for both again, if there is still an account."""
    for said in one.before.values():
        values = snapshots.values(Membership, said)
        if scope.session.scalar(select(User.id).where(User.id == values["user_id"])) is not None:
            scope.session.add(Membership(**values))


def _signposts_back(scope: Scope, row: OrganisationMerge) -> None:
    earlier = [uuid.UUID(typed) for typed in row.before.get("signposts", ())]
    if earlier:
        statement = update(Organisation).where(Organisation.id.in_(earlier)).values(merged_into_id=row.gone_id)
        scope.session.execute(statement.execution_options(synchronize_session=False))


def _groups(moved: Sequence[OrganisationMoved]) -> list[Group]:
    groups: dict[Pointer, Group] = {}
    for one in moved:
        if one.deed is Deed.MOVED:
            pointer = find(one.table_name, one.column_name)
            group = groups.setdefault(pointer, Group(pointer, [], set()))
            group.keys.extend(snapshots.key(pointer.model, typed) for typed in one.row_ids)
            if one.at_tenant_id is not None:
                group.tenant_ids.add(one.at_tenant_id)
    return list(groups.values())


def _moved(scope: Scope, row: OrganisationMerge) -> Sequence[OrganisationMoved]:
    wanted = select(OrganisationMoved).where(OrganisationMoved.merge_id == row.id)
    order = OrganisationMoved.table_name, OrganisationMoved.at_tenant_id, OrganisationMoved.id
    return scope.session.scalars(wanted.order_by(*order)).all()


def _partnerships(scope: Scope, one: OrganisationMoved) -> Sequence[Partnership]:
    ids = [uuid.UUID(typed) for typed in one.row_ids]
    wanted = select(Partnership).where(Partnership.tenant_id == one.at_tenant_id, Partnership.id.in_(ids))
    return scope.session.scalars(wanted.order_by(Partnership.id)).all()
