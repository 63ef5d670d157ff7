"""What a calendar and UiTdatabank have in common: events, each with a key, a name, a place and dates."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from stelsel.errors import Refused
from stelsel.importing.calendars import Refusal
from stelsel_tenants.activities import checks
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.sources.naming import Names
from stelsel_tenants.sources.wanted import SCHEDULE, Unread, Wanted, hashed

if TYPE_CHECKING:
    from stelsel.errors import Text

TOLD = ("title", "text", "branch_id", "room", SCHEDULE)
"""What every event says of an activity."""


class Event(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def notes(self) -> "Sequence[Text]": ...


def offer(names: Names, event: Event, schedule: Schedule, **more: Any) -> Offer:
    """The activity that an event becomes. It may be when its branch is not open: whoever keeps it meant it so."""
    branch_id, room = names.where(event.place)
    return Offer(
        title=event.title,
        branch_id=branch_id,
        concept_slug=names.concept(event.kinds),
        text=event.text,
        room=room,
        outside_hours=True,
        lines=schedule.lines,
        exceptions=schedule.exceptions,
        **more,
    )


def sorted_out(
    offered: Iterable[tuple[Event, Offer, Sequence[str]]], refused: Iterable[Refusal]
) -> tuple[list[Wanted], list[Unread]]:
    """Events with their activities and what they say of those: what comes in, and what does not with the reason."""
    wanted: list[Wanted] = []
    unread = [Unread(one.line, one.title, one.reason) for one in refused]
    for event, made, told in offered:
        try:
            checks.check(made)
        except Refused as refusal:
            unread.append(Unread(event.line, event.title, refusal.message))
        else:
            wanted.append(Wanted(hashed(event.key), event.line, made, tuple(told), tuple(event.notes)))
    return wanted, unread
