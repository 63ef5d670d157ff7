"""What this room tells others, inside the transaction in which it happens (blinker; sender is the Scope).

| signal | values |
|---|---|
| `moved` | `case`: Case after the step, `step`: Step |
| `decided` | `case`: Case, `decision`: Decision: figures of grants are kept from it |
"""

from blinker import Namespace

_signals = Namespace()

moved = _signals.signal("subsidy-case-moved")
decided = _signals.signal("subsidy-case-decided")
