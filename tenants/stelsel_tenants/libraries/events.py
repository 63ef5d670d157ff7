"""What this room tells others, inside the transaction in which it happens (blinker; sender is the Scope).

| signal | values |
|---|---|
| `branch_changed` | `branch_ids`: set of UUID, whose published facts or opening hours changed; also new and closed |
| `library_changed` | none: the name or profile of the library itself changed |
| `branch_closing` | `branch_id`, `first`, `last`: a question. A receiver answers with a list of `closing.Moment` |
| `moments_off` | `session_ids`: list of UUID, `reason`: what was planned at a branch that closes does not go on |
| `room_changed` | `branch_id`, `before`, `after`: the names of a room that is another now, or is held otherwise |
| `room_asked` | `number` of a room, `first`, `last`: instants; a question. The answer is a list of `rooms.Use` |
"""

from blinker import Namespace

_signals = Namespace()

branch_changed = _signals.signal("library-branch-changed")
library_changed = _signals.signal("library-changed")
branch_closing = _signals.signal("library-branch-closing")
moments_off = _signals.signal("library-moments-off")
room_changed = _signals.signal("library-room-changed")
room_asked = _signals.signal("library-room-asked")
