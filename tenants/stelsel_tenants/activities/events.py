"""What this room tells others, inside the transaction in which it happens (blinker; sender is the Scope).

| signal | values |
|---|---|
| `published_changed` | `activity_ids`: set of UUID, whose published facts, schedule or sessions changed |
| `session_counted` | `session`: Session, `before`: Tally or None: figures are kept from the difference |
"""

from dataclasses import dataclass

from blinker import Namespace

_signals = Namespace()

published_changed = _signals.signal("activity-published-changed")
session_counted = _signals.signal("session-counted")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a session counted for: all zero when it was not held."""

    held: int
    minutes: int
    registered: int
    present: int
    registered_present: int
    turned_away: int
