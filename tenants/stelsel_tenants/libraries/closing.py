"""A branch closes, for a day or for good: what is planned there then is seen first, and nothing vanishes by itself."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from stelsel.clock import AMSTERDAM
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.libraries.events import branch_closing, moments_off
from stelsel_tenants.libraries.hours import Hours


@dataclass(frozen=True, slots=True)
class Moment:
    """A session that is to come at a branch. `of` names its activity to whoever links to it."""

    id: uuid.UUID
    of: uuid.UUID
    title: str
    starts_at: datetime
    people: int = 0
    also_when_closed: bool = False

    @property
    def day(self) -> date:
        return self.starts_at.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of the moments they were shown: those that are `off`, and why; the others go on."""

    shown: frozenset[uuid.UUID] = frozenset()
    off: frozenset[uuid.UUID] = frozenset()
    reason: str = ""


class Planned(Refused):
    """Something is planned on a day that closes, of which nobody said what becomes of it."""

    message = _("Op een dag dat u dicht bent, staat nog iets gepland. Kies hieronder wat niet doorgaat.")

    def __init__(self, moments: list[Moment]) -> None:
        super().__init__()
        self.moments = moments


class NoReason(Planned):
    field = "off_reason"
    message = _("Schrijf in een paar woorden waarom het niet doorgaat. Bezoekers lezen dit.")


def days(before: Hours, after: Hours, today: date) -> set[date]:
    """The days to come on which a branch will be closed, and of which that was not said before."""
    return {day for day in after.closed - before.closed if day >= today}


def moments(scope: Scope, branch_id: uuid.UUID, first: date, last: date | None = None) -> list[Moment]:
    """What other rooms have planned at a branch, in order, both ends included; without `last` all that comes."""
    answers = branch_closing.send(scope, branch_id=branch_id, first=first, last=last)
    found: list[Moment] = [moment for _receiver, there in answers for moment in there]
    return sorted(found, key=lambda one: (one.starts_at, one.title, one.id))


def on_days(scope: Scope, branch_id: uuid.UUID, closed: Collection[date]) -> list[Moment]:
    """What is planned on these days and does not go on by itself when the branch is closed."""
    if not closed:
        return []
    there = moments(scope, branch_id, min(closed), max(closed))
    return [one for one in there if one.day in closed and not one.also_when_closed]


def settle(scope: Scope, there: list[Moment], answer: Answer) -> None:
    """Cancel what is off. Raises Planned where a moment was not shown yet, NoReason."""
    if not {one.id for one in there} <= answer.shown:
        raise Planned(there)
    off = [one.id for one in there if one.id in answer.off]
    if off and not answer.reason:
        raise NoReason(there)
    call_off(scope, off, answer.reason)


def call_off(scope: Scope, session_ids: Iterable[uuid.UUID], reason: str) -> None:
    """These moments do not go on; who signed up is told by itself."""
    if found := list(session_ids):
        moments_off.send(scope, session_ids=found, reason=reason)
