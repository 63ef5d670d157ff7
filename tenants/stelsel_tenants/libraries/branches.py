"""What may happen to a branch. Commands check, change, audit and tell; they never commit. A branch is never deleted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.libraries import branch as facts_of
from stelsel_tenants.libraries import closing
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries.branch import ACCESS, PLAIN, BranchFacts
from stelsel_tenants.libraries.closing import Answer, Moment
from stelsel_tenants.libraries.events import branch_changed
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact
from stelsel_tenants.libraries.places import settle

FARTHEST = timedelta(days=366)
NOTHING_SHOWN = Answer()


class Changed(Conflict):
    message = _("Iemand anders heeft deze vestiging intussen veranderd. Kijk hieronder wat er anders is en kies.")


class TwoMains(Refused):
    field = "kind"
    message = _("U hebt al een hoofdvestiging. Geef die eerst een andere soort.")


class AlreadyClosed(Conflict):
    message = _("Deze vestiging is al gesloten. Ververs de pagina om het te zien.")


class ClosesTooLate(Refused):
    field = "closes_on"
    message = _("Kies een dag van vandaag tot over een jaar.")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An activity that still goes on at a branch: from when on, how often, and how many people signed up."""

    key: uuid.UUID
    title: str
    next_on: date
    moments: int
    people: int


class InTheWay(Refused):
    """What is planned there has to go elsewhere first."""

    field = "closes_on"
    message = _("Er staat nog iets gepland vanaf deze dag. Verplaats het, of zeg het af, en sluit dan.")

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__()
        self.obstacles = obstacles


def add(scope: Scope, facts: BranchFacts, *, is_example: bool = False, extern_id: str | None = None) -> Branch:
    """A new branch, in sight at once; `extern_id` is its key in a file that may be read later.

    Raises Refused where a rule says no (also of `places.settle`).
    """
    facts_of.check(facts)
    _one_main(scope, facts, None)
    site = settle(scope, facts.place, postcode=facts.postcode, lat=facts.lat, lon=facts.lon)
    branch = Branch(
        **{name: getattr(facts, name) for name in PLAIN},
        **_access(facts),
        postcode=facts.postcode,
        place=site.place,
        municipality_code=site.municipality_code,
        lat=site.lat,
        lon=site.lon,
        is_example=is_example,
        extern_id=extern_id,
        checked_on=clock.today(),
        hours=opening.rows(facts.hours),
        exceptions=opening.special_rows(facts.hours),
    )
    scope.session.add(branch)
    audit.record(scope, "branch.added", branch)
    branch_changed.send(scope, branch_ids={branch.id})
    return branch


def revise(
    scope: Scope, branch_id: uuid.UUID, facts: BranchFacts, *, version: int, answer: Answer = NOTHING_SHOWN
) -> Branch:
    """Change a branch that was read at `version`. `answer` says what becomes of moments on days that close.

    Raises Changed when somebody else was first, and what `closing.settle` does.
    """
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id), with_for_update=True)
    if branch.version != version:
        raise Changed
    facts_of.check(facts)
    _one_main(scope, facts, branch_id)
    site = settle(scope, facts.place, postcode=facts.postcode, lat=facts.lat, lon=facts.lon)
    before = facts_of.of(branch)
    hours = opening.with_past(facts.hours, before.hours, clock.today())
    newly = closing.days(before.hours, hours, clock.today())
    closing.settle(scope, closing.on_days(scope, branch_id, newly), answer)
    for name in PLAIN:
        setattr(branch, name, getattr(facts, name))
    for name, fact in _access(facts).items():
        setattr(branch, name, fact)
    branch.postcode, branch.place = facts.postcode, site.place
    branch.municipality_code, branch.lat, branch.lon = site.municipality_code, site.lat, site.lon
    branch.confirmed, branch.checked_on = True, clock.today()
    if before.hours != hours:
        branch.hours.clear()
        branch.exceptions.clear()
        flag_modified(branch, "checked_on")  # other hours are another version, though they stand in other rows
        scope.session.flush()
        branch.hours.extend(opening.rows(hours))
        branch.exceptions.extend(opening.special_rows(hours))
    audit.record(scope, "branch.revised", branch)
    branch_changed.send(scope, branch_ids={branch.id})
    return branch


@dataclass(frozen=True, slots=True)
class Sighting:
    """A branch as a file of others tells of it; `extern_id` is its key there."""

    extern_id: str
    name: str
    place: str
    municipality_code: str
    lat: float
    lon: float
    confirmed: bool = True


TOLD = ("name", "place", "municipality_code", "lat", "lon", "confirmed")


def differs(branch: Branch, sighting: Sighting) -> bool:
    """Would the file change this branch? Never one that the library itself has saved."""
    return branch.checked_on is None and any(getattr(branch, name) != getattr(sighting, name) for name in TOLD)


def take_in(scope: Scope, sightings: Sequence[Sighting]) -> None:
    """Add branches from a file, or change those that came from it before. Doing it twice changes nothing."""
    keys = [sighting.extern_id for sighting in sightings]
    rows = scope.session.scalars(select(Branch).where(Branch.extern_id.in_(keys)))
    present = {branch.extern_id: branch for branch in rows}
    changed: set[uuid.UUID] = set()
    for sighting in sightings:
        told = {name: getattr(sighting, name) for name in TOLD}
        branch = present.get(sighting.extern_id)
        if branch is None:
            branch = Branch(extern_id=sighting.extern_id, **told)
            scope.session.add(branch)
        elif not differs(branch, sighting):
            continue
        for name, value in told.items():
            setattr(branch, name, value)
        audit.record(scope, "branch.imported", branch)
        changed.add(branch.id)
    if changed:
        branch_changed.send(scope, branch_ids=changed)


def close(scope: Scope, branch_id: uuid.UUID, *, closes_on: date, off_reason: str = "") -> Branch:
    """Close a branch for good from a day on. It stays, as history points at it; the public no longer sees it then.

    With a reason all that is planned there from then on is cancelled; without one it stands in the way.
    Raises InTheWay, ClosesTooLate, AlreadyClosed.
    """
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id), with_for_update=True)
    if branch.closed_on is not None and branch.closed_on <= clock.today():
        raise AlreadyClosed
    if not clock.today() <= closes_on <= clock.today() + FARTHEST:
        raise ClosesTooLate
    there = closing.moments(scope, branch_id, closes_on)
    if there and not off_reason:
        raise InTheWay(_obstacles(there))
    branch.closed_on = closes_on
    closing.call_off(scope, [one.id for one in there], off_reason)
    audit.record(scope, "branch.closed", branch, on=closes_on.isoformat())
    branch_changed.send(scope, branch_ids={branch.id})
    return branch


def reopen(scope: Scope, branch_id: uuid.UUID) -> Branch:
    """Take back a closing: the branch is there again, with all that it had."""
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id), with_for_update=True)
    if branch.closed_on is None:
        return branch
    _one_main(scope, facts_of.of(branch), branch_id)
    branch.closed_on = None
    audit.record(scope, "branch.reopened", branch)
    branch_changed.send(scope, branch_ids={branch.id})
    return branch


def in_the_way(scope: Scope, branch_id: uuid.UUID, closes_on: date) -> list[Obstacle]:
    """What other rooms still have planned at a branch from a day on, by activity, first one first."""
    return _obstacles(closing.moments(scope, branch_id, closes_on))


def _obstacles(moments: Sequence[Moment]) -> list[Obstacle]:
    by_activity: dict[uuid.UUID, list[Moment]] = {}
    for moment in moments:
        by_activity.setdefault(moment.of, []).append(moment)
    return [
        Obstacle(key, there[0].title, there[0].day, len(there), sum(one.people for one in there))
        for key, there in by_activity.items()
    ]


def _access(facts: BranchFacts) -> dict[str, Any]:
    return {name: facts.access.get(name, Fact.UNKNOWN) for name in ACCESS}


def _one_main(scope: Scope, facts: BranchFacts, own_id: uuid.UUID | None) -> None:
    if facts.kind is not BranchKind.MAIN:
        return
    mains = select(Branch.id).where(Branch.kind == BranchKind.MAIN, Branch.closed_on.is_(None))
    if any(found != own_id for found in scope.session.scalars(mains)):
        raise TwoMains
