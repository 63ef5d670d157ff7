"""What a source says, whatever it was written in: activities as they should be, and what could not be read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stelsel_tenants.activities.offer import Offer

if TYPE_CHECKING:
    from stelsel.errors import Text

SCHEDULE = "schedule"
"""The one field that is not one of the offer's own: its lines with their exceptions."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One activity. `told` are the fields that the source has a say in; the others are ours from the start."""

    key: str
    line: int
    offer: Offer
    told: tuple[str, ...]
    notes: "tuple[Text, ...]" = ()
    extern_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What does not come in, and why."""

    line: int
    title: str
    reason: "Text"


@dataclass(frozen=True, slots=True)
class Reading:
    """All of it. `keys` is what the source has now; None where it does not say what is gone, as a file."""

    wanted: Sequence[Wanted]
    unread: Sequence[Unread]
    keys: frozenset[str] | None = None
    over: int = 0


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
