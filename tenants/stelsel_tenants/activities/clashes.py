"""Two in one room at the same time: found before anything is saved, and asked about. Changes nothing."""

import hashlib
import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import moment
from stelsel_tenants.activities import holds, sessions
from stelsel_tenants.activities.holding import RoomHold
from stelsel_tenants.activities.holds import Place, Use
from stelsel_tenants.activities.models import Activity, ExceptionKind, Session
from stelsel_tenants.activities.offer import MOST_EXCEPTIONS, Offer
from stelsel_tenants.activities.outlook import Occurrence
from stelsel_tenants.activities.schedule import Exceptional, Schedule

if TYPE_CHECKING:
    from stelsel.errors import Text

SHOWN = 10
TAKEN = "Ruimte bezet"
"""Why a date is skipped; visitors read it."""


@dataclass(frozen=True, slots=True)
class Held:
    """By whom a room is held, and when; no title: by another date of the same activity."""

    since: datetime
    until: datetime
    title: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A date that wants a room which is held then. `rule_day`: the day that a skip names, where it can be skipped."""

    starts_at: datetime
    room: str
    by: Held
    rule_day: date | None = None
    is_extra: bool = False


class RoomsTaken(Refused):
    """A question as much as a refusal: skip these dates, or choose another room or other times. `key` names them."""

    field = "room"

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(self.told(clashes[0]))
        self.clashes = clashes

    def told(self, first: Clash) -> "Text":
        """The first of them, in words."""
        return _(
            "Op %(moment)s is %(room)s bezet. Kies een andere ruimte of tijd, of sla over wat bezet is.",
            moment=moment(first.starts_at),
            room=first.room,
        )

    @property
    def shown(self) -> Sequence[Clash]:
        return self.clashes[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.clashes) - len(self.shown)

    @property
    def key(self) -> str:
        told = sorted((one.starts_at, one.room, one.rule_day) for one in self.clashes)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


class HeldTwice(RoomsTaken):
    """Of a room rather than of an activity: several things are planned there at the same time."""

    field = "shared"

    def told(self, first: Clash) -> "Text":
        return _(
            "Op %(moment)s zijn hier twee dingen tegelijk gepland. Verplaats er een, of zeg dat hier meer dingen"
            " tegelijk kunnen zijn.",
            moment=moment(first.starts_at),
        )


class TooManyTaken(Refused):
    field = "room"
    message = _("Deze ruimte is op meer dan 60 data bezet. Kies een andere ruimte of andere tijden.")


def of_schedule(scope: Scope, place: Place, schedule: Schedule, activity_id: uuid.UUID | None = None) -> list[Clash]:
    """The dates of a schedule that want a room which is taken, in order. One statement where there are no rooms."""
    known = holds.known(scope)
    if not any(room.is_held for room in known.values()):
        return []
    off = _off(scope, activity_id) if activity_id else frozenset()
    dates = [one for one in sessions.dates(scope, place[0], schedule, activity_id) if one.starts_at not in off]
    wanted = [(one, use) for one in dates if (use := holds.use(known, place, one, activity_id)) is not None]
    by_start = {use.starts_at: one for one, use in wanted}
    return [_dated(clash, by_start[clash.starts_at]) for clash in of_uses(scope, [use for _one, use in wanted])]


def of_uses(scope: Scope, uses: Sequence[Use]) -> list[Clash]:
    """Which of these want a room that others hold, or that one before them here takes. One statement."""
    if not uses:
        return []
    standing = (
        select(RoomHold.room_number, RoomHold.held_from, RoomHold.held_until, Activity.title)
        .join(Activity, (Activity.tenant_id == RoomHold.tenant_id) & (Activity.id == RoomHold.activity_id))
        .where(
            RoomHold.room_number.in_({one.room.number for one in uses}),
            RoomHold.activity_id.not_in({one.of for one in uses if one.of}),
            RoomHold.held_until > min(one.held_from for one in uses),
            RoomHold.held_from < max(one.held_until for one in uses),
        )
        .order_by(RoomHold.held_from, RoomHold.id)
    )
    held = defaultdict[int, list[Held]](list)
    for number, since, until, title in scope.session.execute(standing):
        held[number].append(Held(since, until, title))
    return sorted(_found(uses, held), key=lambda one: (one.starts_at, one.room))


def _found(uses: Sequence[Use], held: Mapping[int, list[Held]]) -> Iterator[Clash]:
    """Holds of one room never overlap, so that they are in order by their ends as well."""
    last: dict[int, Held] = {}
    for use in sorted(uses, key=lambda one: (one.held_from, one.held_until)):
        number = use.room.number
        others = held.get(number, [])
        place = bisect_right(others, use.held_from, key=lambda one: one.until)
        near = [last[number]] if number in last else []
        near += others[place : place + 1]
        other = next((one for one in near if one.since < use.held_until and use.held_from < one.until), None)
        if other is None:
            last[number] = Held(use.held_from, use.held_until, use.title)
        else:
            yield Clash(use.starts_at, use.room.name, other)


def check(scope: Scope, offer: Offer, activity_id: uuid.UUID | None = None, *, skip: str = "") -> Offer:
    """The offer, without the dates on which its room is taken where `skip` is the key of what was seen of those.

    Raises RoomsTaken, TooManyTaken.
    """
    clashes = of_schedule(scope, (offer.branch_id, offer.room), offer.schedule, activity_id)
    if not clashes:
        return offer
    taken = RoomsTaken(clashes)
    if taken.key != skip:
        raise taken
    return without(offer, clashes)


def without(offer: Offer, clashes: Iterable[Clash]) -> Offer:
    """The offer with these dates skipped; an extra date just goes. Raises TooManyTaken."""
    days = {one.rule_day: one for one in clashes}
    skips = [
        Exceptional(day, ExceptionKind.SKIP, reason=TAKEN)
        for day, one in days.items()
        if day is not None and not one.is_extra
    ]
    kept = [one for one in offer.exceptions if one.day not in days]
    if sum(not one.is_over(clock.today()) for one in (*kept, *skips)) > MOST_EXCEPTIONS:
        raise TooManyTaken
    return replace(offer, exceptions=tuple(sorted((*kept, *skips), key=lambda one: one.day)))


def _dated(clash: Clash, one: Occurrence) -> Clash:
    is_extra = one.change is not None and one.change.kind is ExceptionKind.EXTRA
    return replace(clash, rule_day=one.rule_day, is_extra=is_extra)


def _off(scope: Scope, activity_id: uuid.UUID) -> frozenset[datetime]:
    """Starts of its sessions that no date of the schedule revives."""
    other = Session.state.not_in(sessions.FOLLOWING)
    found = select(Session.starts_at).where(Session.activity_id == activity_id, other, Session.starts_at > clock.now())
    return frozenset(scope.session.scalars(found))
